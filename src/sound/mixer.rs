//! The mixer: counts and a deviation go in, samples come out.

use std::sync::Arc;

use crate::bank::{Bank, VARIANTS};
use crate::chord::Chord;
use crate::gains::Bus;
use crate::grain::{GRAINS, N_GRAINS};
use crate::math::{chance, limit, smooth};
use crate::ration::Ration;
use crate::{Counts, Frame, Gains, Grain, SAMPLE_RATE_HZ};

/// Most short sounds at the same time; what would be more is left out.
const MOST_VOICES: usize = 96;
/// How long a change of volume takes, samples.
const GLIDE: u16 = (SAMPLE_RATE_HZ / 40) as u16;

/// One short sound that is being played.
#[derive(Clone, Debug)]
struct Voice {
    grain: Grain,
    variant: usize,
    at: usize,
    loud: Frame,
    /// Samples over which it comes in.
    soften: f32,
}

/// A volume on its way to another, in a straight line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glide {
    now: f32,
    aim: f32,
    left: u16,
}

impl Glide {
    /// At rest.
    pub(crate) fn still(at: f32) -> Self {
        Self { now: at, aim: at, left: 0 }
    }

    /// On its way from here on.
    pub(crate) fn to(&mut self, aim: f32) {
        (self.aim, self.left) = (aim, GLIDE);
    }

    /// Whether it has come to rest there.
    pub(crate) fn is_at(&self, place: f32) -> bool {
        self.left == 0 && self.aim == place && self.now == place
    }

    /// One sample on.
    pub(crate) fn advance(&mut self) -> f32 {
        if self.left > 0 {
            self.now += (self.aim - self.now) / f32::from(self.left);
            self.left -= 1;
        } else {
            self.now = self.aim;
        }
        self.now
    }
}

/// Renders data sounds and the chord. Samples depend on the seed and on what was called after which sample, and on
/// nothing else: not on how rendering is cut into blocks.
#[derive(Clone, Debug)]
pub struct Mixer {
    seed: u64,
    bank: Arc<Bank>,
    rations: [Ration; N_GRAINS],
    voices: Vec<Voice>,
    chord: Chord,
    effects: Glide,
    set_point: Glide,
    begun: bool,
}

impl Mixer {
    /// A silent mixer with its chord at the set point and the usual volumes. `seed` chooses where in the room and how
    /// exactly pitched each sound is.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let still = Glide::still(0.0);
        let mut mixer = Self {
            seed,
            bank: Bank::shared(),
            rations: core::array::from_fn(|i| Ration::new(seed.wrapping_add(i as u64), GRAINS[i].one_by_one_per_s())),
            voices: Vec::with_capacity(MOST_VOICES),
            chord: Chord::default(),
            effects: still,
            set_point: still,
            begun: false,
        };
        mixer.set_gains(Gains::default());
        mixer
    }

    /// Volumes from here on (voice and music are not rendered here). They glide, so that nothing clicks; before the first
    /// sample they are set at once.
    pub fn set_gains(&mut self, gains: Gains) {
        for (glide, bus) in [(&mut self.effects, Bus::Effects), (&mut self.set_point, Bus::SetPoint)] {
            let aim = gains.amplitude(bus);
            if self.begun {
                glide.to(aim);
            } else {
                *glide = Glide::still(aim);
            }
        }
    }

    /// How far the main reading is from its set point: -1 (far below) to 1 (far above). The chord follows smoothly.
    /// What is beyond counts as the end; what is no number counts as 0.
    pub fn set_deviation(&mut self, deviation: f64) {
        self.chord.aim(deviation);
    }

    /// Whether the chord sounds; it fades in and out. Off at first.
    pub fn set_chord(&mut self, sounds: bool) {
        self.chord.sound(sounds);
    }

    /// What happens from here on: at most the next thirtieth of a second's worth of transitions. Few of them are heard
    /// one by one, many as a texture whose density and loudness grow with the logarithm of their rate.
    pub fn hear(&mut self, counts: &Counts) {
        for grain in GRAINS {
            self.rations[grain as usize].hear(counts.count(grain));
        }
    }

    /// How many of a kind were started so far, of all that was to be heard.
    #[must_use]
    pub fn started(&self, grain: Grain) -> u64 {
        self.rations[grain as usize].started()
    }

    /// The next samples. None is beyond -1..1.
    pub fn render(&mut self, out: &mut [Frame]) {
        self.begun |= !out.is_empty();
        for frame in out {
            for grain in GRAINS {
                if self.rations[grain as usize].starts() {
                    self.start(grain);
                }
            }
            let mut data = [0.0_f32; 2];
            for voice in &mut self.voices {
                let x = self.bank.wave(voice.grain, voice.variant)[voice.at];
                let soft = if (voice.at as f32) < voice.soften { smooth(voice.at as f32 / voice.soften) } else { 1.0 };
                data[0] += x * soft * voice.loud[0];
                data[1] += x * soft * voice.loud[1];
                voice.at += 1;
            }
            let bank = &self.bank;
            self.voices.retain(|v| v.at < bank.wave(v.grain, v.variant).len());
            let chord = self.chord.advance();
            let (effects, set_point) = (self.effects.advance(), self.set_point.advance());
            *frame = core::array::from_fn(|side| limit(data[side] * effects + chord[side] * set_point));
        }
    }

    fn start(&mut self, grain: Grain) {
        if self.voices.len() == MOST_VOICES {
            return;
        }
        let ration = &self.rations[grain as usize];
        let luck = |which: u64| chance(self.seed ^ ((grain as u64) << 32), ration.started() * 4 + which);
        let crowd = ration.crowd() as f32;
        // In a crowd each is a little softer, and the crowd fills the room.
        let blur = crowd / (crowd + 6.0);
        let loud = 1.0 / (1.0 + 0.01 * crowd);
        let side = (luck(0) * 2.0 - 1.0) * (0.25 + 0.65 * blur);
        let variant = ((luck(1) * VARIANTS as f32) as usize).min(VARIANTS - 1);
        let loud = loud * (0.8 + 0.2 * luck(2));
        let length = self.bank.wave(grain, variant).len();
        let pan = [(1.0 - side), (1.0 + side)].map(|x| (0.5 * x).sqrt() * loud);
        self.voices.push(Voice { grain, variant, at: 0, loud: pan, soften: 0.08 * blur * length as f32 });
    }
}
