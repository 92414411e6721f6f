//! Checks the steps of a plan and spells them out as acts, noting every problem with its field and what is allowed.
//! Not here: the steps themselves ([`crate::raw_plan`]), and which doses a regimen comes to ([`crate::regimen`]).

use crate::drug::{Drug, Entry};
use crate::field_reader::{FieldReader, MAX_DU};
use crate::plan::{Act, Action};
use crate::problem::Problems;
use crate::raw_plan::RawStep;
use crate::regimen::{self, Shape, Substitute, Taper};

/// Spells `step` out behind the acts of the steps before it; what is wrong is noted, and the step left out.
pub(crate) fn spell_out(step: &RawStep, field: &str, drugs: &[&Drug], p: &mut Problems, out: &mut Vec<Action>) {
    let mut r = FieldReader { field, drugs, p, sound: true };
    let mut acts = Vec::new();
    match step {
        RawStep::Give { at, drug, du, route } => {
            let at_h = r.hours("at", at);
            acts.extend(r.give(drug, route, *du).map(|act| Action { at_h, act }));
        }
        RawStep::Repeat { from, every, times, drug, du, route } => {
            let (from_h, every_h) = (r.hours("from", from), r.hours("every", every));
            r.allow(*times <= 1 || every_h > 0.0, "every", "above 0");
            let times = r.times("times", *times);
            r.ends("times", from_h + every_h * f64::from(times));
            if let Some(act) = r.give(drug, route, *du) {
                acts.extend((0..times).map(|k| Action { at_h: from_h + every_h * f64::from(k), act }));
            }
        }
        RawStep::Taper { from, over, every, drug, first, last, shape, steps, route } => {
            let (from_h, over_h, every_h) = (r.hours("from", from), r.span("over", over), r.span("every", every));
            r.ends("over", from_h + over_h);
            let few = r.few("every", over_h / every_h);
            let days = (over_h / 24.0 - 1e-9).ceil().clamp(1.0, 3650.0) as u32;
            r.allow(*steps <= 3650, "steps", "1 to 3650, or left out for one a day");
            let levels = if *steps == 0 { days } else { *steps };
            let least = if *shape == Shape::Exponential { f64::MIN_POSITIVE } else { 0.0 };
            let allowed = if least > 0.0 { "above 0 (an exponential taper never reaches 0), " } else { "0 " };
            for (name, du) in [("first", first), ("last", last)] {
                r.allow((least..=MAX_DU).contains(du), name, &format!("{allowed}up to {MAX_DU} dose units"));
            }
            if let Shape::Hyperbolic { half } = shape {
                r.allow((0.001..=MAX_DU).contains(half), "shape", &format!("half from 0.001 to {MAX_DU} dose units"));
            }
            let taper = Taper { from_h, over_h, every_h, levels, first: *first, last: *last, shape: *shape };
            if let Some(Act::Give { drug, route, .. }) = r.give(drug, route, 1.0)
                && r.sound
                && few
            {
                acts.extend(taper.doses().map(|(at_h, du)| Action { at_h, act: Act::Give { drug, route, du } }));
            }
        }
        RawStep::Awake { from, days, wake, sleep, times, drug, du, route } => {
            let (from_h, wake, sleep) = (r.or_start("from", from), r.of_day("wake", wake), r.of_day("sleep", sleep));
            let days = r.days(*days, from_h);
            let times = r.times("times", *times);
            let few = r.few("times", f64::from(days) * f64::from(times));
            if let Some(act) = r.give(drug, route, *du).filter(|_| few) {
                acts.extend(regimen::awake(from_h, days, wake, sleep, times).map(|at_h| Action { at_h, act }));
            }
        }
        RawStep::Cycle { from, on, off, times, every, drug, du, route } => {
            let (from_h, on_h, off_h) = (r.hours("from", from), r.span("on", on), r.hours("off", off));
            let (every_h, times) = (r.span("every", every), r.times("times", *times));
            r.ends("times", from_h + (on_h + off_h) * f64::from(times));
            let few = r.few("every", on_h / every_h * f64::from(times));
            if let Some(act) = r.give(drug, route, *du).filter(|_| few) {
                for start in regimen::stretches(from_h, on_h, off_h, times) {
                    let doses = (0..regimen::many(on_h, every_h)).map(|i| start + every_h * i as f64);
                    acts.extend(doses.map(|at_h| Action { at_h, act }));
                }
            }
        }
        RawStep::Worn { from, on, off, times, drug, du, route } => {
            let (from_h, on_h, off_h) = (r.hours("from", from), r.span("on", on), r.hours("off", off));
            let times = r.times("times", *times);
            r.ends("times", from_h + (on_h + off_h) * f64::from(times));
            let starts = regimen::stretches(from_h, on_h, off_h, times).map(|start| (start, start + on_h));
            acts.extend(r.worn(drug, route, *du, starts));
        }
        RawStep::Daily { from, on, off, days, drug, du } => {
            let (from_h, on, off) = (r.or_start("from", from), r.of_day("on", on), r.of_day("off", off));
            let off = if off > on { off } else { off + 24.0 };
            let days = r.days(*days, from_h);
            let midnights = (0..days).map(|day| from_h + 24.0 * f64::from(day));
            acts.extend(r.worn(drug, "", *du, midnights.map(|midnight| (midnight + on, midnight + off))));
        }
        RawStep::Rest { from, until, drug } => {
            let (from_h, until_h) = (r.hours("from", from), r.hours("until", until));
            r.allow(until_h > from_h || !r.sound, "until", "after `from`");
            let only = if drug.is_empty() { None } else { Some(r.drug("drug", drug)) };
            if r.sound {
                let meant = |d: usize| only.flatten().is_none_or(|only| only == d);
                let patched = |d: usize| drugs[d].routes.iter().any(|r| matches!(r.entry, Entry::Patch { .. }));
                let patches = (0..drugs.len()).filter(|d| meant(*d) && patched(*d));
                regimen::rest(out, from_h, until_h, &meant, patches);
            }
        }
        RawStep::Substitute { at, drug, by, ratio, every, route } => {
            let (at_h, every_h) = (r.hours("at", at), r.or_start("every", every));
            r.allow(*ratio > 0.0 && *ratio <= MAX_DU, "ratio", &format!("above 0, up to {MAX_DU}"));
            let old = r.drug("drug", drug);
            let new = r.drug("by", by).and_then(|by| Some((by, r.route(by, route)?)));
            if let (Some(drug), Some((by, route))) = (old, new)
                && r.no_patch("drug", drug, None, out, at_h)
                && r.no_patch("route", by, Some(route), &[], 0.0)
                && r.sound
                && let Err(du) = (Substitute { at_h, drug, by, route, ratio: *ratio, every_h }).put(out, MAX_DU)
            {
                r.allow(false, "ratio", &format!("what makes doses up to {MAX_DU} dose units (one would be {du})"));
            }
        }
        RawStep::PatchOff { at, drug } => {
            let at_h = r.hours("at", at);
            acts.extend(r.drug("drug", drug).map(|drug| Action { at_h, act: Act::PatchOff { drug } }));
        }
        RawStep::Place { at, usual } => {
            acts.push(Action { at_h: r.hours("at", at), act: Act::Place { usual: *usual } });
        }
        RawStep::Wash { at } => acts.push(Action { at_h: r.hours("at", at), act: Act::Wash }),
    }
    if r.sound {
        out.append(&mut acts);
    }
}
