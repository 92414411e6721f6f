//! `setpoint`: the game, and every command. Not here: what they do.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use bevy::prelude::UVec2;
use clap::{Args, Parser, Subcommand};
use cli::{PlanChoice, find_level, plan_for};
use model::content::Library;
use model::quantity::duration_h;
// encoders are no part of a browser's game
#[cfg(not(target_arch = "wasm32"))]
use setpoint::record::command;
use setpoint::save::Settings;
use setpoint::screens::Screen;
use setpoint::view::{THEMES, Theme};
use setpoint::{bench, display, doctor, play, sheet, shot, soak};

/// Exit code: no display or graphics adapter.
const NO_DISPLAY: u8 = 3;

/// A playable body that pushes back: drug tolerance and dependence, receptor by receptor.
///
/// Educational model, not medical advice. Without a command the game opens.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true, after_help = HELP)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    play: PlayArgs,
}

const HELP: &str = "Examples:
  setpoint                                     open the game
  setpoint play --level 1.1 --seed 7           open a level
  setpoint screenshot --level 3.2 --plan good --at 36h -o patch.png
  setpoint simulate 3.2 --plan naive -o patch.csv
  setpoint check                               check all built-in content
  setpoint doctor                              what this machine has and lacks

Exit codes: 0 all went well, 1 content is wrong or a goal was not met, 2 wrong arguments, 3 no display or adapter.";

#[derive(Subcommand)]
enum Command {
    /// Opens the game
    Play(PlayArgs),
    /// Takes a picture of a level at a moment, without a window
    #[command(after_help = "Example: setpoint screenshot --level 1.1 --plan good --at 3min -o receptors.png")]
    Screenshot(ShotArgs),
    /// Takes one picture of every body system on every scale in every look, and of a receptor's life, without a window (minutes)
    #[command(after_help = "Example: setpoint contact-sheet -o sheet.png --system mu_opioid --system gaba_nmda")]
    ContactSheet(SheetArgs),
    /// Records a film, or any run as one, without a window
    #[cfg(not(target_arch = "wasm32"))]
    #[command(after_help = command::EXAMPLES)]
    Record(Box<command::RecordArgs>),
    /// Makes the takes of a film's narration with the voice of flite
    #[command(after_help = "A take that a person has spoken is never overwritten.")]
    #[cfg(not(target_arch = "wasm32"))]
    Narrate(command::NarrateArgs),
    #[command(flatten)]
    Windowless(cli::Command),
    /// Measures this machine: ticks, frames, start
    #[command(after_help = "Examples: setpoint bench scene; setpoint bench --soak 30")]
    Bench(BenchArgs),
    /// Says what this machine has, what is missing and what to install
    Doctor,
}

/// What playing and taking a picture share.
#[derive(Args)]
struct RunArgs {
    /// Chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Receptors, 100 to 1000000, whatever the level says
    #[arg(long, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    receptors: Option<u32>,
    /// The look: dark, projector or microscope
    #[arg(long, value_parser = THEMES.map(|(_, name, _)| name))]
    theme: Option<String>,
    /// What to look at first: person, tissue, cell, membrane or receptor
    #[arg(long, value_parser = model::scene::Scale::from_name)]
    zoom: Option<model::scene::Scale>,
    /// Size of window or picture
    #[arg(long, default_value = "1280x720", value_parser = size)]
    size: UVec2,
}

#[derive(Args)]
struct PlayArgs {
    /// Open this level, such as 1.1
    #[arg(long)]
    level: Option<String>,
    #[command(flatten)]
    run: RunArgs,
    /// Use the whole screen
    #[arg(long)]
    fullscreen: bool,
}

#[derive(Args)]
struct ShotArgs {
    /// The level, such as 1.1, or a level file
    #[arg(long)]
    level: String,
    /// good, naive, or a plan file
    #[arg(long, default_value = "good")]
    plan: PlanChoice,
    /// The moment, such as 90s, 4h, 28d
    #[arg(long, value_parser = duration_h)]
    at: f64,
    #[command(flatten)]
    run: RunArgs,
    /// Size of text and buttons, per cent
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(100..=200))]
    ui_scale: u32,
    /// The card with the bet instead of the run
    #[arg(long)]
    bet: bool,
    /// The picture (.png)
    #[arg(short, long)]
    output: PathBuf,
}

#[derive(Args)]
struct SheetArgs {
    /// Only this body system (can be given more than once)
    #[arg(long)]
    system: Vec<String>,
    /// Only this look: dark, projector or microscope (can be given more than once)
    #[arg(long, value_parser = THEMES.map(|(_, name, _)| name))]
    look: Vec<String>,
    /// Only this scale: person, tissue, cell, membrane or receptor (can be given more than once)
    #[arg(long, value_parser = model::scene::Scale::from_name)]
    scale: Vec<model::scene::Scale>,
    /// The picture (.png)
    #[arg(short, long)]
    output: PathBuf,
}

#[derive(Args)]
struct BenchArgs {
    /// Only this part
    part: Option<bench::Part>,
    /// Plays at random for so many minutes instead, and watches memory
    #[arg(long, value_name = "MINUTES", conflicts_with = "part", value_parser = clap::value_parser!(u32).range(1..=1440))]
    soak: Option<u32>,
}

fn size(text: &str) -> Result<UVec2, String> {
    let side = |s: &str| s.parse::<u32>().ok().filter(|n| (320..=8192).contains(n));
    let found = text.split_once(['x', 'X']).and_then(|(w, h)| Some(UVec2::new(side(w)?, side(h)?)));
    found.ok_or_else(|| "allowed: WIDTHxHEIGHT, each 320 to 8192, such as 1280x720".to_owned())
}

