//! The list of bookmarks: go there, name it, take it away. Not here: their marks on the time line
//! ([`crate::ui::timeline`]).

use bevy_egui::egui::{self, RichText, Ui};
use model::quantity::say_duration;
use sim::bookmark::{LONGEST, Marking};
use sim::command::PlayerCommand;
use sim::course::Course;

use super::{
    Wish,
    desk::{Desk, FIELD},
    style::Ink,
};

/// The list.
pub fn bookmarks_ui(ui: &mut Ui, c: Ink, desk: &mut Desk, course: &Course) -> Option<Wish> {
    let mut wish = None;
    if course.bookmarks.is_empty() {
        ui.label(RichText::new("None yet: B sets one here").color(c.muted));
    }
    for (i, bookmark) in course.bookmarks.iter().enumerate() {
        ui.horizontal(|ui| {
            let go = egui::Button::new(say_duration(bookmark.at_h)).min_size(egui::vec2(110.0, 0.0));
            if ui.add(go).on_hover_text("Go there").clicked() {
                wish = Some(Wish::Sim(PlayerCommand::GoTo(bookmark.at_h)));
            }
            let writing = desk.naming.as_ref().filter(|(at, _)| *at == i);
            let mut name = writing.map_or_else(|| bookmark.name.clone(), |(_, name)| name.clone());
            let room = ui.available_width() - 90.0;
            let field =
                ui.add(egui::TextEdit::singleline(&mut name).desired_width(room).char_limit(LONGEST).margin(FIELD));
            desk.saw(&field);
            if field.lost_focus() {
                if let Some((at, name)) =
                    desk.naming.take().filter(|(_, n)| *n != bookmark.name && !n.trim().is_empty())
                {
                    wish = Some(Wish::Sim(PlayerCommand::Mark(Marking::Name(at, name))));
                }
            } else if field.has_focus() {
                desk.naming = Some((i, name));
            }
            if ui.button(RichText::new("Remove").small()).clicked() {
                desk.naming = None;
                wish = Some(Wish::Sim(PlayerCommand::Mark(Marking::Remove(i))));
            }
        });
    }
    wish
}
