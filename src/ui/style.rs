//! Fonts, colours and the few widgets that every panel shares. Colours of the scene and its states are
//! `view::palette`'s; the ui's own are here and nowhere else.

use std::sync::Arc;

use bevy_egui::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Frame, Margin, Response, RichText,
    Stroke, TextStyle, Ui, Vec2, Visuals,
};
use model::receptor::ReceptorState;

use crate::view::{Theme, state_color};

/// The ui's colours in one theme.
#[derive(Clone, Copy, Debug)]
pub struct Ink {
    /// Behind everything.
    pub ground: Color32,
    /// Cards.
    pub card: Color32,
    /// Buttons and tracks.
    pub raised: Color32,
    /// Text.
    pub text: Color32,
    /// Quiet text.
    pub muted: Color32,
    /// What acts: doses.
    pub drug: Color32,
    /// What is good: play, met, effect.
    pub good: Color32,
    /// What is wrong: missed, destroyed.
    pub bad: Color32,
    /// Stars, numbers that matter.
    pub gold: Color32,
    /// Keyboard focus.
    pub focus: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// The colours of a theme.
#[must_use]
pub fn ink(theme: Theme) -> Ink {
    match theme {
        Theme::Dark | Theme::Low => Ink {
            ground: rgb(0x0b_12_20),
            card: rgb(0x12_1d_30),
            raised: rgb(0x22_32_4b),
            text: rgb(0xf4_f1_e8),
            muted: rgb(0x9f_b2_c6),
            drug: rgb(0xff_6f_91),
            good: rgb(0x2c_c9_9b),
            bad: rgb(0xf2_80_5c),
            gold: rgb(0xff_e0_8a),
            focus: rgb(0xff_ff_ff),
        },
        Theme::Microscope => Ink {
            ground: rgb(0x04_06_09),
            card: rgb(0x0d_12_19),
            raised: rgb(0x1f_29_35),
            text: rgb(0xf2_f7_f4),
            muted: rgb(0x9a_ad_b3),
            drug: rgb(0xff_5f_a8),
            good: rgb(0x23_f0_8f),
            bad: rgb(0xff_7a_5c),
            gold: rgb(0xff_ec_4d),
            focus: rgb(0xff_ff_ff),
        },
        Theme::Projector => Ink {
            ground: rgb(0xf3_f1_ea),
            card: rgb(0xff_ff_ff),
            raised: rgb(0xdf_e4_ea),
            text: rgb(0x10_18_24),
            muted: rgb(0x46_55_66),
            drug: rgb(0xc2_1d_4c),
            good: rgb(0x0a_7a_58),
            bad: rgb(0xb3_3a_14),
            gold: rgb(0x8a_5a_00),
            focus: rgb(0x00_00_00),
        },
    }
}

/// The colour of a receptor state, as the scene draws it.
#[must_use]
pub fn state_ink(state: ReceptorState, theme: Theme) -> Color32 {
    let [r, g, b] = state_color(state, theme).map(|c| (c * 255.0).round() as u8);
    Color32::from_rgb(r, g, b)
}

/// Name of the bold face.
pub const BOLD: &str = "bold";

/// Loads the fonts once.
pub fn set_fonts(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    let inter = FontData::from_static(include_bytes!("../../assets/fonts/Inter-Regular.otf"));
    let bold = FontData::from_static(include_bytes!("../../assets/fonts/Inter-SemiBold.otf"));
    fonts.font_data.insert("inter".to_owned(), Arc::new(inter));
    fonts.font_data.insert(BOLD.to_owned(), Arc::new(bold));
    // Where Inter has no letters: films speak Hindi and Japanese too.
    let others = [
        ("devanagari", include_bytes!("../../assets/fonts/NotoSansDevanagari-subset.ttf").as_slice()),
        ("kana", include_bytes!("../../assets/fonts/Mplus1-subset.otf").as_slice()),
    ];
    let family = fonts.families.entry(FontFamily::Proportional).or_default();
    family.insert(0, "inter".to_owned());
    for (i, (name, bytes)) in others.into_iter().enumerate() {
        family.insert(1 + i, name.to_owned());
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let mut heavy = vec![BOLD.to_owned()];
    heavy.extend(fonts.families[&FontFamily::Proportional].clone());
    fonts.families.insert(FontFamily::Name(BOLD.into()), heavy);
    ctx.set_fonts(fonts);
}

/// Dresses the context in a theme, at a scale of 1.0 to 2.0.
pub fn dress(ctx: &egui::Context, theme: Theme, scale: f32, still: bool) {
    let c = ink(theme);
    let mut v = if theme == Theme::Projector { Visuals::light() } else { Visuals::dark() };
    v.override_text_color = Some(c.text);
    v.panel_fill = c.ground;
    v.window_fill = c.card;
    v.window_stroke = Stroke::new(1.0, c.raised);
    v.extreme_bg_color = c.ground;
    v.selection.bg_fill = c.good.gamma_multiply(0.5);
    v.selection.stroke = Stroke::new(2.0, c.text);
    v.hyperlink_color = c.good;
    let round = CornerRadius::same(5);
    for w in [&mut v.widgets.noninteractive, &mut v.widgets.inactive, &mut v.widgets.hovered, &mut v.widgets.active] {
        w.corner_radius = round;
        w.fg_stroke = Stroke::new(1.5, c.text);
    }
    v.widgets.noninteractive.bg_stroke = Stroke::new(1.0, c.raised);
    v.widgets.inactive.bg_stroke = Stroke::new(1.0, c.muted.gamma_multiply(0.35));
    v.widgets.inactive.bg_fill = c.raised;
    v.widgets.inactive.weak_bg_fill = c.raised;
    v.widgets.hovered.bg_fill = c.raised.lerp_to_gamma(c.text, 0.12);
    v.widgets.hovered.weak_bg_fill = v.widgets.hovered.bg_fill;
    v.widgets.hovered.bg_stroke = Stroke::new(1.0, c.muted);
    // A focused widget is drawn as active: this stroke is the focus ring.
    v.widgets.active.bg_fill = c.raised.lerp_to_gamma(c.text, 0.2);
    v.widgets.active.weak_bg_fill = v.widgets.active.bg_fill;
    v.widgets.active.bg_stroke = Stroke::new(2.5, c.focus);
    ctx.all_styles_mut(|style| {
        style.visuals = v.clone();
        style.spacing.item_spacing = Vec2::new(8.0, 6.0);
        style.spacing.button_padding = Vec2::new(12.0, 7.0);
        style.spacing.interact_size.y = 30.0;
        style.spacing.slider_width = 180.0;
        style.text_styles.insert(TextStyle::Body, FontId::proportional(14.0));
        style.text_styles.insert(TextStyle::Button, FontId::proportional(15.0));
        style.text_styles.insert(TextStyle::Small, FontId::proportional(12.0));
        style.text_styles.insert(TextStyle::Heading, FontId::new(22.0, FontFamily::Name(BOLD.into())));
        if still {
            style.animation_time = 0.0;
        }
    });
    ctx.set_zoom_factor(scale);
}

/// Bold text of a size.
#[must_use]
pub fn bold(text: impl Into<String>, size: f32) -> RichText {
    RichText::new(text).font(FontId::new(size, FontFamily::Name(BOLD.into())))
}

/// A card that groups what belongs together.
pub fn card<R>(ui: &mut Ui, c: Ink, add: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(c.card).corner_radius(CornerRadius::same(10)).inner_margin(Margin::symmetric(14, 10));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// The frame of a card that stands over the scene.
pub fn dialog(c: Ink) -> Frame {
    let shade = Color32::from_black_alpha(90);
    Frame::new()
        .fill(c.card)
        .corner_radius(CornerRadius::same(14))
        .inner_margin(Margin::same(22))
        .stroke(Stroke::new(1.0, c.raised))
        .shadow(egui::Shadow { offset: [0, 6], blur: 24, spread: 0, color: shade })
}

/// The one button that matters most on a screen.
pub fn main_button(ui: &mut Ui, text: &str, fill: Color32, enabled: bool) -> Response {
    filled_button(ui, (text, 16.0), fill, 40.0, enabled)
}

/// The same in another size: the text's, and the least height.
pub fn filled_button(ui: &mut Ui, (text, size): (&str, f32), fill: Color32, height: f32, enabled: bool) -> Response {
    let visuals = ui.visuals();
    let (fill, ink) = if enabled {
        let bright = luminance(fill) > 0.22;
        (fill, if bright { Color32::from_rgb(12, 16, 24) } else { Color32::WHITE })
    } else {
        (visuals.widgets.inactive.bg_fill, visuals.text_color())
    };
    ui.add_enabled(enabled, egui::Button::new(bold(text, size).color(ink)).fill(fill).min_size(Vec2::new(0.0, height)))
}

/// Relative luminance of a colour, 0-1 (WCAG).
#[must_use]
pub fn luminance(color: Color32) -> f32 {
    let linear = |c: u8| {
        let c = f32::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

/// Lets Page Up, Page Down, Home and End scroll the area that is being filled.
pub fn page_keys(ui: &mut Ui) {
    let keys =
        [(egui::Key::PageDown, -240.0), (egui::Key::PageUp, 240.0), (egui::Key::End, -1e6), (egui::Key::Home, 1e6)];
    for (key, by) in keys {
        if ui.input(|i| i.key_pressed(key)) {
            ui.scroll_with_delta(Vec2::new(0.0, by));
        }
    }
}

/// Draws the characters of changing numbers once, unseen, in every size and at every quarter of a pixel: a glyph that is new
/// in a frame would be missing in that frame.
pub fn warm_glyphs(ctx: &egui::Context) {
    const TEXT: &str = "0123456789,.%+-x=: dhmins";
    let zoom = ctx.zoom_factor();
    for size in [10.8, 12.0, 13.0, 13.0 / zoom.sqrt(), 14.0, 15.0] {
        for family in [FontFamily::Proportional, FontFamily::Name(BOLD.into())] {
            for quarter in 0..4_u8 {
                let mut job = egui::text::LayoutJob::default();
                let format = egui::TextFormat::simple(FontId::new(size, family.clone()), Color32::WHITE);
                job.append(TEXT, f32::from(quarter) * 0.25 / ctx.pixels_per_point(), format);
                ctx.fonts_mut(|f| f.layout_job(job));
            }
        }
    }
}
