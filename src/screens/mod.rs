//! The screens: which one is shown, and what becomes of a wish. Panels are `ui`'s, drawing is `view`'s; here they meet.

pub mod backdrop;
pub mod best_run;
pub mod cards;
pub mod column;
pub mod explainer;
pub mod following;
pub mod frame;
pub mod grant;
pub mod intake;
pub mod keys;
pub mod marks;
pub mod playing;
pub mod profiling;
pub mod recording;
pub mod referee;
pub mod side;
pub mod sittings;
pub mod soundtrack;
pub mod zooming;

use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;
use model::receptor::ReceptorState;

use crate::readings::{self, Readings};
use crate::ui::Wish;
use crate::ui::board::Board;
use crate::ui::controls::PatchHours;
use crate::ui::desk::Desk;
use crate::ui::plan_desk::Plans;

/// Which screen is shown.
#[derive(States, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Title, with a living membrane beside it.
    #[default]
    Title,
    /// Choice of levels.
    Levels,
    /// Settings.
    Settings,
    /// Words that are explained.
    Words,
    /// Who plays.
    Profiles,
    /// The explainer, played live.
    Explainer,
    /// A level or the sandbox: bet, run and debrief.
    Playing,
}

/// What the screens remember and the simulation must not know.
#[derive(Resource, Clone, Debug, Default)]
pub struct Table {
    /// The pause menu is open.
    pub menu: bool,
    /// Patch hours that are being chosen, per control.
    pub hours: PatchHours,
    /// Where settings and words lead back to.
    pub back: Screen,
    /// Seconds for which the restart key has been held.
    pub held_s: f32,
    /// Games begun: each has scroll positions of its own.
    pub runs: u32,
    /// The zoom at which the glyphs of changing numbers have been drawn; 0: not yet.
    pub warm_zoom: f32,
    /// Height that time and doses would like to have, ui points.
    pub bar: f32,
    /// Which card a narrow window shows.
    pub tab: usize,
    /// Which page of cards a wide window shows.
    pub page: usize,
    /// The card that is shown large.
    pub large: Option<column::Card>,
    /// Goal or limit, by its place, whose plot is to be seen.
    pub pointed: Option<usize>,
    /// State that the pointer is on in a plot or legend: its receptors glow in the scene.
    pub glow: Option<ReceptorState>,
    /// State of the receptor that the pointer is on in the scene: it lights up in plot and legend.
    pub lit: Option<ReceptorState>,
    /// Receptors asked for on the command line.
    pub receptors: Option<u32>,
    /// Seed asked for on the command line.
    pub seed: u64,
    /// Drawers beside the time line.
    pub desk: Desk,
    /// The board with the tasks of a level.
    pub board: Board,
    /// Plans that are being made.
    pub plans: Plans,
    /// Bookmarks were set by hand in this game: they are kept.
    pub marked: bool,
    /// A game was begun, and its run is not there yet.
    pub starting: bool,
    /// The reading of a folder of levels whose problems were hidden.
    pub hidden: u64,
    /// What is being written and asked about those who play.
    pub people: crate::ui::profiles::Page,
    /// What was said last about the quality of the scene.
    pub quality: crate::ui::passing::Passing,
    /// The page of words.
    pub words: crate::ui::glossary::Page,
    /// The level to open with.
    pub first: Option<String>,
    /// The scale to open with.
    pub zoom: Option<model::scene::Scale>,
}

/// Everything between the simulation and the eye.
pub fn plugin(app: &mut App) {
    app.init_state::<Screen>()
        .add_plugins((explainer::plugin, soundtrack::plugin))
        .init_resource::<Table>()
        .init_resource::<following::Known>()
        .init_resource::<recording::Recording>()
        .init_resource::<Readings>()
        .add_message::<Wish>()
        .add_systems(OnEnter(Screen::Title), backdrop::show_living_title)
        .add_systems(
            Update,
            (
                grant::open_first,
                grant::grant_wishes,
                referee::count_doses,
                referee::judge_when_over,
                marks::keep_bookmarks,
            )
                .chain(),
        )
        .add_systems(Update, (intake::fill_scene, zooming::open_scale).after(referee::judge_when_over))
        .add_systems(Update, (recording::record, readings::work_out))
        .add_systems(Update, profiling::grant.before(grant::grant_wishes))
        .init_resource::<best_run::Ghost>()
        .add_systems(Update, best_run::follow.after(referee::judge_when_over))
        .add_systems(Last, sittings::keep_run);
    #[cfg(not(target_arch = "wasm32"))]
    app.add_systems(Update, crate::workshop::watch.before(grant::grant_wishes));
    app.add_systems(Update, (following::choose, following::keep_up).chain().after(intake::fill_scene))
        .add_systems(EguiPrimaryContextPass, (frame::draw, following::draw).chain());
}
