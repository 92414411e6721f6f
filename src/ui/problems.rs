//! What is wrong with the files of levels that somebody is writing: every problem, over the game. Not here: who finds them
//! ([`crate::workshop`]).

use bevy_egui::egui::{self, Align2, Context, Margin, RichText, ScrollArea};
use model::problem::Problem;

use super::style::{self, Ink};

/// The card over the upper left of the scene, away from what plays. `true`: it is to be hidden.
pub fn problems_card(ctx: &Context, c: Ink, problems: &[Problem]) -> bool {
    let mut hide = false;
    let room = ctx.viewport_rect().size();
    let area = egui::Area::new("problems".into()).anchor(Align2::LEFT_TOP, egui::vec2(10.0, 76.0));
    area.order(egui::Order::Tooltip).show(ctx, |ui| {
        style::dialog(c).inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
            ui.set_width((room.x - 60.0).clamp(160.0, 560.0));
            ui.horizontal(|ui| {
                let n = problems.len();
                let text = if n == 1 { "1 problem".to_owned() } else { format!("{n} problems") };
                ui.label(style::bold(text, 17.0).color(c.bad));
                ui.label(RichText::new("This card goes when they are mended.").color(c.muted));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    hide = ui.button("Hide").clicked();
                });
            });
            let most = (room.y * 0.4).clamp(60.0, 300.0);
            ScrollArea::vertical().max_height(most).show(ui, |ui| {
                for problem in problems {
                    let place = if problem.line > 0 {
                        format!("{}:{}", problem.file, problem.line)
                    } else {
                        problem.file.clone()
                    };
                    ui.label(RichText::new(place).small().color(c.muted));
                    let field = if problem.field.is_empty() { String::new() } else { format!("{}: ", problem.field) };
                    ui.label(format!("{field}{}", problem.what));
                    ui.add_space(3.0);
                }
            });
        });
    });
    hide
}
