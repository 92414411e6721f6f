//! What the player has laid out beside the time line: an open drawer and what is being written in it. Not here: what the
//! drawers hold ([`crate::ui::until`], [`crate::ui::bookmarks`], [`crate::ui::film`]).

use bevy_egui::egui::{self, Align2, Margin, Rect, RichText, Ui};
use model::goal::ExpressionError;

use super::film_order::Draft;
use super::style::{self, Ink};

/// Room around what is written in a field.
pub const FIELD: Margin = Margin::symmetric(8, 6);

/// Most height of what a drawer holds, points; beyond, it is scrolled.
const MOST: f32 = 330.0;

/// A drawer above the time line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    /// Run until.
    Until,
    /// Bookmarks.
    Marks,
    /// A film of the run.
    Film,
}

/// What is laid out.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// The open drawer.
    pub open: Option<Drawer>,
    /// Until when to run, as it is being written.
    pub until: String,
    /// What is wrong with it.
    pub error: Option<ExpressionError>,
    /// The time until which to run, in whole units of the run's time axis.
    pub reach: Option<f64>,
    /// The bookmark whose name is being written, and the name.
    pub naming: Option<(usize, String)>,
    /// A text field has the keyboard.
    pub typing: bool,
    /// The drawer has just been opened: its first field takes the keyboard.
    pub fresh: bool,
    /// The film that is being thought of.
    pub film: Draft,
}

impl Desk {
    /// Opens a drawer, or closes it if it is the open one.
    pub fn toggle(&mut self, drawer: Drawer) {
        self.open = if self.open == Some(drawer) { None } else { Some(drawer) };
        self.fresh = self.open.is_some();
        self.naming = None;
        self.typing = false;
    }

    /// A text field was drawn: notes whether it has the keyboard.
    pub fn saw(&mut self, field: &egui::Response) {
        self.typing |= field.has_focus();
    }
}

/// The frame of a drawer, at the lower edge of the scene; `add` fills it.
pub fn drawer_ui(ui: &Ui, c: Ink, desk: &mut Desk, title: &str, scene: Rect, add: impl FnOnce(&mut Ui, &mut Desk)) {
    let at = scene.left_bottom() + egui::vec2(10.0, -10.0);
    let area =
        egui::Area::new(title.to_owned().into()).pivot(Align2::LEFT_BOTTOM).fixed_pos(at).order(egui::Order::Middle);
    let most = ui.ctx().viewport_rect().size() - egui::vec2(80.0, 90.0);
    let frame = style::dialog(c).inner_margin(Margin::symmetric(16, 12));
    area.show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            let width = most.x.clamp(120.0, 460.0);
            ui.set_width(width);
            ui.horizontal(|ui| {
                ui.label(style::bold(title, 15.0));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if ui.button(RichText::new("Close").small()).on_hover_text("Esc").clicked() {
                        desk.open = None;
                    }
                });
            });
            let most = most.y.clamp(60.0, MOST);
            egui::ScrollArea::vertical().min_scrolled_height(most).max_height(most).show(ui, |ui| {
                ui.set_width(width);
                add(ui, desk);
            });
        });
    });
    desk.fresh = false;
}
