//! `export-sbml`: a scenario's equations and acts as SBML Level 3 Version 2 Core, so that others can check us with
//! their own programs. The text is written from the very equations that the engine runs, never by hand.
//!
//! How to read it: [`equations`] (what is exported) -> [`names`] -> [`mathml`], [`units`] -> [`document`].

pub mod document;
pub mod equations;
pub mod from_engine;
pub mod mathml;
pub mod names;
pub mod origins;
pub mod units;

pub use document::document;
pub use from_engine::from_engine;
