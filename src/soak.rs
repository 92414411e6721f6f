//! `setpoint bench --soak MINUTES`: plays without a pause and without a window, by a player who does anything, and watches
//! memory and what must hold. Not here: what that player does ([`crate::restless`]).

use std::io::{self, Write};
use std::time::{Duration, Instant};

use bevy::prelude::*;
use bevy_egui::egui::LayerId;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use model::content::Library;
use model::receptor::N_STATES;
use sim::bookmark::MOST;
use sim::census::{Census, EMPTY};
use sim::course::Course;
use sim::receptor::{Receptor, Stage as Where};

use crate::capture::{CaptureError, Stage};
use crate::restless::Restless;
use crate::screens::{Table, following, frame};
use crate::view::{SceneInput, SceneStats};

/// Size of the window that is played in at first, pixels.
const SIZE: UVec2 = UVec2::new(480, 320);
/// The largest it becomes.
pub const LARGEST: UVec2 = UVec2::new(640, 400);
/// Growth of resident memory after the warm-up above which a soak has failed, MiB per minute: 15 MiB in half an hour.
pub const MOST_GROWTH_MIB_PER_MIN: f64 = 0.5;
/// Receptors of the first game; the player chooses those of the others.
const RECEPTORS: u32 = 200;
/// Share of the time that is warm-up: caches fill, and the longest run yet has been played.
const WARM_UP: f64 = 1.0 / 3.0;

/// Widgets of the last frame that share a name with another one; there must be none.
#[derive(Resource, Default, Debug)]
pub struct Clashes(pub usize);

fn watch_clashes(mut contexts: EguiContexts, mut clashes: ResMut<Clashes>) -> Result {
    let ctx = contexts.ctx_mut()?;
    // egui says it nowhere but on the screen, on a layer that nothing else writes to.
    clashes.0 = ctx.graphics(|g| g.get(LayerId::debug()).map_or(0, |l| l.all_entries().len()));
    Ok(())
}

/// The game without a window, at its title, with everything watched; drawn or (`unseen`) not.
///
/// # Errors
/// No adapter, where it is to be drawn.
pub fn open(library: &Library, unseen: bool) -> Result<Stage, CaptureError> {
    let build = |app: &mut App| {
        app.insert_resource(Table { receptors: Some(RECEPTORS), ..Table::default() });
        crate::game_plugin(app, library.clone());
        app.init_resource::<Clashes>();
        let watched = watch_clashes.after(frame::draw).after(following::draw);
        app.add_systems(EguiPrimaryContextPass, watched);
    };
    let mut stage = if unseen { Stage::unseen(SIZE, 1.0, build) } else { Stage::new(SIZE, 1.0, build) }?;
    stage.set_step(Duration::from_secs_f64(1.0 / sim::TICKS_PER_S));
    Ok(stage)
}

/// What must hold after every frame, whatever was done.
///
/// # Errors
/// What does not.
pub fn check(world: &mut World) -> Result<(), String> {
    let mut stages = [0_u32; N_STATES];
    let mut slots = Vec::new();
    for (receptor, stage) in world.query::<(&Receptor, &Where)>().iter(world) {
        stages[stage.0 as usize] += 1;
        slots.push((receptor.slot, stage.0 as u8));
    }
    let census = world.resource::<Census>();
    let hold = |holds: bool, what: &str| if holds { Ok(()) } else { Err(what.to_owned()) };
    hold(stages == census.counts, "the census counts the entities")?;
    hold(census.created - census.degraded == u64::from(census.alive()), "made less destroyed is alive")?;
    hold(census.by_slot.iter().filter(|s| **s != EMPTY).count() == slots.len(), "everybody has a place")?;
    let seated = slots.iter().all(|(slot, state)| census.by_slot.get(*slot as usize) == Some(state));
    hold(seated, "everybody is where the census has them")?;
    if let Some(course) = world.get_resource::<Course>() {
        let (now, reached, end) = (course.t_h(), course.reached_h(), course.setup.duration_h);
        hold((0.0..=reached).contains(&now) && reached <= end + 1e-9, "time lies within what was reached")?;
        hold(course.trouble.is_none(), "the equations were solved")?;
        hold(course.run.body.y.iter().all(|y| y.is_finite()), "every number is finite")?;
        let marks = &course.bookmarks;
        hold(
            marks.len() <= MOST && marks.is_sorted_by(|a, b| a.at_h < b.at_h),
            "bookmarks are in order and not too many",
        )?;
        let budget = sim::history::budget_bytes(course.setup.receptors) + 4 * census.created as usize;
        hold(course.history.bytes() <= budget, "places keep to their budget")?;
    }
    let (input, stats) = (world.resource::<SceneInput>(), world.resource::<SceneStats>());
    if input.visible && input.generation == census.generation && !input.true_states.is_empty() {
        let (drawn, counts) = (stats.drawn_counts, census.counts);
        hold(drawn == counts, &format!("what is drawn is the census: {drawn:?}, {counts:?}"))?;
        let there = |slot: u32| census.by_slot.get(slot as usize).is_some_and(|s| *s != EMPTY);
        hold(input.highlight.is_none_or(there), "who is followed is there")?;
    }
    hold(world.resource::<Clashes>().0 == 0, "every widget has a name of its own")
}

