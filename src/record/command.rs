//! `setpoint record` and `setpoint narrate`: what may be asked for. Not here: what becomes of it ([`super::subject`],
//! [`super::make`]).

use std::io::Write;
use std::path::PathBuf;

use bevy::prelude::UVec2;
use clap::Args;
use film::voice;
use model::content::Library;
use model::scene::Scale;

use super::{files, sound};
use crate::view::THEMES;

/// Examples for `--help`.
pub const EXAMPLES: &str = "Examples:
  setpoint record -o explainer.mp4
  setpoint record --from 11 --to 16 --size 1080x1080 -o short.mp4
  setpoint record --lang es -o explicacion.mp4
  setpoint record --level 3.2 --plan good --from 0h --to 7d --seconds 20 -o patch.mp4
  setpoint record --level 1.1 --from 0s --to 5min --seconds 4 --size 640x360 -o silenced.gif
  setpoint record --run setpoint-1.run.ron --from 2h --to 9h -o mine.mp4
  setpoint record --gate -o explainer.mp4";

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
    /// Record this run, as it was played and written down by the game (.run.ron), bit for bit
    #[arg(long, value_name = "FILE", conflicts_with_all = ["level", "scenario", "film", "seed", "receptors"])]
    pub run: Option<PathBuf>,
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
    /// What the film of a run looks at: person, tissue, cell, membrane, receptor, or a place between them, 0 to 4
    #[arg(long, value_parser = zoom_place)]
    pub zoom: Option<f64>,
    /// The effect that the plot of a run shows, by id
    #[arg(long)]
    pub effect: Option<String>,
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
    /// Looks at the finished film, all of it, and says for each check whether it passes (minutes)
    #[arg(long, conflicts_with = "frames")]
    pub gate: bool,
    /// The film (.mp4), a short GIF (.gif), or a picture of its last moment (.png)
    #[arg(short, long, default_value = "explainer.mp4")]
    pub output: PathBuf,
    /// Says how far it is on the standard output, a line a frame, and stops when the standard input ends: for a program that
    /// watches
    #[arg(long, hide = true)]
    pub watched: bool,
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

/// A scale by name, or a place between two of them.
fn zoom_place(text: &str) -> Result<f64, String> {
    let place = text.parse::<f64>().ok().filter(|z| (0.0..=4.0).contains(z));
    match place {
        Some(place) => Ok(place),
        None => Scale::from_name(text).map(|scale| f64::from(crate::view::zoom::place(scale))),
    }
}

fn frame_rate(text: &str) -> Result<u32, String> {
    text.parse().ok().filter(|n| [30, 60].contains(n)).ok_or_else(|| "allowed: 30 or 60".to_owned())
}

/// What is wrong with the arguments.
pub(super) fn usage(err: &mut dyn Write, what: &str) -> u8 {
    let _ = writeln!(err, "setpoint: {what}");
    cli::USAGE
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
