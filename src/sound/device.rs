//! The loudspeaker: a thread of its own that renders what it is told of and hands it to the sound server. Nothing here
//! waits: not the one who opens it, not the one who tells it something. Where nothing can be played it is silent and says
//! why. Not here: how a server is spoken to (`pulse`, `native`).

use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use crate::score::{Player, Score, Start};
use crate::{Counts, Frame, Gains, Mixer, samples};

#[cfg(any(windows, target_os = "macos"))]
use crate::native as backend;
#[cfg(all(unix, not(target_vendor = "apple"), not(target_os = "android")))]
use crate::pulse as backend;
#[cfg(not(any(windows, target_os = "macos", all(unix, not(target_vendor = "apple"), not(target_os = "android")))))]
mod backend {
    //! Where no way to a loudspeaker is known yet, a browser among them.
    pub fn play(_: super::Source, _: &super::Said) -> Result<(), String> {
        Err("on this system sound cannot be played yet".to_owned())
    }
}

/// What the mixer behind the loudspeaker is told, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// This happens now.
    Hear(Counts),
    /// The main reading is so far from its set point, -1 to 1.
    Deviation(f64),
    /// The chord sounds, or does so no more.
    Chord(bool),
    /// Volumes from now on.
    Gains(Gains),
    /// A film's narration and music; silent until it is played.
    Score(Arc<Score>),
    /// The score is played from somewhere, or not at all.
    Play(Option<Start>),
}

/// How the loudspeaker is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The sound server has not answered yet.
    Opening,
    /// It plays.
    Playing,
    /// It does not play, and this is why, in a few words that follow "no sound: ".
    Silent(String),
}

/// Orders that may wait. When there are more, the loudspeaker has stopped listening, and they are left out.
const WAITING: usize = 64;

/// What the playing thread says about itself.
#[derive(Clone, Debug)]
pub(crate) struct Said(Arc<Mutex<State>>);

impl Said {
    pub(crate) fn say(&self, state: State) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

/// A loudspeaker. Dropping it fades it out and ends its thread.
#[derive(Debug)]
pub struct Speaker {
    orders: SyncSender<Order>,
    said: Said,
}

impl Speaker {
    /// Begins to open the loudspeaker, and returns at once; [`Speaker::state`] says what became of it.
    #[must_use]
    pub fn open(seed: u64) -> Self {
        let (orders, inbox) = sync_channel(WAITING);
        let said = Said(Arc::new(Mutex::new(State::Opening)));
        let thread = std::thread::Builder::new().name("sound".to_owned());
        let voice = said.clone();
        let begun = thread.spawn(move || {
            let source = Source { inbox, mixer: Mixer::new(seed), player: Player::default(), ending: None };
            if let Err(why) = backend::play(source, &voice) {
                voice.say(State::Silent(why));
            }
        });
        if let Err(e) = begun {
            said.say(State::Silent(format!("no thread for it ({e})")));
        }
        Self { orders, said }
    }

    /// How it is.
    #[must_use]
    pub fn state(&self) -> State {
        self.said.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells it something. `false`: it did not take it, because it has stopped or is behind; try again later, or do not.
    pub fn tell(&self, order: Order) -> bool {
        self.orders.try_send(order).is_ok()
    }
}

/// What the playing thread plays: a mixer, and what it is told.
#[derive(Debug)]
pub(crate) struct Source {
    inbox: Receiver<Order>,
    mixer: Mixer,
    player: Player,
    /// Samples until the end, once nobody holds the loudspeaker any more.
    ending: Option<usize>,
}

impl Source {
    /// The next samples. `false`: nobody holds the loudspeaker any more, and it has faded out.
    pub(crate) fn fill(&mut self, out: &mut [Frame]) -> bool {
        self.listen();
        self.mixer.render(out);
        self.player.render(out);
        match &mut self.ending {
            None => true,
            Some(left) => {
                *left = left.saturating_sub(out.len());
                *left > 0
            }
        }
    }

    fn set_gains(&mut self, gains: Gains) {
        self.mixer.set_gains(gains);
        self.player.set_gains(gains);
    }

    /// Whether nobody holds the loudspeaker any more; takes in what was said meanwhile.
    pub(crate) fn listen(&mut self) -> bool {
        loop {
            match self.inbox.try_recv() {
                Ok(Order::Hear(counts)) => self.mixer.hear(&counts),
                Ok(Order::Deviation(d)) => self.mixer.set_deviation(d),
                Ok(Order::Chord(sounds)) => self.mixer.set_chord(sounds),
                Ok(Order::Gains(gains)) => self.set_gains(gains),
                Ok(Order::Score(score)) => self.player.load(score),
                Ok(Order::Play(from)) => self.player.play(from),
                Err(TryRecvError::Empty) => return false,
                Err(TryRecvError::Disconnected) => {
                    if self.ending.is_none() {
                        self.set_gains(Gains::SILENT);
                        self.ending = Some(samples(0.1));
                    }
                    return true;
                }
            }
        }
    }
}
