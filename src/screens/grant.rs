//! What becomes of wishes: screens change, games start, commands go to the simulation. Not here: keys and clicks.

use bevy::app::AppExit;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, save_to_disk};
use bevy::window::{MonitorSelection, PrimaryWindow, WindowMode};
use model::task::Task;
use sim::bookmark::Marking;
use sim::clock::Clock;
use sim::command::PlayerCommand;
use sim::course::Course;
use sim::recall::{Recall, Written};

use super::column::Card;
use super::{Screen, Table, marks};
use crate::campaign;
use crate::game::{Content, Game, Phase};
use crate::save::{Folder, Kept, Notice, Progress, Settings};
use crate::ui::Wish;
use crate::ui::board::Board;
use crate::ui::desk::Desk;
use crate::ui::plan_desk::Plans;
use crate::ward::Ward;

/// What is said when there is no room for another bookmark.
pub const FULL: &str = "All 40 bookmarks are set; remove one first (M)";
const _: () = assert!(sim::bookmark::MOST == 40, "the words say how many");

/// Opens the level of the command line, once.
pub fn open_first(mut table: ResMut<Table>, mut wishes: MessageWriter<Wish>) {
    if table.first.is_some()
        && let Some(id) = table.bypass_change_detection().first.take()
    {
        wishes.write(Wish::Level(id));
    }
}

/// Whether a command leads beyond the start: none does before the bet.
fn goes_on(command: &PlayerCommand) -> bool {
    match command {
        PlayerCommand::Play
        | PlayerCommand::StepForward
        | PlayerCommand::StepEvent { .. }
        | PlayerCommand::StepMark { .. }
        | PlayerCommand::GoTo(_)
        | PlayerCommand::Scrub(_)
        | PlayerCommand::RunUntil(_)
        | PlayerCommand::Fork
        | PlayerCommand::Swap => true,
        PlayerCommand::Start(..)
        | PlayerCommand::Recall(_)
        | PlayerCommand::Leave
        | PlayerCommand::Pause
        | PlayerCommand::Do(_)
        | PlayerCommand::StepBack
        | PlayerCommand::ToReached
        | PlayerCommand::Speed(_)
        | PlayerCommand::Auto(_)
        | PlayerCommand::Mark(_)
        | PlayerCommand::DropOther
        | PlayerCommand::Undo
        | PlayerCommand::Redo => false,
    }
}

/// Everything that a wish may touch.
#[derive(bevy::ecs::system::SystemParam)]
pub struct World<'w, 's> {
    commands: Commands<'w, 's>,
    content: Res<'w, Content>,
    game: Option<ResMut<'w, Game>>,
    course: Option<Res<'w, Course>>,
    clock: Res<'w, Clock>,
    table: ResMut<'w, Table>,
    settings: ResMut<'w, Settings>,
    progress: ResMut<'w, Progress>,
    kept: ResMut<'w, Kept>,
    notice: ResMut<'w, Notice>,
    screen: Res<'w, State<Screen>>,
    next: ResMut<'w, NextState<Screen>>,
    sim: MessageWriter<'w, PlayerCommand>,
    windows: Query<'w, 's, &'static mut Window, With<PrimaryWindow>>,
    exit: MessageWriter<'w, AppExit>,
}

/// Grants the wishes of this frame.
pub fn grant_wishes(mut wishes: MessageReader<Wish>, mut w: World) {
    for wish in wishes.read() {
        w.grant(wish.clone());
    }
}

