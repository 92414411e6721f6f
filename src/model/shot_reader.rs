//! One shot of a storyboard as its file writes it, and its check: every problem with its field and what is allowed. Not
//! here: the film around it ([`crate::raw_storyboard`]).

use serde::Deserialize;

use crate::problem::Problems;
use crate::quantity::duration_h;
use crate::receptor::STATES;
use crate::storyboard::{
    Caption, Cast, Follow, Join, Look, MAX_FADE_S, MAX_SECONDS, Narration, Overlay, Pane, Place, SHOT_STEP_S, Shot,
    What,
};

/// Longest text of a code, so that a camera at the back of a room can read it.
const MAX_CODE: usize = 120;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPane {
    take: String,
    time: Vec<(f64, String)>,
    #[serde(default)]
    zoom: Vec<(f64, f64)>,
    #[serde(default)]
    follow: Follow,
    look: Option<Look>,
    #[serde(default)]
    labels: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOverlay {
    what: What,
    #[serde(default)]
    place: Place,
    #[serde(default)]
    pane: usize,
    from: Option<f64>,
    until: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCaption {
    from: f64,
    until: f64,
    text: String,
}

/// What is said, as a file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawNarration {
    pub(crate) id: String,
    from: f64,
    text: String,
}

/// A shot as a file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawShot {
    pub(crate) id: String,
    pub(crate) seconds: f64,
    shows: String,
    #[serde(default)]
    heard: String,
    sources: Vec<String>,
    #[serde(default)]
    join: Join,
    panes: Vec<RawPane>,
    #[serde(default)]
    overlays: Vec<RawOverlay>,
    #[serde(default)]
    captions: Vec<RawCaption>,
    #[serde(default)]
    captions_on_top: bool,
    pub(crate) narration: Option<RawNarration>,
    #[serde(default)]
    still: bool,
}

/// A take with what it can run, where that is known.
pub(crate) struct Known {
    pub(crate) id: String,
    pub(crate) cast: Option<Cast>,
}

/// What the check of a shot needs besides the shot.
pub(crate) struct Desk<'a> {
    pub(crate) takes: &'a [Known],
    pub(crate) p: &'a mut Problems,
}

