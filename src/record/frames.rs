//! A film as frames, one after the other: each from its number alone. Excerpts are played from the beginning of their shot,
//! unseen, so that their frames are those of the whole film. Not here: where frames go.

use std::collections::VecDeque;

use bevy::app::AppExit;
use bevy::prelude::*;
use bevy_egui::egui;
use model::content::Library;
use model::storyboard::Join;

use super::sound::Ear;
use super::{Options, RecordError, studio};
use crate::capture::Stage;
use crate::reel::{Playhead, Reel, aside, direct, overlay};
use crate::view::{Second, Theme};

/// Frames in which a picture settles after a cut, while time stands still.
const SETTLE: u32 = 2;

/// How many frames are begun before the first of them is waited for: the device draws one while the next is prepared.
const AHEAD: u64 = 2;

/// The frames of a film.
pub struct Frames {
    stage: Stage,
    size: UVec2,
    theme: Theme,
    fps: u32,
    /// Numbers of the next frame of the film, of the next that is begun, of the first, and of the one behind the last.
    next: u64,
    begun: u64,
    first: u64,
    end: u64,
    /// Where the words of the frames stand that were begun, and of the last one that was given out.
    words: VecDeque<overlay::Laid>,
    laid: overlay::Laid,
    pixels: Vec<u8>,
    /// The last picture of the shot before, while it fades.
    fading: Vec<u8>,
    ear: Ear,
}

impl Frames {
    /// Opens a studio at the first frame.
    ///
    /// # Errors
    /// No adapter, it failed, or the film does not fit the library.
    pub fn new(library: &Library, options: &Options) -> Result<Self, RecordError> {
        let stage = studio::open(library, options)?;
        let frame = |s: f64| (s * f64::from(options.fps)).round().max(0.0) as u64;
        let end = frame(options.span_s.1.min(options.film.seconds()));
        let first = frame(options.span_s.0).min(end);
        let mut frames = Self {
            stage,
            size: options.size,
            theme: options.theme,
            fps: options.fps,
            next: first,
            begun: first,
            first,
            end,
            words: VecDeque::new(),
            laid: overlay::Laid::default(),
            pixels: Vec::new(),
            fading: Vec::new(),
            ear: Ear::default(),
        };
        frames.run_up()?;
        Ok(frames)
    }

