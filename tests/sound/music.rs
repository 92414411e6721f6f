//! Music.

use sound::music::music;
use sound::samples;

use crate::ears::{loudness, mono, roughest_step, within_bounds};

#[test]
fn music_is_as_long_as_asked_quiet_and_without_a_click() {
    let piece = music(21.3, 7);
    assert_eq!(piece.len(), samples(21.3));
    assert!(within_bounds(&piece) && roughest_step(&piece) < 0.02);
    assert_eq!((piece[0], piece[piece.len() - 1]), ([0.0; 2], [0.0; 2]));
    let level = 20.0 * loudness(&mono(&piece)).log10();
    assert!((-40.0..-24.0).contains(&level), "{level:.1} dB");
    assert!(music(0.0, 7).is_empty() && music(-1.0, 7).is_empty());
}

#[test]
fn music_never_pauses_between_its_chords() {
    let piece = mono(&music(40.0, 2));
    for second in 3..36 {
        let part = &piece[samples(f64::from(second))..samples(f64::from(second + 1))];
        assert!(20.0 * loudness(part).log10() > -45.0, "at {second} s");
    }
}

#[test]
fn a_longer_piece_begins_like_a_shorter_one() {
    let (short, long) = (music(20.0, 3), music(30.0, 3));
    assert!(short[..samples(16.0)] == long[..samples(16.0)]);
    assert!(short != music(20.0, 4));
}
