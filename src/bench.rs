//! `setpoint bench`: the figures that the README promises, measured on this machine. It prints; nothing judges.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use bevy::prelude::UVec2;
use model::content::Library;
use model::plan::{Act, Action, Plan};
use model::scene::{SCALES, Scale};
use sim::command::PlayerCommand;
use sim::course::Course;
use sim::{rewind, testing};

use crate::game::Game;
use crate::save::Settings;
use crate::screens::Screen;
use crate::shot::{self, Shot};

/// The level whose run is measured: ten thousand receptors, a drug that comes and goes.
const LEVEL: &str = "0.2";

/// What can be measured alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// The simulation's ticks.
    Ticks,
    /// Jumps to anywhere in ninety days.
    Scrub,
    /// Frames of the scene on every scale.
    Scene,
    /// From start to the first frame that takes input.
    Start,
    /// A good player plays every level.
    Campaign,
}

/// Measures and prints one part, or all.
///
/// # Errors
/// `out` cannot be written to.
pub fn run(library: &Library, part: Option<Part>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "machine                        {}", crate::doctor::machine())?;
    writeln!(out, "build                          {}", if cfg!(debug_assertions) { "dev" } else { "release" })?;
    let asked = |which| part.is_none_or(|part| part == which);
    if asked(Part::Ticks) {
        all_ticks(library, out)?;
    }
    if asked(Part::Scrub) {
        all_scrubs(library, out)?;
    }
    if asked(Part::Scene) {
        scene(library, out)?;
    }
    if asked(Part::Campaign) {
        crate::session::run(library, out)?;
    }
    if asked(Part::Start) {
        match first_frame() {
            Some(s) => writeln!(out, "first interactive frame        {s} s after start")?,
            None => writeln!(out, "first interactive frame        not measured: no display")?,
        }
    }
    Ok(())
}

fn all_ticks(library: &Library, out: &mut dyn Write) -> io::Result<()> {
    for receptors in [10_000, 100_000, 1_000_000] {
        let [receptors_alone, whole] = ticks(library, receptors);
        let name = format!("tick, {receptors} receptors");
        writeln!(out, "{name:<30} {receptors_alone:.2} ms; with the body's equations {whole:.2} ms")?;
    }
    Ok(())
}

fn all_scrubs(library: &Library, out: &mut dyn Write) -> io::Result<()> {
    for (receptors, speed) in [(10_000, 2.0), (10_000, 20.0 / 60.0), (100_000, 2.0), (1_000_000, 12.0)] {
        if let Some(Scrub { jump, drag, ticks, places, mib }) = scrub(library, receptors, speed) {
            let pace = crate::ui::transport::factor(speed);
            let name = format!("scrub, {receptors}, 90 d at {pace}");
            writeln!(out, "{name:<34} dragged {drag}; exactly there {jump}")?;
            writeln!(out, "                                   of {ticks} ticks, {places} places in {mib:.0} MiB")?;
        }
    }
    Ok(())
}

fn scene(library: &Library, out: &mut dyn Write) -> io::Result<()> {
    for adapter in crate::capture::adapters() {
        writeln!(out, "adapter                        {adapter}")?;
    }
    let small = UVec2::new(1280, 720);
    let mut views = SCALES.map(|scale| (small, 10_000, scale)).to_vec();
    views.extend([100_000, 1_000_000].map(|receptors| (UVec2::new(1920, 1080), receptors, Scale::Cell)));
    for (size, receptors, scale) in views {
        let name = format!("{}, {}x{}, {receptors}", scale.name(), size.x, size.y);
        match frames(library, size, receptors, scale) {
            Ok([running, paused]) => writeln!(out, "{name:<30} with ui and a tick {running}; paused {paused}")?,
            Err(e) => writeln!(out, "{name:<30} not measured: {e}")?,
        }
    }
    Ok(())
}

/// What a frame takes, ms: of the clock on the wall, and of all processors together where the system tells.
struct FrameTime {
    wall_ms: f64,
    cpu_ms: Option<f64>,
}

impl core::fmt::Display for FrameTime {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:.1} ms = {:.0} frames/s", self.wall_ms, 1000.0 / self.wall_ms)?;
        self.cpu_ms.map_or(Ok(()), |cpu| write!(f, " ({cpu:.0} ms of processor)"))
    }
}

/// Processor time of this process so far, ms; the kernel counts in hundredths of a second.
fn processor_ms() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |i: usize| fields.get(i)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) * 10.0)
}

