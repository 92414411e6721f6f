//! Where plans are made: the level's tools, what is drawn with each, and what a drawing becomes. A drawing is planned when
//! the hand lets go of it; it goes with the deed that it became, so that taking that back shows the drawing before. Not
//! here: the tools themselves (`plan_*`).

use std::sync::Arc;

use bevy_egui::egui::{self, RichText, Ui};
use model::drug::Drug;
use model::plan::{Act, Action, Plan};
use model::problem::Problems;
use model::quantity::say_duration;
use model::tool::{Drawing, Tool, Way};
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};

use super::Wish;
use super::plan_convert::{Exchange, convert_ui};
use super::plan_rests::rests_ui;
use super::plan_schedule::schedule_ui;
use super::plan_sum::sum_ui;
use super::plan_taper::taper_ui;
use super::plan_timeline::{Hand, timeline_ui};
use super::style::{self, Ink};
use super::undo;
use crate::game::{Game, Phase};

/// What is drawn with one tool.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The drawing.
    pub drawing: Drawing,
    /// What the hand holds (doses on the time line).
    pub hand: Hand,
    /// The drawing as it was when it was planned, taken back, or begun.
    settled: Drawing,
    /// The plan of the run that it belongs to.
    seen: Option<Arc<[Action]>>,
    /// All that was planned with this tool, and how it was drawn.
    made: Vec<(Arc<[Action]>, Drawing)>,
}

/// What is drawn with the tools of a level.
#[derive(Clone, Debug, Default)]
pub struct Plans {
    /// The panel is open.
    pub open: bool,
    /// Which tool is in hand.
    pub which: usize,
    /// One for each tool.
    pub drafts: Vec<Draft>,
    ran: bool,
}

impl Draft {
    fn of(tool: &Tool) -> Self {
        let drawing = first_drawing(tool);
        let settled = drawing.clone();
        Self { drawing, hand: Hand::default(), settled, seen: None, made: Vec::new() }
    }

    /// Shows what is planned in this run, where that has become something else.
    fn follow(&mut self, tool: &Tool, planned: Option<&Arc<[Action]>>) {
        let same = match (&self.seen, planned) {
            (Some(seen), Some(now)) => Arc::ptr_eq(seen, now),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if same {
            return;
        }
        self.seen = planned.cloned();
        let made = planned.and_then(|now| self.made.iter().rev().find(|(acts, _)| Arc::ptr_eq(acts, now)));
        self.drawing = made.map_or_else(|| first_drawing(tool), |(_, drawing)| drawing.clone());
        self.settled = self.drawing.clone();
    }
}

impl Plans {
    /// Empty hands for a game; the panel is open where the level has a tool.
    #[must_use]
    pub fn of(game: &Game) -> Self {
        let tools = tools(game);
        Self { open: !tools.is_empty(), drafts: tools.iter().map(Draft::of).collect(), ..Self::default() }
    }

