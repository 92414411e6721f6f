//! What the game lets be heard: while time runs forward in play, it listens to the census, to doses and to the main
//! reading, and tells the loudspeaker. Jumps, scrubs, journeys and restarts are silent; so is all that is not a game. Not
//! here: how anything sounds ([`sound`]). Nothing is only heard: each sound is a change that the scene and the plots show.

use bevy::prelude::*;
use model::plan::Act;
use sim::SimSystems;
use sim::census::Census;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::Course;
use sound::device::{Order, Speaker, State};
use sound::transitions::Moment;
use sound::{Counts, Gains, Grain};

use crate::game::Game;
use crate::save::Settings;
use crate::screens::Screen;

/// What happened in one step of the clock, as it is to be heard.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard(pub Counts);

/// What is heard all the time while it lasts.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct Tone {
    /// The chord of the set point sounds: a game is going on.
    pub sounds: bool,
    /// How far the reading of the main effect is from its set point, in spans of the effect: -1 to 1, above is above in
    /// the plot.
    pub deviation: f64,
}

/// The loudspeaker, and whether the game may have one: tests and pictures have none.
#[derive(Resource, Debug, Default)]
pub struct Loudspeaker {
    /// A window is open, and somebody sits before it.
    pub wanted: bool,
    speaker: Option<Speaker>,
    told: (Option<Gains>, Option<Tone>),
    /// Why nothing is heard although sound is on.
    pub silent: Option<String>,
}

impl Loudspeaker {
    /// Tells it something, if it is there and takes it.
    #[must_use]
    pub fn tell(&self, order: Order) -> bool {
        self.speaker.as_ref().is_some_and(|speaker| speaker.tell(order))
    }

    /// Whether there is a loudspeaker.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.speaker.is_some()
    }
}

/// The moment up to which everything has been heard.
#[derive(Default)]
struct Before {
    by_slot: Vec<u8>,
    created: u64,
    degraded: u64,
    tick: u64,
    done: usize,
}

/// Listens in every step of the clock, and tells the loudspeaker in every frame, if there is one.
pub fn plugin(app: &mut App) {
    app.init_resource::<Tone>()
        .init_resource::<Loudspeaker>()
        .add_message::<Heard>()
        .add_systems(FixedUpdate, listen.after(SimSystems::Tick))
        .add_systems(Last, (open_or_close, speak).chain());
}

/// Whether a command makes another moment out of the present one, other than by waiting.
fn leaps(command: &PlayerCommand) -> bool {
    match command {
        PlayerCommand::Play
        | PlayerCommand::Pause
        | PlayerCommand::Do(_)
        | PlayerCommand::Speed(_)
        | PlayerCommand::Auto(_)
        | PlayerCommand::Mark(_)
        | PlayerCommand::DropOther => false,
        PlayerCommand::Start(..)
        | PlayerCommand::Recall(_)
        | PlayerCommand::Leave
        | PlayerCommand::StepForward
        | PlayerCommand::StepBack
        | PlayerCommand::StepEvent { .. }
        | PlayerCommand::StepMark { .. }
        | PlayerCommand::ToReached
        | PlayerCommand::GoTo(_)
        | PlayerCommand::Scrub(_)
        | PlayerCommand::RunUntil(_)
        | PlayerCommand::Fork
        | PlayerCommand::Swap
        | PlayerCommand::Undo
        | PlayerCommand::Redo => true,
    }
}

