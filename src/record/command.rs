//! `setpoint record` and `setpoint narrate`: from arguments to a film and the files beside it. Not here: recording itself.

use std::io::Write;
use std::path::PathBuf;

use bevy::prelude::UVec2;
use clap::Args;
use cli::progress::Bar;
use film::{Encoder, voice};
use model::content::Library;
use model::quantity::duration_h;
use model::scene::Scale;
use model::storyboard::{Source, Storyboard};

use super::clip::{Clip, plan_named, storyboard};
use super::{Options, RecordError, beside, files, record, record_gif, sound};
use crate::capture::CaptureError;
use crate::view::{THEMES, Theme};

/// Exit code: no display or graphics adapter.
const NO_DISPLAY: u8 = 3;

/// Examples for `--help`.
pub const EXAMPLES: &str = "Examples:
  setpoint record -o explainer.mp4
  setpoint record --from 11 --to 16 --size 1080x1080 -o short.mp4
  setpoint record --lang es -o explicacion.mp4
  setpoint record --level 3.2 --plan good --from 0h --to 7d --seconds 20 -o patch.mp4
  setpoint record --level 1.1 --from 0s --to 5min --seconds 4 --size 640x360 -o silenced.gif";

/// What to record.
#[derive(Clone, Debug, Args)]
pub struct RecordArgs {
    /// The film; the explainer unless told
    #[arg(default_value = "explainer", conflicts_with = "level", conflicts_with = "scenario")]
    pub film: String,
    /// Record this level instead, such as 1.1
    #[arg(long, conflicts_with = "scenario")]
    pub level: Option<String>,
    /// Record this scenario instead, or a scenario file
    #[arg(long)]
    pub scenario: Option<String>,
    /// The level's plan: good, naive or idle
    #[arg(long, default_value = "good", value_parser = ["good", "naive", "idle"])]
    pub plan: String,
    /// Where to begin: a second of the film, or a time of the run (90s, 4h, 28d)
    #[arg(long)]
    pub from: Option<String>,
    /// Where to end: a second of the film, or a time of the run
    #[arg(long)]
    pub to: Option<String>,
    /// Length of the film of a run, seconds
    #[arg(long, default_value_t = 20.0)]
    pub seconds: f64,
    /// Chance, for the film of a run
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Receptors, for the film of a run
    #[arg(long, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    pub receptors: Option<u32>,
    /// What the film of a run looks at: person, tissue, cell, membrane or receptor
    #[arg(long, value_parser = Scale::from_name)]
    pub zoom: Option<Scale>,
    /// Size, both sides even; 1920x1080, 1080x1080 and 1080x1920 are usual
    #[arg(long, default_value = "1920x1080", value_parser = even_size)]
    pub size: UVec2,
    /// Frames per second
    #[arg(long, default_value_t = 30, value_parser = frame_rate)]
    pub fps: u32,
    /// Captions in the picture
    #[arg(long, default_value = "burned", value_parser = ["burned", "none"])]
    pub captions: String,
    /// Language of captions and labels
    #[arg(long, default_value = "en")]
    pub lang: String,
    /// The look: dark, projector or microscope
    #[arg(long, value_parser = THEMES.map(|(_, name, _)| name))]
    pub theme: Option<String>,
    /// PNG frames and a WAV file in this folder instead of a film
    #[arg(long, value_name = "DIR", conflicts_with = "encoder")]
    pub frames: Option<PathBuf>,
    /// Who encodes: built-in, or an ffmpeg that is installed
    #[arg(long, default_value = "built-in", value_parser = ["built-in", "ffmpeg"])]
    pub encoder: String,
    /// Folder with the takes of the narration
    #[arg(long, default_value = sound::FOLDER)]
    pub narration: PathBuf,
    /// The film (.mp4), or a short GIF (.gif)
    #[arg(short, long, default_value = "explainer.mp4")]
    pub output: PathBuf,
}

/// Which film to make the narration of.
#[derive(Clone, Debug, Args)]
pub struct NarrateArgs {
    /// The film
    #[arg(default_value = "explainer")]
    pub film: String,
    /// Folder for the takes
    #[arg(long, default_value = sound::FOLDER)]
    pub folder: PathBuf,
}

fn even_size(text: &str) -> Result<UVec2, String> {
    let side = |s: &str| s.parse::<u32>().ok().filter(|n| (64..=3840).contains(n) && n % 2 == 0);
    let found = text.split_once(['x', 'X']).and_then(|(w, h)| Some(UVec2::new(side(w)?, side(h)?)));
    found.ok_or_else(|| "allowed: WIDTHxHEIGHT, even numbers from 64 to 3840, such as 1920x1080".to_owned())
}

fn frame_rate(text: &str) -> Result<u32, String> {
    text.parse().ok().filter(|n| [30, 60].contains(n)).ok_or_else(|| "allowed: 30 or 60".to_owned())
}

/// What is wrong with the arguments.
fn usage(err: &mut dyn Write, what: &str) -> u8 {
    let _ = writeln!(err, "setpoint: {what}");
    cli::USAGE
}

