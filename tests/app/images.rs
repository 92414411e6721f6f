//! Golden pictures, small, drawn on Mesa's lavapipe and only there. `BLESS=1 cargo test --test app images` writes them
//! anew; a picture that differs leaves `.new.png` beside the golden one.
//!
//! Where no adapter is found the tests say so loudly and pass; `SETPOINT_NEED_ADAPTER=1` (as CI sets it) makes that a
//! failure.

use std::path::PathBuf;

use bevy::prelude::UVec2;
use image::RgbaImage;
use model::plan::Plan;
use setpoint::capture::adapters;
use setpoint::save::Settings;
use setpoint::screens::Screen;
use setpoint::shot::{Shot, take};

use crate::library;

/// Mean absolute difference per channel (of 255) that is still the same picture. Two renders on one driver give 0;
/// drivers with other vector widths differ by rounding.
const SAME: f64 = 1.5;

/// Whether pictures can be taken here.
pub fn can_draw() -> bool {
    let there = !adapters().is_empty();
    if !there {
        eprintln!(
            "SKIPPED: no graphics adapter, no picture is checked (Debian: apt install libvulkan1 mesa-vulkan-drivers)"
        );
        assert!(std::env::var_os("SETPOINT_NEED_ADAPTER").is_none(), "an adapter is needed here");
    }
    there
}

fn shot(level: &str, good: bool, at_h: f64) -> Shot {
    let library = library();
    let found = library.level(level).expect("shipped");
    let plan = if good { &found.good } else { &found.naive };
    Shot {
        screen: Screen::Playing,
        level: level.to_owned(),
        plan: Plan::from_actions(found.script.actions.iter().chain(&plan.actions).copied().collect()),
        at_h,
        bet: false,
        menu: false,
        seed: 1,
        size: UVec2::new(1280, 720),
        zoom: None,
        settings: Settings::default(),
    }
}

/// A screen on which no level is played.
pub fn screen(screen: Screen, size: UVec2, settings: Settings) -> Shot {
    Shot { screen, size, settings, ..shot("1.1", true, 0.0) }
}

fn picture(shot: &Shot) -> RgbaImage {
    take(library(), shot).expect("it can be drawn")
}

fn difference(a: &RgbaImage, b: &RgbaImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions());
    let sum: u64 = a.as_raw().iter().zip(b.as_raw()).map(|(x, y)| u64::from(x.abs_diff(*y))).sum();
    sum as f64 / a.as_raw().len() as f64
}

/// Compares with the golden picture `name`, half as large as what was drawn.
pub fn check(name: &str, drawn: &RgbaImage) {
    check_tiles(name, drawn, drawn.dimensions());
}

/// The same for a sheet of tiles of this size: every tile has to be as it was.
pub fn check_tiles(name: &str, drawn: &RgbaImage, tile: (u32, u32)) {
    let small = image::imageops::thumbnail(drawn, drawn.width() / 2, drawn.height() / 2);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/images");
    let golden = folder.join(format!("{name}.png"));
    if std::env::var_os("BLESS").is_some() {
        small.save(&golden).expect("the folder is there");
        return;
    }
    if !adapters().iter().any(|a| a.contains("llvmpipe")) {
        eprintln!("SKIPPED: {name} is compared on lavapipe only");
        assert!(std::env::var_os("SETPOINT_NEED_ADAPTER").is_none(), "lavapipe is needed here");
        return;
    }
    let expected = image::open(&golden).expect("bless it once: BLESS=1 cargo test --test app images").to_rgba8();
    assert_eq!(small.dimensions(), expected.dimensions(), "{name} has another size");
    let (w, h) = (tile.0 / 2, tile.1 / 2);
    let worst = (0..small.height() / h)
        .flat_map(|row| (0..small.width() / w).map(move |column| (column, row)))
        .map(|(column, row)| {
            let part = |of: &RgbaImage| image::imageops::crop_imm(of, column * w, row * h, w, h).to_image();
            (difference(&part(&small), &part(&expected)), column, row)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let (off, column, row) = worst.expect("a picture has a tile");
    if off > SAME {
        small.save(folder.join(format!("{name}.new.png"))).expect("the folder is there");
    }
    assert!(
        off <= SAME,
        "{name} differs by {off:.2} in column {column}, row {row}; look at {name}.new.png, bless it if it is right"
    );
}

#[test]
fn four_moments_look_as_they_did() {
    if !can_draw() {
        return;
    }
    check("silenced", &picture(&shot("1.1", true, 4.0 / 60.0)));
    check("tolerant", &picture(&shot("0.2", false, 24.0 * 18.0)));
    check("patch", &picture(&shot("3.2", true, 90.0)));
    let mut projector = shot("0.2", true, 24.0 * 60.0);
    projector.settings.look = setpoint::view::Theme::Projector;
    check("debrief_projector", &picture(&projector));
}

#[test]
fn the_same_moment_is_the_same_picture() {
    if !can_draw() {
        return;
    }
    let shot = Shot { size: UVec2::new(640, 400), ..shot("1.1", true, 0.1) };
    assert_eq!(difference(&picture(&shot), &picture(&shot)), 0.0);
}

#[test]
fn every_screen_draws_something_at_both_scales() {
    if !can_draw() {
        return;
    }
    let keep = std::env::var_os("SETPOINT_SHOTS").map(PathBuf::from);
    for scale in [100, 200] {
        let base = shot("1.1", true, 0.05);
        let settings = Settings { ui_scale: scale, ..Settings::default() };
        let shots = [
            ("title", Shot { screen: Screen::Title, ..base.clone() }),
            ("levels", Shot { screen: Screen::Levels, ..base.clone() }),
            ("settings", Shot { screen: Screen::Settings, ..base.clone() }),
            ("profiles", Shot { screen: Screen::Profiles, ..base.clone() }),
            ("bet", Shot { bet: true, at_h: 0.0, ..base.clone() }),
            ("bet_number", Shot { bet: true, ..shot("0.2", true, 0.0) }),
            ("playing", base.clone()),
            ("menu", Shot { menu: true, ..base.clone() }),
            ("patch", shot("3.2", false, 40.0)),
            ("debrief", Shot { at_h: 0.75, ..base.clone() }),
            ("failed", shot("3.2", false, 168.0)),
        ];
        for (name, shot) in shots {
            let drawn = picture(&Shot { settings: settings.clone(), ..shot });
            let first = drawn.get_pixel(2, 2);
            let other = drawn.pixels().filter(|p| *p != first).count();
            assert!(other > 20_000, "{name} at {scale} % shows something: {other} pixels");
            if let Some(folder) = &keep {
                drawn.save(folder.join(format!("{name}_{scale}.png"))).expect("the folder is there");
            }
        }
    }
}
