//! How much of the scene is drawn, so that thirty frames a second are kept: fewer pixels first, then fewer new pictures of
//! it a second. The panels are never touched. What was dropped is said ([`Quality::word`]). Not here: the drawing (`canvas`).
//!
//! Orders: full -> three quarters -> a half -> a half, every other frame; and back, one at a time. A step up that had to be
//! taken back is tried again only after twice as long.

use bevy::prelude::*;
use serde::{Deserialize, Serialize};

use super::Canvas;

/// What a person asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Detail {
    /// As much as this machine draws thirty times a second.
    #[default]
    Automatic,
    /// All, however slow.
    Full,
    /// Little, however fast.
    Little,
}

/// All choices, with what they are for.
pub const DETAILS: [(Detail, &str); 3] = [
    (Detail::Automatic, "automatic: keeps 30 frames a second"),
    (Detail::Full, "full, however slow"),
    (Detail::Little, "little, to save power"),
];

/// Pixels along a side and one frame in so many, from all to least.
const STEPS: [(f32, u32); 4] = [(1.0, 1), (0.75, 1), (0.5, 1), (0.5, 2)];
/// A frame that takes longer than this is too slow, s.
const SLOW_S: f32 = 1.0 / 29.0;
/// Frames that take less than this leave room for more, s.
const QUICK_S: f32 = 1.0 / 46.0;
/// How long frames must be too slow before less is drawn, s.
const PATIENCE_S: f32 = 0.7;
/// How long they must be quick before more is tried, s; and the longest wait.
const COURAGE_S: (f32, f32) = (4.0, 120.0);

/// How much is drawn now.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// What was asked for.
    pub asked: Detail,
    step: usize,
    mean_s: f32,
    slow_s: f32,
    quick_s: f32,
    wait_s: f32,
    since_up_s: f32,
}

impl Default for Quality {
    fn default() -> Self {
        let asked = Detail::default();
        Self { asked, step: 0, mean_s: 0.02, slow_s: 0.0, quick_s: 0.0, wait_s: COURAGE_S.0, since_up_s: f32::INFINITY }
    }
}

impl Quality {
    /// Takes the time of one more frame into account.
    pub fn frame(&mut self, seconds: f32) {
        match self.asked {
            Detail::Full => self.step = 0,
            Detail::Little => self.step = 2,
            Detail::Automatic => self.follow(seconds),
        }
    }

    fn follow(&mut self, seconds: f32) {
        // one long frame, as when a window moves, is no sign of a slow machine
        let seconds = if seconds.is_finite() { seconds.clamp(0.0, 0.25) } else { 0.0 };
        self.mean_s += (seconds - self.mean_s) * 0.15;
        self.since_up_s += seconds;
        self.slow_s = if self.mean_s > SLOW_S { self.slow_s + seconds } else { 0.0 };
        self.quick_s = if self.mean_s < QUICK_S { self.quick_s + seconds } else { 0.0 };
        if self.slow_s > PATIENCE_S && self.step + 1 < STEPS.len() {
            if self.since_up_s < 5.0 {
                self.wait_s = (self.wait_s * 2.0).min(COURAGE_S.1);
            }
            self.turn_to(self.step + 1);
        } else if self.quick_s > self.wait_s && self.step > 0 {
            self.turn_to(self.step - 1);
            self.since_up_s = 0.0;
        }
    }

    fn turn_to(&mut self, step: usize) {
        *self = Self { step, slow_s: 0.0, quick_s: 0.0, ..*self };
    }

    /// Pixels along a side, and one frame in so many.
    #[must_use]
    pub fn share(&self) -> (f32, u32) {
        STEPS[self.step.min(STEPS.len() - 1)]
    }

    /// What was dropped, in words; nothing where all is drawn.
    #[must_use]
    pub fn word(&self) -> Option<String> {
        let why = if self.asked == Detail::Automatic { " to keep 30 frames a second" } else { "" };
        match self.share() {
            (1.0, 1) => None,
            (share, 1) => Some(format!("scene at {:.0} % of its pixels{why}", share * share * 100.0)),
            (share, every) => {
                Some(format!("scene at {:.0} % of its pixels, drawn every {every}nd frame{why}", share * share * 100.0))
            }
        }
    }
}

/// Frame times are those of a window: recorders, whose frames take as long as they take, draw all.
#[derive(Resource)]
pub struct InWindow;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Quality>().add_systems(First, keep_up.run_if(resource_exists::<InWindow>));
}

fn keep_up(time: Res<Time<Real>>, mut quality: ResMut<Quality>, mut canvas: ResMut<Canvas>) {
    quality.frame(time.delta_secs());
    let (share, every) = quality.share();
    if (canvas.share, canvas.every) != (share, every) {
        (canvas.share, canvas.every) = (share, every);
    }
}