/// Records what the arguments ask for, telling `err` how far it is, and gives the exit code.
pub fn run(library: &Library, args: &RecordArgs, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    // A scenario may be a file of somebody's own.
    let own = match args.scenario.as_deref().map(cli::subject::find_case).transpose() {
        Ok(own) => own,
        Err(e) => {
            let _ = writeln!(err, "setpoint: {e}");
            return e.exit_code();
        }
    };
    let with_own = own.map(|case| {
        let mut library = library.clone();
        library.scenarios.retain(|s| s.id != case.scenario.id);
        library.scenarios.push(case.scenario.clone());
        (library, case.scenario.id)
    });
    let (library, own) = with_own.as_ref().map_or((library, None), |(library, id)| (library, Some(id.as_str())));
    let (film, span_s) = match subject(library, args, own) {
        Ok(found) => found,
        Err(what) => return usage(err, &what),
    };
    let words = library.words_of(&film.id, &args.lang).cloned();
    if words.is_none() && args.lang != "en" {
        let known: Vec<&str> = library.words.iter().filter(|w| w.film == film.id).map(|w| w.lang.as_str()).collect();
        let known = if known.is_empty() { "en".to_owned() } else { format!("en, {}", known.join(", ")) };
        return usage(err, &format!("no words in \"{}\" for this film; allowed: {known}", args.lang));
    }
    let unreadable = files::caption_problems(&film, words.as_ref());
    if !unreadable.is_empty() {
        let _ = unreadable.iter().try_for_each(|p| writeln!(err, "setpoint: {p}"));
        return cli::FAILED;
    }
    if span_s.0.partial_cmp(&span_s.1).is_none_or(std::cmp::Ordering::is_ge) {
        return usage(err, "allowed: --from before --to, both within the film");
    }
    if let Err(missing) = crate::display::adapter() {
        let _ = writeln!(err, "setpoint: {missing}");
        return NO_DISPLAY;
    }
    // Narration is in English; other languages have captions.
    let score = match sound::Score::new(&film, &args.narration, args.lang == "en", span_s) {
        Ok(score) => Some(score),
        Err(e) => {
            let _ = writeln!(err, "setpoint: {e}");
            return cli::FAILED;
        }
    };
    let gif = args.output.extension().is_some_and(|e| e.eq_ignore_ascii_case("gif"));
    let options = Options {
        span_s,
        size: args.size,
        // Ten a second are enough for a GIF, and what most programs play.
        fps: if gif { 10 } else { args.fps },
        captions: args.captions == "burned",
        theme: args.theme.as_deref().and_then(Theme::named).unwrap_or_default(),
        encoder: match (&args.frames, args.encoder.as_str()) {
            (Some(folder), _) => Encoder::Frames(folder.clone()),
            (None, "ffmpeg") => Encoder::Ffmpeg,
            (None, _) => Encoder::BuiltIn,
        },
        sound: score,
        words,
        film,
    };
    match make(library, &options, args, gif, out, err) {
        Ok(()) => cli::OK,
        Err(e) => {
            let _ = writeln!(err, "setpoint: {e}");
            match e {
                RecordError::Picture(CaptureError::NoAdapter) => NO_DISPLAY,
                RecordError::Picture(_) | RecordError::Reel(_) | RecordError::Film(_) | RecordError::Stopped => {
                    cli::FAILED
                }
            }
        }
    }
}

