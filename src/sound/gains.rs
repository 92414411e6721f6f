//! Volumes: one slider for each kind of sound and one for all of them.

/// Positions of the sliders, 0 (silent) to 1. What is between is heard as a share of loudness, not of pressure
/// ([`Gains::amplitude`]). The default is quiet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gains {
    /// All sound.
    pub master: f32,
    /// Data sounds: what receptors do.
    pub effects: f32,
    /// The chord of the set point.
    pub set_point: f32,
    /// Narration.
    pub voice: f32,
    /// Music.
    pub music: f32,
}

/// What a slider belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bus {
    /// Data sounds.
    Effects,
    /// The chord.
    SetPoint,
    /// Narration.
    Voice,
    /// Music.
    Music,
}

impl Default for Gains {
    fn default() -> Self {
        Self { master: 0.5, effects: 0.7, set_point: 0.6, voice: 1.0, music: 0.5 }
    }
}

impl Gains {
    /// All sliders at nought.
    pub const SILENT: Self = Self { master: 0.0, effects: 0.0, set_point: 0.0, voice: 0.0, music: 0.0 };
    /// All sliders at one: what the film starts from.
    pub const FULL: Self = Self { master: 1.0, effects: 1.0, set_point: 1.0, voice: 1.0, music: 1.0 };

    /// The factor for samples of a bus, the master slider included, 0-1: the square of the sliders' positions.
    #[must_use]
    pub fn amplitude(&self, bus: Bus) -> f32 {
        let of = |position: f32| {
            let p = if position.is_finite() { position.clamp(0.0, 1.0) } else { 0.0 };
            p * p
        };
        of(self.master)
            * of(match bus {
                Bus::Effects => self.effects,
                Bus::SetPoint => self.set_point,
                Bus::Voice => self.voice,
                Bus::Music => self.music,
            })
    }
}
