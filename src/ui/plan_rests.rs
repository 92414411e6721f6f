//! Rests cut out of a regimen: each is a block whose ends are dragged, and its middle moves it. Not here: what becomes of
//! them ([`crate::ui::plan_desk`]).

use bevy_egui::egui::{self, CornerRadius, Pos2, Rect, RichText, Sense, Ui};
use model::plan::Action;
use model::quantity::say_duration;

use super::plan_track::Track;
use super::style::Ink;

/// The regimen on a line, with its rests (from and until, h): at most `most`, each at least `least_h` long.
pub fn rests_ui(
    ui: &mut Ui,
    c: Ink,
    rests: &mut Vec<(f64, f64)>,
    (most, least_h): (usize, f64),
    acts: &[Action],
    (now_h, span_h): (f64, (f64, f64)),
) {
    ui.horizontal_wrapped(|ui| {
        let free = free_place(rests, least_h, (now_h.max(span_h.0), span_h.1)).filter(|_| rests.len() < most);
        if ui.add_enabled(free.is_some(), egui::Button::new("Add a rest")).clicked()
            && let Some(from_h) = free
        {
            rests.push((from_h, from_h + least_h));
        }
        let whole: f64 = rests.iter().map(|(from, until)| until - from).sum();
        let text = match rests.len() {
            0 => "no rest yet".to_owned(),
            n => format!("{n} of {most}, {} in all", say_duration(whole)),
        };
        ui.label(RichText::new(text).color(c.muted));
    });
    ui.add_space(4.0);
    let (track, _) = Track::new(ui, 46.0, span_h, Sense::hover());
    track.paint(ui, c, now_h);
    track.doses(ui, c.drug, acts, 1.0);
    let mut gone = None;
    for (k, rest) in rests.iter_mut().enumerate() {
        if block_ui(ui, c, &track, (k, rest), (least_h, now_h)) {
            gone = Some(k);
        }
    }
    if let Some(k) = gone {
        rests.remove(k);
    }
}

/// One rest; says whether it is to go. What has begun cannot begin elsewhere, and what is over stays.
fn block_ui(
    ui: &mut Ui,
    c: Ink,
    track: &Track,
    (k, rest): (usize, &mut (f64, f64)),
    (least_h, now_h): (f64, f64),
) -> bool {
    let (open, begun) = (rest.1 > now_h, rest.0 < now_h);
    let block = Rect::from_min_max(
        Pos2::new(track.x(rest.0), track.rect.top()),
        Pos2::new(track.x(rest.1), track.rect.bottom()),
    );
    ui.painter().rect_filled(block, CornerRadius::same(3), c.good.gamma_multiply(if open { 0.4 } else { 0.2 }));
    if !open {
        return false;
    }
    let mut gone = false;
    if !begun {
        let sense = Sense::DRAG | Sense::CLICK;
        let middle = ui.interact(block, ui.id().with(("rest", k)), sense);
        if middle.dragged() {
            let hours_per_point = (track.span_h.1 - track.span_h.0) / f64::from(track.rect.width());
            let grabbed = ui.input(|i| i.pointer.press_origin()).zip(middle.interact_pointer_pos());
            let held = ui.data_mut(|d| *d.get_temp_mut_or(middle.id, rest.0));
            if let Some((from, to)) = grabbed {
                let length = rest.1 - rest.0;
                let start = track.snap(held + f64::from(to.x - from.x) * hours_per_point);
                rest.0 = start.clamp(now_h.max(track.span_h.0), (track.span_h.1 - length).max(now_h));
                rest.1 = rest.0 + length;
            }
        } else {
            ui.data_mut(|d| d.remove::<f64>(middle.id));
        }
        let from = track.grip(ui, c, ("from", k), rest.0, (now_h, rest.1 - least_h), "Rest begins");
        rest.0 = from.to_h.unwrap_or(rest.0);
        gone |= from.gone;
    }
    let until = track.grip(ui, c, ("until", k), rest.1, ((rest.0 + least_h).max(now_h), track.span_h.1), "Rest ends");
    rest.1 = until.to_h.unwrap_or(rest.1);
    if !begun {
        gone |= until.gone;
        let at = Rect::from_center_size(block.center(), egui::vec2(20.0, 20.0));
        let close = ui
            .scope(|ui| {
                ui.spacing_mut().button_padding = egui::Vec2::ZERO;
                ui.spacing_mut().interact_size = at.size();
                ui.place(at, egui::Button::new(RichText::new("x").small()))
            })
            .inner;
        close.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, "Remove this rest"));
        gone |= close.clicked();
    }
    gone
}

/// The first place where a rest of such a length fits between the others.
fn free_place(rests: &[(f64, f64)], least_h: f64, (from_h, until_h): (f64, f64)) -> Option<f64> {
    let starts = [from_h].into_iter().chain(rests.iter().map(|r| r.1 + least_h)).filter(|h| *h >= from_h);
    let fits = |h: &f64| h + least_h <= until_h && !rests.iter().any(|r| r.0 < h + least_h && *h < r.1);
    starts.filter(fits).min_by(f64::total_cmp)
}