fn main() -> ExitCode {
    let began = Instant::now();
    let cli = Cli::parse();
    let code = match cli.command {
        None => open(cli.play, began),
        Some(Command::Play(args)) => open(args, began),
        Some(Command::Screenshot(args)) => screenshot(&args),
        Some(Command::ContactSheet(args)) => with_library(|library| contact_sheet(&library, &args)),
        #[cfg(not(target_arch = "wasm32"))]
        Some(Command::Record(args)) => with_library(|library| {
            setpoint::record::make::run(&library, &args, &mut io::stdout().lock(), &mut io::stderr())
        }),
        #[cfg(not(target_arch = "wasm32"))]
        Some(Command::Narrate(args)) => {
            with_library(|library| command::narrate(&library, &args, &mut io::stdout().lock(), &mut io::stderr()))
        }
        Some(Command::Windowless(command)) => cli::run(command, &mut io::stdout().lock(), &mut io::stderr().lock()),
        Some(Command::Bench(BenchArgs { soak: Some(minutes), .. })) => {
            with_library(|library| match soak::run(&library, minutes, &mut io::stdout().lock()) {
                Ok(true) => cli::OK,
                Ok(false) | Err(_) => cli::FAILED,
            })
        }
        Some(Command::Bench(BenchArgs { soak: None, part })) => {
            with_library(|library| bench::run(&library, part, &mut io::stdout().lock()).map_or(1, |()| 0))
        }
        Some(Command::Doctor) => doctor::report(&mut io::stdout().lock()).unwrap_or(1),
    };
    ExitCode::from(code)
}

fn complain(error: &dyn core::fmt::Display) {
    // Where even this cannot be written, the exit code is all that is left.
    let _ = writeln!(io::stderr(), "setpoint: {error}");
}

fn with_library(go_on: impl FnOnce(Library) -> u8) -> u8 {
    match Library::embedded() {
        Ok(library) => go_on(library),
        Err(problems) => {
            problems.iter().for_each(|p| complain(p));
            cli::FAILED
        }
    }
}

fn open(args: PlayArgs, began: Instant) -> u8 {
    with_library(|library| {
        if let Some(id) = args.level.as_ref().filter(|id| library.level(id).is_none()) {
            let known: Vec<_> = library.levels.iter().map(|l| l.id.as_str()).collect();
            complain(&format!("no level \"{id}\"; allowed: {}", known.join(", ")));
            return cli::USAGE;
        }
        if let Err(missing) = display::preflight() {
            complain(&missing);
            return NO_DISPLAY;
        }
        let PlayArgs { level, run: RunArgs { seed, receptors, theme, zoom, size }, fullscreen } = args;
        let look = theme.as_deref().and_then(Theme::named);
        match play::play(library, play::Options { level, seed, receptors, look, zoom, size, fullscreen, began }) {
            bevy::app::AppExit::Success => cli::OK,
            bevy::app::AppExit::Error(code) => code.get(),
        }
    })
}

fn contact_sheet(library: &Library, args: &SheetArgs) -> u8 {
    if let Some(id) = args.system.iter().find(|id| library.system(id).is_none()) {
        let known: Vec<_> = library.systems.iter().map(|s| s.id.as_str()).collect();
        complain(&format!("no body system \"{id}\"; allowed: {}", known.join(", ")));
        return cli::USAGE;
    }
    if let Err(missing) = display::adapter() {
        complain(&missing);
        return NO_DISPLAY;
    }
    let choice = sheet::Choice {
        systems: args.system.clone(),
        looks: args.look.iter().filter_map(|name| Theme::named(name)).collect(),
        scales: args.scale.clone(),
    };
    match sheet::take(library, &choice).map_err(|e| e.to_string()).and_then(|picture| save(&picture, &args.output)) {
        Ok(()) => cli::OK,
        Err(e) => {
            complain(&e);
            cli::FAILED
        }
    }
}

fn save(picture: &image::RgbaImage, path: &std::path::Path) -> Result<(), String> {
    picture.save_with_format(path, image::ImageFormat::Png).map_err(|e| format!("{}: {e}", path.display()))
}

fn screenshot(args: &ShotArgs) -> u8 {
    let found = find_level(&args.level).and_then(|scenario| {
        let plan = plan_for(&scenario, &args.plan)?;
        Ok((scenario, plan))
    });
    let (scenario, plan) = match found {
        Ok(found) => found,
        Err(e) => {
            complain(&e);
            return e.exit_code();
        }
    };
    if let Err(missing) = display::adapter() {
        complain(&missing);
        return NO_DISPLAY;
    }
    let mut library = scenario.library;
    if library.level(&scenario.level.id) != Some(&scenario.level) {
        library.levels.retain(|l| l.id != scenario.level.id);
        library.levels.push(scenario.level.clone());
    }
    let settings = Settings {
        ui_scale: args.ui_scale,
        look: args.run.theme.as_deref().and_then(Theme::named).unwrap_or_default(),
        receptors: args.run.receptors,
        ..Settings::default()
    };
    let shot = shot::Shot {
        screen: Screen::Playing,
        level: scenario.level.id.clone(),
        plan,
        at_h: args.at.min(scenario.level.duration_h),
        bet: args.bet,
        menu: false,
        seed: args.run.seed,
        size: args.run.size,
        zoom: args.run.zoom,
        settings,
    };
    match shot::take(library, &shot).map_err(|e| e.to_string()).and_then(|picture| save(&picture, &args.output)) {
        Ok(()) => cli::OK,
        Err(e) => {
            complain(&e);
            cli::FAILED
        }
    }
}
