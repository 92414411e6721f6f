//! Finding a sound within another, and pictures back as pixels.

use film::sync::lag_s;
use film::yuv::{Planes, rgba};
use film::{Pcm, probe};
use openh264::formats::YUVSource;

use crate::support::{frame, syllables};

/// A part and a whole in which it sounds at a second, over another sound.
fn laid(at_s: f64) -> (Pcm, Pcm) {
    let part = syllables(48_000, 1.5);
    let mut whole = Pcm::silence(48_000, 1, 5.0);
    for (n, s) in whole.samples.iter_mut().enumerate() {
        *s = 0.02 * (n as f32 * 0.031).sin();
    }
    let from = (at_s * 48_000.0) as usize;
    for (w, p) in whole.samples[from..].iter_mut().zip(&part.samples) {
        *w += p;
    }
    (whole, part)
}

#[test]
fn a_sound_is_found_to_a_few_milliseconds() {
    for late in [-0.1, -0.02, 0.0, 0.03, 0.12] {
        let (whole, part) = laid(2.0 + late);
        let lag = lag_s(&whole, &part, 2.0, 0.2).expect("it is there");
        assert!((lag - late).abs() < 0.003, "{late} s late was found as {lag} s");
    }
}

#[test]
fn a_sound_that_is_not_there_is_not_found() {
    let part = syllables(48_000, 1.5);
    let whole = Pcm::mono(48_000, (0..240_000).map(|n| 0.3 * (n as f32 * 0.0071).sin()).collect());
    assert_eq!(lag_s(&whole, &part, 2.0, 0.2), None);
}

#[test]
fn planes_become_pixels_again() {
    let sent = frame(64, 32, 7);
    let mut planes = Planes::new(64, 32);
    planes.take(&sent);
    let (y, u, v) = (planes.y().to_vec(), planes.u().to_vec(), planes.v().to_vec());
    let got = rgba(&probe::Picture { width: 64, height: 32, y, u, v });
    assert_eq!(got.len(), sent.len());
    let light = |p: &[u8]| 0.2126 * f64::from(p[0]) + 0.7152 * f64::from(p[1]) + 0.0722 * f64::from(p[2]);
    let off: f64 =
        sent.chunks(4).zip(got.chunks(4)).map(|(a, b)| (light(a) - light(b)).abs()).sum::<f64>() / (64.0 * 32.0);
    assert!(off < 6.0, "light is off by {off:.1} of 255");
}
