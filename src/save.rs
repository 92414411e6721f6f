//! What outlives a run of the program: settings and progress. One small interface ([`Store`]), so that a browser can
//! bring its own. Writing is atomic; what cannot be read is set aside, never lost, never a crash.

use std::io::Write;
use std::path::PathBuf;

use bevy::prelude::*;
use serde::{Deserialize, Serialize};
use sound::Gains;

use crate::profiles::{Profiles, progress_file, run_file};
pub use crate::progress::Progress;
use crate::sitting::Sitting;
use crate::view::{Detail, Theme};

/// What a person has set.
#[derive(Resource, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Size of the ui, per cent, 100-200.
    pub ui_scale: u32,
    /// The look.
    pub look: Theme,
    /// How much of the scene is drawn.
    pub detail: Detail,
    /// How earlier versions wrote that the look was the projector's; read, never written.
    #[serde(skip_serializing)]
    pub projector: bool,
    /// No wiggle, no pulse, no fading.
    pub reduced_motion: bool,
    /// Whole screen.
    pub fullscreen: bool,
    /// Receptors; `None`: what the level says.
    pub receptors: Option<u32>,
    /// Plots beside the scene.
    pub plots: bool,
    /// What is heard, and how loud.
    pub sound: Volumes,
    /// Every level can be played, whatever was passed before: for teachers.
    pub every_level: bool,
    /// The best run of a level is shown when it is played again.
    pub best_run: bool,
    /// Who played last, by number.
    pub profile: u32,
}

/// Sound on or off, and the positions of its sliders, per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Volumes {
    /// There is sound.
    pub on: bool,
    /// All of it.
    pub master: u32,
    /// Data sounds: what receptors do.
    pub effects: u32,
    /// The chord of the set point.
    pub set_point: u32,
    /// Narration of the film.
    pub voice: u32,
    /// Music of the film.
    pub music: u32,
}

impl Default for Volumes {
    fn default() -> Self {
        let usual = Gains::default();
        let percent = |position: f32| (position * 100.0).round() as u32;
        Self {
            on: true,
            master: percent(usual.master),
            effects: percent(usual.effects),
            set_point: percent(usual.set_point),
            voice: percent(usual.voice),
            music: percent(usual.music),
        }
    }
}

impl Volumes {
    /// What the synthesiser is told; nothing is louder than nought when sound is off.
    #[must_use]
    pub fn gains(&self) -> Gains {
        if !self.on {
            return Gains::SILENT;
        }
        let position = |percent: u32| percent.min(100) as f32 / 100.0;
        Gains {
            master: position(self.master),
            effects: position(self.effects),
            set_point: position(self.set_point),
            voice: position(self.voice),
            music: position(self.music),
        }
    }

    fn within_range(mut self) -> Self {
        for slider in [&mut self.master, &mut self.effects, &mut self.set_point, &mut self.voice, &mut self.music] {
            *slider = (*slider).min(100);
        }
        self
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ui_scale: 100,
            look: Theme::Dark,
            detail: Detail::Automatic,
            projector: false,
            reduced_motion: false,
            fullscreen: false,
            receptors: None,
            plots: true,
            sound: Volumes::default(),
            every_level: false,
            best_run: true,
            profile: 1,
        }
    }
}

impl Settings {
    /// The theme.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.look
    }

    /// Every value within its range, in the words of this version.
    #[must_use]
    pub fn within_range(mut self) -> Self {
        if std::mem::take(&mut self.projector) && self.look == Theme::default() {
            self.look = Theme::Projector;
        }
        self.ui_scale = self.ui_scale.clamp(100, 200);
        self.sound = self.sound.within_range();
        self.receptors = self.receptors.map(|n| n.clamp(100, 1_000_000));
        self
    }
}

/// Where things are kept.
pub trait Store: Send + Sync {
    /// The text kept under `name`, if any.
    ///
    /// # Errors
    /// It is there and cannot be read.
    fn read(&self, name: &str) -> Result<Option<String>, String>;
    /// Keeps a text under `name`, wholly or not at all.
    ///
    /// # Errors
    /// It could not be kept; what was there before is still there.
    fn write(&self, name: &str, text: &str) -> Result<(), String>;
    /// Moves what is kept under `name` out of the way, `why` in its name, and says where to.
    ///
    /// # Errors
    /// It could not be moved.
    fn set_aside(&self, name: &str, why: &str) -> Result<String, String>;
    /// Names of what is kept in a folder (`""`: at the top), in order.
    fn names(&self, folder: &str) -> Vec<String>;
    /// Where a person finds what is kept under `name`.
    fn place(&self, name: &str) -> String;
}

/// Files in a folder.
#[derive(Clone, Debug)]
pub struct Folder(pub PathBuf);

impl Folder {
    /// The person's own folder for this program; `None` where there is no home.
    #[must_use]
    pub fn usual() -> Option<Self> {
        let own = std::env::var_os("SETPOINT_HOME").map(PathBuf::from);
        own.or_else(|| directories::ProjectDirs::from("", "", "setpoint").map(|d| d.data_dir().to_owned())).map(Self)
    }
}

