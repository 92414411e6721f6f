//! Words for the scales beside the membrane's own: tissue, whole cell, one receptor with its parts. Each stands beside
//! what it names, with a line to it. Not here: painting, and the words of the membrane (`labels`).

use std::borrow::Cow;

use bevy::prelude::*;
use model::{receptor::ReceptorState, scene::Protein};

use super::{
    SceneInput, TargetKind,
    cell_inside::NUCLEUS,
    cell_plan::{CellPlan, Outline},
    hero::Heroes,
    labels::{Anchor, Label},
    layout::{HEIGHT, Layout},
    words::state_label,
    zoom::Map,
};

/// Names the cell among its neighbours.
pub fn of_tissue(labels: &mut Vec<Label>, input: &SceneInput, layout: &Layout) {
    let flat = Layout::new(layout.rect);
    let middle = Vec2::new(flat.width * 0.5, HEIGHT * 0.52);
    let outline = Outline::new(input.scene.cell, flat.width).grown(input.amounts.grown);
    let mut add = |text: String, at: Vec2, anchor, from: Vec2| {
        labels.push(Label { text: text.into(), at: flat.to_window(at), anchor, from: Some(flat.to_window(from)) });
    };
    let reach = outline.axes / 3.2;
    let right = middle + Vec2::new(reach.x * 0.72, reach.y * 0.72);
    add(
        format!("this {}, 1 of many", input.scene.cell_name),
        Vec2::new(middle.x + reach.x + 46.0, middle.y + reach.y + 46.0),
        Anchor::Left,
        right,
    );
    if !input.scene.vesicles.is_empty() {
        let top = middle - Vec2::new(0.0, reach.y * 1.02);
        add(
            format!("nerve ending: {} in vesicles", input.scene.vesicles),
            top + Vec2::new(-112.0, -96.0),
            Anchor::Right,
            top + Vec2::new(-22.0, -44.0),
        );
    }
}

/// Names the parts of the whole cell.
pub fn of_cell(labels: &mut Vec<Label>, plan: &CellPlan, input: &SceneInput, layout: &Layout, map: Map) {
    let flat = Layout::new(layout.rect);
    let outline = Outline::new(input.scene.cell, flat.width).grown(input.amounts.grown);
    let place = |p: Vec2| flat.to_window(map.apply(p));
    let inside = |q: Vec2| outline.middle + q * outline.axes;
    let mut add = |text: Cow<'static, str>, at: Vec2, anchor, from: Option<Vec2>| {
        labels.push(Label { text, at: place(at), anchor, from: from.map(place) });
    };
    if !input.scene.grows.is_empty() {
        let low = outline.middle + Vec2::new(0.0, outline.axes.y * 0.86);
        add(format!("cell volume {:.0} % of naive", input.amounts.grown * 100.0).into(), low, Anchor::Top, None);
    }
    let nucleus = inside(NUCLEUS.0 + Vec2::new(0.0, NUCLEUS.1));
    add("nucleus".into(), nucleus - Vec2::new(0.0, 36.0), Anchor::Top, None);
    if input.target == TargetKind::Enzyme {
        return;
    }
    // beside the cell, at the height of what they name
    let mut beside = |text, q: Vec2, side: f32| {
        let from = inside(q);
        let x = (outline.axes.x * 1.06 + 26.0).min(flat.width * 0.5 - 104.0);
        let anchor = if side < 0.0 { Anchor::Right } else { Anchor::Left };
        add(Cow::Borrowed(text), Vec2::new(outline.middle.x + side * x, from.y + 18.0), anchor, Some(from));
    };
    for (class, text, side) in [(0, "endosome", 1.0), (2, "lysosome", -1.0), (3, "newly made", -1.0)] {
        if let Some((at, _)) = plan.organelles.fullest(class) {
            beside(text, at, side);
        }
    }
}

/// Names the parts of the receptor that the zoom follows.
pub fn of_receptor(labels: &mut Vec<Label>, heroes: &Heroes, which: usize, input: &SceneInput, layout: &Layout) {
    let Some(hero) = heroes.0.get(which).filter(|h| h.alpha > 0.5) else { return };
    let Some(state) = hero.state else { return };
    let pose = hero.pose;
    let turn = Vec2::from_angle(pose.turn);
    let unit = layout.scale * layout.lens.scale * pose.size;
    let middle = layout.to_window(pose.at);
    let side = 58.0 * unit.max(2.0);
    // the task stands in the corner on the right
    let mut low = [layout.rect.min.y + 104.0, f32::NEG_INFINITY];
    let mut add = |text: &'static str, local: Vec2, left: bool| {
        let from = layout.to_window(pose.at + turn.rotate(local) * pose.size);
        let y = (from.y).max(low[usize::from(left)] + 34.0);
        low[usize::from(left)] = y;
        let at = Vec2::new(middle.x + if left { -side } else { side }, y);
        labels.push(Label {
            text: text.into(),
            at,
            anchor: if left { Anchor::Right } else { Anchor::Left },
            from: Some(from),
        });
    };
    let bound = matches!(state, ReceptorState::Active);
    match input.scene.protein {
        Protein::SevenHelices => {
            add(if bound { "drug in the pocket" } else { "pocket for the drug" }, Vec2::new(-4.0, -42.0), true);
            add("sugar chains", Vec2::new(38.0, -50.0), false);
            add(state_label(state, input.scene.protein), Vec2::new(20.0, -26.0), false);
            add("seven helices", Vec2::new(20.0, 2.0), false);
            add("membrane", Vec2::new(-33.0, 0.0), true);
            add("loops", Vec2::new(-14.0, 51.0), true);
            add("tail", Vec2::new(29.0, 74.0), false);
            match state {
                ReceptorState::Active => add("G protein", Vec2::new(-26.0, 66.0), true),
                ReceptorState::Phosphorylated => add("phosphates", Vec2::new(26.0, 60.0), false),
                ReceptorState::Arrestin | ReceptorState::Pit => {
                    add("arrestin", Vec2::new(-24.0, 64.0), true);
                    add("phosphates", Vec2::new(26.0, 84.0), false);
                }
                ReceptorState::Resting | ReceptorState::Endosome | ReceptorState::Recycling => {}
                ReceptorState::Lysosome | ReceptorState::New => {}
            }
        }
        Protein::Pentamer | Protein::Tetramer => {
            let parts = if input.scene.protein == Protein::Pentamer { "five parts" } else { "four parts" };
            add(if bound { "drug in its site" } else { "site of the drug" }, Vec2::new(27.0, -50.0), false);
            add(state_label(state, input.scene.protein), Vec2::new(24.0, -34.0), false);
            add(parts, Vec2::new(22.0, -8.0), false);
            add("membrane", Vec2::new(-36.0, 0.0), true);
            add(if bound { "open gate" } else { "closed gate" }, Vec2::new(6.0, 11.0), false);
        }
        Protein::Pump => {
            add(state_label(state, input.scene.protein), Vec2::new(-20.0, -30.0), true);
            add("way of the acid", Vec2::new(0.0, -6.0), false);
            add("head that burns ATP", Vec2::new(20.0, 60.0), false);
        }
        Protein::Carrier => {
            add(state_label(state, input.scene.protein), Vec2::new(-20.0, -30.0), true);
            add("site of the mediator", Vec2::new(0.0, 0.0), false);
        }
        Protein::Cyclase | Protein::Nuclear => {
            add(state_label(state, input.scene.protein), Vec2::new(-22.0, -14.0), true);
            add("two lobes", Vec2::new(22.0, 4.0), false);
        }
    }
}
