//! The synthesiser, measured: what it renders is listened to with numbers. Ears are in `ears.rs`.

mod chord;
mod device;
mod ears;
mod grain;
mod mixer;
mod music;
mod ration;
mod score;
mod transitions;
