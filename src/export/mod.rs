//! Hits to bytes: CSV for spreadsheets, JSON Lines for programs.
