//! The pharmacology of tolerance and dependence.
#![deny(missing_docs)]

pub mod chance;
pub mod math;
pub mod matrix;
pub mod receptor;
