//! Where everything stands on the map of chapters: a line of stations that runs through the chapters, row after row, and
//! back between the rows as writing does. Pure geometry, in points from the upper left corner of the map.

use bevy_egui::egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Radius of a chapter's picture.
pub const PICTURE: f32 = 33.0;
/// Radius of a station.
pub const STATION: f32 = 17.0;
/// Room at both sides in which the line turns.
const TURN: f32 = 26.0;
/// Least width of a chapter.
const NARROWEST: f32 = 262.0;
/// Most chapters beside each other.
const MOST_COLUMNS: usize = 4;
/// Picture and words of a chapter.
const WORDS: f32 = 90.0;
/// One line of stations, with the stars below them.
const LINE: f32 = 60.0;
/// Between two rows of chapters: the line comes back here.
const GAP: f32 = 26.0;
/// From station to station.
const PITCH: f32 = 45.0;
/// Least height of the sandbox's part.
const SANDBOX: f32 = 150.0;

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Chapters beside each other.
    pub columns: usize,
    /// Each chapter's part of the map.
    pub chapters: Vec<Rect>,
    /// Middle of each chapter's picture.
    pub pictures: Vec<Pos2>,
    /// Each chapter's room for words.
    pub words: Vec<Rect>,
    /// Each chapter's stations.
    pub stations: Vec<Vec<Pos2>>,
    /// The sandbox.
    pub sandbox: Rect,
    /// The line, from chapter to chapter: its points before the first station of each.
    pub ways: Vec<Vec<Pos2>>,
    /// All of it.
    pub size: Vec2,
    /// How much larger than usual everything is drawn.
    pub scale: f32,
}

/// Most that a large window enlarges the map.
const LARGEST: f32 = 1.5;
/// Width at which all columns stand beside each other with room to breathe.
const ROOMY: f32 = 1200.0;

/// The same, as large as a window of this height allows.
#[must_use]
pub fn lay_out_in(width: f32, height: f32, counts: &[usize]) -> Layout {
    let usual = lay_out(width, counts);
    let scale = (height / usual.size.y).min(width / ROOMY).clamp(1.0, LARGEST);
    let mut map = lay_out(width / scale, counts);
    let by = |p: &mut Pos2| *p = (p.to_vec2() * scale).to_pos2();
    let all = |r: &mut Rect| {
        *r = Rect::from_min_max((r.min.to_vec2() * scale).to_pos2(), (r.max.to_vec2() * scale).to_pos2());
    };
    map.chapters.iter_mut().chain(&mut map.words).chain([&mut map.sandbox]).for_each(all);
    map.pictures.iter_mut().chain(map.stations.iter_mut().flatten()).chain(map.ways.iter_mut().flatten()).for_each(by);
    map.size *= scale;
    map.scale = scale;
    map
}

/// Lays `counts.len()` chapters out, each with so many stations, on a map of this width.
#[must_use]
pub fn lay_out(width: f32, counts: &[usize]) -> Layout {
    let inner = (width - 2.0 * TURN).max(120.0);
    let columns = ((inner / NARROWEST) as usize).clamp(1, MOST_COLUMNS);
    let wide = inner / columns as f32;
    let one = columns == 1;
    let per_line = (((wide - if one { 92.0 } else { 20.0 }) / PITCH) as usize).max(1);
    let lines = |n: usize| n.div_ceil(per_line).max(1);
    let mut out = Layout {
        columns,
        chapters: Vec::new(),
        pictures: Vec::new(),
        words: Vec::new(),
        stations: Vec::new(),
        sandbox: Rect::NOTHING,
        ways: Vec::new(),
        size: Vec2::ZERO,
        scale: 1.0,
    };
    let mut top = 0.0;
    let mut left_over = None;
    for of_row in counts.chunks(columns) {
        let height = WORDS + LINE * of_row.iter().map(|n| lines(*n)).max().unwrap_or(1) as f32;
        for (i, n) in of_row.iter().enumerate() {
            let part = Rect::from_min_size(pos2(TURN + wide * i as f32, top), vec2(wide, height));
            let picture = part.left_top() + vec2(6.0 + PICTURE, 4.0 + PICTURE);
            let words = Rect::from_min_max(
                pos2(picture.x + PICTURE + 12.0, part.top() + 4.0),
                pos2(part.right() - 12.0, part.top() + WORDS),
            );
            let first = if one { words.left() + STATION } else { part.left() + 8.0 + STATION };
            let stations = (0..*n).map(|k| {
                let (line, at) = (k / per_line, k % per_line);
                pos2(first + PITCH * at as f32, part.top() + WORDS + STATION + LINE * line as f32)
            });
            out.stations.push(stations.collect());
            out.chapters.push(part);
            out.pictures.push(picture);
            out.words.push(words);
        }
        let free = columns - of_row.len();
        if free > 0 {
            let at = pos2(TURN + wide * of_row.len() as f32, top);
            left_over = Some(Rect::from_min_size(at, vec2(wide * free as f32, height.max(SANDBOX))));
        }
        top += height + GAP;
    }
    // The sandbox takes what the last row leaves, if that is wide enough for names of body systems.
    let room = left_over.filter(|r| r.width() >= 1.5 * NARROWEST);
    out.sandbox = room.unwrap_or_else(|| Rect::from_min_size(pos2(TURN, top), vec2(inner, SANDBOX)));
    out.ways = ways(&out, one);
    out.size = vec2(width, top.max(out.sandbox.bottom()) + GAP);
    out
}

/// The line before each chapter's first station: along the row, or back between two rows; with one column from picture to
/// picture.
fn ways(map: &Layout, one: bool) -> Vec<Vec<Pos2>> {
    let level = |i: usize| map.chapters[i].top() + WORDS + STATION;
    let end = |i: usize| {
        let entry = pos2(map.chapters[i].left() + 8.0 + STATION, level(i));
        map.stations[i].first().copied().unwrap_or(entry)
    };
    (0..map.chapters.len())
        .map(|i| {
            let Some(before) = i.checked_sub(1) else { return Vec::new() };
            if one {
                let (a, b) = (map.pictures[before], map.pictures[i]);
                return vec![a + vec2(0.0, PICTURE), b - vec2(0.0, PICTURE)];
            }
            let start = pos2(map.stations[before].last().map_or(end(before).x, |p| p.x), level(before));
            if i % map.columns != 0 {
                return vec![start, end(i)];
            }
            let between = map.chapters[i].top() - GAP / 2.0;
            let (right, left) = (map.chapters[before].right(), map.chapters[i].left());
            let bend = TURN / 2.0;
            let corner = |center: Pos2, from: f32| {
                (0..=8).map(move |k| {
                    let angle = std::f32::consts::FRAC_PI_2 * (from + k as f32 / 8.0);
                    (center, angle)
                })
            };
            // Out to the right, down and back to the left on an outer side; then down and in again on the other.
            let outer = |(c, a): (Pos2, f32)| c + vec2(a.cos(), a.sin()) * bend;
            let inner = |(c, a): (Pos2, f32)| c + vec2(-a.cos(), a.sin()) * bend;
            let mut points = vec![start];
            points.extend(corner(pos2(right, start.y + bend), -1.0).map(outer));
            points.extend(corner(pos2(right, between - bend), 0.0).map(outer));
            points.extend(corner(pos2(left, between + bend), -1.0).map(inner));
            points.extend(corner(pos2(left, end(i).y - bend), 0.0).map(inner));
            points.push(end(i));
            points
        })
        .collect()
}
