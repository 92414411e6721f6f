//! After the run: stars, goals, what the mechanism is called, and what happened when, with a jump to the moment.

use bevy_egui::egui::{RichText, Ui};
use model::level::{Bet, Failure, Level};
use model::quantity::say_duration;
use model::trace::Trace;
use sim::command::PlayerCommand;

use super::{
    Wish,
    bet_curve::{self, Canvas},
    graded,
    origins::in_words,
    stars::{ASKS, stars_ui},
    style::{self, Ink},
    terms::Terms,
    title::NOT_ADVICE,
};
use crate::game::{BetMade, Game, Verdict};
use crate::ward::Ward;

/// The debrief. `next` is the id of the level that follows; `board`: the answers stand beside it, each with its reason.
pub fn debrief_ui(
    ui: &mut Ui,
    c: Ink,
    game: &Game,
    level: &Level,
    verdict: &Verdict,
    next: Option<&str>,
    board: bool,
) -> Option<Wish> {
    let mut wish = None;
    let passed = verdict.goals.iter().all(|(_, met)| *met);
    let mut terms = Terms::on(ui, c);
    ui.vertical(|ui| {
        style::page_keys(ui);
        let narrow = ui.available_width() < 270.0;
        ui.label(RichText::new(format!("Level {}  {}", level.id, level.title)).color(c.muted));
        let waits = game.ward.waits();
        ui.horizontal(|ui| {
            // Stars are for all patients together.
            if waits {
                ui.label(RichText::new(game.ward.say()).color(c.muted));
            } else {
                stars_ui(ui, c, verdict.stars, if narrow { 10.0 } else { 16.0 });
            }
            let word = match (game.shown, passed, verdict.stars) {
                (true, _, _) => "Shown",
                (_, false, _) => "Keep trying",
                (_, true, 3) => "Excellent!",
                (_, true, 2) => "Great!",
                (_, true, _) => "Good!",
            };
            ui.label(style::bold(word, if narrow { 16.0 } else { 22.0 }));
        });
        ui.add_space(2.0);
        ui.horizontal_wrapped(|ui| {
            if Ward::next(game).is_some() {
                if style::main_button(ui, "Next patient", c.good, true).clicked() {
                    wish = Some(Wish::NextPatient);
                }
            } else if let Some(next) = next.filter(|_| passed && !waits)
                && style::main_button(ui, "Next level", c.good, true).clicked()
            {
                wish = Some(Wish::Level(next.to_owned()));
            }
            let again = if passed { c.raised } else { c.good };
            if style::main_button(ui, "Try again", again, true).clicked() {
                wish = Some(Wish::Restart);
            }
            // Beside the next patient it would be hit by mistake.
            let again = Ward::next(game).is_none();
            if again
                && ui
                    .button("New dice")
                    .on_hover_text("The same level; chance falls differently for every receptor")
                    .clicked()
            {
                wish = Some(Wish::Reseed);
            }
            if ui.button("Levels").clicked() {
                wish = Some(Wish::Levels);
            }
        });
        ui.add_space(4.0);
        // What went wrong comes before what was missed.
        if let Some(card) = level.failure(&verdict.trace).filter(|_| !passed) {
            wish = card_ui(ui, c, card, &verdict.trace, &mut terms).or(wish.take());
            ui.add_space(6.0);
            ui.separator();
        }
        // What it is called comes first: below the fold nobody would look for it.
        if passed {
            terms.label(ui, style::bold(&level.mechanism, 20.0));
            terms.label(ui, &level.debrief);
            ui.add_space(6.0);
            ui.separator();
        }
        for (text, met) in verdict.goals.iter().chain(&verdict.budget) {
            goal_ui(ui, c, text, *met, &mut terms);
        }
        if !verdict.grades.is_empty() {
            if !board && ui.button("Look at the answers").on_hover_text("The board, or the run again").clicked() {
                wish = Some(Wish::Board);
            }
            for (task, grade) in level.tasks.iter().zip(&verdict.grades) {
                graded::answers_ui(ui, c, task, grade, !board);
            }
            ui.add_space(4.0);
        }
        // What was bet on all of them is answered with the last.
        let right = verdict.bet_right.filter(|_| !waits);
        let bet = match (verdict.bet_right, game.bet_said()) {
            _ if waits => "answered with the last patient".to_owned(),
            (Some(true), _) => format!("Your bet was right: {}", verdict.truth),
            (Some(false), Some(said)) => format!("Your bet, {said}, was off; the answer: {}", verdict.truth),
            (Some(false), None) => format!("Your bet was off; the answer: {}", verdict.truth),
            (None, _) => format!("No bet was placed; the answer: {}", verdict.truth),
        };
        ui.horizontal_wrapped(|ui| {
            let color = if right == Some(true) { c.good } else { c.muted };
            ui.label(style::bold("bet", 13.0).color(color));
            terms.label(ui, bet);
        });
        if !waits && verdict.stars < 3 {
            let [one, two, three] = ASKS;
            let rule = format!("1 star: {one}. 2: {two}. 3: {three}.");
            ui.label(RichText::new(rule).small().color(c.muted));
        }
        if let Bet::Curve { points_h, ends, unit, .. } = &level.bet {
            let canvas = Canvas { points_h, ends: *ends, unit, ink: c };
            let drawn = if let Some(BetMade::Curve(drawn)) = &game.bet { Some(drawn.as_slice()) } else { None };
            bet_curve::truth_ui(ui, canvas, drawn, &verdict.true_curve, 150.0);
            let colors = if drawn.is_some() { "dashed: drawn; solid: what happened" } else { "what happened" };
            ui.label(RichText::new(colors).small().color(c.muted));
        }
        ui.add_space(6.0);
        ui.separator();
        for (text, at_h) in &verdict.moments {
            let label = format!("{}  -  {text}", say_duration(*at_h));
            let button = bevy_egui::egui::Button::new(label).wrap();
            if ui.add(button).on_hover_text("Jump to this moment").clicked() {
                wish = Some(Wish::Sim(PlayerCommand::GoTo(*at_h)));
            }
        }
        ui.add_space(6.0);
        if !level.help.is_empty() {
            terms.label(ui, &level.help);
            ui.add_space(6.0);
        }
        let disputed = level.disputed.iter().map(|text| format!("Disputed: {text}"));
        for source in level.sources.iter().cloned().chain(disputed) {
            ui.label(RichText::new(in_words(&source)).small().color(c.muted));
        }
        ui.label(RichText::new(NOT_ADVICE).color(c.muted));
    });
    wish
}

/// The card of a run that failed: what happened, which mechanism, one thing to try, and the way to the moment.
fn card_ui(ui: &mut Ui, c: Ink, card: &Failure, trace: &Trace, terms: &mut Terms) -> Option<Wish> {
    terms.label(ui, style::bold(&card.name, 20.0));
    terms.label(ui, &card.what);
    terms.label(ui, &card.why);
    terms.label(ui, RichText::new(&card.next).color(c.gold));
    let at_h = card.at.of(trace);
    let button = bevy_egui::egui::Button::new(format!("{}  -  look at the moment", say_duration(at_h))).wrap();
    let clicked = at_h.is_finite() && ui.add(button).on_hover_text("Jump to this moment").clicked();
    clicked.then_some(Wish::Sim(PlayerCommand::GoTo(at_h)))
}

/// One goal with its mark; the mark is a word and a colour.
pub fn goal_ui(ui: &mut Ui, c: Ink, text: &str, met: bool, terms: &mut Terms) {
    ui.horizontal_wrapped(|ui| {
        let (mark, color) = if met { ("met", c.good) } else { ("not met", c.bad) };
        ui.label(style::bold(mark, 13.0).color(color));
        terms.label(ui, text);
    });
}
