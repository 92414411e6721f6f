//! Plans ahead: acts that were laid out for hours to come, replaced as a whole by the next plan of the same number. Only
//! what is to come changes. Not here: what a plan was drawn with.

use std::sync::Arc;

use model::plan::{Act, Action, MAX_ACTIONS};

use crate::course::{Course, Deed};

/// Most plans side by side.
pub const PLANS: usize = 16;

/// What is to come once a plan is made: `pending` without what is left of the `old` plan, and with the `new` one's acts from
/// `from_h` on. Where the old plan has done something between `from_h` and `now_h`, the new one does not do it again. All
/// lists are in order of time.
pub(crate) fn replaced(pending: &[Action], (old, new): (&[Action], &[Action]), from_h: f64, now_h: f64) -> Vec<Action> {
    let mut left = vec![true; old.len()];
    // From the back: of equal acts at equal times the script's come first.
    let mut kept = Vec::with_capacity(pending.len() + new.len());
    for a in pending.iter().rev() {
        let first = old.partition_point(|o| o.at_h < a.at_h);
        let same = (first..old.len()).take_while(|k| old[*k].at_h == a.at_h);
        match same.filter(|k| left[*k] && old[*k].act == a.act).last() {
            Some(k) => left[k] = false,
            None => kept.push(*a),
        }
    }
    kept.reverse();
    let done = |o: &Action| o.at_h >= from_h && o.at_h <= now_h;
    let begun = old.iter().zip(&left).any(|(o, left)| *left && done(o));
    kept.extend(new.iter().filter(|a| a.at_h > now_h || (!begun && done(a))));
    kept.sort_by(|a, b| a.at_h.total_cmp(&b.at_h));
    kept
}

/// A plan's acts as files write them: a list.
pub(crate) mod list {
    use std::sync::Arc;

    use model::plan::Action;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(acts: &Arc<[Action]>, to: S) -> Result<S::Ok, S::Error> {
        acts.as_ref().serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<[Action]>, D::Error> {
        Vec::deserialize(from).map(Arc::from)
    }
}

/// The acts of the plan `number` that was in force before entry `at` of a log.
pub(crate) fn in_force(log: &[(u64, Deed)], at: usize, number: usize) -> Option<&Arc<[Action]>> {
    log[..at].iter().rev().find_map(|(_, deed)| match deed {
        Deed::Plan { number: n, acts, .. } if *n == number => Some(acts),
        Deed::Plan { .. } | Deed::Act(_) | Deed::WearPatch { .. } | Deed::Speed(_) => None,
    })
}

impl Course {
    /// The plan of this number that was made last in the whole run.
    #[must_use]
    pub fn plan(&self, number: usize) -> Option<&Arc<[Action]>> {
        in_force(&self.log, self.log.len(), number)
    }

    /// What is to come beyond the furthest moment, in order; a plan that was made while time stands still counts at once.
    #[must_use]
    pub fn to_come(&self) -> Vec<Action> {
        let (tick, now_h, mut coming) = match &self.history.ahead {
            Some(a) => (a.tick, a.t_h, a.pending.clone()),
            None => (self.tick, self.t_h(), self.run.pending().to_vec()),
        };
        for at in self.log.partition_point(|(t, _)| *t < tick)..self.log.len() {
            if let Deed::Plan { number, from_h, acts } = &self.log[at].1 {
                let old = in_force(&self.log, at, *number).map_or(&[][..], |old| old);
                coming = replaced(&coming, (old, acts), *from_h, now_h);
            }
        }
        coming
    }

    /// Whether a plan of the player has something to do at this hour or later.
    #[must_use]
    pub fn plans_reach(&self, hour: f64) -> bool {
        (0..PLANS).filter_map(|n| self.plan(n)).any(|acts| acts.last().is_some_and(|a| a.at_h >= hour))
    }

    /// How many acts of a kind are the player's: done in the whole run, planned (`coming` is [`Course::to_come`]), or to be
    /// done with the next tick; the script's are none of them.
    #[must_use]
    pub fn doses_of_player(&self, coming: &[Action], kind: impl Fn(&Act) -> bool) -> u32 {
        let furthest = self.history.ahead.as_ref().map_or(self.tick, |a| a.tick);
        let just = self.log.iter().rev().take_while(|(t, _)| *t >= furthest);
        let just = just.filter(|(_, deed)| matches!(deed, Deed::Act(act) if kind(act))).count();
        let count = |acts: &[Action]| acts.iter().filter(|a| kind(&a.act)).count();
        (count(self.done()) + count(coming) + just).saturating_sub(count(&self.setup.script.actions)) as u32
    }

    /// Whether a plan can be made now: acts that are known here, in order, and none that changes the past.
    pub(crate) fn plan_is_sound(&self, number: usize, from_h: f64, acts: &[Action]) -> bool {
        let known = |a: &Action| a.at_h.is_finite() && a.at_h >= 0.0 && self.knows(&Deed::Act(a.act));
        number < PLANS
            && from_h >= self.t_h() - self.tick_h() * 1.001
            && acts.len() <= MAX_ACTIONS
            && acts.is_sorted_by(|a, b| a.at_h <= b.at_h)
            && acts.iter().all(known)
    }
}
