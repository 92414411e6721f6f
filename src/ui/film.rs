//! The film drawer: what of the run is to be recorded, how long, how large and where to; how far it is, and how to stop it.
//! Not here: its range ([`crate::ui::film_range`]), recording itself (`screens::recording`).

use bevy_egui::egui::{self, RichText, Ui};
use sim::clock::Clock;
use sim::course::Course;

use super::{
    Wish,
    desk::{Desk, FIELD},
    film_range::{self, Span},
    style::{self, Ink},
};

/// Shortest and longest film, s; a GIF is short.
const SECONDS: (f64, f64) = (1.0, 120.0);
const GIF_SECONDS: f64 = 12.0;
/// What a film shows of the run unless told: the last seconds that were watched.
pub const USUAL_S: f64 = 20.0;

/// What is made of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A film with sound.
    #[default]
    Film,
    /// A short film without sound, for pages and slides.
    Gif,
    /// A picture of the present view.
    Picture,
}

impl Kind {
    /// The ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Film => "mp4",
            Self::Gif => "gif",
            Self::Picture => "png",
        }
    }

    /// Sizes that are offered, pixels.
    #[must_use]
    pub fn sizes(self) -> &'static [(u32, u32)] {
        match self {
            Self::Film | Self::Picture => &[(1920, 1080), (1280, 720), (1080, 1080), (1080, 1920)],
            Self::Gif => &[(640, 360), (480, 480), (800, 450)],
        }
    }

    /// How long such a film may be, s.
    #[must_use]
    pub fn longest_s(self) -> f64 {
        if self == Self::Gif { GIF_SECONDS } else { SECONDS.1 }
    }
}

/// What is asked of the recorder.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// What is made.
    pub kind: Kind,
    /// First and last hour of the run.
    pub hours: (f64, f64),
    /// Length of the film, s.
    pub seconds: f64,
    /// Pixels.
    pub size: (u32, u32),
    /// The folder; empty: the usual one.
    pub folder: String,
}

/// How far a recording is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Progress {
    /// Nothing is recorded.
    #[default]
    Idle,
    /// Frames are made: how many, of how many (0: the run is being played to its place), and seconds that are left.
    Running {
        /// Frames done.
        done: u64,
        /// Frames in all.
        all: u64,
        /// Seconds left, where that is known.
        left_s: Option<f64>,
    },
    /// It is there: its path.
    Done(String),
    /// There is none, and why.
    Failed(String),
}

impl Progress {
    /// Per cent that are done, while it runs.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        match self {
            Self::Running { done, all, .. } => Some(done * 100 / (*all).max(1)),
            Self::Idle | Self::Done(_) | Self::Failed(_) => None,
        }
    }
}

/// What is being chosen.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What is made.
    pub kind: Kind,
    /// Which part of the run.
    pub span: Span,
    /// First and last hour of a chosen range.
    pub hours: (f64, f64),
    /// Those hours as they are being written.
    pub texts: [Option<String>; 2],
    /// Length, s.
    pub seconds: f64,
    /// Which of the sizes.
    pub size: usize,
    /// The folder; empty: the usual one.
    pub folder: String,
    /// What the usual folder is called.
    pub usual: String,
    /// How far the present recording is.
    pub progress: Progress,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            kind: Kind::default(),
            span: Span::default(),
            hours: (0.0, 0.0),
            texts: [None, None],
            seconds: USUAL_S,
            size: 0,
            folder: String::new(),
            usual: String::new(),
            progress: Progress::Idle,
        }
    }
}

impl Draft {
    /// The order as it stands; `None` where nothing of the run is meant.
    #[must_use]
    pub fn order(&self, course: &Course, clock: &Clock) -> Option<Order> {
        let hours = film_range::hours(self, course, clock);
        let sizes = self.kind.sizes();
        let size = sizes.get(self.size).copied().unwrap_or(sizes[0]);
        // A picture is the last moment of a short film.
        let seconds =
            if self.kind == Kind::Picture { 0.5 } else { self.seconds.clamp(SECONDS.0, self.kind.longest_s()) };
        (hours.1 > hours.0).then(|| Order { kind: self.kind, hours, seconds, size, folder: self.folder.clone() })
    }
}