    /// Makes way when time begins to run: the scene is what is to be seen then.
    pub fn fold_when_it_runs(&mut self, running: bool) {
        self.open &= self.ran || !running;
        self.ran = running;
    }
}

/// The tools of a game.
#[must_use]
pub fn tools(game: &Game) -> &[Tool] {
    game.level.as_ref().map_or(&[], |l| &l.tools)
}

/// What a tool shows before anybody has drawn.
fn first_drawing(tool: &Tool) -> Drawing {
    match tool {
        Tool::Timeline { .. } => Drawing::Doses(Vec::new()),
        Tool::Schedule { amounts, every_h, within_h, .. } => {
            let (du, every_h) = (amounts.first().copied().unwrap_or(1.0), every_h.first().copied().unwrap_or(24.0));
            Drawing::Schedule { du, every_h, from_h: within_h.0, until_h: within_h.1 }
        }
        Tool::Taper { over_h, most_levels, first, every_h, .. } => {
            let middle = (0.5 * (over_h.0 + over_h.1) / every_h).round() * every_h;
            let over_h = middle.clamp(over_h.0, over_h.1);
            Drawing::Taper { way: Way::Linear, over_h, last: first / 10.0, levels: 5.min(*most_levels) }
        }
        Tool::Rests { .. } => Drawing::Rests(Vec::new()),
        Tool::Convert { .. } => Drawing::Reduction(0.0),
    }
}

/// The acts that a drawing comes to within a run.
///
/// # Errors
/// What is allowed, where the drawing is outside of it.
pub fn acts(tool: &Tool, drawing: &Drawing, drugs: &[Drug], duration_h: f64) -> Result<Arc<[Action]>, String> {
    let steps = tool.steps(drawing)?;
    let drugs: Vec<&Drug> = drugs.iter().collect();
    let mut p = Problems::new("plan", "");
    let plan = Plan::check("", &steps, &drugs, &mut p);
    match p.into_found().first() {
        Some(problem) => Err(problem.to_string()),
        None => Ok(plan.actions.into_iter().filter(|a| a.at_h < duration_h).collect()),
    }
}

/// The button that opens the panel, how much is planned or was just given, and the way to take the last act back.
pub fn opener_ui(ui: &mut Ui, c: Ink, plans: &mut Plans, game: &Game, course: &Course) -> Option<Wish> {
    let enabled = game.phase == Phase::Run;
    let planned = !tools(game).is_empty();
    let line = ui.horizontal(|ui| {
        if planned && ui.add(egui::Button::new("Plan").selected(plans.open)).on_hover_text("D").clicked() {
            plans.open = !plans.open;
        }
        undo::line_ui(ui, c, course, planned.then(|| said(course, plans.drafts.len())), enabled)
    });
    line.inner
}

/// How much is planned.
fn said(course: &Course, tools: usize) -> String {
    let now = course.t_h();
    let planned: Vec<&Arc<[Action]>> = (0..tools).filter_map(|number| course.plan(number)).collect();
    let doses =
        |acts: &Arc<[Action]>| acts.iter().filter(|a| a.at_h >= now && matches!(a.act, Act::Give { .. })).count();
    match planned.iter().map(|acts| doses(acts)).sum::<usize>() {
        _ if planned.is_empty() => "nothing planned".to_owned(),
        1 => "1 dose to come".to_owned(),
        n => format!("{n} doses to come"),
    }
}

/// The panel. What was drawn is planned as soon as no button of the mouse is down.
pub fn plans_ui(ui: &mut Ui, c: Ink, plans: &mut Plans, game: &Game, course: &Course) -> Option<Wish> {
    let tools = tools(game);
    let enabled = game.phase == Phase::Run && !course.over();
    plans.which = plans.which.min(tools.len().saturating_sub(1));
    let number = plans.which;
    for ((k, tool), draft) in tools.iter().enumerate().zip(&mut plans.drafts) {
        draft.follow(tool, course.plan(k));
    }
    let tool = tools.get(number)?;
    let mut wanted = None;
    ui.horizontal(|ui| {
        if tools.len() > 1 {
            for (k, each) in tools.iter().enumerate() {
                if ui.selectable_label(number == k, title(each, &game.drugs)).clicked() {
                    plans.which = k;
                }
            }
        } else {
            ui.label(style::bold(title(tool, &game.drugs), 15.0));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button(RichText::new("Fold").small()).on_hover_text("D").clicked() {
                plans.open = false;
            }
            let planned = course.plan(number).is_some_and(|acts| !acts.is_empty());
            let (text, fill) = if planned { ("Clear", c.raised) } else { ("Plan this", c.drug) };
            if small_button(ui, text, fill, enabled) {
                wanted = Some(!planned);
            }
            // What is drawn is planned as soon as the hand lets go.
            let changed = plans.drafts.get(number).is_some_and(|draft| draft.drawing != draft.settled);
            let (state, color) = match (changed, planned) {
                (true, _) => ("let go to plan it", c.muted),
                (false, true) => ("planned", c.good),
                (false, false) => ("not planned yet", c.muted),
            };
            ui.label(RichText::new(state).color(color));
        });
    });
    let draft = plans.drafts.get_mut(number)?;
    let duration_h = course.setup.duration_h;
    let drawn = acts(tool, &draft.drawing, &game.drugs, duration_h);
    ui.add_enabled_ui(enabled, |ui| {
        let shown = drawn.as_ref().map_or(&[][..], |acts| acts);
        tool_ui(ui, c, tool, draft, shown, game, (course.t_h(), duration_h));
        sum_ui(ui, c, game, course, shown);
    });
    if !enabled {
        draft.drawing.clone_from(&draft.settled);
        return None;
    }
    if wanted == Some(false) {
        draft.drawing = first_drawing(tool);
        draft.settled.clone_from(&draft.drawing);
        return plan(draft, number, Arc::default(), course);
    }
    let held = ui.input(|i| i.pointer.any_down());
    if wanted != Some(true) && (held || draft.drawing == draft.settled) {
        return None;
    }
    match acts(tool, &draft.drawing, &game.drugs, duration_h) {
        Ok(acts) => plan(draft, number, acts, course),
        Err(e) => {
            ui.label(RichText::new(e).small().color(c.bad));
            None
        }
    }
}