impl World<'_, '_> {
    fn grant(&mut self, wish: Wish) {
        match wish {
            Wish::Title => self.go(Screen::Title),
            Wish::Levels => {
                self.sim.write(PlayerCommand::Pause);
                self.go(Screen::Levels);
            }
            Wish::Explainer => {
                self.sim.write(PlayerCommand::Pause);
                self.go(Screen::Explainer);
            }
            Wish::Settings => {
                self.sim.write(PlayerCommand::Pause);
                self.table.back = *self.screen.get();
                self.go(Screen::Settings);
            }
            Wish::Words => {
                self.sim.write(PlayerCommand::Pause);
                self.table.back = *self.screen.get();
                self.go(Screen::Words);
            }
            Wish::Back => {
                let back = self.table.back;
                self.go(back);
            }
            Wish::Continue => {
                if !self.resume()
                    && let Some(id) = self.to_go_on_with()
                {
                    self.open_level(&id);
                }
            }
            Wish::Level(id) => self.open_level(&id),
            Wish::Sandbox(system) => {
                let receptors = self.receptors();
                if let Some(game) = Game::sandbox(&system, &[], &self.content, self.table.seed, receptors) {
                    self.start(game);
                }
            }
            Wish::Drugs(names) => {
                let old = self.game.as_ref().filter(|g| g.level.is_none());
                let game = old.and_then(|g| Game::sandbox(&g.system, &names, &self.content, g.seed, Some(g.receptors)));
                if let Some(game) = game {
                    self.start(game);
                }
            }
            Wish::Bet(bet) => {
                if let Some(game) = self.game.as_mut().filter(|g| g.phase == Phase::Bet) {
                    game.bet = Some(bet);
                }
            }
            Wish::Place(bet) => {
                self.grant(Wish::Bet(bet));
                self.grant(Wish::Begin);
            }
            Wish::BeginWithout => {
                if let Some(game) = self.game.as_mut().filter(|g| g.phase == Phase::Bet) {
                    game.bet = None;
                }
                self.grant(Wish::Begin);
            }
            Wish::Begin => {
                if let Some(game) = self.game.as_mut().filter(|g| g.phase == Phase::Bet) {
                    game.phase = Phase::Run;
                    // Where nothing is to be done in it the run goes by itself, beside the answers.
                    if game.only_answers() {
                        self.sim.write(PlayerCommand::Play);
                    }
                }
            }
            Wish::Answer(task, draft) => {
                if let Some(game) = self.game.as_mut() {
                    game.answer(task, draft);
                }
            }
            Wish::HandIn => {
                let handed = self.game.as_mut().is_some_and(|game| game.hand_in());
                if let Some(game) = self.game.as_ref().filter(|_| handed) {
                    self.table.board.turn_to_mistake(&game.grades());
                }
                if handed && self.game.as_ref().is_some_and(|game| game.only_answers()) {
                    self.grant(Wish::Finish);
                }
            }
            Wish::Board => {
                if let Some(game) = &self.game {
                    self.table.board.toggle(game.phase);
                }
            }
            Wish::Hint => {
                if let Some(game) = self.game.as_mut().filter(|g| g.phase == Phase::Run) {
                    game.hints = (game.hints + 1).min(3);
                }
            }
            Wish::ShowMe => {
                if let Some(mut game) = self.again() {
                    game.shown = true;
                    game.show_answers();
                    game.phase = Phase::Run;
                    self.start(game);
                    self.sim.write(PlayerCommand::Play);
                }
            }
            Wish::Restart => {
                if let Some(game) = self.again() {
                    self.start(game);
                }
            }
            Wish::Reseed => {
                if let Some(mut game) = self.again() {
                    game.seed = game.seed.wrapping_add(1);
                    self.start(game);
                }
            }
            Wish::NextPatient => {
                if let Some(game) = self.next_patient() {
                    self.start(game);
                }
            }
            Wish::Finish => {
                // What is not answered yet is asked for.
                self.table.board.open |= self.game.as_ref().is_some_and(|game| game.answering());
                if let Some(course) = &self.course {
                    self.sim.write(PlayerCommand::GoTo(course.setup.duration_h));
                }
            }
            Wish::Menu => {
                self.table.menu = !self.table.menu;
                if self.table.menu {
                    self.sim.write(PlayerCommand::Pause);
                }
            }
            Wish::Effect(id) => {
                if let Some(game) = self.game.as_mut() {
                    game.effect = id;
                }
            }
            Wish::Sound => self.settings.sound.on = !self.settings.sound.on,
            Wish::Plots => self.settings.plots = !self.settings.plots,
            Wish::Page => self.table.page = 1 - self.table.page.min(1),
            Wish::Large => {
                let two = self.course.as_ref().is_some_and(|c| c.other.is_some());
                self.table.large = self.game.as_ref().and_then(|game| Card::after(self.table.large, two, game));
            }
            Wish::Beside => {
                let open = self.table.large == Some(Card::Beside);
                self.table.large = (!open).then_some(Card::Beside);
            }
            Wish::Change(new) => {
                if new.fullscreen != self.settings.fullscreen {
                    self.set_fullscreen(new.fullscreen);
                }
                *self.settings = new.within_range();
            }
            Wish::Fullscreen => {
                let full = !self.settings.fullscreen;
                self.settings.fullscreen = full;
                self.set_fullscreen(full);
            }
            Wish::Picture => self.take_picture(),
            Wish::Reload => self.reload(),
            Wish::BestRun => self.settings.best_run = !self.settings.best_run,
            Wish::Profiles => self.go(Screen::Profiles),
            // `following`, `recording` and `profiling` grant them.
            Wish::Follow(_) | Wish::Record { .. } | Wish::Film(_) | Wish::NoFilm | Wish::Profile(_) => {}
            Wish::Sim(command) => {
                // Time stands still before the bet and in the menu; acts never start it.
                let locked = self.game.as_ref().is_some_and(|g| g.phase == Phase::Bet);
                if locked && goes_on(&command) {
                    return;
                }
                // Another run is another verdict.
                if let (PlayerCommand::Swap, Some(game)) = (&command, self.game.as_mut())
                    && game.phase == Phase::Debrief
                {
                    (game.phase, game.verdict) = (Phase::Run, None);
                }
                if let PlayerCommand::Mark(marking) = &command {
                    self.table.marked = true;
                    self.say_when_full(marking);
                }
                self.sim.write(command);
            }
            Wish::WhatIf => {
                if let Some(game) = self.game.as_mut().filter(|g| g.phase != Phase::Bet) {
                    self.sim.write(PlayerCommand::Fork);
                    // After the debrief the run is open again: it is another one.
                    game.phase = Phase::Run;
                    game.verdict = None;
                }
            }
            Wish::Quit => {
                self.exit.write(AppExit::Success);
            }
        }
    }