impl Desk<'_> {
    fn allow(&mut self, fine: bool, field: &str, allowed: &str) {
        if !fine {
            self.p.add(field, &format!("allowed: {allowed}"));
        }
    }

    /// One shot; `before` is the one that it follows.
    pub(crate) fn shot(&mut self, raw: RawShot, field: &str, before: Option<&Shot>) -> Shot {
        let steps = raw.seconds / SHOT_STEP_S;
        let whole = (0.5..=MAX_SECONDS).contains(&raw.seconds) && (steps - steps.round()).abs() < 1e-6;
        self.allow(whole, &format!("{field}.seconds"), &format!("0.5 to {MAX_SECONDS}, in steps of {SHOT_STEP_S}"));
        self.allow(!raw.shows.trim().is_empty(), &format!("{field}.shows"), "what is seen, in words");
        self.allow(!raw.sources.is_empty(), &format!("{field}.sources"), "at least one: where it comes from");
        self.allow((1..=2).contains(&raw.panes.len()), &format!("{field}.panes"), "one run, or two side by side");
        if let Join::Fade(s) = raw.join {
            let most = MAX_FADE_S.min(0.5 * raw.seconds);
            self.allow(s > 0.0 && s <= most, &format!("{field}.join"), &format!("a fade above 0, up to {most} s"));
        }
        let panes = raw.panes.into_iter().enumerate();
        let panes: Vec<Pane> =
            panes.map(|(i, pane)| self.pane(pane, &format!("{field}.panes[{i}]"), raw.seconds, i == 0)).collect();
        let first = |shot: &Shot| shot.panes.first().map(|p| (p.take, p.time.last().map(|t| t.1)));
        let goes_on = before.and_then(first) == panes.first().map(|p| (p.take, p.time.first().map(|t| t.1)));
        let single = panes.len() == 1 && before.is_none_or(|b| b.panes.len() == 1);
        self.allow(
            raw.join != Join::On || (goes_on && single),
            &format!("{field}.join"),
            "On where the shot before shows the same take and ends at the hour at which this one begins",
        );
        let takes: Vec<usize> = panes.iter().map(|p| p.take).collect();
        let overlays = raw.overlays.into_iter().enumerate();
        let overlays =
            overlays.map(|(i, o)| self.overlay(o, &format!("{field}.overlays[{i}]"), &takes, raw.seconds)).collect();
        let mut last = 0.0;
        for (i, caption) in raw.captions.iter().enumerate() {
            let fine =
                caption.from >= last - 1e-9 && caption.until > caption.from && caption.until <= raw.seconds + 1e-9;
            self.allow(fine, &format!("{field}.captions[{i}]"), "one after the other, within the shot");
            self.allow(!caption.text.trim().is_empty(), &format!("{field}.captions[{i}].text"), "some words");
            last = caption.until;
        }
        let narration = raw.narration.map(|n| {
            let name =
                !n.id.is_empty() && n.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            self.allow(name, &format!("{field}.narration.id"), "small letters, digits and _");
            self.allow((0.0..raw.seconds).contains(&n.from), &format!("{field}.narration.from"), "within the shot");
            Narration { id: n.id, from_s: n.from, text: n.text }
        });
        let captions = raw.captions.into_iter();
        Shot {
            id: raw.id,
            seconds: raw.seconds,
            shows: raw.shows,
            heard: raw.heard,
            sources: raw.sources,
            join: raw.join,
            panes,
            overlays,
            captions: captions.map(|c| Caption { from_s: c.from, until_s: c.until, text: c.text }).collect(),
            captions_on_top: raw.captions_on_top,
            narration,
            still: raw.still,
        }
    }

    fn pane(&mut self, raw: RawPane, field: &str, seconds: f64, scene: bool) -> Pane {
        let ids: Vec<String> = self.takes.iter().map(|t| t.id.clone()).collect();
        let take = self.p.one_of(&format!("{field}.take"), "take", &raw.take, ids.iter().map(String::as_str));
        let end_h = take.and_then(|i| Some(self.takes[i].cast.as_ref()?.duration_h)).unwrap_or(f64::MAX);
        let mut time: Vec<(f64, f64)> = Vec::new();
        for (i, (second, text)) in raw.time.iter().enumerate() {
            let at = format!("{field}.time[{i}]");
            let hour = duration_h(text).unwrap_or_else(|e| {
                self.p.add(&at, &e);
                0.0
            });
            let fine = time.last().map_or(*second == 0.0, |l| *second > l.0 && hour >= l.1);
            self.allow(fine, &at, "seconds that begin at 0 and grow, hours that do not fall");
            self.allow(hour <= end_h, &at, "an hour within the run");
            time.push((*second, hour));
        }
        let ends = time.last().is_some_and(|t| (t.0 - seconds).abs() < 1e-6);
        self.allow(ends, &format!("{field}.time"), "at least two keys, the last at the end of the shot");
        let rising = raw.zoom.windows(2).all(|w| w[0].0 < w[1].0);
        let inside = raw.zoom.iter().all(|z| (0.0..=4.0).contains(&z.1) && (0.0..=seconds).contains(&z.0));
        let what =
            "keys of (second, 0 person to 4 receptor), in order of time, within the shot; the first run needs one";
        self.allow(rising && inside && !(scene && raw.zoom.is_empty()), &format!("{field}.zoom"), what);
        if let Some(look) = raw.look {
            let share = |x: f64| (0.0..=1.0).contains(&x);
            let fine = !scene && !raw.zoom.is_empty() && share(look.at.0) && share(look.at.1);
            let what = "shares of the scene from 0 to 1, and 1 to 6 times, of a second run with a scene";
            self.allow(fine && (1.0..=6.0).contains(&look.times), &format!("{field}.look"), what);
        }
        if let Follow::First(state) = &raw.follow {
            let names = STATES.map(|s| s.name());
            self.p.one_of(&format!("{field}.follow"), "state", state, names.into_iter());
        }
        Pane { take: take.unwrap_or(0), time, zoom: raw.zoom, follow: raw.follow, look: raw.look, labels: raw.labels }
    }

    fn overlay(&mut self, raw: RawOverlay, field: &str, panes: &[usize], seconds: f64) -> Overlay {
        let (from_s, until_s) = (raw.from.unwrap_or(0.0), raw.until.unwrap_or(seconds));
        let fine = from_s >= 0.0 && until_s > from_s && until_s <= seconds + 1e-9;
        self.allow(fine, field, "from before until, both within the shot");
        self.allow(raw.pane < panes.len().max(1), &format!("{field}.pane"), "a pane of the shot, from 0");
        let take = panes.get(raw.pane).copied().unwrap_or(0);
        let at = format!("{field}.what");
        match &raw.what {
            What::Days { series, days, .. } => {
                self.series(take, series, &at);
                self.allow((1..=31).contains(days), &at, "1 to 31 days");
            }
            What::Pull { effect, .. } | What::Balance { effect } | What::Curve { effect } | What::Breath { effect } => {
                self.effect(take, effect, &at);
            }
            What::Plot { series, .. } => {
                self.allow((1..=3).contains(&series.len()), &at, "one to three series");
                series.iter().for_each(|(_, s)| self.series(take, s, &at));
            }
            What::Herd { series, .. } | What::Times { series, .. } => self.series(take, series, &at),
            What::Corridor { relief, danger, level } => {
                self.effect(take, relief, &at);
                self.effect(take, danger, &at);
                self.series(take, level, &at);
            }
            What::Signs { effects } => effects.iter().for_each(|(e, _)| self.effect(take, e, &at)),
            What::Tiles { tiles } => {
                self.allow((1..=4).contains(&tiles.len()), &at, "one to four tiles");
                for tile in tiles {
                    let ids: Vec<String> = self.takes.iter().map(|t| t.id.clone()).collect();
                    let found = self.p.one_of(&at, "take", &tile.take, ids.iter().map(String::as_str));
                    let hours = (duration_h(&tile.hours.0), duration_h(&tile.hours.1));
                    let fine = matches!(&hours, (Ok(a), Ok(b)) if a < b);
                    self.allow(fine, &at, "two times of the run, the earlier first");
                    if let Some(i) = found {
                        self.series(i, &tile.dose, &at);
                        self.series(i, &tile.effect, &at);
                    }
                }
            }
            What::Card { code, .. } => {
                let fine = code.len() <= MAX_CODE && code.chars().all(|c| c.is_ascii_graphic());
                self.allow(fine, &at, "a code of up to 120 characters without spaces, such as an address");
            }
            What::Meters {} | What::Clock {} | What::Legend {} | What::Word { .. } | What::Press {} => {}
        }
        Overlay { what: raw.what, place: raw.place, pane: raw.pane, from_s, until_s }
    }

    fn series(&mut self, take: usize, series: &str, field: &str) {
        let Some(cast) = self.takes.get(take).and_then(|t| t.cast.as_ref()) else { return };
        if !cast.engine.columns().iter().any(|c| c.series == series) {
            let what = format!("no series \"{series}\" here; allowed: what `simulate --series all` writes");
            self.p.add(field, &what);
        }
    }

    fn effect(&mut self, take: usize, effect: &str, field: &str) {
        let Some(cast) = self.takes.get(take).and_then(|t| t.cast.as_ref()) else { return };
        let ids: Vec<String> = cast.engine.system.effects.iter().map(|e| e.id.clone()).collect();
        self.p.one_of(field, "effect", effect, ids.iter().map(String::as_str));
    }
}
