//! The app that is filmed: simulation, scene and a reel's overlays, without a screen, a panel or a key. Not here: which
//! moments are shown ([`super::frames`]).

use std::time::Duration;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass, egui};
use model::content::Library;

use super::Options;
use crate::capture::Stage;
use crate::reel::overlay::{self, Laid, Set};
use crate::reel::{Playhead, Reel};
use crate::ui::style::{self, ink};
use crate::view::{self, SceneInput, SceneLabels, SceneStats, Second, Theme};

/// What of the options the drawing needs.
#[derive(Resource, Clone, Copy, Debug)]
pub struct Look {
    /// The look.
    pub theme: Theme,
    /// Captions are drawn.
    pub captions: bool,
}

/// How far egui has been dressed: fonts are there a pass later, glyphs after that.
#[derive(Default)]
struct Dressed {
    passes: u32,
}

/// Opens the studio with a reel in it.
///
/// # Errors
/// No adapter, or the film does not fit the library.
pub fn open(library: &Library, options: &Options) -> Result<Stage, super::RecordError> {
    let ground = ink(options.theme).ground;
    let mut stage = Stage::new(options.size, 1.0, |app| {
        app.insert_resource(ClearColor(Color::srgb_u8(ground.r(), ground.g(), ground.b())));
        app.insert_resource(Look { theme: options.theme, captions: options.captions });
        app.insert_resource(Playhead::default());
        app.init_resource::<Laid>();
        app.add_plugins((sim::plugin, view::plugin));
        app.world_mut().resource_mut::<SceneInput>().visible = true;
        app.add_systems(EguiPrimaryContextPass, paint);
    })?;
    stage.set_step(Duration::ZERO);
    let (film, words) = (options.film.clone(), options.words.clone());
    let reel = Reel::new(stage.world(), library, film, words, options.played.as_ref(), Some(options.span_s))?;
    stage.world().insert_resource(reel);
    Ok(stage)
}

/// Draws what stands over the scene.
fn paint(
    mut contexts: EguiContexts,
    reel: Option<Res<Reel>>,
    (at, look): (Res<Playhead>, Res<Look>),
    course: Option<Res<sim::course::Course>>,
    (labels, stats, second): (Res<SceneLabels>, Res<SceneStats>, Res<Second>),
    mut laid: ResMut<Laid>,
    mut dressed: Local<Dressed>,
) -> Result {
    let ctx = contexts.ctx_mut()?.clone();
    let Some(reel) = reel else { return Ok(()) };
    dressed.passes = dressed.passes.saturating_add(1);
    if dressed.passes == 1 {
        style::set_fonts(&ctx);
        style::dress(&ctx, look.theme, 1.0, true);
        return Ok(());
    }
    if second.turn {
        // Nobody sees this frame but its scene.
        return Ok(());
    }
    let all = ctx.viewport_rect();
    if dressed.passes == 2 {
        overlay::warm(&ctx, &reel, all);
    }
    let set = Set {
        course: course.as_deref(),
        labels: &labels,
        stats: &stats,
        theme: look.theme,
        captions: look.captions,
        zoom: 1.0,
    };
    let painter = ctx.layer_painter(egui::LayerId::background());
    *laid = overlay::draw(painter, &reel, *at, &set, all);
    Ok(())
}
