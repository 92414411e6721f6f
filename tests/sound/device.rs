//! The loudspeaker, whether or not this machine has one.

use std::time::{Duration, Instant};

use sound::device::{Order, Speaker, State};
use sound::{Counts, Gains, Grain};

#[test]
fn a_loudspeaker_says_how_it_is_and_why_it_is_silent() {
    let speaker = Speaker::open(1);
    let begun = Instant::now();
    while speaker.state() == State::Opening && begun.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(5));
    }
    match speaker.state() {
        State::Opening => panic!("neither an answer nor a reason"),
        State::Playing => assert!(speaker.tell(Order::Gains(Gains::SILENT))),
        State::Silent(why) => {
            assert!(!why.is_empty());
            assert!(!speaker.tell(Order::Chord(true)), "nobody listens any more");
        }
    }
}

#[test]
fn orders_that_nobody_takes_are_left_out_and_never_waited_for() {
    let speaker = Speaker::open(2);
    assert!(speaker.tell(Order::Gains(Gains::SILENT)) || speaker.state() != State::Playing);
    let taken = (0..100_000).filter(|_| speaker.tell(Order::Hear(Counts::of(Grain::Tick, 1)))).count();
    assert!(taken < 100_000, "somewhere a queue would have grown without end");
}
