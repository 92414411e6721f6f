//! The set point as a chord: four notes of one harmonic series, 2:3:4:5 times 55 Hz. At the set point they lie exactly in
//! it and do not beat. Away from it, every note but the lowest leaves its place, the higher the farther, up where the
//! reading is above and down where it is below: they beat with the overtones of the lowest note, the faster the farther.
//! Above is also brighter (more overtones), below darker (fewer, and the major third sinks to a minor one).

use crate::math::{exp2, sine, smooth};
use crate::{Frame, SAMPLE_RATE_HZ};

/// The series that the chord is made of.
pub const FUNDAMENTAL_HZ: f64 = 55.0;
/// Number of notes.
pub const N_NOTES: usize = 4;
/// Each note: its place in the series, cents by which it is off at a deviation of 1, and place in the room (-1 left).
const NOTES: [(f64, f64, f32); N_NOTES] = [(2.0, 0.0, 0.0), (3.0, 40.0, -0.5), (4.0, 55.0, 0.5), (5.0, 70.0, -0.1)];
/// Overtones of a note (its own tone first) at the set point, and what is added at a deviation of 1.
const OVERTONES: [(f32, f32); 4] = [(1.0, 0.0), (0.34, 0.45), (0.14, 0.5), (0.05, 0.4)];
/// Loudness of one note.
const LEVEL: f32 = 0.055;
/// Samples between changes of pitch and colour.
const STEP: u32 = 32;
/// How fast the chord follows, s.
const FOLLOW_S: f64 = 0.2;
/// How long it takes to come and go, s.
const FADE_S: f32 = 0.7;
/// So near the set point the notes fall back into step, at this rate per second.
const STEADY: (f64, f64) = (0.02, 3.0);

/// Frequencies of the notes at a deviation of -1 to 1.
#[must_use]
pub fn notes_hz(deviation: f64) -> [f64; N_NOTES] {
    NOTES.map(|(k, cents, _)| k * FUNDAMENTAL_HZ * exp2(cents * deviation / 1200.0))
}

/// Overtones of the lowest note, for the others to beat with; it keeps them in the dark.
const LOWEST: [f32; OVERTONES.len()] = [1.0, 0.55, 0.3, 0.15];

/// Loudness of a note's overtones, its own tone first. The sum of squares stays the same: brighter is not louder.
fn colour(deviation: f64, lowest: bool) -> [f32; OVERTONES.len()] {
    let d = deviation as f32;
    let dark = (1.0 + d.min(0.0)) * (1.0 + d.min(0.0));
    let mut raw = OVERTONES.map(|(still, more)| still * dark + more * d.max(0.0));
    raw[0] = 1.0;
    if lowest {
        raw = core::array::from_fn(|i| raw[i].max(LOWEST[i]));
    }
    let power: f32 = raw.iter().map(|a| a * a).sum();
    raw.map(|a| a * (1.14 / power).sqrt())
}

/// The chord while it sounds.
#[derive(Clone, Debug)]
pub struct Chord {
    aim: f64,
    deviation: f64,
    sounds: bool,
    fade: f32,
    /// Turns of the fundamental, and turns by which each note has left its place in the series.
    base: f64,
    off: [f64; N_NOTES],
    /// Turns by which each note leaves its place in a sample.
    drift: [f64; N_NOTES],
    /// Overtones of the lowest note, and of the others.
    colour: [[f32; OVERTONES.len()]; 2],
    until_step: u32,
}

impl Default for Chord {
    fn default() -> Self {
        Self {
            aim: 0.0,
            deviation: 0.0,
            sounds: false,
            fade: 0.0,
            base: 0.0,
            off: [0.0; N_NOTES],
            drift: [0.0; N_NOTES],
            colour: [colour(0.0, true), colour(0.0, false)],
            until_step: 0,
        }
    }
}

impl Chord {
    /// Where the chord goes: -1 to 1. What is beyond counts as the end; what is no number counts as 0.
    pub fn aim(&mut self, deviation: f64) {
        self.aim = if deviation.is_nan() { 0.0 } else { deviation.clamp(-1.0, 1.0) };
    }

    /// Whether it sounds.
    pub fn sound(&mut self, sounds: bool) {
        self.sounds = sounds;
    }

    /// The next sample.
    pub fn advance(&mut self) -> Frame {
        const RATE: f64 = SAMPLE_RATE_HZ as f64;
        let step = 1.0 / (FADE_S * SAMPLE_RATE_HZ as f32);
        self.fade = if self.sounds { (self.fade + step).min(1.0) } else { (self.fade - step).max(0.0) };
        if self.fade == 0.0 {
            // Unheard, it is at once where it is going.
            (self.deviation, self.off, self.until_step) = (self.aim, [0.0; N_NOTES], 0);
            return [0.0; 2];
        }
        if self.until_step == 0 {
            self.step();
        }
        self.until_step -= 1;
        self.base = (self.base + FUNDAMENTAL_HZ / RATE).fract();
        let mut out = [0.0; 2];
        for (i, (k, _, side)) in NOTES.into_iter().enumerate() {
            self.off[i] += self.drift[i];
            let turns = self.base * k + self.off[i];
            let mut tone = 0.0;
            for (n, loud) in self.colour[i.min(1)].iter().enumerate() {
                tone += loud * sine(turns * (n + 1) as f64);
            }
            out[0] += tone * (1.0 - side);
            out[1] += tone * (1.0 + side);
        }
        let gain = LEVEL * smooth(self.fade);
        out.map(|x| x * gain)
    }

    fn step(&mut self) {
        const RATE: f64 = SAMPLE_RATE_HZ as f64;
        self.until_step = STEP;
        self.deviation += (self.aim - self.deviation) * (f64::from(STEP) / RATE / FOLLOW_S);
        let now = notes_hz(self.deviation);
        let (near, per_s) = STEADY;
        let steady = (1.0 - self.deviation.abs() / near).max(0.0) * per_s / RATE;
        for (i, (k, ..)) in NOTES.into_iter().enumerate() {
            self.off[i] -= self.off[i].round();
            self.drift[i] = (now[i] - k * FUNDAMENTAL_HZ) / RATE - self.off[i] * steady;
        }
        self.colour = [colour(self.deviation, true), colour(self.deviation, false)];
    }
}
