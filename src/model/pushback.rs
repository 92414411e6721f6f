//! What the drug asks for and what the body gives: the effect that the same amount of drug would have in a naive body,
//! against the effect now. The difference is how hard the body pushes back. Not here: how it came to that
//! ([`crate::flow`]).

use crate::engine::{Body, Engine};
use crate::pk::Places;

/// An effect in two bodies under the same drugs; 0 is the set point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pushback {
    /// In a body that has never met a drug before.
    pub naive: f64,
    /// In this body.
    pub now: f64,
}

impl Pushback {
    /// What the body's answer has changed; without a drug this is withdrawal itself.
    #[must_use]
    pub fn counter(&self) -> f64 {
        self.now - self.naive
    }
}

impl Engine {
    /// Effect `i` in this body and in a naive one that holds as much of every drug, at every place, on the receptors too.
    #[must_use]
    pub fn pushback(&self, i: usize, body: &Body) -> Pushback {
        let mut fresh = self.naive_body();
        let held = self.layout.drugs.iter().filter_map(|at| at.bound);
        for place in self.layout.drugs.iter().flat_map(Places::all).chain(held) {
            fresh.y[place] = body.y[place];
        }
        Pushback { naive: self.now(&fresh).net[i], now: self.now(body).net[i] }
    }
}
