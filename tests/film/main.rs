//! Tests of the package `film`: what goes in comes out, flaws are found, nothing half stays behind.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod captions;
mod gate;
mod gif_file;
mod loudness;
mod mix;
mod movie;
mod pixels;
mod sound;
mod support;
mod sync;
mod voice;
