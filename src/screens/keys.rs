//! Keys: each becomes a [`Wish`], as a click would. Where a widget has the keyboard's focus, Space and Enter are its.

use bevy_egui::egui::{Context, Key};
use model::level::Bet;
use model::plan::Act;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::Deed;

use super::{Screen, Table};
use crate::game::{BetMade, Game, Phase};
use crate::ui::Wish;
use crate::ui::controls::dose_keys;

/// Seconds for which the restart key must be held.
const HOLD_S: f32 = 0.4;

const NUMBERS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// What the keys of this frame ask for. `next` is the level that follows the present one.
pub fn wishes(
    ctx: &Context,
    screen: Screen,
    table: &mut Table,
    game: Option<&Game>,
    clock: &Clock,
    next: Option<&str>,
) -> Vec<Wish> {
    let focused = ctx.memory(|m| m.focused().is_some());
    let pressed = |key: Key| ctx.input(|i| i.key_pressed(key));
    let mut out = Vec::new();
    if pressed(Key::F11) {
        out.push(Wish::Fullscreen);
    }
    if pressed(Key::F12) {
        out.push(Wish::Picture);
    }
    if pressed(Key::Escape) {
        match screen {
            Screen::Title => {}
            Screen::Levels => out.push(Wish::Title),
            Screen::Settings => out.push(Wish::Back),
            Screen::Playing => out.push(Wish::Menu),
        }
    }
    let enter = pressed(Key::Enter) && !focused;
    if screen == Screen::Title && enter {
        out.push(Wish::Continue);
    }
    let Some(game) = game.filter(|_| screen == Screen::Playing && !table.menu) else { return out };
    hold_restart(ctx, table, &mut out);
    match game.phase {
        Phase::Bet => bet_keys(game, &pressed, enter, &mut out),
        Phase::Run => run_keys(game, clock, &pressed, focused, &mut out),
        Phase::Debrief => {
            if enter {
                let passed = game.verdict.as_ref().is_some_and(|v| v.goals.iter().all(|(_, met)| *met));
                out.push(match next.filter(|_| passed) {
                    Some(id) => Wish::Level(id.to_owned()),
                    None => Wish::Restart,
                });
            }
            if pressed(Key::Comma) {
                out.push(Wish::Sim(PlayerCommand::StepBack));
            }
            if pressed(Key::Period) {
                out.push(Wish::Sim(PlayerCommand::StepForward));
            }
        }
    }
    out
}

fn hold_restart(ctx: &Context, table: &mut Table, out: &mut Vec<Wish>) {
    let (down, dt) = ctx.input(|i| (i.key_down(Key::R), i.stable_dt));
    let before = table.held_s;
    table.held_s = if down { before + dt.min(0.1) } else { 0.0 };
    if before < HOLD_S && table.held_s >= HOLD_S {
        out.push(Wish::Restart);
    }
}

fn bet_keys(game: &Game, pressed: &impl Fn(Key) -> bool, enter: bool, out: &mut Vec<Wish>) {
    if let Some(Bet::Choice { options, .. }) = game.level.as_ref().map(|l| &l.bet) {
        let chosen = NUMBERS.iter().take(options.len()).position(|k| pressed(*k));
        out.extend(chosen.map(|i| Wish::Bet(BetMade::Choice(i))));
    }
    if enter {
        out.push(Wish::Begin);
    }
}

fn run_keys(game: &Game, clock: &Clock, pressed: &impl Fn(Key) -> bool, focused: bool, out: &mut Vec<Wish>) {
    let mut sim = |key: Key, command: PlayerCommand| {
        if pressed(key) {
            out.push(Wish::Sim(command));
        }
    };
    if !focused {
        sim(Key::Space, if clock.running { PlayerCommand::Pause } else { PlayerCommand::Play });
    }
    sim(Key::Comma, PlayerCommand::StepBack);
    sim(Key::Period, PlayerCommand::StepForward);
    sim(Key::OpenBracket, PlayerCommand::Speed(clock.faster(-1)));
    sim(Key::CloseBracket, PlayerCommand::Speed(clock.faster(1)));
    sim(Key::Z, PlayerCommand::Undo);
    sim(Key::Y, PlayerCommand::Redo);
    if game.controls.contains(&model::level::Control::Wash) {
        sim(Key::W, PlayerCommand::Do(Deed::Act(Act::Wash)));
    }
    for (key, (_, act)) in NUMBERS.iter().zip(dose_keys(game)) {
        sim(*key, PlayerCommand::Do(Deed::Act(act)));
    }
    if pressed(Key::H) {
        out.push(Wish::Hint);
    }
    if pressed(Key::G) {
        out.push(Wish::Plots);
    }
}
