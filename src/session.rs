//! A good player who plays the campaign through the game's own door, without a window: bet, doses and answers, finish, debrief,
//! level after level, patient after patient. `setpoint bench campaign` prints how long that takes. Not here: what a level asks ([`model::level`]).

use std::io::{self, Write};
use std::time::{Duration, Instant};

use bevy::prelude::*;
use model::content::Library;
use model::level::{Bet, Level};
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::{Course, Deed};
use sim::recall::Homecoming;

use crate::answer::Draft;
use crate::capture::{CaptureError, Stage};
use crate::game::{BetMade, Content, Game, Phase};
use crate::ui::Wish;

/// Frames that one wait may take: some minutes of a level that does not end.
const PATIENCE: usize = 200_000;

/// How exactly somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Slows down before an act: it is done a twentieth of a tick late.
    Careful,
    /// Acts at the speed of the level: up to a whole tick late.
    Plain,
}

/// How a level went.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// The level's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Stars, 0 to 3.
    pub stars: u8,
    /// What was missed: goals, lines of the budget, the bet.
    pub missed: Vec<String>,
    /// Wall time from the map to the debrief, s.
    pub wall_s: f64,
}

/// The game without a window, at its title; nothing is drawn and nothing is kept.
///
/// # Errors
/// The app cannot be built.
pub fn open(library: &Library) -> Result<Stage, CaptureError> {
    let mut stage = Stage::unseen(UVec2::new(1280, 720), 1.0, |app| crate::game_plugin(app, library.clone()))?;
    stage.set_step(Duration::from_secs_f64(1.0 / sim::TICKS_PER_S));
    for _ in 0..4 {
        stage.frame()?;
    }
    Ok(stage)
}

/// The bet that is right; `None` where it cannot be placed.
#[must_use]
pub fn right_bet(level: &Level, library: &Library) -> Option<BetMade> {
    match &level.bet {
        Bet::Choice { right, .. } => Some(BetMade::Choice(*right)),
        Bet::Number { answer, plan, .. } => Some(BetMade::Number(answer.of(&level.reference(plan.run(), library)?))),
        Bet::Curve { series, points_h, plan, .. } => {
            let run = level.reference(plan.run(), library)?;
            Some(BetMade::Curve(model::bet::curve(series, points_h, &run)))
        }
    }
}

/// Plays one level as somebody does who knows it.
///
/// # Errors
/// The app is lost.
pub fn play(stage: &mut Stage, id: &str, hand: Hand) -> Result<Option<Played>, CaptureError> {
    let began = Instant::now();
    let content = stage.shown().resource::<Content>();
    let Some(level) = content.level(id).cloned() else { return Ok(None) };
    let bet = right_bet(&level, content);
    wish(stage, Wish::Levels)?;
    wish(stage, Wish::Level(level.id.clone()))?;
    wish(stage, bet.map_or(Wish::Begin, Wish::Place))?;
    for (i, patient) in level.parts().enumerate() {
        if i > 0 {
            wish(stage, Wish::NextPatient)?;
        }
        for action in &patient.good.actions {
            match hand {
                Hand::Careful => wait_for(stage, action.at_h)?,
                Hand::Plain if action.at_h <= stage.shown().resource::<Course>().t_h() => {}
                Hand::Plain => wish(stage, Wish::Sim(PlayerCommand::GoTo(action.at_h)))?,
            }
            wish(stage, Wish::Sim(PlayerCommand::Do(Deed::Act(action.act))))?;
        }
        for (number, task) in patient.tasks.iter().enumerate() {
            wish(stage, Wish::Answer(number, Draft::right(task)))?;
        }
        wish(stage, if patient.tasks.is_empty() { Wish::Finish } else { Wish::HandIn })?;
    }
    let game = stage.shown().resource::<Game>();
    let verdict = game.verdict.as_ref().filter(|_| game.phase == Phase::Debrief);
    let mut missed: Vec<String> = Vec::new();
    if let Some(verdict) = verdict {
        let lines = verdict.goals.iter().chain(&verdict.budget);
        missed.extend(lines.filter(|(_, met)| !met).map(|(text, _)| text.clone()));
        if verdict.bet_right != Some(true) {
            missed.push("the bet".to_owned());
        }
    }
    Ok(Some(Played {
        id: level.id,
        title: level.title,
        stars: verdict.map_or(0, |v| v.stars),
        missed,
        wall_s: began.elapsed().as_secs_f64(),
    }))
}

/// Waits for an hour, more slowly just before it.
fn wait_for(stage: &mut Stage, hour: f64) -> Result<(), CaptureError> {
    const SLOWER: f64 = 20.0;
    let (now, tick_h) = {
        let course = stage.shown().resource::<Course>();
        (course.t_h(), course.tick_h())
    };
    if hour <= now {
        return Ok(());
    }
    if hour - tick_h > now {
        wish(stage, Wish::Sim(PlayerCommand::GoTo(hour - tick_h)))?;
    }
    let speed = stage.shown().resource::<Clock>().speed_h_per_s;
    wish(stage, Wish::Sim(PlayerCommand::Speed(speed / SLOWER)))?;
    wish(stage, Wish::Sim(PlayerCommand::GoTo(hour)))?;
    wish(stage, Wish::Sim(PlayerCommand::Speed(speed)))
}

/// Wishes for something and waits until it is there.
fn wish(stage: &mut Stage, wish: Wish) -> Result<(), CaptureError> {
    stage.world().write_message(wish);
    stage.frame()?;
    stage.frame()?;
    for _ in 0..PATIENCE {
        let world = stage.shown();
        if world.resource::<Clock>().journey.is_none() && !world.contains_resource::<Homecoming>() {
            break;
        }
        stage.frame()?;
    }
    stage.frame()
}

/// Plays every level and prints how it went, and how long all of it took; then again with a plainer hand, and prints which
/// levels want a better one.
///
/// # Errors
/// `out` cannot be written to.
pub fn run(library: &Library, out: &mut dyn Write) -> io::Result<()> {
    let lost = |e: CaptureError| io::Error::other(e.to_string());
    let began = Instant::now();
    let mut stage = open(library).map_err(lost)?;
    let ids: Vec<String> = stage.shown().resource::<Content>().levels.iter().map(|l| l.id.clone()).collect();
    let mut stars = 0;
    for id in &ids {
        let Some(played) = play(&mut stage, id, Hand::Careful).map_err(lost)? else { continue };
        stars += u32::from(played.stars);
        let missed =
            if played.missed.is_empty() { String::new() } else { format!("; missed: {}", played.missed.join(", ")) };
        let name = format!("{} {}", played.id, played.title);
        writeln!(out, "{name:<40} {} stars, {:.1} s{missed}", played.stars, played.wall_s)?;
    }
    let (all, wall_s) = (3 * ids.len(), began.elapsed().as_secs_f64());
    writeln!(out, "a session of {} levels         {stars} of {all} stars, {wall_s:.0} s", ids.len())?;
    let mut exact = Vec::new();
    for id in &ids {
        let plain = play(&mut stage, id, Hand::Plain).map_err(lost)?;
        exact.extend(plain.filter(|p| p.stars == 0).map(|p| p.id));
    }
    let exact = if exact.is_empty() { "none".to_owned() } else { exact.join(", ") };
    writeln!(out, "failed where acts come up to a tick late: {exact}")
}
