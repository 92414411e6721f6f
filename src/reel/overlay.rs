//! Everything that is drawn over the scene in one frame: labels, overlays, captions. Not here: what each of them looks
//! like, in a file of its own.

use std::rc::Rc;

use bevy::prelude::Resource;
use bevy_egui::egui::{self, Painter, Pos2, Rect, Vec2};
use model::engine::Body;
use model::storyboard::{Cast, FIXED, Overlay, Pane, Place, Shot, What};
use model::trace::Trace;
use sim::course::Course;

use super::frame::Frame;
use super::pen::{CAPTION, LABEL, Pen, SMALL, TITLE, WORD};
use super::{
    Playhead, Reel, balance, breath, card, clock, corridor, curve, days, direct::EXPOSURE_S, herd, meters, plot, pull,
    signs, tiles, words,
};
use crate::ui::style::ink;
use crate::view::{SceneLabels, SceneStats, Theme};

/// Seconds in which an overlay comes, and goes.
const FADE_S: (f64, f64) = (0.35, 0.25);

/// What overlays read: one run at one moment.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// The record of the run, all of it.
    pub trace: &'a Trace,
    /// Engine and plan.
    pub cast: &'a Cast,
    /// The pane that shows it.
    pub pane: &'a Pane,
    /// The body now; none of a run beside the first.
    pub body: Option<&'a Body>,
    /// Second of the shot, and of the film.
    pub at: Playhead,
    /// Length of the shot, s.
    pub seconds: f64,
    /// Hour of the run.
    pub hour: f64,
    /// Seconds since the overlay came.
    pub since: f64,
}

impl Sight<'_> {
    /// A series now, over a long exposure.
    #[must_use]
    pub fn now(&self, series: &str) -> f64 {
        let window = (self.pane.pace(self.at.second) * EXPOSURE_S).min(self.hour);
        let one = self.trace.at(series, self.hour).unwrap_or(0.0);
        if window < 0.5 {
            return one;
        }
        const PARTS: u32 = 12;
        let sum: f64 = (0..PARTS)
            .filter_map(|k| self.trace.at(series, self.hour - window * f64::from(k) / f64::from(PARTS)))
            .sum();
        sum / f64::from(PARTS)
    }

    /// Lowest and highest of a series between two hours.
    #[must_use]
    pub fn range(&self, series: &str, from_h: f64, to_h: f64) -> (f64, f64) {
        let found = self.trace.series(series).unwrap_or_default().iter().zip(&self.trace.time_h);
        let within = found.filter(|(_, t)| (from_h - 1e-9..=to_h + 1e-9).contains(*t)).map(|(v, _)| *v);
        within.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)))
    }

    /// First and last hour of the shot.
    #[must_use]
    pub fn hours(&self) -> (f64, f64) {
        (self.pane.hour(0.0), self.pane.hour(self.seconds))
    }

    /// The place of an effect in the system.
    #[must_use]
    pub fn effect(&self, id: &str) -> Option<usize> {
        self.cast.engine.system.effects.iter().position(|e| e.id == id)
    }
}

/// What the frame of a film is drawn from, besides the reel.
pub struct Set<'a> {
    /// The run in the world.
    pub course: Option<&'a Course>,
    /// Words of the scene.
    pub labels: &'a SceneLabels,
    /// What the scene drew.
    pub stats: &'a SceneStats,
    /// The look.
    pub theme: Theme,
    /// Captions are drawn.
    pub captions: bool,
    /// Points of the window in one of the ui.
    pub zoom: f32,
}

/// The frame of a moment.
#[must_use]
pub fn frame_of(reel: &Reel, at: Playhead, all: Rect) -> Frame {
    let shot = &reel.film.shots[at.shot];
    let large = |places: [Place; 2]| shot.overlays.iter().any(|o| places.contains(&o.place) && want(&o.what).2);
    let both_sides = large([Place::Left, Place::BottomLeft]) && large([Place::Right, Place::BottomRight]);
    Frame::new(all, shot.panes.len() > 1, reel.gives_way(at.shot), shot.captions_on_top, both_sides)
}

/// Where words stand in a frame, points.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Laid {
    /// The caption, if there is one.
    pub caption: Option<Rect>,
    /// All other words.
    pub words: Vec<Rect>,
}

