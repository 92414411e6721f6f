//! One receptor, read: who it is, what it has been through, what may happen to it next and on which numbers that rests.
//! Not here: how a receptor is chosen (`screens::following`).

use bevy_egui::egui::{self, CornerRadius, RichText, Sense, Stroke, Ui, Vec2};
use model::outlook::Prospect;
use model::problem::Entry;
use model::quantity::say_duration;
use model::receptor::{Pool, ReceptorState};
use model::scene::Protein;
use sim::biography::Biography;

use super::{
    Following, Wish,
    provenance::{Basis, Fact, Rest, explain},
    settings::group_digits,
    style::{self, Ink, state_ink},
};
use crate::view::Theme;
use crate::view::words::{happening, state_label};

/// What is shown of one receptor.
pub struct Portrait<'a> {
    /// Its life so far.
    pub life: &'a Biography,
    /// What may happen next; nothing for the dead.
    pub outlook: &'a [Prospect],
    /// Present time, h.
    pub now_h: f64,
    /// What kind of protein it is.
    pub protein: Protein,
    /// What it is called ("Receptor").
    pub called: &'a str,
    /// Every number of the content.
    pub ledger: &'a [Entry],
    /// How the name of the body system's file ends.
    pub file: &'a str,
}

/// The card's content.
pub fn inspector_ui(ui: &mut Ui, c: Ink, theme: Theme, who: &Portrait) -> Option<Wish> {
    let life = who.life;
    let mut wish = None;
    ui.horizontal(|ui| {
        ui.label(style::bold(format!("{} {}", who.called, group_digits(life.serial as u32)), 15.0));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().button_padding = Vec2::new(7.0, 2.0);
            if ui.small_button("x").on_hover_text("Let it go").clicked() {
                wish = Some(Wish::Follow(Following::Nobody));
            }
            if ui.small_button(">").on_hover_text("The next one (P)").clicked() {
                wish = Some(Wish::Follow(Following::Next));
            }
            if ui.small_button("<").on_hover_text("The one before (Shift+P)").clicked() {
                wish = Some(Wish::Follow(Following::Previous));
            }
        });
    });
    let last = life.stays.last().map(|s| s.state);
    match (life.died_h, last) {
        (Some(h), _) => {
            ui.label(RichText::new(format!("Destroyed {} ago", ago(who.now_h - h))).color(c.bad));
        }
        (None, Some(state)) => {
            ui.horizontal(|ui| {
                chip(ui, c, theme, state);
                ui.label(style::bold(state_label(state, who.protein), 14.0));
                ui.label(RichText::new(format!("for {}", ago(life.stay_h(who.now_h)))).color(c.muted));
            });
        }
        (None, None) => {}
    }
    strip(ui, c, theme, who);
    history(ui, c, who);
    if life.died_h.is_none() {
        prospects(ui, c, who);
    }
    wish
}

/// A time span, short.
fn ago(h: f64) -> String {
    if h < 1.0 / 3600.0 { "a moment".to_owned() } else { say_duration(h) }
}

fn chip(ui: &mut Ui, c: Ink, theme: Theme, state: ReceptorState) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(14.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(4), state_ink(state, theme));
    let rim = Stroke::new(1.0, c.muted);
    ui.painter().rect_stroke(rect, CornerRadius::same(4), rim, egui::StrokeKind::Inside);
}

