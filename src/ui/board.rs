//! The board: the tasks of a level, large, over everything but the text above, with what leads further below: hand in,
//! hints, the run behind it. Not here: the panels of the tasks.

use bevy_egui::egui::{self, Key, Rect, RichText, Ui, UiBuilder, Vec2};
use model::task::{Grade, Task};

use super::{
    Wish,
    graded::choose_by_keys,
    style::{self, Ink},
    task_cases, task_order, task_venn,
    terms::Terms,
};
use crate::answer::Draft;
use crate::game::{Game, Phase};
use crate::readings::Readings;

/// What is laid out on the board.
#[derive(Clone, Debug)]
pub struct Board {
    /// It stands open, in the run and beside a debrief.
    pub open: bool,
    /// It stands open over a debrief that fills the window.
    pub seen: bool,
    /// It was drawn in this frame: the keys are its own.
    pub stands: bool,
    /// The task that is shown.
    pub task: usize,
    /// The item that is chosen.
    pub chosen: usize,
}

impl Default for Board {
    fn default() -> Self {
        Self { open: true, seen: false, stands: false, task: 0, chosen: 0 }
    }
}

impl Board {
    /// Whether it is to be shown. Once the answers are handed in, the run is looked at, and then the answers again.
    #[must_use]
    pub fn is_shown(&self, game: &Game, wide: bool) -> bool {
        let debrief = if wide { self.open } else { self.seen };
        !game.tasks().is_empty()
            && match game.phase {
                Phase::Bet => false,
                Phase::Run => self.open && (!game.handed || game.shown),
                Phase::Debrief => debrief,
            }
    }

    /// Turns to the first item that is not right, if there is one.
    pub fn turn_to_mistake(&mut self, grades: &[Grade]) {
        let wrong =
            |(task, grade): (usize, &Grade)| grade.items.iter().position(|right| !right).map(|item| (task, item));
        if let Some((task, item)) = grades.iter().enumerate().find_map(wrong) {
            (self.task, self.chosen) = (task, item);
        }
    }

    /// Opens or closes it.
    pub fn toggle(&mut self, phase: Phase) {
        self.open = !self.open;
        self.seen = if phase == Phase::Debrief { !self.seen } else { self.seen };
    }
}

/// What a panel is given of its task.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The answer so far.
    pub draft: &'a Draft,
    /// How it was, once it is handed in.
    pub grade: Option<&'a Grade>,
    /// Colours.
    pub ink: Ink,
    /// There is room for names, and not for numbers alone.
    pub roomy: bool,
}

/// Height of what lies below the task, points.
const FOOT: f32 = 54.0;

/// The whole board, in the room of `ui`.
pub fn board_ui(ui: &mut Ui, c: Ink, game: &Game, readings: &Readings, board: &mut Board) -> Option<Wish> {
    let mut wish = None;
    let rect = ui.max_rect();
    let roomy = rect.width() >= 700.0 && rect.height() >= 380.0;
    let body = Rect::from_min_max(rect.min, rect.max - Vec2::new(0.0, FOOT));
    board.task = board.task.min(game.tasks().len().saturating_sub(1));
    ui.scope_builder(UiBuilder::new().max_rect(body).id_salt("body"), |ui| {
        if game.tasks().len() > 1 {
            ui.horizontal_wrapped(|ui| {
                for (i, task) in game.tasks().iter().enumerate() {
                    let name = format!("{} {}", i + 1, title(task));
                    if ui.selectable_label(board.task == i, name).clicked() {
                        (board.task, board.chosen) = (i, 0);
                    }
                }
            });
        }
        let (Some(task), Some(draft)) = (game.tasks().get(board.task), game.answers.get(board.task)) else { return };
        if game.answering() {
            let mut terms = Terms::on(ui, c);
            if let Some(level) = game.level.as_ref().filter(|_| !roomy && game.hints == 0) {
                terms.label(ui, RichText::new(&level.prompt).color(c.muted));
            }
            for hint in game.level.iter().flat_map(|l| l.hints.iter().take(game.hints)) {
                terms.label(ui, RichText::new(hint).color(c.gold));
            }
        }
        board.chosen = board.chosen.min(task.len().saturating_sub(1));
        choose_by_keys(ui, &mut board.chosen, task.len());
        let grades = game.grades();
        let page = Page { draft, grade: grades.get(board.task), ink: c, roomy };
        let chosen = &mut board.chosen;
        let answer = match task {
            Task::Venn(items) => task_venn::venn_ui(ui, page, items, chosen),
            Task::Order(items) => task_order::order_ui(ui, page, items, chosen),
            Task::Cases(cases) => {
                let read = |patient: usize| readings.of(board.task, patient);
                task_cases::cases_ui(ui, page, task, cases, &read, chosen)
            }
        };
        wish = answer.map(|draft| Wish::Answer(board.task, draft));
    });
    let foot = Rect::from_min_max(rect.max - Vec2::new(rect.width(), FOOT - 8.0), rect.max);
    ui.scope_builder(UiBuilder::new().max_rect(foot).id_salt("foot"), |ui| {
        ui.horizontal(|ui| wish = wish.take().or(foot_ui(ui, c, game)));
    });
    wish
}

fn title(task: &Task) -> &'static str {
    match task {
        Task::Order(_) => "Ruler of time",
        Task::Venn(_) => "Three circles",
        Task::Cases(_) => "Causes",
    }
}

fn foot_ui(ui: &mut Ui, c: Ink, game: &Game) -> Option<Wish> {
    let mut wish = None;
    ui.spacing_mut().item_spacing.x = 8.0;
    if game.answering() {
        let (answered, items) = game.answered();
        let ready = game.can_hand_in();
        let hand_in = style::main_button(ui, "Hand in", c.good, ready);
        let free = ui.memory(|m| m.focused().is_none());
        if hand_in.on_hover_text("Enter").clicked() || ready && free && ui.input(|i| i.key_pressed(Key::Enter)) {
            wish = Some(Wish::HandIn);
        }
        let done = RichText::new(format!("{answered} of {items} answered"));
        ui.label(done.color(if ready { c.good } else { c.muted }));
        let hint = egui::Button::new(format!("Hint {}/3", (game.hints + 1).min(3)));
        if ui.add_enabled(game.hints < 3, hint).on_hover_text("H").clicked() {
            wish = Some(Wish::Hint);
        }
        if ui.button("Show me").on_hover_text("The right answers, without stars").clicked() {
            wish = Some(Wish::ShowMe);
        }
    } else if game.phase == Phase::Run {
        if style::main_button(ui, "To the end", c.good, true).clicked() {
            wish = Some(Wish::Finish);
        }
        ui.label(RichText::new("The right answers").color(c.muted));
    }
    let text = if game.phase == Phase::Debrief { "Look at the run" } else { "Watch the run" };
    if ui.button(text).clicked() {
        wish = Some(Wish::Board);
    }
    wish
}

/// The way back to the board, where the doses would stand.
pub fn back_ui(ui: &mut Ui, c: Ink, game: &Game) -> Option<Wish> {
    if game.tasks().is_empty() || game.handed && !game.shown {
        return None;
    }
    let mut wish = None;
    let (answered, items) = game.answered();
    if style::main_button(ui, "Back to the question", c.good, true).clicked() {
        wish = Some(Wish::Board);
    }
    ui.label(RichText::new(format!("{answered} of {items} answered")).color(c.muted));
    wish
}