/// Things of which there must not be more after every game, however many were played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Entities.
    pub entities: usize,
    /// Images, the ui's among them.
    pub images: usize,
    /// Meshes.
    pub meshes: usize,
    /// Textures of the ui.
    pub ui_textures: usize,
}

impl Kept {
    /// What is there now.
    #[must_use]
    pub fn now(world: &World) -> Self {
        Self {
            entities: world.entities().count_spawned() as usize,
            images: world.resource::<Assets<Image>>().len(),
            meshes: world.resource::<Assets<Mesh>>().len(),
            ui_textures: world.get_resource::<bevy_egui::EguiManagedTextures>().map_or(0, |t| t.0.len()),
        }
    }
}

/// Resident memory of this process, MiB.
fn resident_mib() -> Option<f64> {
    use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System};
    let this = sysinfo::get_current_pid().ok()?;
    let mut system = System::new().ok()?;
    let only = ProcessRefreshKind::nothing().with_memory();
    system.refresh_processes_specifics(ProcessesToUpdate::Some(&[this]), true, only);
    Some(system.process(this)?.memory() as f64 / f64::from(1 << 20))
}

/// Slope of the line that fits points best, in y per x.
#[must_use]
pub fn slope(points: &[(f64, f64)]) -> f64 {
    let n = points.len().max(1) as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0 / n, y + p.1 / n));
    let over: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
    let under: f64 = points.iter().map(|p| (p.0 - x).powi(2)).sum();
    if under > 0.0 { over / under } else { 0.0 }
}

/// Settings of glibc's allocator under which what is freed is given back: one arena instead of one per thread, and no store
/// of its own that grows. Otherwise what a measure of resident memory sees first is what the allocator keeps.
const GIVES_BACK: [(&str, &str); 2] = [("MALLOC_ARENA_MAX", "1"), ("MALLOC_TRIM_THRESHOLD_", "1000000")];

/// Begins this process anew with an allocator that gives back what is freed, unless it has one. glibc reads that once, at the
/// start of a process; other systems have no such settings.
fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        use std::os::unix::process::CommandExt;
        if GIVES_BACK.iter().any(|(name, _)| std::env::var_os(name).is_none())
            && let Ok(this) = std::env::current_exe()
        {
            // Comes back only where it failed; then the figures below say so.
            let _ = std::process::Command::new(this).args(std::env::args_os().skip(1)).envs(GIVES_BACK).exec();
        }
    }
}

/// How memory is given back here, in words.
fn allocator() -> String {
    let set = GIVES_BACK.iter().filter_map(|(name, _)| Some(format!("{name}={}", std::env::var(name).ok()?)));
    let set: Vec<String> = set.collect();
    if set.is_empty() { "as the system has it".to_owned() } else { set.join(" ") }
}

/// Plays for so many minutes and prints what is there after each; `false`: memory grew, or something did not hold.
///
/// # Errors
/// `out` cannot be written to.
pub fn run(library: &Library, minutes: u32, out: &mut dyn Write) -> io::Result<bool> {
    give_back();
    writeln!(out, "machine  {}", crate::doctor::machine())?;
    writeln!(out, "memory   {}", allocator())?;
    let unseen = crate::capture::adapters().is_empty();
    let mut stage = match open(library, unseen) {
        Ok(stage) => stage,
        Err(e) => {
            writeln!(out, "no soak: {e}")?;
            return Ok(false);
        }
    };
    writeln!(out, "{}", if unseen { "without a graphics adapter: nothing is drawn" } else { "drawn" })?;
    writeln!(out, "minute  resident_MiB  entities  images  meshes  ui_textures  places_MiB  inputs")?;
    let mut player = Restless::new(1, LARGEST);
    let (began, mut inputs, mut resident) = (Instant::now(), 0_u64, Vec::new());
    for minute in 1..=minutes {
        let until = Duration::from_secs(60 * u64::from(minute));
        while began.elapsed() < until {
            let done = player.act(&mut stage);
            inputs += 1;
            let frame = stage.frame().map_err(|e| e.to_string());
            if let Err(what) = frame.and_then(|()| check(stage.world())) {
                writeln!(out, "input {inputs}, {done}: {what}")?;
                return Ok(false);
            }
        }
        let Some(mib) = resident_mib() else { continue };
        resident.push((f64::from(minute), mib));
        let places = stage.world().get_resource::<Course>().map_or(0, |c| c.history.bytes());
        let places = places as f64 / f64::from(1 << 20);
        let Kept { entities, images, meshes, ui_textures } = Kept::now(stage.world());
        writeln!(
            out,
            "{minute:>6}  {mib:>12.1}  {entities:>8}  {images:>6}  {meshes:>6}  {ui_textures:>11}  {places:>10.1}  {inputs}"
        )?;
        out.flush()?;
    }
    let warm = resident.split_off((f64::from(minutes) * WARM_UP) as usize);
    let growth = slope(&warm);
    let held = growth <= MOST_GROWTH_MIB_PER_MIN;
    let word = if held { "held" } else { "grew" };
    writeln!(out, "memory {word}: {growth:+.2} MiB a minute after the warm-up, at most {MOST_GROWTH_MIB_PER_MIN}")?;
    Ok(held)
}
