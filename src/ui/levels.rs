//! Choose your level: one card each, with its idea and the best stars.

use std::collections::BTreeMap;

use bevy_egui::egui::{self, RichText, Sense, Ui, Vec2};
use model::level::Level;
use model::system::System;

use super::{
    Wish,
    style::{self, Ink},
};

/// The choice of levels, and the sandbox's body systems.
pub fn levels_ui(
    ui: &mut Ui,
    c: Ink,
    levels: &[Level],
    systems: &[System],
    stars: &BTreeMap<String, u8>,
) -> Option<Wish> {
    let mut wish = None;
    ui.horizontal(|ui| {
        if ui.button("Back").clicked() {
            wish = Some(Wish::Title);
        }
        ui.heading("Choose your level");
    });
    ui.add_space(8.0);
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        style::page_keys(ui);
        for level in levels {
            style::card(ui, c, |ui| {
                ui.horizontal_top(|ui| {
                    let room = (ui.available_width() - 130.0).max(120.0);
                    ui.vertical(|ui| {
                        ui.set_width(room);
                        ui.label(style::bold(format!("{}  {}", level.id, level.title), 18.0));
                        ui.label(RichText::new(&level.idea).color(c.muted));
                    });
                    ui.vertical(|ui| {
                        stars_ui(ui, c, stars.get(&level.id).copied().unwrap_or(0), 15.0);
                        let play = style::main_button(ui, "Play", c.good, true);
                        let play = play.on_hover_text(format!("Play {}", level.title));
                        if play.clicked() {
                            wish = Some(Wish::Level(level.id.clone()));
                        }
                    });
                });
            });
        }
        ui.add_space(6.0);
        style::card(ui, c, |ui| {
            ui.label(style::bold("Sandbox", 18.0));
            ui.label(RichText::new("Any drug, any dosing, all plots. Choose a body system.").color(c.muted));
            ui.horizontal_wrapped(|ui| {
                for system in systems {
                    if ui.button(&system.name).on_hover_text(&system.summary).clicked() {
                        wish = Some(Wish::Sandbox(system.id.clone()));
                    }
                }
            });
        });
    });
    wish
}

/// Three stars, `n` of them full.
pub fn stars_ui(ui: &mut Ui, c: Ink, n: u8, radius: f32) {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(radius * 6.6, radius * 2.2), Sense::hover());
    for i in 0..3_u8 {
        let center = rect.left_center() + Vec2::new(radius * (1.1 + 2.2 * f32::from(i)), 0.0);
        let points: Vec<egui::Pos2> = (0..10)
            .map(|k| {
                let angle = std::f32::consts::TAU * (k as f32 / 10.0 - 0.25);
                let r = if k % 2 == 0 { radius } else { radius * 0.45 };
                center + Vec2::angled(angle) * r
            })
            .collect();
        let full = i < n;
        // A star is not convex: paint it as a fan around its middle.
        let fill = if full { c.gold } else { c.raised };
        let mut mesh = egui::Mesh::default();
        mesh.colored_vertex(center, fill);
        for p in &points {
            mesh.colored_vertex(*p, fill);
        }
        for k in 0..10_u32 {
            mesh.add_triangle(0, 1 + k, 1 + (k + 1) % 10);
        }
        ui.painter().add(mesh);
        let edge = if full { c.gold } else { c.muted };
        ui.painter().add(egui::Shape::closed_line(points, egui::Stroke::new(1.0, edge.gamma_multiply(0.9))));
    }
    let text = format!("{n} of 3 stars");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &text));
}