/// The life as a strip, each stay as long as it lasted. Height says where it was: at the surface, silenced, inside.
fn strip(ui: &mut Ui, c: Ink, theme: Theme, who: &Portrait) {
    let (life, now_h) = (who.life, who.now_h);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 30.0), Sense::hover());
    let start = life.stays.first().map_or(0.0, |s| s.from_h);
    let end = life.died_h.unwrap_or(now_h).max(start + 1e-9);
    let x = |h: f64| rect.left() + ((h - start) / (end - start)) as f32 * rect.width();
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, CornerRadius::same(4), c.raised);
    let mut under = None;
    for (i, stay) in life.stays.iter().enumerate() {
        let until = life.stays.get(i + 1).map_or(end, |next| next.from_h);
        let (top, bottom) = match stay.state.pool() {
            Pool::Coupled => (0.0, 1.0 / 3.0),
            Pool::Uncoupled => (1.0 / 3.0, 2.0 / 3.0),
            Pool::Inside | Pool::New => (2.0 / 3.0, 1.0),
        };
        let (left, right) = (x(stay.from_h), x(until).max(x(stay.from_h) + 1.0));
        let band = egui::Rect::from_min_max(
            egui::pos2(left, rect.top() + top * rect.height()),
            egui::pos2(right, rect.top() + bottom * rect.height()),
        );
        painter.rect_filled(band, CornerRadius::ZERO, state_ink(stay.state, theme));
        if response.hover_pos().is_some_and(|p| p.x >= left && p.x < right) {
            under = Some((stay.state, until - stay.from_h));
        }
    }
    if let Some((state, h)) = under {
        response.on_hover_text(format!("{}, {}", state_label(state, who.protein), ago(h)));
    }
}

fn history(ui: &mut Ui, c: Ink, who: &Portrait) {
    let (life, now_h) = (who.life, who.now_h);
    let end = life.died_h.unwrap_or(now_h);
    let age = match life.born_h {
        Some(h) => format!("{} old", ago(end - h)),
        None => "there from the start".to_owned(),
    };
    // What was before is not kept; a receptor that is old says from when on it is told.
    let since = life.since_h.map_or_else(String::new, |h| format!("in the last {} ", ago(end - h)));
    let counts = [
        (if who.protein == Protein::Pump { "blocked" } else { "tagged" }, life.times(ReceptorState::Phosphorylated)),
        ("taken in", life.times(ReceptorState::Pit)),
        ("recycled", life.times_recycled()),
    ];
    let counts: Vec<String> = counts.iter().map(|(what, n)| format!("{what} {n}x")).collect();
    ui.label(RichText::new(format!("{age}; {since}{}", counts.join(", "))).small().color(c.muted));
}

fn prospects(ui: &mut Ui, c: Ink, who: &Portrait) {
    let all: f64 = who.outlook.iter().map(|p| p.rate_per_h).sum();
    if who.outlook.is_empty() {
        ui.label(RichText::new("Nothing can happen to it now").small().color(c.muted));
        return;
    }
    ui.label(RichText::new(format!("Next, within {} on average:", ago(1.0 / all))).small().color(c.muted));
    for p in who.outlook {
        let share = 100.0 * p.rate_per_h / all;
        let share = if share < 1.0 { "under 1 %".to_owned() } else { format!("{share:.0} %") };
        let response = ui
            .horizontal(|ui| {
                ui.add_sized([62.0, 16.0], egui::Label::new(style::bold(share, 13.0)));
                ui.label(happening(p.fate, who.protein));
                ui.label(RichText::new(per_time(p.rate_per_h)).small().color(c.muted));
            })
            .response;
        explain(response, c, who.ledger, || Fact {
            name: happening(p.fate, who.protein).to_owned(),
            unit: "times per unit of time, if the moment lasted".to_owned(),
            what: format!("{} now.", per_time(p.rate_per_h)),
            basis: Basis::Computed,
            rests: p
                .fields
                .iter()
                .map(|f| Rest { whose: String::new(), file: who.file.to_owned(), field: f.clone() })
                .collect(),
            disputed: Vec::new(),
        });
    }
}

/// A rate in the unit in which it is a number one can imagine.
fn per_time(per_h: f64) -> String {
    let (value, unit) = match per_h {
        r if r >= 1800.0 => (r / 3600.0, "s"),
        r if r >= 30.0 => (r / 60.0, "min"),
        r if r >= 0.5 => (r, "h"),
        r => (r * 24.0, "d"),
    };
    format!("{} per {unit}", super::charts::trim(value))
}
