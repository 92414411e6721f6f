//! How much is drawn on a weak machine: the ladder of what is dropped, and that only the scene gets fewer pixels.

use proptest::prelude::*;
use setpoint::save::Settings;
use setpoint::sheet;
use setpoint::ui::passing::{Passing, STANDS_S};
use setpoint::view::{Canvas, Detail, Quality, SceneInput};

use crate::images::can_draw;
use crate::library;

/// Seconds of frames that take `frame_s` each.
fn play(quality: &mut Quality, frame_s: f32, seconds: f32) {
    (0..(seconds / frame_s).ceil() as u32).for_each(|_| quality.frame(frame_s));
}

#[test]
fn slow_frames_drop_pixels_first_and_then_pictures_and_all_of_it_is_said() {
    let mut quality = Quality::default();
    assert_eq!((quality.share(), quality.word()), ((1.0, 1), None));
    let mut seen = vec![quality.share()];
    for _ in 0..400 {
        quality.frame(0.06);
        if seen.last() != Some(&quality.share()) {
            seen.push(quality.share());
            let word = quality.word().expect("something was dropped");
            assert!(word.contains("30 frames"), "{word}");
        }
    }
    assert_eq!(seen, [(1.0, 1), (0.75, 1), (0.5, 1), (0.5, 2)]);
}

#[test]
fn quick_frames_bring_back_what_was_dropped_and_a_step_that_failed_waits_longer() {
    let mut quality = Quality::default();
    play(&mut quality, 0.06, 1.5);
    assert_eq!(quality.share(), (0.75, 1));
    let mut tries = 0;
    // a machine that is quick at three quarters and slow in full
    let mut full_before = false;
    let mut spent = 0.0;
    while spent < 120.0 {
        let full = quality.share() == (1.0, 1);
        let frame_s = if full { 0.045 } else { 0.016 };
        quality.frame(frame_s);
        spent += frame_s;
        tries += u32::from(full && !full_before);
        full_before = full;
    }
    assert!((2..=6).contains(&tries), "it tries again, more and more rarely: {tries} times in two minutes");
    play(&mut quality, 0.012, 200.0);
    assert_eq!(quality.share(), (1.0, 1), "a machine that has become quick gets all");
}

#[test]
fn who_asks_for_all_gets_all_and_who_asks_for_little_gets_little() {
    for (asked, share) in [(Detail::Full, (1.0, 1)), (Detail::Little, (0.5, 1))] {
        for frame_s in [0.005, 0.2] {
            let mut quality = Quality::default();
            quality.asked = asked;
            play(&mut quality, frame_s, 5.0);
            assert_eq!(quality.share(), share);
        }
    }
}

proptest! {
    #[test]
    fn no_frame_time_leads_off_the_ladder(times in prop::collection::vec(any::<f32>(), 1..300)) {
        let mut quality = Quality::default();
        for time in times {
            quality.frame(time);
            let (share, every) = quality.share();
            prop_assert!((0.25..=1.0).contains(&share) && (1..=2).contains(&every));
        }
    }
}

#[test]
fn fewer_pixels_for_the_scene_leave_the_panels_sharp_and_the_scene_the_same_from_afar() {
    if !can_draw() {
        return;
    }
    let mut stage =
        sheet::open(&library(), "mu_opioid", 900, &Settings::default(), sheet::STAGE).expect("it can be drawn");
    let full = stage.picture().expect("it can be drawn");
    stage.world().resource_mut::<Canvas>().share = 0.5;
    for _ in 0..3 {
        stage.frame().expect("the device is there");
    }
    let half = stage.picture().expect("it can be drawn");
    let rect = stage.world().resource::<SceneInput>().rect;
    let (mut inside, mut n, mut outside) = (0_u64, 0_u64, 0_u32);
    for (x, y, p) in full.enumerate_pixels() {
        let off: u32 = p.0.iter().zip(half.get_pixel(x, y).0).map(|(a, b)| u32::from(a.abs_diff(b))).sum();
        let at = bevy::prelude::Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
        if rect.contains(at) {
            inside += u64::from(off);
            n += 3;
        } else {
            outside = outside.max(off);
        }
    }
    assert_eq!(outside, 0, "panels are not touched");
    let mean = inside as f64 / n as f64;
    assert!((0.3..9.0).contains(&mean), "the scene is softer and the same: {mean:.2} of 255 apart");
    stage.world().resource_mut::<Canvas>().share = 1.0;
    for _ in 0..3 {
        stage.frame().expect("the device is there");
    }
    assert_eq!(stage.picture().expect("it can be drawn"), full, "and all comes back");
}

#[test]
fn what_was_dropped_is_said_when_it_changes_and_goes_after_a_few_seconds() {
    let (three, half) = (Some("56 %".to_owned()), Some("25 %".to_owned()));
    let mut note = Passing::default();
    assert_eq!(note.say(None, 0.0), None, "nothing was dropped");
    assert_eq!(note.say(three.clone(), 10.0), Some("56 %"));
    assert_eq!(note.say(three.clone(), 10.0 + 0.9 * STANDS_S), Some("56 %"));
    assert_eq!(note.say(three.clone(), 10.0 + STANDS_S), None, "it was read");
    assert_eq!(note.say(three.clone(), 500.0), None);
    assert_eq!(note.say(half, 501.0), Some("25 %"), "another one is told");
    assert_eq!(note.say(None, 502.0), None);
    assert_eq!(note.say(three, 503.0), Some("56 %"));
}
