//! Many people: how persons vary (`assets/people.ron`), and the draw of one of them. Person `i` is a function of (seed,
//! `i`) alone, so any part of a crowd can be made anywhere, in any order. Not here: what a factor does to a body
//! ([`crate::person`]).

use rand::RngExt;
use serde::Deserialize;

use crate::chance::{Draw, mix};
use crate::enzyme::Phenotype;
use crate::math::{exp, ln, sqrt};
use crate::person::{FACTOR_NAMES, FACTORS, Metaboliser, Person};
use crate::problem::{Problem, Problems, parse};
use crate::quantity::{Dimension, Num};

/// How persons vary: coefficients of variation of the factors, each log-normal with median 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct People {
    /// Coefficients of variation, in the order of [`FACTOR_NAMES`].
    pub variation: [f64; 6],
}

impl Default for People {
    /// Everybody is the same.
    fn default() -> Self {
        Self { variation: [0.0; 6] }
    }
}

/// `assets/people.ron` before it is checked: the coefficients of variation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPeople {
    density: Num,
    clearance: Num,
    volume: Num,
    sensitivity: Num,
    inducibility: Num,
    adaptation: Num,
}

impl RawPeople {
    /// Checks the numbers: each is plain, 0 to 2.
    #[must_use]
    pub fn check(self, p: &mut Problems) -> People {
        let nums = [self.density, self.clearance, self.volume, self.sensitivity, self.inducibility, self.adaptation];
        let mut variation = [0.0; 6];
        for ((cv, num), name) in variation.iter_mut().zip(&nums).zip(FACTOR_NAMES) {
            *cv = p.num(name, num, Dimension::Plain, (0.0, 2.0));
        }
        People { variation }
    }
}

impl People {
    /// Reads the file.
    ///
    /// # Errors
    /// All problems of the text.
    pub fn from_text(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let raw: RawPeople = parse(file, text).map_err(|e| vec![e])?;
        let mut p = Problems::new(file, text);
        let people = raw.check(&mut p);
        let found = p.into_found();
        if found.is_empty() { Ok(people) } else { Err(found) }
    }

    /// The factors of person `i` of the crowd with `seed`, in the order of [`FACTOR_NAMES`].
    #[must_use]
    pub fn factors(&self, seed: u64, i: u64) -> [f64; 6] {
        let mut out = [1.0; 6];
        for ((factor, cv), name) in out.iter_mut().zip(self.variation).zip(FACTOR_NAMES) {
            let sigma = sqrt(ln(1.0 + cv * cv));
            *factor = exp(sigma * normal(&mut draw(seed, i, name))).clamp(FACTORS.0, FACTORS.1);
        }
        out
    }
}

/// The people of one run: a person to vary, and what of it varies.
#[derive(Clone, Debug)]
pub struct Crowd {
    /// Seed.
    pub seed: u64,
    /// How factors vary.
    pub people: People,
    /// The person that everybody is a variation of. An enzyme that is set here is the same in everybody.
    pub base: Person,
    /// Enzymes that come in several kinds, each with its phenotypes.
    pub kinds: Vec<(String, Vec<Phenotype>)>,
}

impl Crowd {
    /// The enzymes in which people differ, or are set apart from the usual.
    pub fn enzymes(&self) -> impl Iterator<Item = &str> {
        let own = self.base.enzymes.iter().map(|m| m.enzyme.as_str());
        let born = self.kinds.iter().map(|(enzyme, _)| enzyme.as_str());
        own.chain(born.filter(|enzyme| self.base.metaboliser(enzyme).is_none()))
    }

    /// Person `i`.
    #[must_use]
    pub fn person(&self, i: u64) -> Person {
        let mut factors = self.people.factors(self.seed, i);
        for (factor, own) in factors.iter_mut().zip(self.base.factors()) {
            *factor = (*factor * own).clamp(FACTORS.0, FACTORS.1);
        }
        let mut person = self.base.clone().with_factors(factors);
        for (enzyme, kinds) in &self.kinds {
            if self.base.metaboliser(enzyme).is_none()
                && let Some(kind) = phenotype(kinds, enzyme, self.seed, i)
            {
                let (phenotype, activity) = (kind.id.clone(), kind.activity);
                person.enzymes.push(Metaboliser { enzyme: enzyme.clone(), phenotype, activity });
            }
        }
        person
    }
}

/// Which of `kinds` person `i` is with respect to `enzyme`; `None` where there is nothing to choose from.
#[must_use]
pub fn phenotype<'a>(kinds: &'a [Phenotype], enzyme: &str, seed: u64, i: u64) -> Option<&'a Phenotype> {
    let total: f64 = kinds.iter().map(|k| k.frequency.max(0.0)).sum();
    let mut left = draw(seed, i, enzyme).random::<f64>() * total;
    let found = kinds.iter().find(|k| {
        left -= k.frequency.max(0.0);
        left < 0.0
    });
    // Rounding may leave a hair behind the last of them.
    found.or_else(|| kinds.iter().rfind(|k| k.frequency > 0.0))
}

/// The draws of person `i` for what is called `name`: no other person, and no other name, shares them.
fn draw(seed: u64, i: u64, name: &str) -> Draw {
    let tick = name.bytes().fold(0x7065_6F70_6C65, |hash, b| mix(hash ^ u64::from(b)));
    Draw::new(seed, i, tick)
}

/// A standard normal number (Marsaglia's polar method).
fn normal(draw: &mut Draw) -> f64 {
    loop {
        let (u, v) = (2.0 * draw.random::<f64>() - 1.0, 2.0 * draw.random::<f64>() - 1.0);
        let s = u * u + v * v;
        if s > 0.0 && s < 1.0 {
            return u * sqrt(-2.0 * ln(s) / s);
        }
    }
}