/// The drawer.
pub fn film_ui(ui: &mut Ui, c: Ink, desk: &mut Desk, course: &Course, clock: &Clock) -> Option<Wish> {
    if let Progress::Running { done, all, left_s } = desk.film.progress {
        return running_ui(ui, c, done, all, left_s);
    }
    row(ui, c, "Make", |ui| {
        for (kind, name) in [(Kind::Film, "Film"), (Kind::Gif, "GIF"), (Kind::Picture, "Picture")] {
            if ui.selectable_label(desk.film.kind == kind, name).clicked() {
                (desk.film.kind, desk.film.size) = (kind, 0);
                desk.film.seconds = desk.film.seconds.min(kind.longest_s());
            }
        }
    });
    film_range::range_ui(ui, c, desk, course, clock);
    let draft = &mut desk.film;
    if draft.kind != Kind::Picture {
        row(ui, c, "Length", |ui| {
            let slider = egui::Slider::new(&mut draft.seconds, SECONDS.0..=draft.kind.longest_s()).step_by(1.0);
            ui.add(slider.suffix(" s")).on_hover_text("Seconds of film");
        });
    }
    row(ui, c, "Size", |ui| {
        for (i, (w, h)) in draft.kind.sizes().iter().enumerate() {
            if ui.selectable_label(draft.size == i, format!("{w} x {h}")).clicked() {
                draft.size = i;
            }
        }
    });
    row(ui, c, "Folder", |ui| {
        let room = (ui.available_width() - 12.0).max(40.0);
        let edit = egui::TextEdit::singleline(&mut desk.film.folder).hint_text(&desk.film.usual).desired_width(room);
        let field = ui.add(edit.margin(FIELD)).on_hover_text("Where it goes");
        desk.saw(&field);
    });
    let order = desk.film.order(course, clock);
    let mut wish = None;
    ui.horizontal_wrapped(|ui| {
        let go = ui.add_enabled(order.is_some(), egui::Button::new(style::bold("Record", 15.0)));
        let go = go.on_hover_text("In the background; the game goes on");
        if go.on_disabled_hover_text("Nothing of the run has been chosen").clicked() {
            wish = order.map(|o| Wish::Film(Box::new(o)));
        }
        let (text, color) = match &desk.film.progress {
            Progress::Done(path) => (path.as_str(), c.good),
            Progress::Failed(why) => (why.as_str(), c.bad),
            Progress::Idle | Progress::Running { .. } => return,
        };
        ui.add(egui::Label::new(RichText::new(text).small().color(color)).wrap());
    });
    wish
}

/// While it is recorded.
fn running_ui(ui: &mut Ui, c: Ink, done: u64, all: u64, left_s: Option<f64>) -> Option<Wish> {
    let share = done as f32 / all.max(1) as f32;
    let text = match left_s {
        _ if all == 0 => "The run is being played to its place".to_owned(),
        Some(left) if left >= 0.0 => format!("{done} of {all} frames, {} left", say_left(left)),
        Some(_) | None => format!("{done} of {all} frames"),
    };
    ui.label(text);
    ui.add(egui::ProgressBar::new(share).desired_height(12.0).fill(c.good));
    ui.add_space(4.0);
    let stop = ui.button("Cancel").on_hover_text("Nothing is kept of it");
    stop.clicked().then_some(Wish::NoFilm)
}

fn say_left(seconds: f64) -> String {
    model::quantity::say_duration(seconds.ceil() / 3600.0)
}

/// A row with its name before it.
pub(super) fn row(ui: &mut Ui, c: Ink, name: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding = egui::vec2(8.0, 3.0);
        ui.spacing_mut().interact_size.y = 24.0;
        ui.add_sized([64.0, 24.0], egui::Label::new(RichText::new(name).color(c.muted)).halign(egui::Align::Min));
        add(ui);
    });
}
