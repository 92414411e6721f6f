//! The whole game without a window: screens, panels, saves, and golden pictures drawn on lavapipe.

mod actors;
mod audio;
mod drawn;
mod facts;
mod film;
mod gallery;
mod game;
mod hand;
mod images;
mod map;
mod palette;
mod panels;
mod plans;
mod pool;
mod quality;
mod recording;
mod restless;
mod save;
mod screens;
mod tasks;
mod time;
mod zoom;

use model::content::Library;

/// The shipped content.
pub fn library() -> Library {
    Library::embedded().expect("the shipped files are sound")
}