    /// A bookmark too many is refused, and not in silence.
    fn say_when_full(&mut self, marking: &Marking) {
        let full = self.course.as_ref().is_some_and(|c| c.marks_full()) && *marking == Marking::Set;
        let said = self.notice.0.as_deref() == Some(FULL);
        if full != said {
            self.notice.0 = full.then(|| FULL.to_owned());
        }
    }

    fn go(&mut self, screen: Screen) {
        self.table.menu = false;
        if screen != *self.screen.get() {
            self.next.set(screen);
        }
    }

    fn receptors(&self) -> Option<u32> {
        self.table.receptors.or(self.settings.receptors)
    }

    fn open_level(&mut self, id: &str) {
        let receptors = self.receptors();
        if let Some(level) = self.content.level(id) {
            let game = Game::level(level, &self.content, self.table.seed, receptors);
            self.progress.last = Some(id.to_owned());
            self.start(game);
        }
    }

    /// The level that Continue leads to, where no run is kept.
    fn to_go_on_with(&self) -> Option<String> {
        let last = self.progress.last.as_deref();
        campaign::to_go_on_with(&self.content.levels, &self.progress.stars, self.settings.every_level, last)
            .map(|l| l.id.clone())
    }

    /// Comes home to the run that is kept. `false`: there is none, or it cannot be played on, and the person is told.
    fn resume(&mut self) -> bool {
        let Some(kept) = self.kept.0.take() else { return false };
        match kept.resume(&self.content) {
            Ok((game, recall)) => {
                self.kept.0 = Some(kept);
                self.seat(game, PlayerCommand::Recall(Box::new(recall)));
                true
            }
            Err(why) => {
                self.notice.0 = Some(format!("The last run cannot be gone on with: {why}."));
                false
            }
        }
    }

