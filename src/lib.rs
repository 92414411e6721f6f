//! Setpoint: the game itself. See `view` for the live scene and `capture` for frames without a window.

pub mod capture;
pub mod view;
