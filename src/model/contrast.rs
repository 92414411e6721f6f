//! Two runs held against each other, series by series, in numbers. Not here: what is a run's own ([`crate::trace`]).

use crate::trace::Trace;

/// What a series is in two runs: the first, and the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// In the first run.
    pub here: f64,
    /// In the other run.
    pub other: f64,
}

impl Pair {
    /// The first less the second.
    #[must_use]
    pub fn difference(self) -> f64 {
        self.here - self.other
    }
}

/// How a series differs between two runs. Beyond the end of the shorter run nothing is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contrast {
    /// At the time asked for; NaN where one of the runs has not got there.
    pub at: Pair,
    /// The lowest value.
    pub min: Pair,
    /// The highest value.
    pub max: Pair,
    /// The area under the curve, unit times hours.
    pub area: Pair,
}

/// Holds the series `name` of two runs against each other, and at `at_h`; each trace comes with the hour that its run has
/// reached, which may be a little beyond its last row. `None` where a run does not have the series, or no rows.
#[must_use]
pub fn contrast(here: (&Trace, f64), other: (&Trace, f64), name: &str, at_h: f64) -> Option<Contrast> {
    let at = |(t, reached_h): (&Trace, f64)| if at_h <= reached_h + 1e-9 { t.at(name, at_h) } else { Some(f64::NAN) };
    let at = Pair { here: at(here)?, other: at(other)? };
    let ((here, _), (other, _)) = (here, other);
    let end = here.time_h.last()?.min(*other.time_h.last()?);
    let series = |t: &Trace| -> Option<Vec<(f64, f64)>> {
        let rows = t.time_h.iter().copied().zip(t.series(name)?.iter().copied());
        Some(rows.take_while(|(at, _)| *at <= end).collect())
    };
    let (a, b) = (series(here)?, series(other)?);
    let pair = |f: &dyn Fn(&[(f64, f64)]) -> f64| Pair { here: f(&a), other: f(&b) };
    Some(Contrast {
        at,
        min: pair(&|rows| rows.iter().map(|r| r.1).fold(f64::INFINITY, f64::min)),
        max: pair(&|rows| rows.iter().map(|r| r.1).fold(f64::NEG_INFINITY, f64::max)),
        area: pair(&|rows| rows.windows(2).map(|w| 0.5 * (w[0].1 + w[1].1) * (w[1].0 - w[0].0)).sum()),
    })
}
