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
        ReceptorState::Resting => (0x003d_8fd1, 0x0022_6fb4),
        ReceptorState::Active => (0x001f_b58a, 0x000b_8a64),
        ReceptorState::Phosphorylated => (0x00f0_d94a, 0x00c9_a20c),
        ReceptorState::Arrestin => (0x00f0_9a3e, 0x00d4_720c),
        ReceptorState::Pit => (0x009d_b2f2, 0x005f_74c4),
        ReceptorState::Endosome => (0x0074_c4ee, 0x002f_96cb),
        ReceptorState::Recycling => (0x00a9_dcf5, 0x005c_a9cf),
        ReceptorState::Lysosome => (0x00e0_643c, 0x00c2_451c),
        ReceptorState::New => (0x00f4_f1e8, 0x008d_8676),
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
        Tone::WaterHigh => (0x000b_2539, 0x00f4_fafd),
        Tone::Haze => (0x001f_5875, 0x00d3_e8f1),
        Tone::Surface => (0x0038_2c38, 0x00ee_ddc9),
        Tone::SurfaceHead => (0x0086_604c, 0x00dc_bfa0),
        Tone::Head => (0x00e9_b98a, 0x00d9_9f68),
        Tone::Tail => (0x00b9_8558, 0x00b6_8252),
        Tone::Band => (0x004a_2f2c, 0x00f3_e2d0),
        Tone::CytosolHigh => (0x0035_2655, 0x00ec_e7f6),
        Tone::CytosolLow => (0x001a_1230, 0x00dd_d4ee),
        Tone::Filament => (0x005b_4686, 0x00b9_abd8),
        Tone::Drug => (0x00ff_6f91, 0x00d8_2f5c),
        Tone::Antagonist => (0x009c_93b8, 0x0073_6994),
        Tone::Phosphate => (0x00f0_d94a, 0x00e3_b917),
        Tone::GAlpha => (0x008f_d6a8, 0x005f_b880),
        Tone::GBeta => (0x003f_919a, 0x002c_7b86),
        Tone::Lumen => (0x002a_3f6e, 0x00cf_e3f2),
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
