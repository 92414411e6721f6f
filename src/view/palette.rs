//! Every colour of the scene, in one place, for both themes; legends of the ui read the same functions.
//!
//! Not here: where a colour is used, and the colours of panels.

use model::receptor::ReceptorState;

/// Which of the two looks is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Deep water and a violet cell: the normal look.
    #[default]
    Dark,
    /// Light background, darker hues: for a beamer in a lit room.
    Projector,
}

/// One colour, sRGB, each channel 0-1.
pub type Rgb = [f32; 3];

const fn hex(rgb: u32) -> Rgb {
    [((rgb >> 16) & 255) as f32 / 255.0, ((rgb >> 8) & 255) as f32 / 255.0, (rgb & 255) as f32 / 255.0]
}

/// The colour that means this state, sRGB 0-1.
#[must_use]
pub fn state_color(state: ReceptorState, theme: Theme) -> Rgb {
    let (dark, projector) = match state {
        ReceptorState::Resting => (0x3d_8f_d1, 0x22_6f_b4),
        ReceptorState::Active => (0x1f_b5_8a, 0x0b_8a_64),
        ReceptorState::Phosphorylated => (0xf0_d9_4a, 0xc9_a2_0c),
        ReceptorState::Arrestin => (0xf0_9a_3e, 0xd4_72_0c),
        ReceptorState::Pit => (0x9d_b2_f2, 0x5f_74_c4),
        ReceptorState::Endosome => (0x74_c4_ee, 0x2f_96_cb),
        ReceptorState::Recycling => (0xa9_dc_f5, 0x5c_a9_cf),
        ReceptorState::Lysosome => (0xe0_64_3c, 0xc2_45_1c),
        ReceptorState::New => (0xf4_f1_e8, 0x8d_86_76),
    };
    hex(match theme {
        Theme::Dark => dark,
        Theme::Projector => projector,
    })
}

/// A few plain words for a legend or a label.
#[must_use]
pub fn state_label(state: ReceptorState) -> &'static str {
    match state {
        ReceptorState::Resting => "resting",
        ReceptorState::Active => "active",
        ReceptorState::Phosphorylated => "phosphorylated",
        ReceptorState::Arrestin => "arrestin-bound",
        ReceptorState::Pit => "in a coated pit",
        ReceptorState::Endosome => "in an endosome",
        ReceptorState::Recycling => "recycling",
        ReceptorState::Lysosome => "being degraded",
        ReceptorState::New => "newly made",
    }
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
    let (dark, projector) = match tone {
        Tone::WaterHigh => (0x0b_25_39, 0xf4_fa_fd),
        Tone::Haze => (0x1f_58_75, 0xd3_e8_f1),
        Tone::Surface => (0x38_2c_38, 0xee_dd_c9),
        Tone::SurfaceHead => (0x86_60_4c, 0xdc_bf_a0),
        Tone::Head => (0xe9_b9_8a, 0xd9_9f_68),
        Tone::Tail => (0xb9_85_58, 0xb6_82_52),
        Tone::Band => (0x4a_2f_2c, 0xf3_e2_d0),
        Tone::CytosolHigh => (0x35_26_55, 0xec_e7_f6),
        Tone::CytosolLow => (0x1a_12_30, 0xdd_d4_ee),
        Tone::Filament => (0x5b_46_86, 0xb9_ab_d8),
        Tone::Drug => (0xff_6f_91, 0xd8_2f_5c),
        Tone::Antagonist => (0x9c_93_b8, 0x73_69_94),
        Tone::Phosphate => (0xf0_d9_4a, 0xe3_b9_17),
        Tone::GAlpha => (0x8f_d6_a8, 0x5f_b8_80),
        Tone::GBeta => (0x3f_91_9a, 0x2c_7b_86),
        Tone::Lumen => (0x2a_3f_6e, 0xcf_e3_f2),
    };
    hex(match theme {
        Theme::Dark => dark,
        Theme::Projector => projector,
    })
}

/// `a` towards `b` by `t` 0-1.
#[must_use]
pub fn mix(a: Rgb, b: Rgb, t: f32) -> Rgb {
    std::array::from_fn(|i| a[i] + (b[i] - a[i]) * t)
}
