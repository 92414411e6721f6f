//! Doses as needed as a scenario file writes them. Not here: how they are decided on ([`crate::hold`]).

use serde::Deserialize;

use crate::drug::Drug;
use crate::field_reader::{FieldReader, MAX_DU};
use crate::hold::{Hold, When};
use crate::plan::MAX_ACTIONS;
use crate::problem::Problems;
use crate::regimen::many;
use crate::scenario::MAX_DECISIONS;

/// One effect that is held, before it is checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawHold {
    drug: String,
    #[serde(default)]
    route: String,
    watch: String,
    band: (f64, f64),
    when: When,
    from: String,
    until: String,
    every: String,
    wake: String,
    sleep: String,
    first: f64,
    #[serde(default)]
    step: f64,
    most: f64,
    refractory: String,
}

/// Checks all of a scenario's holds.
pub(crate) fn check(raw: &[RawHold], drugs: &[&Drug], known: &dyn Fn(&str) -> bool, p: &mut Problems) -> Vec<Hold> {
    let (mut out, mut decisions) = (Vec::new(), 0.0);
    for (i, raw) in raw.iter().enumerate() {
        let field = format!("as_needed[{i}]");
        let mut r = FieldReader { field: &field, drugs, p, sound: true };
        let (from_h, until_h, every_h) =
            (r.hours("from", &raw.from), r.hours("until", &raw.until), r.span("every", &raw.every));
        let refractory_h = r.hours("refractory", &raw.refractory);
        let awake = (r.of_day("wake", &raw.wake), r.of_day("sleep", &raw.sleep));
        r.allow(until_h > from_h || !r.sound, "until", "after `from`");
        decisions += many(until_h - from_h, every_h) as f64;
        r.allow(decisions <= MAX_DECISIONS, "every", &format!("at most {MAX_DECISIONS:.0} decisions in one run"));
        let doses = ((until_h - from_h) / every_h.max(refractory_h)).ceil();
        r.allow(doses <= MAX_ACTIONS as f64, "refractory", &format!("what makes at most {MAX_ACTIONS} doses"));
        let (low, high) = raw.band;
        r.allow(low.is_finite() && high.is_finite() && low < high, "band", "two numbers, the lower first");
        r.allow(known(&raw.watch), "watch", "one of the scenario's series");
        r.dose("first", raw.first);
        let step_is_fine = raw.step >= 0.0 && raw.step <= MAX_DU;
        r.allow(step_is_fine, "step", &format!("0 to {MAX_DU} dose units"));
        r.allow(raw.most >= raw.first && raw.most <= MAX_DU, "most", &format!("`first` or more, up to {MAX_DU}"));
        let place = r.drug("drug", &raw.drug).and_then(|drug| Some((drug, r.route(drug, &raw.route)?)));
        if let Some((drug, route)) = place
            && r.no_patch("route", drug, Some(route), &[], 0.0)
            && r.sound
        {
            out.push(Hold {
                drug,
                route,
                series: raw.watch.clone(),
                band: raw.band,
                when: raw.when,
                from_h,
                until_h,
                every_h,
                awake,
                first_du: raw.first,
                step_du: raw.step,
                most_du: raw.most,
                refractory_h,
            });
        }
    }
    out
}
