//! Cards over the scene: the bet, what is to be reached, hints. Not here: what stands on them (`ui`).

use bevy_egui::egui::{self, Align2, Frame, Margin, Rect as Area, RichText, ScrollArea, Ui};
use model::level::{Bet, Level};
use model::so_far::SoFar;
use sim::clock::Clock;
use sim::course::Course;

use crate::game::{Game, Phase};
use crate::readings::Readings;
use crate::ui::board::{self, Board};
use crate::ui::desk::{Desk, Drawer, drawer_ui};
use crate::ui::plan_desk::{self, Plans};
use crate::ui::style::{self, Ink, dialog};
use crate::ui::terms::Terms;
use crate::ui::{Wish, bet, bookmarks, film, until};

/// The bet, on a card in the middle of `room`; nothing behind it takes the keyboard.
pub fn bet_card(ui: &Ui, c: Ink, game: &Game, level: &Level, room: Area) -> Option<Wish> {
    let shift = room.center() - ui.ctx().viewport_rect().center();
    let area = egui::Modal::default_area("bet".into()).anchor(Align2::CENTER_CENTER, shift);
    let shade = egui::Color32::from_black_alpha(40);
    egui::Modal::new("bet".into())
        .area(area)
        .backdrop_color(shade)
        .frame(dialog(c))
        .show(ui.ctx(), |ui| {
            let most = if matches!(level.bet, Bet::Curve { .. }) { 620.0 } else { 480.0 };
            ui.set_width((room.width() - 90.0).clamp(200.0, most));
            let most = (room.height() - 70.0).max(60.0);
            let scroll = ScrollArea::vertical().min_scrolled_height(most).max_height(most);
            scroll.show(ui, |ui| bet::bet_ui(ui, c, level, game.bet.as_ref())).inner
        })
        .inner
}

/// The tasks of the level, over all of `room`.
pub fn board_card(ui: &Ui, c: Ink, game: &Game, readings: &Readings, table: &mut Board, room: Area) -> Option<Wish> {
    let area = egui::Area::new("board".into()).fixed_pos(room.min).order(egui::Order::Middle);
    area.show(ui.ctx(), |ui| {
        let frame = Frame::new().fill(c.ground).inner_margin(Margin { left: 16, right: 16, top: 6, bottom: 12 });
        frame
            .show(ui, |ui| {
                ui.set_width((room.width() - 32.0).max(60.0));
                ui.set_height((room.height() - 18.0).max(60.0));
                board::board_ui(ui, c, game, readings, table)
            })
            .inner
    })
    .inner
}