impl Store for Folder {
    fn read(&self, name: &str) -> Result<Option<String>, String> {
        match std::fs::read_to_string(self.0.join(name)) {
            Ok(text) => Ok(Some(text)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e.to_string()),
        }
    }

    fn write(&self, name: &str, text: &str) -> Result<(), String> {
        let write = || -> std::io::Result<()> {
            let path = self.0.join(name);
            let folder = path.parent().unwrap_or(&self.0);
            std::fs::create_dir_all(folder)?;
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(text.as_bytes())?;
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|e| e.error)?;
            Ok(())
        };
        write().map_err(|e| e.to_string())
    }

    fn set_aside(&self, name: &str, why: &str) -> Result<String, String> {
        let free = (1..).map(|n| format!("{name}.{why}-{n}")).find(|n| !self.0.join(n).exists());
        let aside = free.ok_or("no free name")?;
        std::fs::rename(self.0.join(name), self.0.join(&aside)).map_err(|e| e.to_string())?;
        Ok(aside)
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.join(folder)).into_iter().flatten().flatten();
        let files = entries.filter(|e| e.file_type().is_ok_and(|t| t.is_file()));
        let mut names: Vec<String> = files.filter_map(|e| e.file_name().into_string().ok()).collect();
        names.sort();
        names
    }

    fn place(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

/// The store of this run; `None`: nothing is kept (no home folder, tests, pictures).
#[derive(Resource, Default)]
pub struct Keeper(pub Option<Box<dyn Store>>);

/// A message to the person that stays until the next one.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Notice(pub Option<String>);

/// The run that Continue goes on with, as it is kept; `None`: there is none.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Kept(pub Option<Sitting>);

const SETTINGS: &str = "settings.ron";

/// Reads one kept thing. What is broken is set aside and spoken of.
pub fn load<T: Default + for<'a> Deserialize<'a>>(store: &dyn Store, name: &str, notice: &mut Notice) -> T {
    let why = match store.read(name) {
        Ok(None) => return T::default(),
        Ok(Some(text)) => match ron::from_str(&text) {
            Ok(value) => return value,
            Err(e) => e.to_string(),
        },
        Err(e) => e,
    };
    warn!("{name} cannot be read: {why}");
    notice.0 = Some(match store.set_aside(name, "broken") {
        Ok(aside) => format!("{name} could not be read; it was set aside as {aside} and a fresh one begun."),
        Err(e) => format!("{name} could not be read ({e}); changes may not be kept."),
    });
    T::default()
}

/// Loads settings, profiles, progress and the last run at the start, and keeps settings and progress whenever they change.
pub fn plugin(app: &mut App) {
    app.init_resource::<Keeper>()
        .init_resource::<Settings>()
        .init_resource::<Profiles>()
        .init_resource::<Progress>()
        .init_resource::<Kept>()
        .init_resource::<Notice>()
        .add_systems(PreStartup, recall)
        .add_systems(Last, (keep_settings, keep_progress).run_if(not(resource_added::<Settings>)));
}

fn recall(
    keeper: Res<Keeper>,
    mut settings: ResMut<Settings>,
    mut profiles: ResMut<Profiles>,
    (mut progress, mut kept): (ResMut<Progress>, ResMut<Kept>),
    mut notice: ResMut<Notice>,
) {
    let Some(store) = keeper.0.as_deref() else { return };
    *settings = load::<Settings>(store, SETTINGS, &mut notice).within_range();
    *profiles = Profiles::find(store, settings.profile, &mut notice);
    settings.profile = profiles.now;
    (*progress, *kept) = of_profile(store, profiles.now, &mut notice);
}

/// Progress and run of somebody.
pub fn of_profile(store: &dyn Store, number: u32, notice: &mut Notice) -> (Progress, Kept) {
    let progress: Progress = load(store, &progress_file(number), notice);
    (progress.within_range(), Kept(load(store, &run_file(number), notice)))
}

fn keep_settings(keeper: Res<Keeper>, settings: Res<Settings>, mut notice: ResMut<Notice>) {
    if settings.is_changed() {
        keep(&keeper, SETTINGS, &*settings, &mut notice);
    }
}

fn keep_progress(keeper: Res<Keeper>, profiles: Res<Profiles>, progress: Res<Progress>, mut notice: ResMut<Notice>) {
    if progress.is_changed() {
        keep(&keeper, &progress_file(profiles.now), &*progress, &mut notice);
    }
}

/// Keeps a thing under a name; where that fails the person is told.
pub fn keep<T: Serialize>(keeper: &Keeper, name: &str, value: &T, notice: &mut Notice) {
    let Some(store) = &keeper.0 else { return };
    let text = ron::ser::to_string_pretty(value, ron::ser::PrettyConfig::new().compact_arrays(true));
    if let Err(e) = text.map_err(|e| e.to_string()).and_then(|t| store.write(name, &t)) {
        warn!("{name} cannot be kept: {e}");
        let said = format!("{name} could not be written: {e}");
        if notice.0.as_ref() != Some(&said) {
            notice.0 = Some(said);
        }
    }
}
