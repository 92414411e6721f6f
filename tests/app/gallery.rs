//! Golden sheets: every body system on the membrane and as a whole cell, every look on every scale. Small tiles, each
//! compared by itself, so that one wrong picture cannot hide among many right ones.

use image::{RgbaImage, imageops};
use model::scene::{SCALES, Scale};
use setpoint::save::Settings;
use setpoint::sheet;
use setpoint::view::{THEMES, Zoom};

use crate::images::{can_draw, check_tiles};
use crate::library;

/// A tile of a sheet, pixels; the golden picture is half as large.
const TILE: (u32, u32) = (352, 198);

/// Puts tiles into rows of `columns`.
fn tiled(tiles: &[RgbaImage], columns: u32) -> RgbaImage {
    let rows = (tiles.len() as u32).div_ceil(columns);
    let mut sheet = RgbaImage::from_pixel(columns * TILE.0, rows * TILE.1, sheet::GROUND);
    for (k, tile) in (0..).zip(tiles) {
        let small = imageops::resize(tile, TILE.0, TILE.1, imageops::FilterType::Triangle);
        imageops::replace(&mut sheet, &small, i64::from(k % columns * TILE.0), i64::from(k / columns * TILE.1));
    }
    sheet
}

#[test]
fn every_body_system_looks_as_it_did_on_the_membrane_and_as_a_cell() {
    if !can_draw() {
        return;
    }
    let library = library();
    let (mut membranes, mut cells) = (Vec::new(), Vec::new());
    for system in &library.systems {
        let mut stage =
            sheet::open(&library, &system.id, 2000, &Settings::default(), sheet::STAGE).expect("it can be drawn");
        let mut at = |scale| sheet::scene_at(&mut stage, Zoom::at(scale)).expect("it can be drawn");
        membranes.push(at(Scale::Membrane));
        cells.push(at(Scale::Cell));
    }
    check_tiles("systems_membrane", &tiled(&membranes, 4), TILE);
    check_tiles("systems_cell", &tiled(&cells, 4), TILE);
}

#[test]
fn every_look_looks_as_it_did_on_every_scale() {
    if !can_draw() {
        return;
    }
    let library = library();
    let mut tiles = Vec::new();
    for (look, ..) in THEMES {
        let settings = Settings { look, ..Settings::default() };
        let mut stage = sheet::open(&library, "mu_opioid", 2000, &settings, sheet::STAGE).expect("it can be drawn");
        for scale in SCALES {
            tiles.push(sheet::scene_at(&mut stage, Zoom::at(scale)).expect("it can be drawn"));
        }
    }
    check_tiles("looks", &tiled(&tiles, SCALES.len() as u32), TILE);
}

#[test]
fn a_receptors_life_looks_as_it_did() {
    if !can_draw() {
        return;
    }
    let strip = setpoint::life::strip(1174, setpoint::view::Theme::Dark).expect("it can be drawn");
    crate::images::check("life", &strip);
}
