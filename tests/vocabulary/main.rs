//! The data of `index-schema/` holds together.

mod actors;
mod places;
