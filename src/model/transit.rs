//! From the table to individuals: the exact transition matrix over a stretch of time, as dice for each state.
//!
//! However long the stretch, a receptor makes one throw: the matrix is the product of exponentials of the generator
//! over short pieces, with the occupancy taken from the solved equations in the middle of each piece (exponential
//! midpoint rule; exact where the occupancy is constant). Births ride along in the same matrix, so that one born
//! early in a long tick may be anywhere by its end, degraded included.

use crate::chance::{Dice, Draw, poisson};
use crate::engine::{Body, Engine};
use crate::matrix::{self, Matrix};
use crate::receptor::{BIRTH, DEGRADED, N_STATES, ReceptorState, SIDE};
use crate::solve::SolveError;

/// Serial number of the draw that decides births; no receptor has it.
pub const BIRTH_SERIAL: u64 = u64::MAX;
/// Pieces per time constant of the fastest kinetics.
const PIECES_PER_TIME_CONSTANT: f64 = 4.0;
/// Most pieces in one stretch.
const MAX_PIECES: usize = 64;

/// What happens to receptors over a stretch of time (one tick, or part of one).
#[derive(Clone, Debug)]
pub struct Transit {
    matrix: Matrix<SIDE>,
}

impl Default for Transit {
    fn default() -> Self {
        Self { matrix: matrix::identity() }
    }
}

/// The dice of one tick.
#[derive(Clone, Debug, PartialEq)]
pub struct Throws {
    /// For each state: where it leads; face [`N_STATES`] means degraded.
    pub dice: [Dice; N_STATES],
    /// Where those born in the tick are by its end.
    pub newborn: Dice,
    /// Expected births in the tick.
    pub births: f64,
}

/// The face of a die that means degraded.
pub const GONE: u8 = N_STATES as u8;

impl Transit {
    /// Appends a later stretch to this one.
    pub fn then(&mut self, later: &Self) {
        self.matrix = matrix::product(&self.matrix, &later.matrix);
    }

    /// Probability to go from one state to another (`None`: to be degraded) over the stretch.
    #[must_use]
    pub fn probability(&self, from: ReceptorState, to: Option<ReceptorState>) -> f64 {
        self.matrix[from as usize][to.map_or(DEGRADED, |s| s as usize)]
    }

    /// The dice for a population of `naive_count` naive receptors.
    #[must_use]
    pub fn throws(&self, naive_count: u32) -> Throws {
        let faces = |row: &[f64; SIDE]| -> [f64; N_STATES + 1] {
            core::array::from_fn(|i| if i < N_STATES { row[i] } else { row[DEGRADED] })
        };
        let newborn = faces(&self.matrix[BIRTH]);
        Throws {
            dice: core::array::from_fn(|s| Dice::new(&faces(&self.matrix[s]), s as u8)),
            newborn: Dice::new(&newborn, 0),
            births: newborn.iter().sum::<f64>() * f64::from(naive_count),
        }
    }
}

impl Throws {
    /// Where a receptor in `state` goes with the word `word`; `None`: it is degraded.
    #[must_use]
    #[inline]
    pub fn next(&self, state: ReceptorState, word: u64) -> Option<ReceptorState> {
        ReceptorState::from_index(self.dice[state as usize].throw(word) as usize)
    }

    /// How many are born in `tick` of the run with `seed`.
    #[must_use]
    pub fn births(&self, seed: u64, tick: u64) -> u64 {
        poisson(self.births, &mut Draw::new(seed, BIRTH_SERIAL, tick))
    }

    /// Where one who was born in the tick is by its end; `None`: degraded already.
    #[must_use]
    pub fn newborn(&self, word: u64) -> Option<ReceptorState> {
        ReceptorState::from_index(self.newborn.throw(word) as usize)
    }
}

impl Engine {
    /// Advances the body to `to_h` (across no act) and returns what happens to the receptors meanwhile. `at` and
    /// `sample` as in [`Engine::advance`].
    ///
    /// # Errors
    /// The solver gave up; the body stays where it was.
    pub fn advance_with_receptors(
        &self,
        body: &mut Body,
        to_h: f64,
        at: &[f64],
        mut sample: impl FnMut(f64, &[f64]),
    ) -> Result<Transit, SolveError> {
        let (from_h, h) = (body.t_h, to_h - body.t_h);
        let mut transit = Transit::default();
        if h <= 0.0 {
            self.advance(body, to_h, at, sample)?;
            return Ok(transit);
        }
        let pieces = self.pieces(body, h);
        let piece = h / pieces as f64;
        let place = f64::from(u8::from(body.input.usual_place));
        // Both lists of times in one ascending list; the solver is asked once.
        let mut times: Vec<(f64, bool)> = (0..pieces).map(|k| (from_h + (k as f64 + 0.5) * piece, true)).collect();
        times.extend(at.iter().map(|t| (*t, false)));
        times.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut asked: Vec<f64> = times.iter().map(|(t, _)| *t).collect();
        asked.dedup();
        let mut next = 0;
        self.advance(body, to_h, &asked, |t, y| {
            while let Some((_, is_piece)) = times.get(next).filter(|(time, _)| *time == t) {
                if *is_piece {
                    let drive = self.look(y, place, |_| false).drive;
                    let q = self.system.cycle.generator(&drive, self.synthesis_per_h);
                    transit.then(&Transit { matrix: matrix::exp_generator(&q, piece) });
                } else {
                    sample(t, y);
                }
                next += 1;
            }
        })?;
        Ok(transit)
    }

    fn pieces(&self, body: &Body, h: f64) -> usize {
        if !self.drug_aboard(body) {
            return 1;
        }
        let fastest = self.drugs.iter().zip(&self.layout.drugs).map(|(d, p)| p.fastest_per_h(d)).fold(0.0, f64::max);
        ((h * fastest * PIECES_PER_TIME_CONSTANT).ceil() as usize).clamp(1, MAX_PIECES)
    }

    /// Puts a census in the place of the receptor states: from here on the individuals are the pharmacology.
    pub fn adopt_census(&self, body: &mut Body, counts: &[u32; N_STATES], naive_count: u32) {
        for (y, count) in body.y[self.layout.receptors..].iter_mut().zip(counts) {
            *y = f64::from(*count) / f64::from(naive_count);
        }
    }
}
