//! The fields of one step of a plan, or of one hold: read and checked, every problem with its field and what is allowed.
//! Not here: which fields a step has ([`crate::raw_plan`]) and what it comes to ([`crate::plan_reader`]).

use crate::drug::{Drug, Entry};
use crate::plan::{Act, Action, MAX_ACTIONS};
use crate::problem::Problems;
use crate::quantity::duration_h;

/// Latest time and longest stretch in a plan, h: ten years.
pub const MAX_H: f64 = 24.0 * 3650.0;
/// Largest dose, DU.
pub const MAX_DU: f64 = 1000.0;

/// Reads the parts of one step, notes what is wrong, and remembers that something was.
pub(crate) struct FieldReader<'a> {
    pub(crate) field: &'a str,
    pub(crate) drugs: &'a [&'a Drug],
    pub(crate) p: &'a mut Problems,
    pub(crate) sound: bool,
}

impl FieldReader<'_> {
    fn wrong(&mut self, name: &str, what: &str) {
        self.p.add(&format!("{}.{name}", self.field), what);
        self.sound = false;
    }

    /// Notes that `name` is not what is `allowed`, unless `fine`.
    pub(crate) fn allow(&mut self, fine: bool, name: &str, allowed: &str) -> bool {
        if !fine {
            self.wrong(name, &format!("allowed: {allowed}"));
        }
        fine
    }

    fn time(&mut self, name: &str, text: &str) -> Option<f64> {
        match duration_h(text) {
            Ok(h) if h <= MAX_H => return Some(h),
            Ok(_) => self.wrong(name, "allowed: up to 3650d"),
            Err(e) => self.wrong(name, &e),
        }
        None
    }

    /// A time of the run; a wrong one is noted and stands in as 0.
    pub(crate) fn hours(&mut self, name: &str, text: &str) -> f64 {
        self.time(name, text).unwrap_or(0.0)
    }

    /// A time of the run, 0 if left out.
    pub(crate) fn or_start(&mut self, name: &str, text: &str) -> f64 {
        if text.is_empty() { 0.0 } else { self.hours(name, text) }
    }

    /// A length of time above 0; a wrong one stands in as 1.
    pub(crate) fn span(&mut self, name: &str, text: &str) -> f64 {
        match self.time(name, text) {
            Some(h) if h > 0.0 => return h,
            Some(_) => self.wrong(name, "allowed: above 0"),
            None => {}
        }
        1.0
    }

    /// An hour of the day.
    pub(crate) fn of_day(&mut self, name: &str, text: &str) -> f64 {
        let h = self.hours(name, text);
        self.allow(h <= 24.0, name, "0h to 24h");
        h.min(24.0)
    }

    pub(crate) fn times(&mut self, name: &str, times: u32) -> u32 {
        let fine = (1..=MAX_ACTIONS as u32).contains(&times);
        if self.allow(fine, name, &format!("1 to {MAX_ACTIONS}")) { times } else { 1 }
    }

    pub(crate) fn days(&mut self, days: u32, from_h: f64) -> u32 {
        let fine = (1..=3650).contains(&days) && from_h + 24.0 * f64::from(days) <= MAX_H;
        if self.allow(fine, "days", "1 to 3650, with the last day within 3650d") { days } else { 1 }
    }

    pub(crate) fn few(&mut self, name: &str, count: f64) -> bool {
        self.allow(count <= MAX_ACTIONS as f64, name, &format!("at most {MAX_ACTIONS} acts in one plan"))
    }

    pub(crate) fn ends(&mut self, name: &str, last_h: f64) {
        self.allow(last_h <= MAX_H, name, "the last of it within 3650d");
    }

    /// The place of a drug.
    pub(crate) fn drug(&mut self, name: &str, id: &str) -> Option<usize> {
        let at = self.drugs.iter().position(|d| d.id == id);
        if at.is_none() {
            let known: Vec<_> = self.drugs.iter().map(|d| d.id.as_str()).collect();
            self.wrong(name, &format!("no drug \"{id}\" here; allowed: {}", known.join(", ")));
        }
        at
    }

    /// The place of a drug's route; the first for an empty name.
    pub(crate) fn route(&mut self, drug: usize, route: &str) -> Option<usize> {
        let routes = &self.drugs[drug].routes;
        let at = if route.is_empty() { Some(0) } else { routes.iter().position(|r| r.id == route) };
        if at.is_none() {
            let known: Vec<_> = routes.iter().map(|r| r.id.as_str()).collect();
            self.wrong("route", &format!("no route \"{route}\"; allowed: {}", known.join(", ")));
        }
        at
    }

    /// A dose of `du`.
    pub(crate) fn dose(&mut self, name: &str, du: f64) -> bool {
        self.allow(du > 0.0 && du <= MAX_DU, name, &format!("above 0, up to {MAX_DU} dose units"))
    }

    pub(crate) fn give(&mut self, drug: &str, route: &str, du: f64) -> Option<Act> {
        let drug = self.drug("drug", drug)?;
        let route = self.route(drug, route)?;
        self.dose("du", du).then_some(Act::Give { drug, route, du })
    }

    /// A patch that goes on and comes off at these times.
    pub(crate) fn worn(
        &mut self,
        drug: &str,
        route: &str,
        du: f64,
        times: impl Iterator<Item = (f64, f64)>,
    ) -> Vec<Action> {
        let Some(drug) = self.drug("drug", drug) else { return Vec::new() };
        let routes = &self.drugs[drug].routes;
        let is_patch = |at: &usize| matches!(routes[*at].entry, Entry::Patch { .. });
        let Some(route) = (if route.is_empty() {
            (0..routes.len()).find(is_patch)
        } else {
            self.route(drug, route).filter(|at| is_patch(at))
        }) else {
            let patches: Vec<_> = (0..routes.len()).filter(is_patch).map(|at| routes[at].id.as_str()).collect();
            let known = if patches.is_empty() { "this drug has none".to_owned() } else { patches.join(", ") };
            self.wrong("drug", &format!("no patch or pump by that route; allowed: {known}"));
            return Vec::new();
        };
        if !self.dose("du", du) {
            return Vec::new();
        }
        let on = Act::Give { drug, route, du };
        let off = Act::PatchOff { drug };
        times.flat_map(|(a, b)| [Action { at_h: a, act: on }, Action { at_h: b, act: off }]).collect()
    }

    /// Whether a substitution leaves patches alone: `route`, or what `acts` give of `drug` from `at_h` on.
    pub(crate) fn no_patch(
        &mut self,
        name: &str,
        drug: usize,
        route: Option<usize>,
        acts: &[Action],
        at_h: f64,
    ) -> bool {
        let is_patch = |route: usize| matches!(self.drugs[drug].routes[route].entry, Entry::Patch { .. });
        let later = acts.iter().filter(|a| a.at_h >= at_h);
        let worn = later.filter_map(|a| match a.act {
            Act::Give { drug: d, route, .. } if d == drug => Some(route),
            Act::Give { .. } | Act::PatchOff { .. } | Act::Place { .. } | Act::Wash => None,
        });
        let fine = !worn.chain(route).any(is_patch);
        self.allow(fine, name, "single doses (a patch that is changed for something else is two steps of its own)")
    }
}