    /// The level that is played as it is written now. In the same body with the same drugs the run is made again to where
    /// it is, and the bet stands; else it begins anew.
    fn reload(&mut self) {
        let Some(old) = self.game.as_deref() else { return };
        let Some(before) = &old.level else { return };
        let Some(level) = self.content.level(&before.id) else { return };
        let receptors = (old.receptors != before.receptors).then_some(old.receptors);
        let mut game = Game::level(level, &self.content, old.seed, receptors);
        let asked_alike = std::mem::discriminant(&level.bet) == std::mem::discriminant(&before.bet);
        game.bet.clone_from(if asked_alike { &old.bet } else { &None });
        let same = level.system == before.system && level.drugs == before.drugs && game.receptors == old.receptors;
        let home = (self.course.as_ref()).filter(|_| same && !self.table.starting).zip(game.setup(&self.content));
        let Some((course, (setup, _))) = home else {
            self.start(game);
            return;
        };
        // After the debrief the run is judged anew.
        game.phase = if old.phase == Phase::Debrief { Phase::Run } else { old.phase };
        (game.hints, game.shown) = (old.hints, old.shown);
        let recall = Recall {
            setup,
            home_h_per_s: course.home_h_per_s,
            written: Written::of(course),
            other: course.other.as_ref().map(|o| (Written::of_other(o), o.from_h)),
            tick: course.tick,
            speed_h_per_s: self.clock.speed_h_per_s,
            auto: false,
        };
        self.seat(game, PlayerCommand::Recall(Box::new(recall)));
    }

    /// The present game from its start; the bet stays in sight but can be changed.
    fn again(&self) -> Option<Game> {
        let old = self.game.as_ref()?;
        let mut game = match &old.level {
            Some(_) if old.ward.at > 0 => Game::ward(old.ward.clone(), &self.content, old.seed, Some(old.receptors))?,
            Some(level) => Game::level(level, &self.content, old.seed, Some(old.receptors)),
            None => {
                let drugs: Vec<String> = old.drugs.iter().map(|d| d.id.clone()).collect();
                Game::sandbox(&old.system, &drugs, &self.content, old.seed, Some(old.receptors))?
            }
        };
        game.bet.clone_from(&old.bet);
        game.effect.clone_from(&old.effect);
        if game.ward.at > 0 {
            game.phase = Phase::Run;
        }
        Some(game)
    }

    /// The patient after the present one; the bet was placed on all of them.
    fn next_patient(&self) -> Option<Game> {
        let old = self.game.as_ref()?;
        let mut game = Game::ward(Ward::next(old)?, &self.content, old.seed, Some(old.receptors))?;
        (game.bet, game.phase) = (old.bet.clone(), Phase::Run);
        Some(game)
    }

    fn start(&mut self, game: Game) {
        if let Some((setup, speed)) = game.setup(&self.content) {
            self.seat(game, PlayerCommand::Start(Box::new(setup), speed));
        }
    }

    /// Sits down to a game that begins with a command.
    fn seat(&mut self, game: Game, first: PlayerCommand) {
        self.sim.write(first);
        for marking in marks::kept(&game, &self.progress) {
            self.sim.write(PlayerCommand::Mark(marking));
        }
        self.table.starting = true;
        self.table.marked = false;
        self.table.board = Board::default();
        if game.tasks().iter().any(|task| matches!(task, Task::Venn(_))) {
            // The three meters stand on the page of why.
            self.table.page = 1;
        }
        self.table.desk = Desk { until: std::mem::take(&mut self.table.desk.until), ..Desk::default() };
        self.table.plans = Plans::of(&game);
        self.table.hours = vec![(8.0, 24.0); game.controls.len()];
        self.table.runs += 1;
        self.commands.insert_resource(game);
        self.go(Screen::Playing);
    }

    fn set_fullscreen(&mut self, full: bool) {
        for mut window in &mut self.windows {
            window.mode =
                if full { WindowMode::BorderlessFullscreen(MonitorSelection::Current) } else { WindowMode::Windowed };
        }
    }

    fn take_picture(&mut self) {
        let Some(folder) = Folder::usual().map(|f| f.0.join("pictures")) else { return };
        if let Err(e) = std::fs::create_dir_all(&folder) {
            self.notice.0 = Some(format!("No picture: {e}"));
            return;
        }
        let free = (1..).map(|n| folder.join(format!("setpoint-{n}.png"))).find(|p| !p.exists());
        if let Some(path) = free {
            self.notice.0 = Some(format!("Picture: {}", path.display()));
            self.commands.spawn(Screenshot::primary_window()).observe(save_to_disk(path));
        }
    }
}
