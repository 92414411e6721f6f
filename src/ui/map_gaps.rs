//! Rows of the campaign that have no level yet, on the map: faint dots where their stations will stand, so that a number
//! that is left out is seen to be no mistake. Pointed at, they say what is to come.

use bevy_egui::egui::{Id, Pos2, Rect, Sense, Ui, Vec2, WidgetInfo, WidgetType};
use model::rows::{ROWS, chapter};

use super::map_layout::STATION;
use super::style::{self, Ink};

/// Radius of a dot, and from dot to dot, points.
const DOT: (f32, f32) = (1.8, 5.0);

/// Some rows without a level, between two stations or at an end.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// Number of stations before it.
    pub after: usize,
    /// What they are about, with their ids.
    pub rows: Vec<String>,
}

/// The gaps of a chapter whose levels these are, in order.
#[must_use]
pub fn gaps(of: usize, built: &[&str]) -> Vec<Gap> {
    let mut out: Vec<Gap> = Vec::new();
    let mut after = 0;
    for row in ROWS.iter().filter(|row| chapter(row.id) == Some(of)) {
        if built.contains(&row.id) {
            after += 1;
            continue;
        }
        let told = format!("{}  {}", row.id, row.item);
        match out.last_mut().filter(|gap| gap.after == after) {
            Some(gap) => gap.rows.push(told),
            None => out.push(Gap { after, rows: vec![told] }),
        }
    }
    out
}

/// Draws the gaps of a chapter beside its stations; a chapter without any says so in words.
pub fn gaps_ui(ui: &mut Ui, c: Ink, of: usize, built: &[&str], stations: &[Pos2], shift: Vec2, scale: f32) {
    for gap in gaps(of, built) {
        let Some(dots) = dots(&gap, stations, scale) else { continue };
        let mut room = Rect::NOTHING;
        for dot in dots {
            ui.painter().circle_filled(dot + shift, DOT.0 * scale, c.muted);
            room.extend_with(dot + shift);
        }
        let place = room.expand2(Vec2::new(3.0, STATION) * scale);
        // Between two buttons only what can be clicked is pointed at; the keyboard passes it by.
        let shown = ui.interact(place, Id::new(("gap", of, gap.after)), Sense::CLICK);
        let few = gap.rows.len();
        shown.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, format!("{few} more to come")));
        shown.on_hover_ui(|ui| {
            ui.label(style::bold("More to come", 14.0));
            for row in &gap.rows {
                ui.label(row);
            }
        });
    }
}

/// Where the dots of a gap stand: in the middle between two stations of one line, or beside the one that there is.
fn dots(gap: &Gap, stations: &[Pos2], scale: f32) -> Option<Vec<Pos2>> {
    let before = gap.after.checked_sub(1).and_then(|k| stations.get(k));
    let next = stations.get(gap.after);
    let aside = Vec2::new((STATION + DOT.1) * scale, 0.0);
    let (from, most) = match (before, next) {
        (Some(a), Some(b)) if (a.y - b.y).abs() < 1.0 => {
            let n = gap.rows.len().min(2);
            (*a + (*b - *a) / 2.0 - Vec2::new(0.5 * DOT.1 * (n - 1) as f32 * scale, 0.0), n)
        }
        (Some(a), _) => (*a + aside, gap.rows.len().min(3)),
        (None, Some(b)) => (*b - aside, 1),
        (None, None) => return None,
    };
    Some((0..most).map(|k| from + Vec2::new(DOT.1 * k as f32 * scale, 0.0)).collect())
}
