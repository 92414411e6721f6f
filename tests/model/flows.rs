//! Equations that solvers are tried on: small ones with a known answer, and a synthetic body. Not here: the shipped
//! systems ([`model::engine`]).

use model::program::Program;
use model::real::{Flow, Real};
use model::solve::{Effort, Settings, Tolerance, integrate_with};

/// `dy/dt = A y + b`.
pub struct Linear {
    pub matrix: Vec<Vec<f64>>,
    pub inflow: Vec<f64>,
}

impl Flow for Linear {
    fn states(&self) -> usize {
        self.inflow.len()
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        for ((row, b), d) in self.matrix.iter().zip(&self.inflow).zip(dydt) {
            *d = R::of(*b);
            for (a, y) in row.iter().zip(y).filter(|(a, _)| **a != 0.0) {
                *d = *d + *y * *a;
            }
        }
    }
}

/// `y' = y cos(t)` and its clock as a rotation: `y = exp(sin t)`. Smooth, curved, not stiff.
pub struct Swing;

impl Flow for Swing {
    fn states(&self) -> usize {
        3
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        dydt[0] = y[0] * y[2];
        dydt[1] = y[2];
        dydt[2] = -y[1];
    }
}

/// Robertson's reaction with its second state in units of 1e-5, so that all are of order one.
pub struct Robertson;

impl Flow for Robertson {
    fn states(&self) -> usize {
        3
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        let slow = y[0] * 0.04;
        let back = y[1] * y[2] * 0.1;
        let fast = y[1] * y[1] * 3e-3;
        dydt[0] = back - slow;
        dydt[1] = (slow - back - fast) * 1e5;
        dydt[2] = fast;
    }
}

/// Van der Pol's oscillator, stiff by `1 / eps`.
pub struct VanDerPol {
    pub eps: f64,
}

impl Flow for VanDerPol {
    fn states(&self) -> usize {
        2
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        dydt[0] = y[1];
        dydt[1] = ((R::of(1.0) - y[0] * y[0]) * y[1] - y[0]) * (1.0 / self.eps);
    }
}

/// A synthetic body: a depot and three compartments, an effect site, nine receptor states, a store, an enzyme, and
/// channels of two stages and symptoms of two stages, each with a kink. Rates lie between 1800/h and 0.0005/h.
pub struct Synthetic {
    pub channels: usize,
    pub symptoms: usize,
}

const DEPOT: usize = 0;
const CENTRAL: usize = 1;
const EFFECT: usize = 4;
const RECEPTORS: usize = 5;
const STORE: usize = 14;
const ENZYME: usize = 15;
const CHANNELS: usize = 16;

impl Synthetic {
    /// A body that has never met a drug.
    pub fn naive(&self) -> Vec<f64> {
        let mut y = vec![0.0; self.states()];
        y[RECEPTORS] = 1.0;
        y[STORE] = 1.0;
        y[ENZYME] = 1.0;
        y
    }

    fn symptom(&self, i: usize) -> usize {
        CHANNELS + 2 * self.channels + 2 * i
    }

    /// Gives a dose of 1 in the manner of `number`: by mouth, at every fourth time into the vein.
    pub fn dose(&self, number: usize, y: &mut [f64]) {
        y[if number % 4 == 3 { CENTRAL } else { DEPOT }] += 1.0;
    }
}

