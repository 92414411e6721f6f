//! Tools: ways to make a plan other than by pressing dose buttons. A level names the tool and its limits; a drawing is
//! what the player did with it; together they make the steps of a plan, the same that a file would hold. Not here: the
//! panels, and what the file form looks like when it is wrong ([`crate::raw_part`]).

use crate::raw_plan::RawStep;
use crate::regimen::{Shape, Taper};

/// A way to make a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Tool {
    /// Doses put on the time line one by one.
    Timeline {
        /// What is given, and how.
        drug: Dosed,
        /// Amounts offered, DU.
        amounts: Vec<f64>,
        /// Most doses.
        most: u32,
    },
    /// One dose at a fixed interval, dragged to a length.
    Schedule {
        /// What is given, and how.
        drug: Dosed,
        /// Amounts offered, DU.
        amounts: Vec<f64>,
        /// Intervals offered, h.
        every_h: Vec<f64>,
        /// Earliest start and latest end, h.
        within_h: (f64, f64),
    },
    /// A way down, drawn by its shape and its length.
    Taper {
        /// What is given, and how.
        drug: Dosed,
        /// First dose of the taper, h.
        from_h: f64,
        /// Interval between doses, h.
        every_h: f64,
        /// Dose of the first level, DU.
        first: f64,
        /// The dose at half occupancy, DU.
        half: f64,
        /// Shortest and longest taper, h.
        over_h: (f64, f64),
        /// Most levels.
        most_levels: u32,
    },
    /// Rests cut out of a regimen.
    Rests {
        /// What is given where no rest is.
        usual: Vec<RawStep>,
        /// Most rests.
        most: u32,
        /// Shortest rest, h.
        least_h: f64,
    },
    /// One drug for another: how much less than the table of equal doses says.
    Convert {
        /// What is given until then, and would be after.
        usual: Vec<RawStep>,
        /// The change, h.
        at_h: f64,
        /// The drug that is left.
        from: String,
        /// The drug that takes its place.
        to: Dosed,
        /// DU of the new drug that equal one DU of the old in a body that knows neither.
        ratio: f64,
        /// All doses of such an interval are given together, h; 0: each at its own time.
        every_h: f64,
    },
}

/// A drug and its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dosed {
    /// The drug's id.
    pub drug: String,
    /// The route's id; empty for the usual one.
    pub route: String,
}

/// The shapes that a taper can be drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Equal differences of dose.
    Linear,
    /// Equal ratios of dose.
    Exponential,
    /// Equal differences of occupancy.
    EqualOccupancy,
}

/// What a player did with a tool.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawing {
    /// Hours and dose units.
    Doses(Vec<(f64, f64)>),
    /// One dose again and again.
    Schedule {
        /// Dose units.
        du: f64,
        /// Interval, h.
        every_h: f64,
        /// First dose, h.
        from_h: f64,
        /// No dose from here on, h.
        until_h: f64,
    },
    /// A way down.
    Taper {
        /// Its shape.
        way: Way,
        /// Its length, h.
        over_h: f64,
        /// Dose of the last level, DU.
        last: f64,
        /// Number of levels.
        levels: u32,
    },
    /// From and until, h.
    Rests(Vec<(f64, f64)>),
    /// What is taken off the equal dose, 0 to 1.
    Reduction(f64),
}

/// One level of a drawn taper, for the picture beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TaperLevel {
    /// Dose units.
    pub du: f64,
    /// Share of the receptors that such a dose occupies, 0 to 1.
    pub occupancy: f64,
}

impl Way {
    /// The regimen's shape; `half` is the dose at half occupancy, DU.
    #[must_use]
    pub fn shape(self, half: f64) -> Shape {
        match self {
            Self::Linear => Shape::Linear,
            Self::Exponential => Shape::Exponential,
            Self::EqualOccupancy => Shape::Hyperbolic { half },
        }
    }
}

