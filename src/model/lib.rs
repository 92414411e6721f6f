//! The pharmacology of tolerance and dependence: one table of receptor transitions, two engines.
//!
//! The model does not know that it is being watched: no window, no clock, no key, no global chance. Time, seed and
//! acts come in through the front door. `README.md` beside this file explains what everything means, with every
//! simplification and every source.
//!
//! How to read it: [`receptor`] (the table) -> [`engine`] (the equations) -> [`transit`] (the individuals) -> [`run`].
#![deny(missing_docs)]

pub mod binding;
pub mod chance;
pub mod content;
pub mod drug;
pub mod dual;
pub mod engine;
pub mod ensemble;
pub mod goal;
mod goal_reader;
pub mod jacobian;
mod kinks;
pub mod level;
pub mod locate;
pub mod marks;
pub mod math;
pub mod matrix;
pub mod observe;
mod pace;
pub mod pk;
pub mod plan;
pub mod quantity;
pub mod raw_drug;
pub mod raw_level;
pub mod raw_system;
pub mod real;
pub mod receptor;
mod rodas;
pub mod rosenbrock;
pub mod run;

pub mod solve;
mod sparse;
pub mod system;
pub mod trace;
pub mod transit;
mod watched;
