//! Every colour of the scene, in one place, for every look; legends of the ui read the same functions.
//!
//! Not here: where a colour is used, and the colours of panels.

use model::receptor::ReceptorState;
use serde::{Deserialize, Serialize};

/// Which look is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Theme {
    /// Deep water and a violet cell: the normal look.
    #[default]
    Dark,
    /// Light background, darker hues: for a beamer in a lit room.
    Projector,
    /// Fluorescence on black: what is marked shines, everything else is hardly there.
    Microscope,
    /// Flat shapes without ornament: for weak machines, and for eyes that like it plain.
    Low,
}

/// All looks, with their names in flags and what they are for.
pub const THEMES: [(Theme, &str, &str); 4] = [
    (Theme::Dark, "dark", "Illustrated: deep water, violet cell"),
    (Theme::Projector, "projector", "Projector: light background, strong contrast"),
    (Theme::Microscope, "microscope", "Microscope: fluorescence on black"),
    (Theme::Low, "low", "Low: flat and plain, for weak machines"),
];

impl Theme {
    /// The look called so in flags.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        THEMES.into_iter().find(|(_, known, _)| *known == name).map(|(theme, ..)| theme)
    }
}

/// One colour, sRGB, each channel 0-1.
pub type Rgb = [f32; 3];

const fn hex(rgb: u32) -> Rgb {
    [((rgb >> 16) & 255) as f32 / 255.0, ((rgb >> 8) & 255) as f32 / 255.0, (rgb & 255) as f32 / 255.0]
}

/// The colour that means this state, sRGB 0-1.
#[must_use]
pub fn state_color(state: ReceptorState, theme: Theme) -> Rgb {
    let (dark, projector, microscope) = match state {
        ReceptorState::Resting => (0x003d_8fd1, 0x0022_6fb4, 0x004a_a3ff),
        ReceptorState::Active => (0x001f_b58a, 0x000b_8a64, 0x0023_f08f),
        ReceptorState::Phosphorylated => (0x00f0_d94a, 0x00c9_a20c, 0x00ff_ec4d),
        ReceptorState::Arrestin => (0x00f0_9a3e, 0x00d4_720c, 0x00ff_942b),
        ReceptorState::Pit => (0x009d_b2f2, 0x005f_74c4, 0x00f2_b8ff),
        ReceptorState::Endosome => (0x0074_c4ee, 0x002f_96cb, 0x0045_dcff),
        ReceptorState::Recycling => (0x00a9_dcf5, 0x005c_a9cf, 0x00bd_f3ff),
        ReceptorState::Lysosome => (0x00e0_643c, 0x00c2_451c, 0x00ff_563a),
        ReceptorState::New => (0x00f4_f1e8, 0x008d_8676, 0x00ff_ffff),
    };
    hex(match theme {
        Theme::Dark | Theme::Low => dark,
        Theme::Projector => projector,
        Theme::Microscope => microscope,
    })
}

/// Colours of things that are not receptors. The discriminants index the shader's `tone` table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Tone {
    /// Water, high above the cell.
    WaterHigh,
    /// Water near the horizon: also what distance fades to.
    Haze,
    /// Membrane surface seen from above.
    Surface,
    /// Heads of the lipids of that surface.
    SurfaceHead,
    /// Lipid heads on the cut edge.
    Head,
    /// Lipid tails.
    Tail,
    /// The dark between the tails.
    Band,
    /// Inside of the cell under the membrane.
    CytosolHigh,
    /// Inside of the cell, deep.
    CytosolLow,
    /// Filaments.
    Filament,
    /// Drug molecules.
    Drug,
    /// Antagonist molecules.
    Antagonist,
    /// Phosphate studs and the kinase.
    Phosphate,
    /// G protein, alpha part.
    GAlpha,
    /// G protein, the other two parts.
    GBeta,
    /// Inside of endosomes and vesicles.
    Lumen,
}

/// Number of [`Tone`]s.
pub const N_TONES: usize = 16;

/// All tones in table order.
pub const TONES: [Tone; N_TONES] = [
    Tone::WaterHigh,
    Tone::Haze,
    Tone::Surface,
    Tone::SurfaceHead,
    Tone::Head,
    Tone::Tail,
    Tone::Band,
    Tone::CytosolHigh,
    Tone::CytosolLow,
    Tone::Filament,
    Tone::Drug,
    Tone::Antagonist,
    Tone::Phosphate,
    Tone::GAlpha,
    Tone::GBeta,
    Tone::Lumen,
];

