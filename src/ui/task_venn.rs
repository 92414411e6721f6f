//! Three circles: cards with statements or people, dragged or clicked into the circles, or put there by keys. Not here: the
//! cards of the list ([`crate::ui::venn_cards`]), the circles' shape ([`crate::ui::venn_shape`]), where cards stand in them
//! ([`crate::ui::venn_pack`]).

use std::sync::Arc;

use bevy_egui::egui::{
    self, Align2, Color32, CornerRadius, FontId, Galley, Key, Order, Painter, Pos2, Rect, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, WidgetType,
};
use model::task::Placed;

use super::{
    board::Page,
    causes::meter_colors,
    facts::METERS,
    graded,
    style::{self, Ink},
    venn_cards::{Put, card_ui, toggled},
    venn_pack::{HIGH, Packed},
    venn_shape::{Region, Venn},
};
use crate::answer::Draft;

const CIRCLE_KEYS: [Key; 3] = [Key::Num1, Key::Num2, Key::Num3];

/// The cards and the circles; gives the answer as it is after a drop, a click or a key.
pub fn venn_ui(ui: &mut Ui, page: Page, items: &[Placed], chosen: &mut usize) -> Option<Draft> {
    let Draft::Circles(placed) = page.draft else { return None };
    let rect = ui.available_rect_before_wrap();
    let left = if page.roomy { (rect.width() * 0.4).clamp(290.0, 460.0) } else { rect.width() * 0.52 };
    let list = Rect::from_min_size(rect.min, Vec2::new(left, rect.height()));
    let venn = Venn::within(Rect::from_min_max(Pos2::new(list.right() + 14.0, rect.top()), rect.max));
    let mut put: Option<Put> = None;
    *chosen = (*chosen).min(items.len().saturating_sub(1));
    ui.scope_builder(UiBuilder::new().max_rect(list).id_salt("cards"), |ui| {
        ScrollArea::vertical().id_salt("cards").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            for (i, item) in items.iter().enumerate() {
                let top = ui.cursor().top();
                put = put.take().or(card_ui(ui, page, &venn, i, item, placed[i], chosen));
                let card = Rect::from_x_y_ranges(list.x_range(), top..=ui.cursor().top());
                graded::keep_in_sight(ui, i == *chosen, i, card);
            }
        });
    });
    put = put.or(circles_ui(ui, page, &venn, items, placed, chosen));
    put = put.or_else(|| keys(ui, page, placed, *chosen));
    let (item, region) = put.filter(|_| page.grade.is_none())?;
    let mut new = placed.clone();
    new[item] = region;
    Some(Draft::Circles(new))
}

/// Keys 1 to 3 put the chosen card into a circle or take it out, 0 puts it into none, Backspace back on the pile.
fn keys(ui: &Ui, page: Page, placed: &[Option<Region>], chosen: usize) -> Option<Put> {
    let pressed = |key: Key| page.grade.is_none() && ui.input(|i| i.key_pressed(key));
    if let Some(circle) = CIRCLE_KEYS.iter().position(|key| pressed(*key)) {
        return Some((chosen, Some(toggled(placed[chosen], circle))));
    }
    if pressed(Key::Num0) {
        return Some((chosen, Some([false; 3])));
    }
    pressed(Key::Backspace).then_some((chosen, None))
}

/// A card that is being dragged hangs at the pointer; where it is let go it lies. Outside the circles' room it goes back.
pub fn dragged(ui: &Ui, c: Ink, venn: &Venn, i: usize, name: &str, grip: &egui::Response) -> Option<Put> {
    let at = grip.interact_pointer_pos()?;
    if grip.drag_stopped() {
        return Some((i, venn.region(at)));
    }
    if grip.dragged() {
        let painter = ui.ctx().layer_painter(egui::LayerId::new(Order::Tooltip, ui.id().with("drag")));
        if let Some(region) = venn.region(at) {
            venn.fill(&painter, region, c.text.gamma_multiply(0.16));
        }
        let name = name_of(&painter, c, name);
        let rect = Rect::from_center_size(at, Vec2::new(chip_width(&name), HIGH));
        chip(&painter, c, rect, i, Some(name), c.gold, None);
    }
    None
}

/// The name of a card, laid out.
fn name_of(painter: &Painter, c: Ink, name: &str) -> Arc<Galley> {
    let font = FontId::new(15.0, egui::FontFamily::Name(style::BOLD.into()));
    painter.layout_no_wrap(name.to_owned(), font, c.text)
}

/// Width of a card with such a name.
#[must_use]
pub fn chip_width(name: &Galley) -> f32 {
    40.0 + name.size().x
}