/// Median time of a tick, ms: the receptors alone, and the whole tick.
fn ticks(library: &Library, receptors: u32) -> [f64; 2] {
    let setup = library.level(LEVEL).map(|l| Game::level(l, library, 1, Some(receptors)));
    let Some((setup, speed)) = setup.and_then(|g| g.setup(library)) else { return [f64::NAN; 2] };
    let mut app = testing::headless_app();
    testing::start(&mut app, setup, speed);
    testing::tick(&mut app, 20);
    let mut median = |step: &dyn Fn(&mut bevy::app::App)| {
        let mut times: Vec<f64> = (0..120)
            .map(|_| {
                let began = Instant::now();
                step(&mut app);
                began.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let whole = median(&|app| testing::tick(app, 1));
    let receptors_alone = median(&testing::throw_only);
    [receptors_alone, whole]
}

/// Times of many jumps, ms.
struct Times {
    median_ms: f64,
    worst_ms: f64,
}

impl Times {
    fn of(mut all: Vec<f64>) -> Self {
        all.sort_by(f64::total_cmp);
        Self { median_ms: all[all.len() / 2], worst_ms: all[all.len() - 1] }
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1} ms, worst {:.1} ms", self.median_ms, self.worst_ms)
    }
}

/// Jumps to anywhere in a run of ninety days.
struct Scrub {
    jump: Times,
    drag: Times,
    ticks: u64,
    places: usize,
    mib: f64,
}

/// Plays ninety days of so many receptors at a speed, dose after dose, and jumps about in them: as a drag along the time
/// line does, and to the very tick.
fn scrub(library: &Library, receptors: u32, speed_h_per_s: f64) -> Option<Scrub> {
    const DAYS: u32 = 90;
    // Exact jumps among a million receptors take long: fewer of them tell as much.
    let jumps = if receptors > 100_000 { 60 } else { 200 };
    let (mut setup, _) = Game::level(library.level(LEVEL)?, library, 1, Some(receptors)).setup(library)?;
    setup.duration_h = f64::from(DAYS) * 24.0;
    setup.grid_h = setup.duration_h / 3000.0;
    let give = Act::Give { drug: 0, route: 0, du: 1.0 };
    let doses = (0..DAYS * 3).map(|k| Action { at_h: f64::from(k) * 8.0 + 0.3, act: give });
    setup.script = Plan::from_actions(doses.collect());
    let hours = setup.duration_h;
    let mut app = testing::headless_app();
    testing::start(&mut app, setup, speed_h_per_s);
    rewind::to_hour(app.world_mut(), hours);
    let mut times = |go: fn(&mut bevy::prelude::World, f64)| {
        // Far apart in no order: the golden ratio leaves no part out.
        let all = (1..=jumps).map(|k| {
            let hour = hours * (f64::from(k) * 0.618_033_988_75).fract();
            let began = Instant::now();
            go(app.world_mut(), hour);
            began.elapsed().as_secs_f64() * 1e3
        });
        Times::of(all.collect())
    };
    let (drag, jump) = (times(rewind::scrub), times(rewind::to_hour));
    let course = app.world().get_resource::<Course>()?;
    Some(Scrub {
        jump,
        drag,
        ticks: course.decided(),
        places: course.history.len(),
        mib: course.history.bytes() as f64 / f64::from(1 << 20),
    })
}

/// Mean time of a frame of the game, ms: running, and paused.
fn frames(
    library: &Library,
    size: UVec2,
    receptors: u32,
    scale: Scale,
) -> Result<[FrameTime; 2], crate::capture::CaptureError> {
    const FRAMES: u32 = 40;
    let level = library.level(LEVEL);
    let shot = Shot {
        screen: Screen::Playing,
        level: LEVEL.to_owned(),
        plan: level.map_or_else(Plan::default, |l| l.script.clone()),
        at_h: 24.0,
        bet: false,
        menu: false,
        seed: 1,
        size,
        zoom: Some(scale),
        settings: Settings { receptors: Some(receptors), ..Settings::default() },
    };
    let mut stage = shot::open(library.clone(), &shot)?;
    stage.warm_up()?;
    stage.set_step(Duration::from_secs_f64(1.0 / 30.0));
    stage.world().resource_mut::<crate::view::SceneClock>().follow_time = true;
    stage.world().write_message(PlayerCommand::Play);
    let mean = |stage: &mut crate::capture::Stage| {
        for _ in 0..10 {
            stage.frame()?;
        }
        let (began, before) = (Instant::now(), processor_ms());
        for _ in 0..FRAMES {
            stage.frame()?;
        }
        let wall_ms = began.elapsed().as_secs_f64() * 1e3 / f64::from(FRAMES);
        let cpu_ms = processor_ms().zip(before).map(|(after, before)| (after - before) / f64::from(FRAMES));
        Ok::<_, crate::capture::CaptureError>(FrameTime { wall_ms, cpu_ms })
    };
    let running = mean(&mut stage)?;
    stage.world().write_message(PlayerCommand::Pause);
    Ok([running, mean(&mut stage)?])
}

/// Seconds from start to the tenth frame of the game in a real window, by the game's own word.
fn first_frame() -> Option<String> {
    crate::display::preflight().ok()?;
    let this = std::env::current_exe().ok()?;
    let done = std::process::Command::new(this).env(crate::play::FIRST_FRAME, "1").output().ok()?;
    let text = String::from_utf8(done.stdout).ok()?;
    text.lines().last().map(str::to_owned).filter(|t| t.parse::<f64>().is_ok())
}