/// A button of the title line; one that is filled with a colour of its own is the one to press first.
fn small_button(ui: &mut Ui, text: &str, fill: egui::Color32, enabled: bool) -> bool {
    let strong = style::luminance(fill) > 0.22;
    let ink = if strong { egui::Color32::from_rgb(12, 16, 24) } else { egui::Color32::WHITE };
    let plain = fill == ui.visuals().widgets.inactive.bg_fill || !enabled;
    let text = if plain { RichText::new(text).small() } else { RichText::new(text).small().color(ink) };
    ui.add_enabled(enabled, egui::Button::new(text).fill(fill)).clicked()
}

/// Plans what is drawn, from now on; a dose that the last tick passed over is given late.
fn plan(draft: &mut Draft, number: usize, acts: Arc<[Action]>, course: &Course) -> Option<Wish> {
    draft.settled.clone_from(&draft.drawing);
    draft.made.push((Arc::clone(&acts), draft.drawing.clone()));
    let from_h = (course.t_h() - course.tick_h()).max(0.0);
    Some(Wish::Sim(PlayerCommand::Do(Deed::Plan { number, from_h, acts })))
}

/// What a tool is called.
fn title(tool: &Tool, drugs: &[Drug]) -> String {
    let name = |id: &str| drugs.iter().find(|d| d.id == id).map_or(id.to_owned(), |d| d.name.clone());
    match tool {
        Tool::Timeline { drug, .. } => format!("Doses of {}", name(&drug.drug)),
        Tool::Schedule { drug, .. } => format!("Schedule for {}", name(&drug.drug)),
        Tool::Taper { drug, from_h, .. } => format!("Taper of {}, from {}", name(&drug.drug), say_duration(*from_h)),
        Tool::Rests { .. } => "Rests".to_owned(),
        Tool::Convert { from, to, .. } => format!("From {} to {}", name(from), name(&to.drug)),
    }
}

fn tool_ui(
    ui: &mut Ui,
    c: Ink,
    tool: &Tool,
    draft: &mut Draft,
    shown: &[Action],
    game: &Game,
    (now_h, duration_h): (f64, f64),
) {
    match (tool, &mut draft.drawing) {
        (Tool::Timeline { amounts, most, .. }, Drawing::Doses(doses)) => {
            timeline_ui(ui, c, doses, &mut draft.hand, (amounts, *most as usize), (now_h, duration_h));
        }
        (Tool::Schedule { amounts, every_h, within_h, .. }, drawing) => {
            schedule_ui(ui, c, drawing, (amounts, every_h, *within_h), shown, now_h);
        }
        (Tool::Taper { .. }, drawing) => taper_ui(ui, c, drawing, tool, now_h),
        (Tool::Rests { most, least_h, .. }, Drawing::Rests(rests)) => {
            let whole = acts(tool, &Drawing::Rests(Vec::new()), &game.drugs, duration_h).unwrap_or_default();
            let ends = whole.first().zip(whole.last());
            let span_h = ends.map_or((0.0, duration_h), |(a, b)| (a.at_h, (b.at_h + least_h).min(duration_h)));
            rests_ui(ui, c, rests, (*most as usize, *least_h), shown, (now_h, span_h));
        }
        (Tool::Convert { .. }, Drawing::Reduction(less)) => {
            if let Some(exchange) = exchange(tool, game, duration_h) {
                convert_ui(ui, c, less, &exchange);
            }
        }
        (Tool::Timeline { .. } | Tool::Rests { .. } | Tool::Convert { .. }, _) => {}
    }
}

/// The first dose that a conversion changes, before and after, with nothing taken off.
fn exchange(tool: &Tool, game: &Game, duration_h: f64) -> Option<Exchange> {
    let Tool::Convert { usual, at_h, from, to, ratio, .. } = tool else { return None };
    let drug = |id: &str| game.drugs.iter().find(|d| d.id == id);
    let drugs: Vec<&Drug> = game.drugs.iter().collect();
    let before = Plan::check("", usual, &drugs, &mut Problems::new("plan", ""));
    let after = acts(tool, &Drawing::Reduction(0.0), &game.drugs, duration_h).ok()?;
    let first = |acts: &[Action], id: &str| {
        let place = game.drugs.iter().position(|d| d.id == id)?;
        acts.iter().filter(|a| a.at_h >= *at_h).find_map(|a| match a.act {
            Act::Give { drug, du, .. } if drug == place => Some(du),
            Act::Give { .. } | Act::PatchOff { .. } | Act::Place { .. } | Act::Wash => None,
        })
    };
    let new_du = first(&after, &to.drug)?;
    // Several doses may become one: the old side is what the new one stands for.
    let old_du = first(&before.actions, from).map_or(new_du / ratio, |du| du.max(new_du / ratio));
    Some(Exchange { old: (drug(from)?.name.clone(), old_du), new: (drug(&to.drug)?.name.clone(), new_du) })
}