/// A card in the circles: its number, and its name where there is room. Once it is judged the mark takes the number's place,
/// or stands at its edge.
fn chip(painter: &Painter, c: Ink, rect: Rect, i: usize, name: Option<Arc<Galley>>, rim: Color32, right: Option<bool>) {
    let high = rect.height();
    let round = CornerRadius::same((0.5 * high) as u8);
    painter.rect(rect, round, c.card, Stroke::new((high / 15.0).max(1.0), rim), StrokeKind::Inside);
    let disc = rect.left_center() + Vec2::new(0.5 * high, 0.0);
    let fill = c.raised.lerp_to_gamma(c.text, 0.3);
    match (name, right) {
        (Some(name), right) => {
            match right {
                Some(right) => graded::paint_mark(painter, disc, 14.0, right, graded::color(c, right)),
                None => graded::number(painter, disc, 10.5, i, fill),
            }
            let corner = rect.left_center() + Vec2::new(high, -0.5 * name.size().y);
            painter.galley(corner, name, c.text);
        }
        (None, None) => graded::number(painter, disc, 0.35 * high, i, fill),
        (None, Some(right)) => {
            graded::number(painter, disc, 0.4 * high, i, fill);
            let edge = disc + Vec2::splat(0.3 * high);
            painter.circle_filled(edge, 0.2 * high, c.card);
            graded::paint_mark(painter, edge, 0.32 * high, right, graded::color(c, right));
        }
    }
}

/// The circles with the cards in them.
fn circles_ui(
    ui: &mut Ui,
    page: Page,
    venn: &Venn,
    items: &[Placed],
    placed: &[Option<Region>],
    chosen: &mut usize,
) -> Option<Put> {
    let c = page.ink;
    let mut put = None;
    let ground = ui.interact(venn.rect, ui.id().with("circles"), Sense::CLICK);
    ground.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, "Three circles"));
    let painter = ui.painter().with_clip_rect(venn.rect.expand(4.0));
    // On a bright ground the same share of a dark colour would look grey.
    venn.paint(&painter, meter_colors(c), if style::luminance(c.ground) > 0.5 { 0.3 } else { 0.17 });
    let over = ground.hover_pos().and_then(|at| venn.region(at)).filter(|_| page.grade.is_none());
    if let Some(region) = over {
        venn.fill(&painter, region, c.text.gamma_multiply(0.08));
    }
    if let Some(region) = placed[*chosen] {
        venn.fill(&painter, region, c.text.gamma_multiply(0.07));
    }
    names(&painter, page, venn);
    if ground.clicked()
        && let Some(region) = ground.interact_pointer_pos().and_then(|at| venn.region(at))
    {
        put = Some((*chosen, Some(region)));
    }
    for (i, item) in items.iter().enumerate() {
        let Some(region) = placed[i] else { continue };
        let in_it: Vec<usize> = (0..items.len()).filter(|k| placed[*k] == Some(region)).collect();
        let k = in_it.iter().position(|x| *x == i).unwrap_or(0);
        let wide: Vec<f32> = in_it.iter().map(|k| chip_width(&name_of(&painter, c, &items[*k].name))).collect();
        let packed = packed_once(ui, venn, region, &wide);
        let Some(rect) = packed.places.get(k).copied() else { continue };
        let at = rect.center();
        let right = page.grade.and_then(|g| g.items.get(i).copied());
        if right == Some(false) {
            // Where it belongs, and the way there.
            let to = venn.middle(item.right);
            let way = egui::Shape::dashed_line(&[at, to], Stroke::new(2.0, c.good), 6.0, 5.0);
            painter.extend(way);
            painter.circle_filled(to, 6.0, c.good);
        }
        let rim = match right {
            Some(right) => graded::color(c, right),
            None if *chosen == i => c.text,
            None => c.muted.gamma_multiply(0.7),
        };
        let name = packed.named.then(|| name_of(&painter, c, &item.name));
        chip(&painter, c, rect, i, name, rim, right);
        let grip = ui.interact(rect, ui.id().with(("chip", i)), Sense::DRAG | Sense::CLICK);
        if grip.clicked() || grip.drag_started() {
            *chosen = i;
        }
        if page.grade.is_none() {
            put = put.or(dragged(ui, c, venn, i, &item.name, &grip));
        }
        let told = if page.grade.is_some() { format!("{}: {}", item.name, item.why) } else { item.text.clone() };
        grip.on_hover_text(told);
    }
    put
}

/// The places of the cards of a region, looked for only when something about them has changed.
fn packed_once(ui: &Ui, venn: &Venn, region: Region, wide: &[f32]) -> Packed {
    let id = ui.id().with(("packed", region));
    let key = (venn.rect, wide.to_vec());
    let known: Option<((Rect, Vec<f32>), Packed)> = ui.data(|d| d.get_temp(id));
    if let Some((_, packed)) = known.filter(|(old, _)| *old == key) {
        return packed;
    }
    let packed = venn.pack(region, wide);
    ui.data_mut(|d| d.insert_temp(id, (key, packed.clone())));
    packed
}

/// The circles' names, and the place for what is in none of them.
fn names(painter: &Painter, page: Page, venn: &Venn) {
    let c = page.ink;
    let font = FontId::new(venn.name_size, egui::FontFamily::Name(style::BOLD.into()));
    for (k, color) in meter_colors(c).into_iter().enumerate() {
        painter.text(venn.name_at(k), Align2::CENTER_CENTER, METERS[k].1, font.clone(), color);
    }
    let none = if page.roomy { "none of them" } else { "none" };
    let at = venn.none_room().left_center() + Vec2::new(4.0, 0.0);
    painter.text(at, Align2::LEFT_CENTER, none, FontId::proportional(13.0), c.muted);
}
