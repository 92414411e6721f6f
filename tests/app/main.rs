//! The whole game without a window: screens, panels, saves, and golden pictures drawn on lavapipe.

mod actors;
mod answers;
mod audio;
mod best_run;
mod drawn;
mod every_level;
mod facts;
mod film;
mod film_sound;
mod gallery;
mod game;
mod hand;
mod images;
mod judged;
mod map;
mod origins;
mod palette;
mod panels;
mod plans;
mod player;
mod pool;
mod profiles;
mod quality;
mod recording;
mod restless;
mod save;
mod screens;
mod session;
mod sittings;
mod tasks;
mod terms;
mod time;
mod undo;
mod venn;
mod window;
mod workshop;
mod zoom;

use model::content::Library;

/// The game without a window and without a renderer, that keeps everything in a folder; it stands at its title.
pub fn kept_in(folder: &std::path::Path) -> setpoint::capture::Stage {
    use bevy::prelude::*;
    use setpoint::save::{Folder, Keeper};
    let mut stage = setpoint::capture::Stage::unseen(UVec2::new(960, 540), 1.0, |app| {
        app.insert_resource(Keeper(Some(Box::new(Folder(folder.to_owned())))));
        app.insert_resource(setpoint::screens::Table { seed: 3, receptors: Some(300), ..default() });
        setpoint::game_plugin(app, library());
    })
    .expect("nothing is drawn");
    stage.set_step(std::time::Duration::from_secs_f64(1.0 / 30.0));
    frames(&mut stage, 4);
    stage
}

/// Some frames.
pub fn frames(stage: &mut setpoint::capture::Stage, n: usize) {
    for _ in 0..n {
        stage.frame().expect("nothing is drawn");
    }
}

/// Wishes for something and waits until whatever it sets out for is there.
pub fn wish(stage: &mut setpoint::capture::Stage, wish: setpoint::ui::Wish) {
    stage.world().write_message(wish);
    frames(stage, 4);
    let on_the_way = |world: &bevy::prelude::World| {
        let journey = world.resource::<sim::clock::Clock>().journey.is_some();
        journey || world.contains_resource::<sim::recall::Homecoming>()
    };
    while on_the_way(stage.world()) {
        frames(stage, 1);
    }
}

/// Dresses a panel on its own as the game does, in its first frame, in which nothing else is drawn: fonts are there from the
/// next one on. `false` in that frame.
pub fn dressed(ui: &bevy_egui::egui::Ui, ready: &mut bool) -> bool {
    use setpoint::ui::style;
    if std::mem::replace(ready, true) {
        return true;
    }
    style::set_fonts(ui.ctx());
    style::dress(ui.ctx(), setpoint::view::Theme::Dark, 1.0, true);
    ui.ctx().request_repaint();
    false
}

/// The shipped content.
pub fn library() -> Library {
    Library::embedded().expect("the shipped files are sound")
}
