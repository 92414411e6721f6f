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
            let room = (ui.available_width() - 90.0).max(40.0);
            let field =
                ui.add(egui::TextEdit::singleline(&mut name).desired_width(room).char_limit(LONGEST).margin(FIELD));
            desk.saw(&field);
            let mine = desk.naming.as_ref().is_some_and(|(at, _)| *at == i);
            if field.has_focus() {
                // Another row has been clicked: what was being written in the first is kept.
                wish = if mine { wish.take() } else { wish.take().or(named(desk, course)) };
                desk.naming = Some((i, name));
            } else if field.lost_focus() && mine {
                wish = wish.take().or(named(desk, course));
            }
            if ui.button(RichText::new("Remove").small()).clicked() {
                desk.naming = None;
                wish = Some(Wish::Sim(PlayerCommand::Mark(Marking::Remove(i))));
            }
        });
    }
    wish
}

/// The name that was being written, if it is another than before.
fn named(desk: &mut Desk, course: &Course) -> Option<Wish> {
    let (at, name) = desk.naming.take()?;
    let new = course.bookmarks.get(at).is_some_and(|b| b.name != name) && !name.trim().is_empty();
    new.then_some(Wish::Sim(PlayerCommand::Mark(Marking::Name(at, name))))
}
