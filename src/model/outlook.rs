//! What one receptor may do next, how fast, and on which numbers of the content that rests: the table of
//! [`crate::receptor`], read for one state at one moment. Not here: the dice ([`crate::transit`]).

use crate::engine::{Body, Engine};
use crate::expr::record;
use crate::receptor::{Cycle, Drive, Fate, N_STATES, ReceptorState, STATES};
use crate::tape::Op;

/// One thing that may happen next.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospect {
    /// Where it leads.
    pub fate: Fate,
    /// How often per hour, if the moment lasted.
    pub rate_per_h: f64,
    /// Fields of the system's file that the rate rests on ("cycle.arrestin").
    pub fields: Vec<String>,
}

impl Engine {
    /// What a receptor in `state` may do next in this body, the likeliest first; what cannot happen now is left out.
    #[must_use]
    pub fn outlook(&self, body: &Body, state: ReceptorState) -> Vec<Prospect> {
        let drive = self.now(body).drive;
        let exits = self.system.cycle.exits(state, &drive);
        // The same exits as graphs tell which numbers are in them.
        let (tape, graphs) = record(3, |x| {
            let drive = Drive { occupied: x[0], phosphorylation: x[1], internalization: x[2] };
            self.system.cycle.exits(state, &drive)
        });
        let mut out: Vec<Prospect> = Vec::new();
        for ((fate, rate_per_h), (_, graph)) in exits.into_iter().zip(graphs) {
            if rate_per_h <= 0.0 {
                continue;
            }
            let needed = tape.needed(&[graph]);
            let nodes =
                tape.nodes().iter().zip(needed).filter(|(n, needed)| *needed && matches!(n.op, Op::Parameter(_)));
            let fields = nodes.filter_map(|(n, _)| n.name.as_ref().map(|name| name.replacen('_', ".", 1)));
            match out.iter_mut().find(|p| p.fate == fate) {
                Some(same) => {
                    same.rate_per_h += rate_per_h;
                    same.fields.extend(fields);
                }
                None => out.push(Prospect { fate, rate_per_h, fields: fields.collect() }),
            }
        }
        out.sort_by(|a, b| b.rate_per_h.total_cmp(&a.rate_per_h));
        out
    }
}

impl Cycle {
    /// The states that a receptor of this cycle ever comes into, in the order of the census: what the table leads to from a
    /// free receptor at the surface, with and without drive.
    #[must_use]
    pub fn reached(&self) -> Vec<ReceptorState> {
        let drives = [0.0, 1.0].map(|x| Drive { occupied: x, phosphorylation: x, internalization: x });
        let mut seen = [false; N_STATES];
        let mut open = vec![ReceptorState::Resting];
        while let Some(state) = open.pop() {
            if std::mem::replace(&mut seen[state as usize], true) {
                continue;
            }
            for (fate, rate_per_h) in drives.iter().flat_map(|drive| self.exits(state, drive)) {
                match fate {
                    _ if rate_per_h <= 0.0 => {}
                    Fate::To(next) => open.push(next),
                    // in its place another one is made
                    Fate::Degraded if self.maturation.is_some() => open.push(ReceptorState::New),
                    Fate::Degraded => {}
                }
            }
        }
        STATES.into_iter().filter(|state| seen[*state as usize]).collect()
    }
}
