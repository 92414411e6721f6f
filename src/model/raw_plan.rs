//! A plan as a file writes it: a list of steps. Not here: the check that spells them out ([`crate::plan_reader`]), and
//! which doses a regimen comes to ([`crate::regimen`]).

use serde::Deserialize;

use crate::regimen::Shape;

/// A step of a plan as a file writes it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum RawStep {
    /// One dose.
    Give {
        /// When ("4h").
        at: String,
        /// Which drug.
        drug: String,
        /// Dose units.
        du: f64,
        /// Route; empty for the usual one.
        #[serde(default)]
        route: String,
    },
    /// The same dose again and again.
    Repeat {
        /// First time.
        from: String,
        /// Interval.
        every: String,
        /// How often, at least 1.
        times: u32,
        /// Which drug.
        drug: String,
        /// Dose units.
        du: f64,
        /// Route; empty for the usual one.
        #[serde(default)]
        route: String,
    },
    /// Doses that fall (or grow) level by level, and then none.
    Taper {
        /// First dose.
        from: String,
        /// From the first dose to the end of the last level.
        over: String,
        /// Interval between doses.
        every: String,
        /// Which drug.
        drug: String,
        /// Dose units of the first level.
        first: f64,
        /// Dose units of the last level.
        last: f64,
        /// Linear, Exponential or Hyperbolic.
        shape: Shape,
        /// Number of levels; one a day if left out.
        #[serde(default)]
        steps: u32,
        /// Route; empty for the usual one.
        #[serde(default)]
        route: String,
    },
    /// Several doses a day between waking and going to sleep.
    Awake {
        /// First day's midnight.
        #[serde(default)]
        from: String,
        /// Number of days.
        days: u32,
        /// Hour of the day of the first dose ("7h").
        wake: String,
        /// Hour of the day of the last one ("23h").
        sleep: String,
        /// Doses a day.
        times: u32,
        /// Which drug.
        drug: String,
        /// Dose units.
        du: f64,
        /// Route; empty for the usual one.
        #[serde(default)]
        route: String,
    },
    /// Doses for a stretch, none for a stretch, and again.
    Cycle {
        /// First dose.
        from: String,
        /// Length of a stretch with doses.
        on: String,
        /// Length of a stretch without.
        off: String,
        /// Number of stretches with doses.
        times: u32,
        /// Interval between doses.
        every: String,
        /// Which drug.
        drug: String,
        /// Dose units.
        du: f64,
        /// Route; empty for the usual one.
        #[serde(default)]
        route: String,
    },
    /// A patch or pump that is on for a stretch, off for a stretch, and on again.
    Worn {
        /// When it goes on first.
        from: String,
        /// How long it is on.
        on: String,
        /// How long it is off.
        off: String,
        /// How often it goes on.
        times: u32,
        /// Which drug.
        drug: String,
        /// Dose units per patch.
        du: f64,
        /// Route; the first that is a patch if left out.
        #[serde(default)]
        route: String,
    },
    /// A patch put on at one hour and taken off at another, every day.
    Daily {
        /// First day's midnight.
        #[serde(default)]
        from: String,
        /// Hour of the day at which it goes on ("8h").
        on: String,
        /// Hour of the day at which it comes off ("20h"); before `on` means the next morning.
        off: String,
        /// Number of days.
        days: u32,
        /// Which drug.
        drug: String,
        /// Dose units per patch.
        du: f64,
    },
    /// Leaves out what the steps before it give within a stretch of time; patches come off.
    Rest {
        /// Start.
        from: String,
        /// End; a dose at the very end is given again.
        until: String,
        /// Which drug; all of them if left out.
        #[serde(default)]
        drug: String,
    },
    /// Puts another drug in the place of what the steps before it give from some time on.
    Substitute {
        /// From here on.
        at: String,
        /// The drug that is left.
        drug: String,
        /// The drug that is given instead.
        by: String,
        /// Dose units of the new drug per dose unit of the old one.
        ratio: f64,
        /// All doses of each such interval are given together at its start; if left out, each at its own time.
        #[serde(default)]
        every: String,
        /// Route of the new drug; empty for the usual one.
        #[serde(default)]
        route: String,
    },
    /// Every patch of the drug comes off.
    PatchOff {
        /// When.
        at: String,
        /// Which drug.
        drug: String,
    },
    /// The person goes to the usual place, or to another.
    Place {
        /// When.
        at: String,
        /// Whether it is the place where the drug is usually taken.
        usual: bool,
    },
    /// All drug is washed away.
    Wash {
        /// When.
        at: String,
    },
}
