//! Which words belong where: a few short labels beside the things they name, for the ui to paint as pills.
//!
//! Never over an object, never two in the same place. Not here: painting, fonts, languages.

use std::borrow::Cow;

use bevy::prelude::*;
use model::{
    receptor::ReceptorState,
    scene::{CellKind, Protein},
};

use super::{
    SceneInput, TargetKind, cyclase,
    enzyme_glyphs::chip_place,
    hero::{Hero, Heroes},
    layout::Layout,
    organelles,
    profile::Profile,
    words::state_label,
};

/// Which point of the pill lies on [`Label::at`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The pill hangs below the point.
    Top,
    /// The pill stands above the point.
    Bottom,
    /// The pill begins at the point.
    Left,
    /// The pill ends at the point.
    Right,
}

/// One label.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// A word or two.
    pub text: Cow<'static, str>,
    /// Where, logical points of the window.
    pub at: Vec2,
    /// Which point of the pill that is.
    pub anchor: Anchor,
    /// Where a line to the thing itself ends, if there is one.
    pub from: Option<Vec2>,
}

/// The labels of this frame.
#[derive(Resource, Clone, Debug, Default)]
pub struct SceneLabels(pub Vec<Label>);

/// Height of the line of labels under the heroes, design units.
pub const HERO_LINE: f32 = 430.0;
/// Room that a label on that line needs to either side.
const ROOM: f32 = 62.0;

/// Finds the labels of this frame.
pub fn find(
    labels: &mut Vec<Label>,
    heroes: &Heroes,
    input: &SceneInput,
    layout: &Layout,
    line: &Profile,
    seconds: f64,
) {
    let mut taken: Vec<f32> = Vec::new();
    cyclase::labels(labels, &mut taken, input, layout, line);
    let mut add = |text: &'static str, at: Vec2, anchor| {
        labels.push(Label { text: text.into(), at: layout.to_window(at), anchor, from: None });
    };
    if input.scene.protein == Protein::SevenHelices {
        for i in 0..organelles::N_WANDERERS {
            let (at, kinase) = organelles::wanderer(layout, i, if input.reduced_motion { 0.0 } else { seconds });
            if i < 2 {
                add(if kinase { "GRK" } else { "arrestin" }, at + Vec2::new(0.0, 25.0), Anchor::Top);
            }
            taken.push(if at.y < 480.0 { at.x } else { -1e4 });
        }
    }
    // vesicles on their way stand where labels would
    let on_the_way = |hero: &&Hero| (400.0..500.0).contains(&hero.pose.at.y) && hero.pose.ring > 0.2;
    taken.extend(heroes.0.iter().filter(on_the_way).map(|hero| hero.pose.at.x));
    let surface = [
        ReceptorState::Resting,
        ReceptorState::Active,
        ReceptorState::Phosphorylated,
        ReceptorState::Arrestin,
        ReceptorState::Pit,
    ];
    for state in surface {
        let settled = |i: &usize| heroes.0[*i].state == Some(state) && heroes.0[*i].since > 0.8;
        let free = |i: &usize| {
            let x = heroes.0[*i].pose.at.x;
            x > ROOM && x < layout.width - ROOM && taken.iter().all(|t| (t - x).abs() > 2.0 * ROOM)
        };
        let found = (0..heroes.0.len()).filter(settled).find(free);
        // Under a pit over the endosome there is no room for words.
        let crowded = |i: &usize| {
            let endosome = layout.endosome();
            state == ReceptorState::Pit && (heroes.0[*i].pose.at.x - endosome.at.x).abs() < endosome.radius + 2.0 * ROOM
        };
        if let Some(i) = found.filter(|i| !crowded(i)) {
            let at = heroes.0[i].pose.at;
            let drop = if state == ReceptorState::Pit { 60.0 } else { 0.0 };
            let line = if input.target == TargetKind::Enzyme { at.y + 21.0 } else { HERO_LINE + drop };
            add(state_label(state, input.scene.protein), Vec2::new(at.x, line), Anchor::Top);
            taken.push(at.x);
        }
    }
    match input.target {
        TargetKind::Receptor => {
            let (endosome, lysosome, stack, golgi) =
                (layout.endosome(), layout.lysosome(), layout.factory(), layout.golgi());
            add("endosome", endosome.at + Vec2::new(0.0, endosome.radius + 22.0), Anchor::Top);
            add("lysosome", lysosome.at - Vec2::new(0.0, lysosome.radius + 8.0), Anchor::Bottom);
            let newborn = heroes.0.iter().find(|h| h.state == Some(ReceptorState::New) && h.since > 0.8);
            if let Some(hero) = newborn {
                add("newly made", hero.pose.at - Vec2::new(0.0, 54.0), Anchor::Bottom);
            }
            add("ER", Vec2::new(stack.min.x + 22.0, stack.min.y - 4.0), Anchor::Bottom);
            add("Golgi", Vec2::new(golgi.center().x, golgi.max.y + 2.0), Anchor::Top);
        }
        TargetKind::Enzyme if input.scene.cell != CellKind::SmoothMuscle => {}
        TargetKind::Enzyme => {
            add("store", chip_place(layout, 0) - Vec2::new(48.0, 10.0), Anchor::Top);
        }
    }
}