impl Tool {
    /// The steps that a drawing comes to.
    ///
    /// # Errors
    /// Says what is allowed where the drawing is another tool's or lies outside of the tool's limits.
    pub fn steps(&self, drawing: &Drawing) -> Result<Vec<RawStep>, String> {
        match (self, drawing) {
            (Self::Timeline { drug, amounts, most }, Drawing::Doses(doses)) => {
                allow(doses.len() <= *most as usize, &format!("at most {most} doses"))?;
                allow(doses.iter().all(|(t, du)| *t >= 0.0 && amounts.contains(du)), "the amounts offered")?;
                Ok(doses.iter().map(|(t, du)| drug.give(*t, *du)).collect())
            }
            (Self::Schedule { drug, amounts, every_h: offered, within_h }, Drawing::Schedule { .. }) => {
                let Drawing::Schedule { du, every_h, from_h, until_h } = *drawing else { return Err(other()) };
                allow(amounts.contains(&du) && offered.contains(&every_h), "the amounts and intervals offered")?;
                let inside = within_h.0 <= from_h && from_h < until_h && until_h <= within_h.1;
                allow(inside, &format!("from {} h to {} h", within_h.0, within_h.1))?;
                let times = crate::regimen::many(until_h - from_h, every_h) as u32;
                let Dosed { drug, route } = drug.clone();
                Ok(vec![RawStep::Repeat { from: hours(from_h), every: hours(every_h), times, drug, du, route }])
            }
            (Self::Taper { drug, from_h, every_h, half, .. }, Drawing::Taper { way, over_h, last, levels }) => {
                let taper = self.taper(drawing).ok_or_else(|| self.taper_limits())?;
                let Dosed { drug, route } = drug.clone();
                Ok(vec![RawStep::Taper {
                    from: hours(*from_h),
                    over: hours(*over_h),
                    every: hours(*every_h),
                    drug,
                    first: taper.first,
                    last: *last,
                    shape: way.shape(*half),
                    steps: *levels,
                    route,
                }])
            }
            (Self::Rests { usual, most, least_h }, Drawing::Rests(rests)) => {
                allow(rests.len() <= *most as usize, &format!("at most {most} rests"))?;
                let long = rests.iter().all(|(from, until)| *from >= 0.0 && until - from >= *least_h);
                allow(long, &format!("rests of at least {least_h} h"))?;
                let rest = |(from, until): &(f64, f64)| RawStep::Rest {
                    from: hours(*from),
                    until: hours(*until),
                    drug: String::new(),
                };
                Ok(usual.iter().cloned().chain(rests.iter().map(rest)).collect())
            }
            (Self::Convert { usual, at_h, from, to, ratio, every_h }, Drawing::Reduction(less)) => {
                allow((0.0..1.0).contains(less), "a reduction from 0 to below 1")?;
                let change = RawStep::Substitute {
                    at: hours(*at_h),
                    drug: from.clone(),
                    by: to.drug.clone(),
                    ratio: ratio * (1.0 - less),
                    every: hours(*every_h),
                    route: to.route.clone(),
                };
                Ok(usual.iter().cloned().chain([change]).collect())
            }
            _ => Err(other()),
        }
    }

    /// The levels of a drawn taper with their occupancy; `None` where the drawing is none or lies outside of the limits.
    #[must_use]
    pub fn taper_levels(&self, drawing: &Drawing) -> Option<Vec<TaperLevel>> {
        let Self::Taper { half, .. } = self else { return None };
        let taper = self.taper(drawing)?;
        let level = |k| {
            let du = taper.level(k);
            TaperLevel { du, occupancy: du / (du + half) }
        };
        Some((0..taper.levels).map(level).collect())
    }

    fn taper(&self, drawing: &Drawing) -> Option<Taper> {
        let Self::Taper { from_h, every_h, first, half, over_h: span, most_levels, .. } = self else { return None };
        let Drawing::Taper { way, over_h, last, levels } = *drawing else { return None };
        let least = if way == Way::Exponential { f64::MIN_POSITIVE } else { 0.0 };
        let sound = (span.0..=span.1).contains(&over_h)
            && (least..=*first).contains(&last)
            && (1..=*most_levels).contains(&levels);
        let shape = way.shape(*half);
        sound.then_some(Taper { from_h: *from_h, over_h, every_h: *every_h, levels, first: *first, last, shape })
    }

    fn taper_limits(&self) -> String {
        let Self::Taper { over_h, first, most_levels, .. } = self else { return other() };
        format!(
            "allowed: {} h to {} h, 1 to {most_levels} levels, down from {first} DU (an exponential taper never to 0)",
            over_h.0, over_h.1
        )
    }
}

impl Dosed {
    fn give(&self, at_h: f64, du: f64) -> RawStep {
        RawStep::Give { at: hours(at_h), drug: self.drug.clone(), du, route: self.route.clone() }
    }
}

fn allow(sound: bool, what: &str) -> Result<(), String> {
    if sound { Ok(()) } else { Err(format!("allowed: {what}")) }
}

fn other() -> String {
    "the drawing is another tool's".to_owned()
}

/// Hours as plans write them; every number is read back as it was.
fn hours(h: f64) -> String {
    format!("{h}h")
}
