//! The record key: the last seconds of a run, or all of it, as a film. The run is written down as a scenario, and another
//! process of this program records it in the background, so that the game goes on. Not here: recording (`record`).

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use bevy::prelude::*;
use model::plan::{Act, Action};
use sim::clock::Clock;
use sim::course::Course;

use super::Screen;
use crate::game::{Game, Phase};
use crate::save::{Folder, Notice};
use crate::ui::Wish;

/// Length of such a film, s; and of the run that the eye has just seen.
pub const LENGTH_S: f64 = 20.0;

/// What is being recorded.
#[derive(Resource, Default)]
pub struct Recording(Option<(Child, PathBuf)>);

/// Takes the wishes that are about recording, and tells when a film is done.
pub fn record(
    mut wishes: MessageReader<Wish>,
    (game, course, clock): (Option<Res<Game>>, Option<Res<Course>>, Res<Clock>),
    screen: Res<State<Screen>>,
    mut recording: ResMut<Recording>,
    mut notice: ResMut<Notice>,
) {
    for wish in wishes.read() {
        let Wish::Record { whole } = wish else { continue };
        let run = game.as_ref().zip(course.as_ref());
        let Some((game, course)) = run.filter(|(g, _)| *screen.get() == Screen::Playing && g.phase != Phase::Bet)
        else {
            continue;
        };
        if recording.0.is_some() {
            notice.0 = Some("A film is being recorded already.".to_owned());
            continue;
        }
        let now_h = course.t_h();
        let from_h = if *whole { 0.0 } else { (now_h - LENGTH_S * clock.speed_h_per_s).max(0.0) };
        notice.0 = Some(match begin(game, course, (from_h, now_h)) {
            Ok((child, path)) => {
                recording.0 = Some((child, path));
                "The film is being recorded in the background.".to_owned()
            }
            Err(why) => format!("No film: {why}"),
        });
    }
    let Some((child, path)) = &mut recording.0 else { return };
    match child.try_wait() {
        Ok(None) => return,
        Ok(Some(status)) if status.success() => notice.0 = Some(format!("Film: {}", path.display())),
        Ok(Some(status)) => notice.0 = Some(format!("No film: the recorder ended with {status}")),
        Err(e) => notice.0 = Some(format!("No film: {e}")),
    }
    recording.0 = None;
}

fn begin(game: &Game, course: &Course, (from_h, to_h): (f64, f64)) -> Result<(Child, PathBuf), String> {
    if to_h <= from_h {
        return Err("nothing has been played yet".to_owned());
    }
    let folder = Folder::usual().ok_or("there is no home folder")?.0.join("films");
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let free = |path: &Path| !path.exists() && !path.with_extension("ron").exists();
    let path = (1..).map(|n| folder.join(format!("setpoint-{n}.mp4"))).find(|p| free(p)).ok_or("no free name")?;
    let scenario = path.with_extension("ron");
    std::fs::write(&scenario, written_down(game, course)).map_err(|e| e.to_string())?;
    let this = std::env::current_exe().map_err(|e| e.to_string())?;
    let seconds = |hours: f64| format!("{:.3}s", hours * 3600.0);
    let child = Command::new(this)
        .arg("record")
        .arg("--scenario")
        .arg(&scenario)
        .args(["--from", &seconds(from_h), "--to", &seconds(to_h), "--seconds", &LENGTH_S.to_string()])
        .args(["--seed", &game.seed.to_string(), "--receptors", &game.receptors.to_string()])
        .arg("-o")
        .arg(&path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| e.to_string())?;
    Ok((child, path))
}

/// A run as a scenario file: the body, and everything that was done, at its time.
#[must_use]
pub fn written_down(game: &Game, course: &Course) -> String {
    let drugs: Vec<String> = game.drugs.iter().map(|d| format!("{:?}", d.id)).collect();
    let end_s = (course.reached_h() * 3600.0).max(1.0).ceil();
    let mut out = format!(
        "// A run, as it was played.\n(\n    id: \"a_run\",\n    name: \"A run\",\n    question: \"What happened in this run?\",\n    \
         system: {:?},\n    drugs: [{}],\n    duration: \"{end_s}s\",\n    grid: \"{}s\",\n    regimen: [\n",
        game.system,
        drugs.join(", "),
        (end_s / 1000.0).max(1.0),
    );
    for action in course.done() {
        if let Some(step) = step(game, action) {
            let _ = writeln!(out, "        {step},");
        }
    }
    out.push_str("    ],\n    sources: [\"Played by hand\"],\n)\n");
    out
}

fn step(game: &Game, action: &Action) -> Option<String> {
    let at = format!("{:.3}s", action.at_h * 3600.0);
    Some(match action.act {
        Act::Give { drug, route, du } => {
            let drug = game.drugs.get(drug)?;
            let route = drug.routes.get(route)?;
            format!("Give(at: {at:?}, drug: {:?}, du: {du:?}, route: {:?})", drug.id, route.id)
        }
        Act::PatchOff { drug } => format!("PatchOff(at: {at:?}, drug: {:?})", game.drugs.get(drug)?.id),
        Act::Place { usual } => format!("Place(at: {at:?}, usual: {usual})"),
        Act::Wash => format!("Wash(at: {at:?})"),
    })
}