fn listen(
    course: Option<Res<Course>>,
    census: Res<Census>,
    clock: Res<Clock>,
    game: Option<Res<Game>>,
    (screen, settings): (Res<OnScreen>, Res<Settings>),
    mut commands: MessageReader<PlayerCommand>,
    mut before: Local<Option<Before>>,
    mut tone: ResMut<Tone>,
    mut heard: MessageWriter<Heard>,
) {
    let leapt = commands.read().fold(false, |any, command| any | leaps(command));
    // where sound is off nothing is counted: a million places would be compared for nobody
    let playing = settings.sound.on && *screen.get() == Screen::Playing && clock.journey.is_none();
    let (Some(course), Some(game)) = (course.filter(|_| playing), game) else {
        (*before, tone.sounds) = (None, false);
        return;
    };
    // The last step before a pause is heard too.
    tone.sounds = clock.running;
    if leapt {
        *before = None;
    }
    if before.as_ref().is_some_and(|b| b.tick == course.tick) {
        return;
    }
    let run = &course.run;
    if let Some(b) = before.as_ref().filter(|b| b.tick < course.tick && b.done <= run.done.len()) {
        let then = Moment { by_slot: &b.by_slot, created: b.created, degraded: b.degraded };
        let now = Moment { by_slot: &census.by_slot, created: census.created, degraded: census.degraded };
        let mut counts = Counts::between(then, now);
        let doses = run.done[b.done..].iter().filter(|a| matches!(a.act, Act::Give { .. })).count();
        counts.add(Grain::Dose, doses as u32);
        if !counts.is_empty() {
            heard.write(Heard(counts));
        }
    }
    let b = before.get_or_insert_default();
    b.by_slot.clone_from(&census.by_slot);
    (b.created, b.degraded, b.tick, b.done) = (census.created, census.degraded, course.tick, run.done.len());
    if tone.sounds {
        let effects = &course.run.engine.system.effects;
        let shown = effects.iter().position(|e| e.id == game.effect).unwrap_or(0);
        tone.deviation = deviation(&course, shown);
    }
}

/// The Bevy state of the screens; `sound` has a `State` too.
type OnScreen = bevy::state::state::State<Screen>;

/// How far the reading of an effect, by number, is from its set point, -1 to 1; 0 where nothing is read.
#[must_use]
pub fn deviation(course: &Course, at: usize) -> f64 {
    let engine = &course.run.engine;
    let net = engine.now(&course.run.body).net;
    let (Some(effect), Some(net)) = (engine.system.effects.get(at), net.get(at)) else { return 0.0 };
    let shown = &effect.shown;
    let off = (shown.reading(*net) - shown.set_point) / shown.span.abs();
    if off.is_nan() { 0.0 } else { off.clamp(-1.0, 1.0) }
}

/// Opens the loudspeaker when a game or the settings are first seen with sound on, and closes it when sound is switched
/// off: switching it on again is another try.
fn open_or_close(screen: Res<OnScreen>, settings: Res<Settings>, mut loudspeaker: ResMut<Loudspeaker>) {
    let asked = loudspeaker.wanted && settings.sound.on;
    if !asked && (loudspeaker.speaker.is_some() || loudspeaker.silent.is_some()) {
        *loudspeaker = Loudspeaker { wanted: loudspeaker.wanted, ..default() };
    }
    if asked && loudspeaker.speaker.is_none() && screen_has_sound(*screen.get()) {
        loudspeaker.speaker = Some(Speaker::open(1));
    }
    let Some(State::Silent(why)) = loudspeaker.speaker.as_ref().map(Speaker::state) else { return };
    if loudspeaker.silent.as_ref() != Some(&why) {
        info!("no sound: {why}");
        loudspeaker.silent = Some(why);
    }
}

/// Whether something may be heard on a screen.
fn screen_has_sound(screen: Screen) -> bool {
    matches!(screen, Screen::Playing | Screen::Settings | Screen::Explainer)
}

/// Tells the loudspeaker what changed. What it does not take because it is behind is told again, but for what happened:
/// that is past.
fn speak(
    settings: Res<Settings>,
    tone: Res<Tone>,
    mut heard: MessageReader<Heard>,
    mut loudspeaker: ResMut<Loudspeaker>,
) {
    let mut counts = Counts::default();
    heard.read().for_each(|h| counts.merge(&h.0));
    let Loudspeaker { speaker: Some(speaker), told, .. } = loudspeaker.bypass_change_detection() else { return };
    let (gains, tone) = (settings.sound.gains(), *tone);
    if told.0 != Some(gains) && speaker.tell(Order::Gains(gains)) {
        told.0 = Some(gains);
    }
    if told.1 != Some(tone) && speaker.tell(Order::Deviation(tone.deviation)) && speaker.tell(Order::Chord(tone.sounds))
    {
        told.1 = Some(tone);
    }
    if !counts.is_empty() {
        speaker.tell(Order::Hear(counts));
    }
}
