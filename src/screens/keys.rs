//! Keys: each becomes a [`Wish`], as a click would. Where a widget has the keyboard's focus, Space and Enter are its.

use bevy_egui::egui::{Context, Event, Key};
use model::level::Bet;
use model::plan::Act;
use sim::bookmark::Marking;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::Deed;

use super::{Screen, Table};
use crate::game::{BetMade, Game, Phase};
use crate::ui::Wish;
use crate::ui::controls::dose_keys;
use crate::ui::desk::Drawer;
use crate::ward::Ward;

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
    let running = game.is_some_and(|g| g.phase == Phase::Run);
    let mut out = Vec::new();
    if std::mem::take(&mut table.desk.typing) && focused {
        return out;
    }
    if pressed(Key::F11) {
        out.push(Wish::Fullscreen);
    }
    if pressed(Key::F9) {
        out.push(Wish::Record { whole: ctx.input(|i| i.modifiers.shift) });
    }
    if pressed(Key::F12) {
        out.push(Wish::Picture);
    }
    if pressed(Key::S) {
        out.push(Wish::Sound);
    }
    if pressed(Key::Escape) {
        match screen {
            Screen::Title => {}
            Screen::Levels | Screen::Explainer | Screen::Profiles => out.push(Wish::Title),
            Screen::Settings | Screen::Words => out.push(Wish::Back),
            Screen::Playing if table.large.is_some() && !table.menu => table.large = None,
            Screen::Playing if table.desk.open.is_some() && !table.menu => table.desk.open = None,
            Screen::Playing if table.plans.open && running && !table.menu => table.plans.open = false,
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
        Phase::Run if table.board.stands => board_keys(ctx, &pressed, clock, &mut out),
        Phase::Run => {
            run_keys(game, &pressed, &mut out);
            time_keys(ctx, table, clock, &mut out);
            if pressed(Key::D) {
                table.plans.open = !table.plans.open;
            }
            if pressed(Key::Home) {
                out.push(Wish::Sim(PlayerCommand::GoTo(0.0)));
            }
            if pressed(Key::End) {
                out.push(Wish::Sim(PlayerCommand::ToReached));
            }
        }
        Phase::Debrief => {
            if enter {
                let passed = game.verdict.as_ref().is_some_and(|v| v.goals.iter().all(|(_, met)| *met));
                out.push(match next.filter(|_| passed) {
                    _ if Ward::next(game).is_some() => Wish::NextPatient,
                    Some(id) => Wish::Level(id.to_owned()),
                    None => Wish::Restart,
                });
            }
            time_keys(ctx, table, clock, &mut out);
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

/// Whether Shift was down with a key of this frame, though it may be up again by now.
fn shifted(ctx: &Context) -> bool {
    let with_shift = |e: &Event| {
        matches!(e, Event::Key { pressed: true, modifiers, .. } if modifiers.shift)
            || matches!(e, Event::Text(text) if matches!(text.as_str(), "<" | ">"))
    };
    ctx.input(|i| i.modifiers.shift || i.events.iter().any(with_shift))
}

/// Keys of the time line, in the run and after it.
fn time_keys(ctx: &Context, table: &mut Table, clock: &Clock, out: &mut Vec<Wish>) {
    let pressed = |key: Key| ctx.input(|i| i.key_pressed(key));
    let shift = shifted(ctx);
    let event = |forward| PlayerCommand::StepEvent { forward };
    let keys = [
        (Key::Comma, if shift { event(false) } else { PlayerCommand::StepBack }),
        (Key::Period, if shift { event(true) } else { PlayerCommand::StepForward }),
        (Key::OpenBracket, PlayerCommand::Speed(clock.faster(-1))),
        (Key::CloseBracket, PlayerCommand::Speed(clock.faster(1))),
        (Key::A, PlayerCommand::Auto(!clock.auto)),
        (Key::B, PlayerCommand::Mark(Marking::Set)),
        (Key::N, PlayerCommand::StepMark { forward: !shift }),
        (Key::T, PlayerCommand::Swap),
    ];
    out.extend(keys.into_iter().filter(|(key, _)| pressed(*key)).map(|(_, command)| Wish::Sim(command)));
    let moving = clock.running || clock.journey.is_some();
    if pressed(Key::Space) && ctx.memory(|m| m.focused().is_none()) {
        out.push(Wish::Sim(if moving { PlayerCommand::Pause } else { PlayerCommand::Play }));
    }
    if pressed(Key::F) {
        out.push(Wish::WhatIf);
    }
    for (key, drawer) in [(Key::U, Drawer::Until), (Key::M, Drawer::Marks), (Key::C, Drawer::Film)] {
        if pressed(key) {
            table.desk.toggle(drawer);
        }
    }
}

/// Keys beside those of the board itself: time goes on behind it.
fn board_keys(ctx: &Context, pressed: &impl Fn(Key) -> bool, clock: &Clock, out: &mut Vec<Wish>) {
    let moving = clock.running || clock.journey.is_some();
    if pressed(Key::Space) && ctx.memory(|m| m.focused().is_none()) {
        out.push(Wish::Sim(if moving { PlayerCommand::Pause } else { PlayerCommand::Play }));
    }
    for (key, wish) in [(Key::H, Wish::Hint), (Key::G, Wish::Plots), (Key::V, Wish::Page)] {
        if pressed(key) {
            out.push(wish);
        }
    }
}

fn run_keys(game: &Game, pressed: &impl Fn(Key) -> bool, out: &mut Vec<Wish>) {
    let mut sim = |key: Key, command: PlayerCommand| {
        if pressed(key) {
            out.push(Wish::Sim(command));
        }
    };
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
    if pressed(Key::E) && game.level.is_some() {
        out.push(Wish::Finish);
    }
    for (key, wish) in [(Key::G, Wish::Plots), (Key::V, Wish::Page), (Key::L, Wish::Large)] {
        if pressed(key) {
            out.push(wish);
        }
    }
}
