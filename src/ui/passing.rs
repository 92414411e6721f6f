//! A note that is read once: it stands for a few seconds after it has changed, and then goes. Time is the ui's, never the
//! model's.

/// How long a note stands, s.
pub const STANDS_S: f64 = 6.0;

/// What was said last, and since when.
#[derive(Clone, Debug, Default)]
pub struct Passing {
    said: Option<String>,
    since_s: f64,
}

impl Passing {
    /// What is to be read at this time (s, of the ui): `word` while it is new. Nothing to say is never said.
    pub fn say(&mut self, word: Option<String>, now_s: f64) -> Option<&str> {
        if self.said != word {
            (self.said, self.since_s) = (word, now_s);
        }
        let new = (0.0..STANDS_S).contains(&(now_s - self.since_s));
        self.said.as_deref().filter(|_| new)
    }
}