/// What is to be reached, with what is reached so far, on a card in the corner of the scene.
/// Says which goal is pointed at.
pub fn goals_card(ui: &Ui, c: Ink, game: &Game, course: &Course, scene: Area) -> Option<usize> {
    let level = game.level.as_ref().filter(|_| game.phase == Phase::Run)?;
    let area = egui::Area::new("goals".into()).pivot(Align2::RIGHT_TOP);
    let card = area.fixed_pos(scene.right_top() + egui::vec2(-10.0, 10.0)).order(egui::Order::Background);
    let shown = card.show(ui.ctx(), |ui| {
        let fill = egui::Color32::from_rgba_unmultiplied(c.ground.r(), c.ground.g(), c.ground.b(), 240);
        let frame = Frame::new().fill(fill).corner_radius(10.0).inner_margin(Margin::symmetric(12, 7));
        let lines = frame.show(ui, |ui| {
            ui.set_max_width(330.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            goal_lines(ui, c, level, course, &mut Terms::on(ui, c))
        });
        lines.inner
    });
    shown.inner
}

/// Each goal and each limit with what is true so far; says which of them the pointer or the keyboard is on.
pub fn goal_lines(ui: &mut Ui, c: Ink, level: &Level, course: &Course, terms: &mut Terms) -> Option<usize> {
    let mut pointed = None;
    let limits = level.budget.iter().map(|limit| (limit, true));
    for (number, (goal, limit)) in level.goals.iter().map(|goal| (goal, false)).chain(limits).enumerate() {
        let so_far = goal.test.so_far(&course.run.trace, level.duration_h);
        let line = ui.horizontal_wrapped(|ui| {
            let (mark, color) = match (limit, so_far) {
                (false, SoFar::Met) => ("reached", c.good),
                (false, SoFar::Open(true)) => ("so far yes", c.good),
                (false, SoFar::Open(false)) => ("not yet", c.muted),
                (false, SoFar::Missed) => ("missed", c.bad),
                (true, SoFar::Met | SoFar::Open(true)) => ("limit kept", c.muted),
                (true, SoFar::Open(false)) if course.t_h() <= 0.0 => ("limit kept", c.muted),
                (true, SoFar::Open(false)) => ("limit open", c.muted),
                (true, SoFar::Missed) => ("limit broken", c.bad),
            };
            let sense = egui::Sense::focusable_noninteractive();
            let mark = ui.add(egui::Label::new(style::bold(mark, 11.0).color(color)).selectable(false).sense(sense));
            if mark.has_focus() {
                let stroke = egui::Stroke::new(1.5, c.focus);
                ui.painter().rect_stroke(mark.rect.expand(2.0), 3.0, stroke, egui::StrokeKind::Outside);
            }
            terms.label(ui, RichText::new(goal.text.replace(" %", "\u{a0}%")).small());
            if let Some(now) = goal.test.now_said(&course.run.trace).filter(|_| course.t_h() > 0.0) {
                ui.label(RichText::new(format!("({})", now.replace(' ', "\u{a0}"))).small().color(c.muted));
            }
            mark.has_focus()
        });
        if line.inner || ui.rect_contains_pointer(line.response.rect) {
            pointed = Some(number);
        }
    }
    pointed
}

/// The hints taken so far, on a card in the corner of the scene.
pub fn hint_card(ui: &Ui, c: Ink, game: &Game, scene: Area) {
    let Some(level) = game.level.as_ref().filter(|_| game.hints > 0 && game.phase == Phase::Run) else { return };
    let card = egui::Area::new("hints".into()).fixed_pos(scene.left_top() + egui::vec2(10.0, 44.0));
    card.show(ui.ctx(), |ui| {
        dialog(c).inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
            ui.set_max_width((scene.width() - 60.0).clamp(80.0, 400.0));
            let mut terms = Terms::on(ui, c);
            for hint in level.hints.iter().take(game.hints) {
                terms.label(ui, RichText::new(hint).color(c.gold));
            }
        });
    });
}

/// The tools of the level, on a card at the lower edge of the scene; where there is little room, over all of it.
pub fn plans_card(ui: &Ui, c: Ink, plans: &mut Plans, game: &Game, course: &Course, scene: Area) -> Option<Wish> {
    if plan_desk::tools(game).is_empty() {
        return None;
    }
    let all = ui.ctx().viewport_rect();
    let room = if scene.width() < 600.0 || scene.height() < 260.0 { all } else { scene };
    let area = egui::Area::new("plans".into()).pivot(Align2::CENTER_BOTTOM).order(egui::Order::Middle);
    let card = area.fixed_pos(room.center_bottom() + egui::vec2(0.0, -10.0));
    let size = (room.size() - egui::vec2(60.0, 60.0)).max(egui::vec2(120.0, 60.0));
    let shown = card.show(ui.ctx(), |ui| {
        dialog(c).inner_margin(Margin::symmetric(16, 10)).show(ui, |ui| {
            let most = size.y.min(400.0);
            ui.set_width(size.x.min(800.0));
            let scroll = ScrollArea::vertical().min_scrolled_height(most).max_height(most);
            scroll.show(ui, |ui| plan_desk::plans_ui(ui, c, plans, game, course)).inner
        })
    });
    shown.inner.inner
}

/// The open drawer beside the time line.
pub fn drawer_card(
    ui: &Ui,
    c: Ink,
    desk: &mut Desk,
    drawer: Drawer,
    game: &Game,
    (course, clock): (&Course, &Clock),
    scene: Area,
) -> Option<Wish> {
    let mut wish = None;
    let title = match drawer {
        Drawer::Until => "Run until",
        Drawer::Marks => "Bookmarks",
        Drawer::Film => "Record",
    };
    drawer_ui(ui, c, desk, title, scene, |ui, desk| {
        wish = match drawer {
            Drawer::Until => until::until_ui(ui, c, desk, course, &game.effect),
            Drawer::Marks => bookmarks::bookmarks_ui(ui, c, desk, course),
            Drawer::Film => film::film_ui(ui, c, desk, course, clock),
        };
    });
    wish
}
