//! The integration tests, one binary; each module opens with what it claims.
