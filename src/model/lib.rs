//! The pharmacology of tolerance and dependence: one table of receptor transitions, two engines.
//!
//! The model does not know that it is being watched: no window, no clock, no key, no global chance. Time, seed and
//! acts come in through the front door. `README.md` beside this file explains what everything means, with every
//! simplification and every source.
//!
//! How to read it: [`receptor`] (the table) -> [`engine`] (the state) -> [`moment`] and [`flow`] (the equations) ->
//! [`transit`] (the individuals) -> [`run`]. Every mechanism has a file of its own: [`channel`], [`sensitization`],
//! [`learning`], [`store`], [`axis`], [`slow_binding`], [`enzyme`], [`effect`], [`symptom`], [`habit`].
#![deny(missing_docs)]

pub mod acted;
pub mod aftermath;
pub mod assemble;
pub mod axis;
pub mod bet;
pub mod binding;
pub mod chance;
pub mod channel;
pub mod chapter;
mod code;
pub mod content;
pub mod contrast;
pub mod curve;
pub mod drug;
pub mod effect;
pub mod engine;
pub mod ensemble;
pub mod enzyme;
pub mod expr;
pub mod field_reader;
pub mod flow;
pub mod glossary;
pub mod goal;
mod goal_reader;
pub mod habit;
pub mod hold;
pub mod judged;
mod kinks;
pub mod layout;
pub mod learning;
pub mod level;
pub mod locate;
pub mod marks;
pub mod math;
pub mod matrix;
pub mod moment;
pub mod observe;
pub mod outlook;
mod pace;
pub mod part;
pub mod people;
pub mod person;
pub mod pk;
pub mod plan;
mod plan_reader;
pub mod problem;
pub mod program;
pub mod prose;
pub mod pushback;
pub mod quantity;
mod raw_bet;
pub mod raw_drug;
mod raw_failure;
mod raw_hold;
pub mod raw_level;
mod raw_part;
mod raw_patient;
mod raw_person;
pub mod raw_plan;
pub mod raw_scenario;
pub mod raw_storyboard;
pub mod raw_system;
pub mod real;
pub mod receptor;
pub mod recorded;
pub mod regimen;
pub mod retrace;
mod rodas;
pub mod rows;
pub mod run;
pub mod scenario;
pub mod scene;
pub mod sensitization;
mod shot_reader;
mod slopes;
pub mod slow_binding;
pub mod so_far;
pub mod solve;
mod sparse;
pub mod store;
pub mod storyboard;
pub mod stretch;
pub mod switch;
pub mod symptom;
pub mod system;
pub mod tape;
pub mod task;
pub mod tool;
pub mod trace;
pub mod transit;
pub mod words;
