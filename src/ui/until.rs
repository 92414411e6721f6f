//! "Run until": first times that are wanted by everybody (the next dose, a day, the end), then what may happen, last a
//! sentence of the goals' own language. Not here: the language
//! ([`model::goal`]) and the running ([`sim::journey`]).

use bevy_egui::egui::{self, Key, RichText, TextFormat, Ui, text::LayoutJob};
use model::goal::{ExpressionError, Goal};
use model::plan::Act;
use model::quantity::say_duration;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::Course;
use sim::journey::{Aim, Outcome};

use super::{
    Wish,
    charts::{TimeUnit, time_unit},
    desk::{Desk, FIELD},
    style::{self, Ink},
};

/// What is often wanted: a name, what it says in the language (where it is one sentence), and the aim.
#[must_use]
pub fn presets(course: &Course, effect: &str) -> Vec<(&'static str, String, Aim)> {
    let known = |name: &str| course.run.trace.series(name).is_some();
    let symptom = course.run.engine.system.symptoms.first();
    let half = format!("now(effect.{effect}) < 0.5 * max(effect.{effect})");
    let withdrawal = match symptom {
        Some(s) => format!("now(symptom.{}) > 5", s.id),
        None => format!("now(effect.{effect}) < -5%"),
    };
    let day = ((course.t_h() / 24.0).floor() + 1.0) * 24.0;
    let now = course.t_h();
    let to_come = course.to_come();
    let all = course.run.pending().iter().chain(&to_come).chain(course.done());
    let mut coming = all.filter(|a| a.at_h > now);
    let mut out = Vec::new();
    if coming.any(|a| matches!(a.act, Act::Give { .. })) {
        out.push(("Next dose", String::new(), Aim::Dose));
    }
    for (name, text) in [("Effect under half", half), ("Withdrawal starts", withdrawal)] {
        if let Ok(goal) = Goal::parse(&text, &known) {
            out.push((name, text, Aim::Goal { goal: Box::new(goal), again: true }));
        }
    }
    if day < course.setup.duration_h {
        out.push(("Day is over", String::new(), Aim::Hour(day)));
    }
    out
}

/// A unit of time in words, for "until day 3".
fn word_of(unit: TimeUnit) -> &'static str {
    match unit.name {
        "s" => "second",
        "min" => "minute",
        "h" => "hour",
        _ => "day",
    }
}

/// The whole units of time that are still to come in a run, first and last; `None` where there is none.
#[must_use]
pub fn to_come(course: &Course) -> Option<(f64, f64)> {
    let unit = time_unit(course.setup.duration_h);
    let first = (course.t_h() / unit.hours + 1e-9).floor() + 1.0;
    let last = (course.setup.duration_h / unit.hours + 1e-9).floor();
    (first <= last).then_some((first, last))
}

fn run(aim: Aim) -> Option<Wish> {
    Some(Wish::Sim(PlayerCommand::RunUntil(aim)))
}

/// The presets, a time of one's own, and the field for a sentence.
pub fn until_ui(ui: &mut Ui, c: Ink, desk: &mut Desk, course: &Course, effect: &str) -> Option<Wish> {
    let (sentences, times): (Vec<_>, Vec<_>) =
        presets(course, effect).into_iter().partition(|(_, text, _)| !text.is_empty());
    let mut wish = times_ui(ui, desk, course, times.into_iter().map(|(name, _, aim)| (name, aim)).collect());
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("or until").color(c.muted));
        for (name, text, aim) in sentences {
            if ui.button(name).on_hover_text(&text).clicked() {
                desk.until = text;
                desk.error = None;
                wish = run(aim);
            }
        }
    });
    ui.separator();
    ui.label(RichText::new("Advanced: a sentence that has to hold, as goals have them").small().color(c.muted));
    wish.or(sentence_ui(ui, c, desk, course, effect))
}