/// Draws it, and says where words stand.
pub fn draw(painter: Painter, reel: &Reel, at: Playhead, set: &Set, all: Rect) -> Laid {
    let frame = frame_of(reel, at, all);
    let shot = &reel.film.shots[at.shot];
    let c = ink(set.theme);
    let written = Rc::default();
    let pen = Pen { painter, reel, c, theme: set.theme, u: frame.u, alpha: 1.0, written };
    ground(&pen, &frame, shot.panes.get(1).is_some_and(Pane::has_scene));
    let there = shot.overlays.iter().filter(|o| presence(o, at.second, shot.seconds) > 0.0);
    let taken: Vec<Rect> = there.map(|o| fit(&frame, o).0).collect();
    let large = shot.overlays.iter().filter(|o| want(&o.what).2).map(|o| fit(&frame, o).0);
    // It does not move when something comes.
    words::note(&pen, &frame, set, shot, &large.collect::<Vec<_>>());
    words::labels(&pen, &frame, set, &shot.panes[0].labels, taken);
    for overlay in &shot.overlays {
        let alpha = presence(overlay, at.second, shot.seconds);
        if alpha > 0.0 {
            one(&Pen { alpha, ..pen.clone() }, &frame, reel, at, set, overlay, shot);
        }
    }
    let words = pen.written.take();
    let caption = set.captions.then(|| words::captions(&pen, &frame, shot, at.second)).flatten();
    Laid { caption, words }
}

/// How much of an overlay is there; what stays to the end of its shot does not fade before the cut.
fn presence(overlay: &Overlay, second: f64, seconds: f64) -> f32 {
    if second < overlay.from_s || second > overlay.until_s {
        return 0.0;
    }
    let came = if overlay.from_s <= 0.0 { 1.0 } else { ((second - overlay.from_s) / FADE_S.0 + 0.08).min(1.0) };
    let stays = overlay.until_s >= seconds - 1e-6;
    let goes = if stays { 1.0 } else { ((overlay.until_s - second) / FADE_S.1).min(1.0) };
    (came * goes).clamp(0.0, 1.0) as f32
}

/// The part of the picture that is not the first scene; a second one may stand there.
fn ground(pen: &Pen, frame: &Frame, second: bool) {
    let Some(rest) = frame.beside() else { return };
    if !second {
        pen.painter.rect_filled(rest, 0.0, pen.c.ground);
    }
    let edge = if frame.tall { [rest.left_top(), rest.right_top()] } else { [rest.left_top(), rest.left_bottom()] };
    pen.painter.line_segment(edge, pen.stroke(3.0, pen.c.raised));
}

fn one(pen: &Pen, frame: &Frame, reel: &Reel, at: Playhead, set: &Set, overlay: &Overlay, shot: &Shot) {
    let Some((trace, cast, pane)) = reel.record(at.shot, overlay.pane) else { return };
    let course = set.course.filter(|_| overlay.pane == 0);
    let sight = Sight {
        trace,
        cast,
        pane,
        body: course.map(|c| &c.run.body),
        at,
        seconds: shot.seconds,
        hour: pane.hour(at.second),
        since: at.second - overlay.from_s,
    };
    let (rect, u) = fit(frame, overlay);
    let pen = &Pen { u, ..pen.clone() };
    match &overlay.what {
        What::Days { series, days, name } => days::draw(pen, rect, &sight, series, *days, name),
        What::Pull { effect, name } => pull::draw(pen, rect, &sight, effect, name),
        What::Balance { effect } => balance::draw(pen, rect, &sight, effect),
        What::Meters {} => meters::draw(pen, rect, &sight),
        What::Clock {} => clock::draw(pen, rect, &sight),
        What::Curve { effect } => curve::draw(pen, rect, &sight, effect),
        What::Plot { series, name } => plot::draw(pen, rect, &sight, series, name),
        What::Times { series, name } => herd::times(pen, rect, &sight, series, name),
        What::Herd { series, icon, name } => herd::draw(pen, rect, &sight, series, *icon, name),
        What::Corridor { relief, danger, level } => corridor::draw(pen, rect, &sight, relief, danger, level),
        What::Breath { effect } => breath::draw(pen, rect, &sight, effect),
        What::Signs { effects } => signs::draw(pen, rect, &sight, effects),
        What::Legend {} => words::legend(pen, rect),
        What::Word { text } => words::word(pen, rect, overlay.place, text),
        What::Tiles { tiles } => tiles::draw(pen, rect, &sight, tiles),
        What::Card { title, lines, code } => card::card(pen, frame.all, title, lines, code),
        What::Press {} => card::press(pen, frame.scene.center(), &sight),
    }
}