/// The colour of a thing that is not a receptor, sRGB 0-1.
#[must_use]
pub fn tone(tone: Tone, theme: Theme) -> Rgb {
    let (dark, projector, microscope, low) = match tone {
        Tone::WaterHigh => (0x000b_2539, 0x00f4_fafd, 0x0002_060a, 0x0017_3f57),
        Tone::Haze => (0x001f_5875, 0x00d3_e8f1, 0x0007_1f28, 0x0017_3f57),
        Tone::Surface => (0x0038_2c38, 0x00ee_ddc9, 0x000c_0a10, 0x0040_3340),
        Tone::SurfaceHead => (0x0086_604c, 0x00dc_bfa0, 0x0026_2733, 0x0060_4a48),
        Tone::Head => (0x00e9_b98a, 0x00d9_9f68, 0x003f_7468, 0x00e9_b98a),
        Tone::Tail => (0x00b9_8558, 0x00b6_8252, 0x001d_3b38, 0x008f_6847),
        Tone::Band => (0x004a_2f2c, 0x00f3_e2d0, 0x0009_1314, 0x004a_2f2c),
        Tone::CytosolHigh => (0x0035_2655, 0x00ec_e7f6, 0x000c_0b18, 0x0029_1d45),
        Tone::CytosolLow => (0x001a_1230, 0x00dd_d4ee, 0x0004_0309, 0x0029_1d45),
        Tone::Filament => (0x005b_4686, 0x00b9_abd8, 0x003b_306c, 0x005b_4686),
        Tone::Drug => (0x00ff_6f91, 0x00d8_2f5c, 0x00ff_5fa8, 0x00ff_6f91),
        Tone::Antagonist => (0x009c_93b8, 0x0073_6994, 0x008a_86a8, 0x009c_93b8),
        Tone::Phosphate => (0x00f0_d94a, 0x00e3_b917, 0x00ff_ec4d, 0x00f0_d94a),
        Tone::GAlpha => (0x008f_d6a8, 0x005f_b880, 0x007d_ffb0, 0x008f_d6a8),
        Tone::GBeta => (0x003f_919a, 0x002c_7b86, 0x002a_a7a0, 0x003f_919a),
        Tone::Lumen => (0x002a_3f6e, 0x00cf_e3f2, 0x000a_1c33, 0x002a_3f6e),
    };
    hex(match theme {
        Theme::Dark => dark,
        Theme::Low => low,
        Theme::Projector => projector,
        Theme::Microscope => microscope,
    })
}

/// `a` towards `b` by `t` 0-1.
#[must_use]
pub fn mix(a: Rgb, b: Rgb, t: f32) -> Rgb {
    std::array::from_fn(|i| a[i] + (b[i] - a[i]) * t)
}

/// Things that only the foreground draws: their colours are in no shader's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Sugar chains of the glycocalyx.
    Sugar,
    /// Their tips.
    SugarTip,
    /// Adenylyl cyclase.
    Cyclase,
    /// cAMP.
    Camp,
    /// Golgi apparatus.
    Golgi,
    /// Liver enzymes.
    LiverEnzyme,
}

/// The colour of an actor, sRGB 0-1.
#[must_use]
pub fn actor_color(actor: Actor, theme: Theme) -> Rgb {
    let (dark, projector, microscope) = match actor {
        Actor::Sugar => (0x005b_9aa6, 0x0093_b3b6, 0x001f_5a55),
        Actor::SugarTip => (0x00a9_d6c9, 0x0059_928f, 0x0046_9a86),
        Actor::Cyclase => (0x00b7_8bd6, 0x0085_5ab4, 0x00c0_8bff),
        Actor::Camp => (0x00ff_eab0, 0x00b5_6a1c, 0x00ff_f2c0),
        Actor::Golgi => (0x00a5_7fb4, 0x00b7_90c0, 0x0055_3a66),
        Actor::LiverEnzyme => (0x00f0_a05a, 0x00c2_6a1a, 0x00ff_a050),
    };
    hex(match theme {
        Theme::Dark | Theme::Low => dark,
        Theme::Projector => projector,
        Theme::Microscope => microscope,
    })
}
