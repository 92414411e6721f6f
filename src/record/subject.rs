//! What is to be recorded, from the arguments: a film and the span of it. Not here: recording it ([`super::make`]).

use std::path::Path;

use model::content::Library;
use model::quantity::duration_h;
use model::storyboard::{Source, Storyboard};

use super::clip::{Clip, plan_named, storyboard};
use super::command::RecordArgs;
use super::make::Kind;
use crate::played::Played;

/// A film, the seconds of it, and the run if somebody played it.
pub struct Subject {
    /// The film.
    pub film: Storyboard,
    /// First second, and the one at which it ends.
    pub span_s: (f64, f64),
    /// The run that was played by hand.
    pub played: Option<Played>,
}

/// Reads a run that the game has written down.
///
/// # Errors
/// It cannot be read, or what is wrong with it, a line each.
pub fn read_run(path: &Path, library: &Library) -> Result<Played, String> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|e| format!("{file}: {e}"))?;
    let lines = |problems: Vec<model::problem::Problem>| problems.iter().map(ToString::to_string).collect::<Vec<_>>();
    Played::from_text(&file, &text, library).map_err(|problems| lines(problems).join("\nsetpoint: "))
}

/// Film and span of what is asked for; `scenario` is the id of the one that is meant.
///
/// # Errors
/// What is wrong with the arguments, and what is allowed.
pub fn subject(
    library: &Library,
    args: &RecordArgs,
    scenario: Option<&str>,
    played: Option<Played>,
) -> Result<Subject, String> {
    let Some((source, end_h)) = run(library, args, scenario, played.as_ref())? else { return film(library, args) };
    let hours = |text: &Option<String>, usual: f64| text.as_deref().map_or(Ok(usual), duration_h);
    let hours = (hours(&args.from, 0.0)?, hours(&args.to, end_h)?.min(end_h));
    if hours.0.partial_cmp(&hours.1).is_none_or(std::cmp::Ordering::is_ge) {
        return Err("allowed: --from before --to, both within the run".to_owned());
    }
    // A picture is the end of a short film, however long the run.
    let picture = Kind::of(args) == Kind::Picture;
    let seconds = if picture { 0.5 } else { (args.seconds * 10.0).round() / 10.0 };
    if !(0.5..=600.0).contains(&seconds) {
        return Err("allowed: --seconds 0.5 to 600".to_owned());
    }
    let (seed, receptors) = played.as_ref().map_or((args.seed, args.receptors), |p| (p.seed, Some(p.receptors)));
    let effect = args.effect.clone();
    let clip = Clip { source, seed, receptors, hours, seconds, picture, zoom: args.zoom, effect };
    let film = storyboard(&clip, library, played.as_ref()).ok_or("this run cannot be filmed")?;
    Ok(Subject { film, span_s: (0.0, seconds), played })
}

/// The run that is to be filmed, and where it ends, h; none: a film is meant.
fn run(
    library: &Library,
    args: &RecordArgs,
    scenario: Option<&str>,
    played: Option<&Played>,
) -> Result<Option<(Source, f64)>, String> {
    if let Some(played) = played {
        let end_h = played.hours().last().copied().unwrap_or(0.0);
        return Ok(Some((Source::Played, end_h)));
    }
    if let Some(id) = &args.level {
        let known = || library.levels.iter().map(|l| l.id.as_str()).collect::<Vec<_>>().join(", ");
        let level = library.level(id).ok_or_else(|| format!("no level \"{id}\"; allowed: {}", known()))?;
        let plan = plan_named(&args.plan).ok_or("allowed: --plan good, naive or idle")?;
        return Ok(Some((Source::Level(id.clone(), plan), level.duration_h)));
    }
    let Some(id) = scenario else { return Ok(None) };
    let known = || library.scenarios.iter().map(|s| s.id.as_str()).collect::<Vec<_>>().join(", ");
    let found = library.scenario(id).ok_or_else(|| format!("no scenario \"{id}\"; allowed: {}", known()))?;
    Ok(Some((Source::Scenario(id.to_owned()), found.duration_h)))
}

fn film(library: &Library, args: &RecordArgs) -> Result<Subject, String> {
    let known = || library.films.iter().map(|f| f.id.as_str()).collect::<Vec<_>>().join(", ");
    let film = library.film(&args.film).ok_or_else(|| format!("no film \"{}\"; allowed: {}", args.film, known()))?;
    let second = |text: &Option<String>, usual: f64| {
        let number = |t: &str| t.trim_end_matches('s').parse::<f64>().ok().filter(|s| *s >= 0.0);
        text.as_deref().map_or(Some(usual), number).ok_or("allowed: seconds of the film, such as 11.2")
    };
    let end = film.seconds();
    let span_s = (second(&args.from, 0.0)?, second(&args.to, end)?.min(end));
    if span_s.0.partial_cmp(&span_s.1).is_none_or(std::cmp::Ordering::is_ge) {
        return Err("allowed: --from before --to, both within the film".to_owned());
    }
    Ok(Subject { film: film.clone(), span_s, played: None })
}
