//! The live scene, on five scales: the person, the tissue, the whole cell, a cut through its membrane, one receptor.
//! Every receptor is drawn once.
//!
//! Somebody copies the simulation into [`SceneInput`] each frame; the scene looks no further and changes nothing.
//! Coordinates: the scene camera maps one world unit to one logical point, origin in the upper left corner of the
//! window, y up (so a point of the window `(x, y)` is the world's `(x, -y)`). Not here: panels, input, the model.

pub mod actors;
pub mod amounts;
pub mod backdrop;
pub mod canvas;
pub mod cell_inside;
pub mod cell_plan;
pub mod crowd;
pub mod cyclase;
pub mod drawn;
pub mod enzyme_glyphs;
pub mod eye;
pub mod far;
pub mod far_material;
pub mod far_stage;
pub mod far_tiles;
pub mod glycocalyx;
pub mod glyph;
pub mod hero;
pub mod hero_glyphs;
pub mod hero_parts;
pub mod inside;
pub mod kinds;
pub mod labels;
pub mod layout;
pub mod liver;
pub mod material;
pub mod molecules;
pub mod noise;
pub mod organelles;
pub mod palette;
pub mod parts;
pub mod person;
pub mod pick;
pub mod pose;
pub mod profile;
pub mod quality;
pub mod second;
pub mod shaders;
pub mod slots;
pub mod stage;
mod surface;
pub mod tiles;
pub mod traffic;
pub mod words;
pub mod zoom;

use bevy::{
    camera::{ScalingMode, visibility::NoFrustumCulling},
    prelude::*,
};

use model::receptor::ReceptorState;

pub use canvas::Canvas;
pub use eye::Eye;
pub use labels::{Anchor, Label, SceneLabels};
pub use palette::{THEMES, Theme, state_color};
pub use pick::ScenePick;
pub use quality::{DETAILS, Detail, Quality};
pub use second::Second;
pub use stage::SceneSystems;
pub use zoom::Zoom;

/// What kind of thing the drug acts on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TargetKind {
    /// Receptors in the membrane, with the whole life cycle.
    #[default]
    Receptor,
    /// Soluble enzymes under the membrane of a muscle cell; only ever resting or active.
    Enzyme,
}

/// What the scene needs to know, copied from the simulation; the scene never looks further.
#[derive(Resource, Clone, Debug)]
pub struct SceneInput {
    /// What the drug acts on.
    pub target: TargetKind,
    /// Seed of all motion and of the choice of heroes.
    pub seed: u64,
    /// Census index of each slot's state; 255 where no receptor lives.
    pub true_states: Vec<u8>,
    /// Changes whenever `true_states` changed.
    pub generation: u64,
    /// Real seconds that a receptor typically stays in a state at the present time-lapse.
    pub mean_dwell_s: f32,
    /// Free drug outside, 0-1 of the most that is shown.
    pub drug_free: f32,
    /// Free antagonist outside, 0-1.
    pub antagonist_free: f32,
    /// Store that activates a prodrug, 0-1 (enzyme kind).
    pub store: f32,
    /// Effect against the set point, -1 to 1.
    pub effect: f32,
    /// Whether the simulation runs; a stopped clock holds the scene still.
    pub clock_running: bool,
    /// Look.
    pub theme: Theme,
    /// No wiggle, no pulse, cross-fades for transitions.
    pub reduced_motion: bool,
    /// Where in the window, logical points, y down.
    pub rect: Rect,
    /// Whether anything is drawn.
    pub visible: bool,
    /// Slot with a bright outline.
    pub highlight: Option<u32>,
    /// The one state that keeps its colour, while somebody asks where its receptors are.
    pub glow: Option<ReceptorState>,
    /// What the body system looks like.
    pub scene: model::scene::Scene,
    /// Amounts of other things than receptors.
    pub amounts: amounts::Amounts,
    /// Signs of the effects that show in the person.
    pub signs: Vec<person::SignNow>,
    /// Signs of withdrawal that are felt.
    pub felt: person::Felt,
}