/// Times that are wanted by everybody, and one of one's own.
fn times_ui(ui: &mut Ui, desk: &mut Desk, course: &Course, mut times: Vec<(&'static str, Aim)>) -> Option<Wish> {
    let mut wish = None;
    let end_h = course.setup.duration_h;
    if course.t_h() < end_h {
        times.push(("End of the run", Aim::Hour(end_h)));
    }
    ui.horizontal_wrapped(|ui| {
        for (i, (name, aim)) in times.into_iter().enumerate() {
            let button = ui.button(style::bold(name, 15.0));
            if i == 0 && desk.fresh {
                button.request_focus();
            }
            if button.clicked() {
                desk.error = None;
                wish = run(aim);
            }
        }
    });
    let Some((first, last)) = to_come(course) else { return wish };
    let unit = time_unit(end_h);
    ui.horizontal(|ui| {
        let reach = desk.reach.get_or_insert(first);
        *reach = reach.clamp(first, last);
        let label = ui.label("until");
        ui.spacing_mut().slider_width = (ui.available_width() - 120.0).clamp(40.0, 220.0);
        let slider = egui::Slider::new(reach, first..=last).step_by(1.0).show_value(false);
        ui.add(slider).labelled_by(label.id);
        if ui.button(format!("{} {reach:.0}", word_of(unit))).clicked() {
            wish = run(Aim::Hour(*reach * unit.hours));
        }
    });
    wish
}

/// The field, and its error.
fn sentence_ui(ui: &mut Ui, c: Ink, desk: &mut Desk, course: &Course, effect: &str) -> Option<Wish> {
    let mut wish = None;
    ui.horizontal(|ui| {
        let hint = format!("now(effect.{effect}) < 50%");
        let room = (ui.available_width() - 150.0).max(40.0);
        let edit = egui::TextEdit::singleline(&mut desk.until)
            .hint_text(hint)
            .desired_width(room)
            .char_limit(300)
            .margin(FIELD);
        let field = ui.add(edit).on_hover_text("Such as: min max mean at share first when_max now");
        if field.changed() {
            desk.error = None;
        }
        ui.menu_button("Series  v", |ui| {
            egui::ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
                for column in &course.run.trace.columns {
                    if ui.button(RichText::new(&column.series).small()).clicked() {
                        desk.until.push_str(&format!("now({})", column.series));
                        desk.error = None;
                        ui.close();
                    }
                }
            });
        });
        let entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let go = ui.button("Run").on_hover_text("Enter");
        if entered || go.clicked() {
            match Goal::parse(desk.until.trim_end(), &|name| course.run.trace.series(name).is_some()) {
                Ok(goal) => {
                    desk.error = None;
                    let aim = Aim::Goal { goal: Box::new(goal), again: false };
                    wish = Some(Wish::Sim(PlayerCommand::RunUntil(aim)));
                }
                Err(e) => {
                    desk.error = Some(e);
                    field.request_focus();
                }
            }
        }
        desk.saw(&field);
    });
    if let Some(error) = &desk.error {
        ui.label(pointed(c, &desk.until, error));
        ui.label(RichText::new(error.to_string()).small().color(c.bad));
    }
    wish
}

/// The text with the character that is wrong marked in it.
fn pointed(c: Ink, text: &str, error: &ExpressionError) -> LayoutJob {
    let font = egui::FontId::monospace(13.0);
    let plain = TextFormat::simple(font.clone(), c.muted);
    let marked = TextFormat { background: c.bad, ..TextFormat::simple(font, c.ground) };
    let mut job = LayoutJob::default();
    let mut chars = text.chars();
    let before: String = chars.by_ref().take(error.at.saturating_sub(1)).collect();
    job.append(&before, 0.0, plain.clone());
    job.append(&chars.next().unwrap_or(' ').to_string(), 0.0, marked);
    job.append(chars.as_str(), 0.0, plain);
    job
}

/// What is to be said of a journey: how far it is, or how it ended; of ticks so long that nothing seems to
/// happen; and that the level itself has stopped the clock.
#[must_use]
pub fn word(course: &Course, clock: &Clock) -> Option<String> {
    if let Some(journey) = &clock.journey {
        let to =
            if let Aim::Hour(h) = journey.aim { format!("to {}", say_duration(h)) } else { "on its way".to_owned() };
        let share = (journey.share(course.t_h()) * 100.0).round();
        return Some(format!("Running {to}: {share} %, Space stops"));
    }
    if let Some(wait_s) = clock.waits_s(course) {
        let tick = say_duration(course.next_tick_h());
        return Some(format!("One tick is {tick} here: the next in {:.0} s, ] is faster", wait_s.ceil()));
    }
    if !clock.running && course.stands_at_a_stop() && clock.outcome.is_none() {
        return Some("The level stops here: give what you want to give, then Play".to_owned());
    }
    Some(match clock.outcome? {
        Outcome::Found(h) => format!("It holds: {}", say_duration(h)),
        Outcome::Already => "It holds already".to_owned(),
        Outcome::Never => "It did not happen".to_owned(),
    })
}
