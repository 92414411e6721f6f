//! The tests of package `model`: one module per topic, named after the file that it tests where there is one. Test
//! names are sentences that are true. Where a published number is checked, the name carries its label: `id_` (a
//! published constant used as it is), `fit_` (tuned to the number: no evidence), `pred_` (not adjusted after the
//! number was seen), `struct_` (an order, a sign, or a band of our own). What lives where: `tests/README.md`.

mod architecture;
mod assemble;
mod axis;
mod bet;
mod binding;
mod chance;
mod channel;
mod chapter;
mod content;
mod effect;
mod engine;
mod ensemble;
mod enzyme;
mod expr;
mod faults;
mod fixture;
mod flows;
mod fuzz;
mod glossary;
mod goal;
mod habit;
mod judged;
mod learning;
mod level;
mod matrix;
mod metabolite;
mod outlook;
mod person;
mod pk;
mod plan;
mod program;
mod properties;
mod prose;
mod pushback;
mod quantity;
mod receptor;
mod regimen;
mod rows;
mod run;
mod scenario;
mod sensitization;
mod slow_binding;
mod so_far;
mod solve;
mod store;
mod storyboard;
mod stretch;
mod support;
mod switch;
mod symptom;
mod task;
mod tool;
mod trace;
