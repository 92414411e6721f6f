//! The whole game without a window: screens, panels, saves, and golden pictures drawn on lavapipe.

mod actors;
mod audio;
mod drawn;
mod facts;
mod film;
mod film_sound;
mod gallery;
mod game;
mod images;
mod palette;
mod panels;
mod pool;
mod quality;
mod recording;
mod restless;
mod save;
mod screens;
mod time;
mod zoom;

use model::content::Library;

/// The shipped content.
pub fn library() -> Library {
    Library::embedded().expect("the shipped files are sound")
}