impl Flow for Synthetic {
    fn states(&self) -> usize {
        CHANNELS + 2 * (self.channels + self.symptoms)
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        let one = R::of(1.0);
        // Kinetics.
        let absorbed = y[DEPOT] * 1.7;
        let plasma = y[CENTRAL].positive();
        let cleared = y[ENZYME] * plasma / (plasma + 0.9) * 0.6;
        let (shallow, deep) = (y[CENTRAL] * 6.0 - y[2] * 3.5, y[CENTRAL] * 0.4 - y[3] * 0.03);
        dydt[DEPOT] = -absorbed;
        dydt[CENTRAL] = absorbed - cleared - shallow - deep;
        dydt[2] = shallow;
        dydt[3] = deep;
        dydt[EFFECT] = (y[CENTRAL] - y[EFFECT]) * 2.0;
        dydt[ENZYME] = (one + plasma / (plasma + 0.3) * 0.8 - y[ENZYME]) * 0.02;
        // Receptors.
        let q = (y[EFFECT].positive() * 8.0).pow(1.3) + 0.05;
        let occupied = q / (q + 1.0);
        let silence = occupied * 18.0;
        let r = &y[RECEPTORS..STORE];
        let activated = r[0] * occupied * 1800.0 - r[1] * (one - occupied) * 1800.0;
        let (tagged, tagged_active) = (r[0] * silence, r[1] * silence);
        let (capped, taken, taken_capped) = (r[2] * 30.0, r[2] * occupied * 3.6, r[3] * occupied * 3.6);
        let (restored, uncapped) = (r[2] * 4.8, r[3] * 4.8);
        let (cut, out) = (r[4] * 60.0, r[4] * 1.2);
        let (sorted_back, sorted_down) = (r[5] * 5.8, r[5] * 0.2);
        let (arrived, destroyed, born) = (r[6] * 1.248, r[7] * 1.248, r[8] * 2.0);
        let aged = |i: usize| r[i] * 0.0144;
        let d = &mut dydt[RECEPTORS..STORE];
        d[0] = -activated - tagged + restored + uncapped + out + arrived + born - aged(0);
        d[1] = activated - tagged_active - aged(1);
        d[2] = tagged + tagged_active - capped - taken - restored - aged(2);
        d[3] = capped - taken_capped - uncapped - aged(3);
        d[4] = taken + taken_capped - cut - out;
        d[5] = cut - sorted_back - sorted_down;
        d[6] = sorted_back - arrived;
        d[7] = sorted_down - destroyed;
        d[8] = R::of(0.0144) - born;
        // Adaptation and symptoms.
        let listening = r[0] + r[1];
        let store = y[STORE].positive();
        dydt[STORE] = (one - y[STORE]) * 0.5 - y[STORE] * occupied * 0.8;
        for i in 0..self.channels {
            let at = CHANNELS + 2 * i;
            let n = i as f64;
            let shift = (one + y[at + 1] * (1.0 + n)).max(R::of(0.05));
            let x = q / shift;
            let stimulus = x / (x + 1.0) * listening * store * (1.5 + n);
            let effect = stimulus / (stimulus.abs() + 1.0) - y[at + 1] * 0.4;
            let rate = R::choose(effect.abs(), y[at].abs(), R::of(1.0 / (7.0 + 40.0 * n)), R::of(1.0 / (300.0 + n)));
            dydt[at] = (effect - y[at]) * rate;
            dydt[at + 1] = (y[at] - y[at + 1]) * rate;
            if i < self.symptoms {
                let s = self.symptom(i);
                let beyond = (R::of(0.3) - effect).positive();
                dydt[s] = (beyond - y[s]) * 0.05;
                dydt[s + 1] = (y[s] - y[s + 1]) * (1.0 / 72.0);
            }
        }
    }
}

/// What a course of doses gave: the states at the samples, and what it took.
pub struct Course {
    pub states: Vec<Vec<f64>>,
    pub effort: Effort,
}

/// Gives `doses` doses to a synthetic body, one every 6 h, and samples it every half hour.
pub fn course(body: &Synthetic, doses: usize, tolerance: Tolerance) -> Course {
    let program = Program::of(body);
    let mut y = body.naive();
    let (mut states, mut effort) = (Vec::new(), Effort::default());
    for dose in 0..doses {
        body.dose(dose, &mut y);
        let from = 6.0 * dose as f64;
        let at: Vec<f64> = (1..=12).map(|i| from + 0.5 * f64::from(i)).collect();
        let settings = Settings { tolerance, ..Settings::default() };
        let mut keep = |_: f64, y: &[f64]| states.push(y.to_vec());
        let stretch = integrate_with(&program, &[], from, from + 6.0, &mut y, &at, &mut keep, &settings);
        let stretch = stretch.expect("the body can be solved");
        effort.steps += stretch.steps;
        effort.rejected += stretch.rejected;
    }
    Course { states, effort }
}

/// Largest difference of two courses in any state at any sample, over that state's range.
pub fn apart(one: &[Vec<f64>], other: &[Vec<f64>]) -> f64 {
    assert_eq!(one.len(), other.len(), "both have the same samples");
    let mut worst: f64 = 0.0;
    for i in 0..one[0].len() {
        let (low, high) = other.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), y| (l.min(y[i]), h.max(y[i])));
        for (a, b) in one.iter().zip(other) {
            worst = worst.max((a[i] - b[i]).abs() / (high - low));
        }
    }
    worst
}