/// The room that each kind would like to have, units, and whether all in it shrinks where there is less.
fn want(what: &What) -> (f32, f32, bool) {
    match what {
        What::Days { .. } => (1010.0, 640.0, true),
        What::Pull { .. } => (800.0, 560.0, true),
        What::Balance { .. } => (690.0, 500.0, true),
        What::Meters {} => (620.0, 400.0, true),
        What::Curve { .. } => (700.0, 520.0, true),
        What::Plot { .. } => (760.0, 300.0, true),
        What::Herd { .. } => (760.0, 280.0, true),
        What::Times { .. } => (800.0, 90.0, false),
        What::Corridor { .. } => (980.0, 620.0, true),
        What::Breath { .. } => (620.0, 300.0, true),
        What::Signs { .. } => (620.0, 460.0, true),
        What::Clock {} => (420.0, 150.0, false),
        What::Legend {} => (560.0, 330.0, false),
        What::Word { .. } | What::Card { .. } | What::Press {} => (900.0, 150.0, false),
        What::Tiles { .. } => (1740.0, 330.0, false),
    }
}

/// The rectangle of an overlay, and the points in a unit there.
fn fit(frame: &Frame, overlay: &Overlay) -> (Rect, f32) {
    let (w, h, shrinks) = want(&overlay.what);
    let rect = frame.place(overlay.place, Vec2::new(w, h), shrinks);
    (rect, if shrinks { rect.width() / w } else { frame.u })
}

/// Draws every character of a film once, unseen, in every size in which it will be seen.
pub fn warm(ctx: &egui::Context, reel: &Reel, all: Rect) {
    const CHANGING: &str = "0123456789,.%+-x= dhminsw";
    let mut seen: Vec<(u32, String)> = Vec::new();
    let mut warm = |points: f32, text: &str| {
        let known = (points.to_bits(), text.to_owned());
        if !text.is_empty() && !seen.contains(&known) {
            Pen::warm(ctx, points, text);
            seen.push(known);
        }
    };
    for (n, shot) in reel.film.shots.iter().enumerate() {
        let at = Playhead { shot: n, ..Playhead::default() };
        let frame = frame_of(reel, at, all);
        for size in [CAPTION, SMALL] {
            warm(size * frame.u, CHANGING);
        }
        shot.captions.iter().for_each(|c| warm(CAPTION * frame.u, reel.say(&c.text)));
        shot.panes.iter().flat_map(|p| &p.labels).for_each(|l| warm(SMALL * frame.u, reel.say(l)));
        for phrase in FIXED {
            warm(SMALL * frame.u, reel.say(phrase));
            warm(CAPTION * frame.u, reel.say(phrase));
        }
        for overlay in &shot.overlays {
            let (_, u) = fit(&frame, overlay);
            let names: Vec<&str> = overlay.what.phrases();
            for size in [LABEL, SMALL] {
                warm(size * u, CHANGING);
                names.iter().copied().chain(FIXED).for_each(|name| warm(size * u, reel.say(name)));
            }
            let large = match &overlay.what {
                What::Card { .. } => [TITLE, CAPTION].as_slice(),
                What::Word { .. } => [WORD].as_slice(),
                What::Days { .. }
                | What::Pull { .. }
                | What::Balance { .. }
                | What::Meters { .. }
                | What::Clock { .. }
                | What::Curve { .. }
                | What::Plot { .. }
                | What::Herd { .. }
                | What::Times { .. }
                | What::Corridor { .. }
                | What::Breath { .. }
                | What::Signs { .. }
                | What::Legend { .. }
                | What::Tiles { .. }
                | What::Press { .. } => &[],
            };
            large.iter().for_each(|size| names.iter().for_each(|name| warm(size * u, reel.say(name))));
        }
    }
}

/// A point within a rectangle, both axes 0-1, y up.
#[must_use]
pub fn within(rect: Rect, x: f64, y: f64) -> Pos2 {
    Pos2::new(rect.left() + x as f32 * rect.width(), rect.bottom() - y as f32 * rect.height())
}
