//! The living membrane behind the title.

use bevy::prelude::*;
use model::content::Library;
use model::plan::{Act, Action, Plan};
use sim::command::PlayerCommand;
use sim::course::Setup;

use crate::game::{Content, Game};

/// Seed of the membrane behind the title.
const TITLE_SEED: u64 = 11;

/// A quiet run for behind the title: agonist comes, is washed out, comes again.
#[must_use]
pub fn living_title(library: &Library) -> Option<(Setup, f64)> {
    let game = Game::sandbox("mu_opioid", &["damgo".to_owned()], library, TITLE_SEED, Some(10_000))?;
    let (mut setup, _) = game.setup(library)?;
    let give = Act::Give { drug: 0, route: 0, du: 1.0 };
    let actions = (0..600).flat_map(|k| {
        let start = f64::from(k) * 0.75 + 0.01;
        [Action { at_h: start, act: give }, Action { at_h: start + 0.25, act: Act::Wash }]
    });
    setup.script = Plan::from_actions(actions.collect());
    Some((setup, 20.0 / 3600.0))
}

/// Starts that run when the title is entered.
pub fn show_living_title(content: Res<Content>, mut commands: Commands, mut sim: MessageWriter<PlayerCommand>) {
    if let Some((setup, speed)) = living_title(&content) {
        sim.write(PlayerCommand::Start(Box::new(setup), speed));
        sim.write(PlayerCommand::Play);
    }
    commands.remove_resource::<Game>();
}
