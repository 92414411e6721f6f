//! The bet before the run: what do you expect?

use bevy_egui::egui::{self, RichText, Ui};
use model::bet::right_between;
use model::level::{BET_TOLERANCE, Bet, Level};

use super::{
    Wish,
    bet_curve::{self, Canvas},
    style::{self, Ink},
    terms::Terms,
};
use crate::game::{BetMade, say_number};

/// The card that stands before the scene until the run begins.
pub fn bet_ui(ui: &mut Ui, c: Ink, level: &Level, made: Option<&BetMade>) -> Option<Wish> {
    let mut wish = None;
    let mut ready = made.cloned();
    let mut terms = Terms::on(ui, c);
    ui.label(RichText::new(format!("Level {}", level.id)).color(c.muted));
    ui.label(style::bold(&level.title, 26.0));
    terms.label(ui, &level.prompt);
    if !level.content_note.is_empty() {
        terms.label(ui, RichText::new(&level.content_note).color(c.muted));
    }
    ui.add_space(8.0);
    ui.separator();
    ui.label(RichText::new("First, your bet").color(c.gold));
    match &level.bet {
        Bet::Number { question, unit, ends, .. } => {
            terms.label(ui, style::bold(question, 17.0));
            let percent = unit == "%";
            let scale = if percent { 100.0 } else { 1.0 };
            let mut value = match made {
                Some(BetMade::Number(x)) => *x,
                Some(BetMade::Choice(_) | BetMade::Curve(_)) | None => 0.5 * (ends.0 + ends.1),
            } * scale;
            let range = ends.0 * scale..=ends.1 * scale;
            let slider = egui::Slider::new(&mut value, range).suffix(format!(" {unit}")).fixed_decimals(0);
            let shown = ui.add(slider);
            shown.widget_info(|| egui::WidgetInfo::slider(true, value, "Your bet"));
            if shown.changed() {
                wish = Some(Wish::Bet(BetMade::Number(value / scale)));
            }
            ready = Some(BetMade::Number(value / scale));
            let (from, to) = right_between(value / scale);
            let (bet, from, to) = (say_number(value / scale, unit), say_number(from, unit), say_number(to, unit));
            let text = format!("Your bet: {bet}. It is right if the answer lies between {from} and {to}.");
            ui.label(RichText::new(text).color(c.muted));
        }
        Bet::Curve { question, points_h, ends, unit, .. } => {
            terms.label(ui, style::bold(question, 17.0));
            let canvas = Canvas { points_h, ends: *ends, unit, ink: c };
            let drawn = if let Some(BetMade::Curve(drawn)) = made { Some(drawn.as_slice()) } else { None };
            let height = (ui.ctx().viewport_rect().height() * 0.36).clamp(110.0, 250.0);
            wish = bet_curve::draw_ui(ui, canvas, drawn, height).map(|drawn| Wish::Bet(BetMade::Curve(drawn)));
            let text = format!(
                "Drag across it, or Tab to a point and use the arrow keys. Right within {:.0} % of its height.",
                BET_TOLERANCE * 100.0
            );
            ui.label(RichText::new(text).color(c.muted));
        }
        Bet::Choice { question, options, .. } => {
            terms.label(ui, style::bold(question, 17.0));
            for (i, option) in options.iter().enumerate() {
                if ui.radio(made == Some(&BetMade::Choice(i)), option).clicked() {
                    wish = Some(Wish::Bet(BetMade::Choice(i)));
                }
            }
        }
    }
    ui.add_space(10.0);
    ui.horizontal_wrapped(|ui| {
        if style::main_button(ui, "Place the bet and begin", c.good, ready.is_some()).clicked()
            && let Some(bet) = ready
        {
            wish = Some(Wish::Place(bet));
        }
        if ui.button("Begin without a bet").clicked() {
            wish = Some(Wish::BeginWithout);
        }
        if ui.button("Levels").clicked() {
            wish = Some(Wish::Levels);
        }
    });
    wish
}
