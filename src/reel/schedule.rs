//! When which tick of which run happens: the ticks of all runs of a film, laid out before anything is played. A shot makes
//! thirty ticks a second, each as long as its time-lapse says, whatever the frame rate; what lies between two shots of one
//! run is made in a few long ticks. Not here: playing them ([`super::rehearse`]).

use model::storyboard::{Join, Pane, Storyboard};
use sim::TICKS_PER_S;
use sim::course::Deed;

use crate::played::Played;

/// Most ticks between two shots of one run, and the shortest of them, h.
const GAP: (u64, f64) = (240, 1.0 / 60.0);

/// One run, from its start to the end of the last shot that shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The take, by place.
    pub take: usize,
    /// How long each tick is, as a run writes it down.
    pub log: Vec<(u64, Deed)>,
    /// Ticks in all.
    pub ticks: u64,
    /// Spacing of the rows that the run itself records, h; none: it is of no matter.
    pub grid_h: Option<f64>,
    end_h: f64,
}

/// The part of a run that a shot shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// The run, by place.
    pub run: usize,
    /// The run's tick after so many thirtieths of a second.
    pub ticks: Vec<u64>,
}

impl Leg {
    /// The run's tick at a second of the shot.
    #[must_use]
    pub fn tick(&self, second: f64) -> u64 {
        let at = (second * TICKS_PER_S + 1e-6).max(0.0) as usize;
        self.ticks.get(at).or(self.ticks.last()).copied().unwrap_or(0)
    }
}

impl Run {
    fn new(take: usize) -> Self {
        Self { take, log: Vec::new(), ticks: 0, grid_h: None, end_h: 0.0 }
    }

    /// One more tick of so many hours; none where no time passes.
    fn tick(&mut self, hours: f64) {
        if hours <= 0.0 {
            return;
        }
        let pace = hours * TICKS_PER_S;
        let same = |old: f64| (old / pace - 1.0).abs() < 1e-9;
        let last = self.log.last().and_then(|(_, deed)| if let Deed::Speed(old) = deed { Some(*old) } else { None });
        if !last.is_some_and(same) {
            self.log.push((self.ticks, Deed::Speed(pace)));
        }
        self.ticks += 1;
    }

    /// The ticks of a shot: the run's tick after each thirtieth of a second.
    fn shot(&mut self, pane: &Pane, seconds: f64) -> Vec<u64> {
        let mut ticks = vec![self.ticks];
        let n = (seconds * TICKS_PER_S).round() as u32;
        for k in 0..n {
            let hour = |k: u32| pane.hour(f64::from(k) / TICKS_PER_S);
            self.tick(hour(k + 1) - hour(k));
            ticks.push(self.ticks);
        }
        self.end_h = pane.hour(seconds);
        ticks
    }

    fn gap(&mut self, to_h: f64) {
        let way = to_h - self.end_h;
        if way > 0.0 {
            let n = ((way / GAP.1).ceil() as u64).clamp(1, GAP.0);
            (0..n).for_each(|_| self.tick(way / n as f64));
            self.end_h = to_h;
        }
    }
}

/// The runs of a film, and the leg of each shot.
#[must_use]
pub fn lay_out(film: &Storyboard) -> (Vec<Run>, Vec<Leg>) {
    let mut runs: Vec<Run> = Vec::new();
    let mut legs = Vec::new();
    for shot in &film.shots {
        let Some(pane) = shot.panes.first() else { continue };
        let start_h = pane.hour(0.0);
        // A run that has not come so far yet goes on; else it begins anew.
        let open = runs.iter().rposition(|r| r.take == pane.take && start_h >= r.end_h - 1e-9);
        let latest = runs.iter().rposition(|r| r.take == pane.take);
        let at = open.filter(|at| Some(*at) == latest || shot.join == Join::On).unwrap_or_else(|| {
            runs.push(Run::new(pane.take));
            runs.len() - 1
        });
        let run = &mut runs[at];
        run.gap(start_h);
        let ticks = run.shot(pane, shot.seconds);
        legs.push(Leg { run: at, ticks });
    }
    (runs, legs)
}

/// The run of a second pane, from its beginning to the end of its shot, and its leg.
#[must_use]
pub fn aside(pane: &Pane, seconds: f64) -> (Run, Leg) {
    let mut run = Run::new(pane.take);
    run.gap(pane.hour(0.0));
    let ticks = run.shot(pane, seconds);
    (run, Leg { run: 0, ticks })
}

/// The run that was played, with its own ticks, and the leg of each shot: of a run that stands the ticks follow from the hours
/// that are shown.
#[must_use]
pub fn follow(film: &Storyboard, played: &Played) -> (Vec<Run>, Vec<Leg>) {
    let hours = played.hours();
    let leg = |shot: &model::storyboard::Shot| {
        let n = (shot.seconds * TICKS_PER_S).round() as u32;
        let tick = |k: u32| {
            let hour = shot.panes.first().map_or(0.0, |p| p.hour(f64::from(k) / TICKS_PER_S));
            // An hour that was written down and read again is a hair off.
            hours.partition_point(|h| *h <= hour + 1e-10 * hour.max(1.0)).saturating_sub(1) as u64
        };
        Leg { run: 0, ticks: (0..=n).map(tick).collect() }
    };
    let legs: Vec<Leg> = film.shots.iter().map(leg).collect();
    let ticks = legs.iter().filter_map(|l| l.ticks.last().copied()).max().unwrap_or(0);
    let end_h = hours.get(ticks as usize).copied().unwrap_or(0.0);
    (vec![Run { take: 0, log: played.log().to_vec(), ticks, grid_h: Some(played.grid_h), end_h }], legs)
}