impl SceneInput {
    /// The colour in which receptors of a state are drawn now.
    #[must_use]
    pub fn color(&self, state: ReceptorState) -> palette::Rgb {
        let own = state_color(state, self.theme);
        match self.glow {
            Some(glow) if glow != state => palette::mix(own, palette::tone(palette::Tone::CytosolLow, self.theme), 0.8),
            Some(_) | None => own,
        }
    }
}

impl Default for SceneInput {
    fn default() -> Self {
        Self {
            target: TargetKind::Receptor,
            seed: 1,
            true_states: Vec::new(),
            generation: 0,
            mean_dwell_s: 10.0,
            drug_free: 0.0,
            antagonist_free: 0.0,
            store: 1.0,
            effect: 0.0,
            clock_running: true,
            theme: Theme::Dark,
            reduced_motion: false,
            rect: Rect::new(0.0, 0.0, 920.0, 640.0),
            visible: true,
            highlight: None,
            glow: None,
            scene: model::scene::Scene::default(),
            amounts: amounts::Amounts::default(),
            signs: Vec::new(),
            felt: person::Felt::default(),
        }
    }
}

/// The scene's own clock: real seconds of animation. Recorders set it; [`plugin`] advances it only where
/// [`SceneClock::follow_time`] is on.
#[derive(Resource, Clone, Copy, Debug)]
pub struct SceneClock {
    /// Seconds of motion so far: water, wandering, pulses. Stands still while the simulation is paused.
    pub seconds: f64,
    /// Seconds in which heroes pass from state to state. Runs on while paused, so that single steps can be watched.
    pub changes: f64,
    /// Whether `Time` moves it.
    pub follow_time: bool,
}

impl Default for SceneClock {
    fn default() -> Self {
        Self { seconds: 0.0, changes: 0.0, follow_time: true }
    }
}

impl SceneClock {
    /// Moves the scene on by hand, for recorders and tests that do not follow `Time`.
    pub fn advance(&mut self, seconds: f64) {
        self.seconds += seconds;
        self.changes += seconds;
    }
}

/// What was drawn.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct SceneStats {
    /// The scale that is seen most.
    pub scale: model::scene::Scale,
    /// Receptors drawn.
    pub shown: usize,
    /// Receptors alive.
    pub total: usize,
    /// Drawn receptors per state, census order.
    pub drawn_counts: drawn::Counts,
}

/// Forgets what has been drawn so far, as at the cut of a film: nobody moves over from the picture before.
pub fn begin_anew(world: &mut World) {
    *world.resource_mut::<slots::Slots>() = slots::Slots::default();
    *world.resource_mut::<hero::Heroes>() = hero::Heroes::default();
    world.resource_mut::<far_stage::Cell>().forget();
}

/// Marks everything that belongs to the scene.
#[derive(Component)]
pub struct ScenePart;

/// The camera of window or picture: spawn it with a render target and, for the ui above, a `PrimaryEguiContext`.
#[must_use]
pub fn scene_camera() -> impl Bundle {
    (bare_camera(), canvas::WindowCamera)
}

/// A camera that sees the scene, wherever it draws.
fn bare_camera() -> impl Bundle {
    let mut projection = OrthographicProjection::default_2d();
    projection.viewport_origin = Vec2::new(0.0, 1.0);
    projection.scaling_mode = ScalingMode::WindowSize;
    (Camera2d, Projection::Orthographic(projection), Msaa::Off, NoFrustumCulling)
}

/// Adds the scene. Needs the renderer's plugins before it; the camera is the caller's ([`scene_camera`]).
pub fn plugin(app: &mut App) {
    app.init_resource::<SceneInput>().init_resource::<SceneClock>();
    app.add_plugins((
        shaders::plugin,
        material::plugin,
        far_stage::plugin,
        stage::plugin,
        canvas::plugin,
        quality::plugin,
    ));
}