fn make(
    library: &Library,
    options: &Options,
    args: &RecordArgs,
    gif: bool,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(), RecordError> {
    let frames = ((options.span_s.1 - options.span_s.0) * f64::from(options.fps)).round() as u64;
    let mut bar = Bar::new(frames, "frames");
    let began = std::time::Instant::now();
    let mut watch = |done: u64, _| {
        bar.show(done, err);
        true
    };
    let (bytes, kept) = if gif {
        (record_gif(library, options, &args.output, &mut watch)?, None)
    } else {
        let (report, kept) = record(library, options, &args.output, Some(thumbnail_frame(options)), &mut watch)?;
        (report.bytes, kept)
    };
    bar.end(err);
    let seconds = began.elapsed().as_secs_f64();
    let mut written = Vec::new();
    if !gif && args.frames.is_none() {
        written = files::write(&args.output, &options.film, options.words.as_ref(), options.span_s)?;
        if let Some(pixels) = kept {
            let thumbnail = beside(&args.output, "png");
            let (w, h) = (options.size.x, options.size.y);
            image::save_buffer_with_format(&thumbnail, &pixels, w, h, image::ColorType::Rgba8, image::ImageFormat::Png)
                .map_err(|e| film::Error::write(&thumbnail, std::io::Error::other(e)))?;
            written.push(thumbnail);
        }
    }
    let where_ = args.frames.as_ref().unwrap_or(&args.output).display();
    let length = options.span_s.1 - options.span_s.0;
    let peak = peak_mib().map_or_else(String::new, |mib| format!(", at most {mib} MiB of memory"));
    let _ = writeln!(
        out,
        "{where_}: {frames} frames, {length:.1} s, {:.1} MB in {seconds:.0} s ({:.1} frames/s{peak})",
        bytes as f64 / 1e6,
        frames as f64 / seconds.max(1e-9),
    );
    for file in written {
        let _ = writeln!(out, "{}", file.display());
    }
    Ok(())
}

/// The frame that stands for the film, counted from the first of the span: the last but one of the shot whose curve has moved,
/// when its caption has gone; else the middle.
fn thumbnail_frame(options: &Options) -> u64 {
    let frame = |s: f64| (s * f64::from(options.fps)).round().max(0.0) as u64;
    let (first, end) = (frame(options.span_s.0), frame(options.span_s.1));
    let starts = options.film.shots.iter().scan(0.0, |start: &mut f64, shot| {
        *start += shot.seconds;
        Some((*start, shot))
    });
    let is_curve = |shot: &model::storyboard::Shot| {
        shot.overlays.iter().any(|o| matches!(o.what, model::storyboard::What::Curve { .. }))
    };
    let curve = starts.filter(|(_, s)| is_curve(s)).map(|(end, _)| frame(end).saturating_sub(2));
    curve.filter(|n| (first..end).contains(n)).map(|n| n - first).next().unwrap_or((end - first) / 2)
}

/// Film and span of what is asked for.
fn subject(library: &Library, args: &RecordArgs, scenario: Option<&str>) -> Result<(Storyboard, (f64, f64)), String> {
    let hours = |text: &Option<String>, usual: f64| text.as_deref().map_or(Ok(usual), duration_h);
    let run = match (&args.level, scenario) {
        (Some(id), _) => {
            let known = || library.levels.iter().map(|l| l.id.as_str()).collect::<Vec<_>>().join(", ");
            let level = library.level(id).ok_or_else(|| format!("no level \"{id}\"; allowed: {}", known()))?;
            let plan = plan_named(&args.plan).ok_or("allowed: --plan good, naive or idle")?;
            Some((Source::Level(id.clone(), plan), level.duration_h))
        }
        (None, Some(id)) => {
            let known = || library.scenarios.iter().map(|s| s.id.as_str()).collect::<Vec<_>>().join(", ");
            let found = library.scenario(id).ok_or_else(|| format!("no scenario \"{id}\"; allowed: {}", known()))?;
            Some((Source::Scenario(id.to_owned()), found.duration_h))
        }
        (None, None) => None,
    };
    if let Some((source, end_h)) = run {
        let hours = (hours(&args.from, 0.0)?, hours(&args.to, end_h)?.min(end_h));
        if hours.0.partial_cmp(&hours.1).is_none_or(std::cmp::Ordering::is_ge) {
            return Err("allowed: --from before --to, both within the run".to_owned());
        }
        let seconds = (args.seconds * 10.0).round() / 10.0;
        if !(0.5..=600.0).contains(&seconds) {
            return Err("allowed: --seconds 0.5 to 600".to_owned());
        }
        let zoom = args.zoom.map(|z| f64::from(crate::view::zoom::place(z)));
        let clip = Clip { source, seed: args.seed, receptors: args.receptors, hours, seconds, zoom, effect: None };
        let film = storyboard(&clip, library).ok_or("this run cannot be filmed")?;
        return Ok((film, (0.0, seconds)));
    }
    let known = || library.films.iter().map(|f| f.id.as_str()).collect::<Vec<_>>().join(", ");
    let film = library.film(&args.film).ok_or_else(|| format!("no film \"{}\"; allowed: {}", args.film, known()))?;
    let second = |text: &Option<String>, usual: f64| {
        let number = |t: &str| t.trim_end_matches('s').parse::<f64>().ok().filter(|s| *s >= 0.0);
        text.as_deref().map_or(Some(usual), number).ok_or("allowed: seconds of the film, such as 11.2")
    };
    let end = film.seconds();
    let span = (second(&args.from, 0.0)?, second(&args.to, end)?.min(end));
    Ok((film.clone(), span))
}

/// Makes the takes of a film's narration with the placeholder voice, and gives the exit code.
pub fn narrate(library: &Library, args: &NarrateArgs, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let Some(film) = library.film(&args.film) else {
        let known: Vec<&str> = library.films.iter().map(|f| f.id.as_str()).collect();
        return usage(err, &format!("no film \"{}\"; allowed: {}", args.film, known.join(", ")));
    };
    match voice::make(&files::lines(film), &args.folder) {
        Ok(made) => {
            let _ = made.written.iter().try_for_each(|f| writeln!(out, "{}", f.display()));
            let _ = made.kept.iter().try_for_each(|f| writeln!(out, "{}: a person's, kept", f.display()));
            cli::OK
        }
        Err(e) => {
            let _ = writeln!(err, "setpoint: {e}");
            cli::FAILED
        }
    }
}

/// Most memory that this process has held, MiB, where the system says.
fn peak_mib() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find(|l| l.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}