    /// Frames in all.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.end - self.first
    }

    /// Frames that were given out.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.next - self.first
    }

    /// The pixels of the next frame, rows from the top, RGBA; `None` behind the last.
    ///
    /// # Errors
    /// The device failed.
    pub fn draw_next(&mut self) -> Result<Option<&[u8]>, RecordError> {
        if self.next >= self.end {
            return Ok(None);
        }
        while self.begun < (self.next + AHEAD).min(self.end) {
            self.begin()?;
        }
        self.finish()?;
        Ok(Some(&self.pixels))
    }

    /// What the receptors of all frames were heard to do.
    #[must_use]
    pub fn heard(self) -> Vec<::sound::Frame> {
        self.ear.heard()
    }

    /// Whether somebody has pressed Ctrl-C.
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.stage.shown().get_resource::<Messages<AppExit>>().is_some_and(|asked| !asked.is_empty())
    }

    /// The moment of a frame.
    #[must_use]
    pub fn moment(&self, number: u64) -> Playhead {
        let film_s = number as f64 / f64::from(self.fps);
        self.stage.shown().resource::<Reel>().at(film_s)
    }

    /// Where the words of the last frame stand.
    #[must_use]
    pub fn laid(&self) -> &overlay::Laid {
        &self.laid
    }

    /// Warms up, and plays up to the first frame from where its picture begins: the shot, or the shot before where that one
    /// fades away over it.
    fn run_up(&mut self) -> Result<(), RecordError> {
        let at = self.moment(self.first);
        let reel = self.stage.shown().resource::<Reel>();
        let shot = reel.film.shots.get(at.shot);
        let fades = shot.is_some_and(|s| matches!(s.join, Join::Fade(fade) if at.second < fade));
        let from = if fades && at.shot > 0 { at.shot - 1 } else { at.shot };
        let start = reel.start(reel.beginning(from));
        self.begun = (start * f64::from(self.fps)).round() as u64;
        self.next = self.begun;
        let begin = self.moment(self.begun);
        self.set(begin);
        self.stage.warm_up()?;
        // The first scene has settled meanwhile, the second one has not been drawn yet.
        for _ in 0..SETTLE {
            self.draw_second()?;
            self.stage.frame()?;
        }
        while self.next < self.first {
            self.begin()?;
            self.finish()?;
        }
        Ok(())
    }

    /// Sets the world to a moment. Says whether a shot begins anew.
    fn set(&mut self, at: Playhead) -> bool {
        let size = self.size.as_vec2();
        let world = self.stage.world();
        world.insert_resource(at);
        let all = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(size.x, size.y));
        let frame = overlay::frame_of(world.resource::<Reel>(), at, all);
        let rect = |r: egui::Rect| Rect::new(r.min.x, r.min.y, r.max.x, r.max.y);
        let anew = direct::show(world, at, rect(frame.scene), self.theme);
        aside::prepare(world, at, frame.beside().map(rect), self.theme, anew);
        anew
    }

    /// Draws the second scene of the moment that is set, if it has one: the next picture of the first one shows it too.
    fn draw_second(&mut self) -> Result<(), RecordError> {
        if self.stage.shown().resource::<Second>().place.is_some() {
            aside::turn(self.stage.world());
            self.stage.frame()?;
            aside::turn_back(self.stage.world());
        }
        Ok(())
    }

    /// Begins to draw the next frame.
    fn begin(&mut self) -> Result<(), RecordError> {
        let at = self.moment(self.begun);
        if self.set(at) {
            for _ in 0..SETTLE {
                self.draw_second()?;
                self.stage.frame()?;
            }
        }
        if self.opens(at) {
            direct::choose(self.stage.world());
            self.set(at);
        }
        self.draw_second()?;
        self.stage.begin()?;
        self.words.push_back(self.stage.shown().resource::<overlay::Laid>().clone());
        self.begun += 1;
        if self.begun > self.first {
            let until_s = (self.begun - self.first) as f64 / f64::from(self.fps);
            self.ear.listen(self.stage.shown(), self.opens(at), until_s);
        }
        Ok(())
    }

    /// Waits for the oldest frame that was begun.
    fn finish(&mut self) -> Result<(), RecordError> {
        let at = self.moment(self.next);
        let join = self.stage.shown().resource::<Reel>().film.shots[at.shot].join;
        if self.opens(at) {
            self.fading.clear();
            if matches!(join, Join::Fade(_)) {
                self.fading.clone_from(&self.pixels);
            }
        }
        self.stage.take(&mut self.pixels)?;
        if let Join::Fade(fade) = join
            && at.second < fade
            && self.fading.len() == self.pixels.len()
        {
            // The first frame of a fade has moved on already: no frame is shown twice.
            let share = ((at.second + 1.0 / f64::from(self.fps)) / (fade + 1.0 / f64::from(self.fps))).clamp(0.0, 1.0);
            blend(&mut self.pixels, &self.fading, share);
        }
        self.laid = self.words.pop_front().unwrap_or_default();
        self.next += 1;
        Ok(())
    }

    /// Whether a moment is the first of its shot.
    fn opens(&self, at: Playhead) -> bool {
        at.second < 0.5 / f64::from(self.fps)
    }
}

/// `onto` with `share` of itself, the rest of it `under`.
fn blend(onto: &mut [u8], under: &[u8], share: f64) {
    let new = (share * 256.0).round() as u32;
    let old = 256 - new;
    for (a, b) in onto.iter_mut().zip(under) {
        *a = ((u32::from(*a) * new + u32::from(*b) * old + 128) >> 8) as u8;
    }
}
