//! Narration and music that follow pictures: heard from where they are put, silent while nothing moves, each with its slider.

use std::sync::Arc;

use sound::score::{Player, Score, Start};
use sound::{Frame, Gains, samples};

use crate::ears::roughest_step;

/// A voice on the left and music on the right, each with a level that says the second.
fn score() -> Arc<Score> {
    let level = |n: usize| 0.1 + 0.1 * (n / samples(1.0)) as f32;
    let track = |side: usize| -> Vec<Frame> {
        (0..samples(6.0)).map(|n| core::array::from_fn(|i| if i == side { level(n) } else { 0.0 })).collect()
    };
    Arc::new(Score { voice: track(0), music: track(1) })
}

fn player() -> Player {
    let mut player = Player::default();
    player.set_gains(Gains::FULL);
    player.load(score());
    player
}

/// What is heard in the next seconds.
fn heard(player: &mut Player, seconds: f64) -> Vec<Frame> {
    let mut out = vec![[0.0; 2]; samples(seconds)];
    player.render(&mut out);
    out
}

fn last(frames: &[Frame]) -> Frame {
    *frames.last().expect("something was rendered")
}

#[test]
fn nothing_is_heard_before_it_is_played_and_after_it_is_stopped() {
    let mut player = player();
    assert!(heard(&mut player, 0.5).iter().all(|f| *f == [0.0; 2]));
    player.play(Some(Start { second: 2.0, spoken: true }));
    assert!(last(&heard(&mut player, 0.5))[0] > 0.2);
    player.play(None);
    let out = heard(&mut player, 0.5);
    assert_eq!(last(&out), [0.0; 2]);
    assert!(roughest_step(&out) < 0.01, "it fades");
}

#[test]
fn it_plays_from_where_it_is_put() {
    let mut player = player();
    for second in [4.0, 1.0] {
        player.play(Some(Start { second, spoken: true }));
        let out = heard(&mut player, 0.5);
        let wanted = 0.1 + 0.1 * second as f32;
        assert!((last(&out)[0] - wanted).abs() < 0.02 && (last(&out)[1] - wanted).abs() < 0.02, "{:?}", last(&out));
        assert!(roughest_step(&out) < 0.02, "it does not click");
    }
    // Half a second later it is half a second further.
    let out = heard(&mut player, 0.7);
    assert!((last(&out)[0] - 0.3).abs() < 0.02, "{:?}", last(&out));
}

#[test]
fn each_track_has_its_slider_and_a_language_without_voice_has_music() {
    let mut player = player();
    player.play(Some(Start { second: 3.0, spoken: true }));
    heard(&mut player, 0.2);
    player.set_gains(Gains { voice: 0.0, ..Gains::FULL });
    let [voice, music] = last(&heard(&mut player, 0.2));
    assert!(voice.abs() < 1e-6 && music > 0.3);
    player.set_gains(Gains { music: 0.0, ..Gains::FULL });
    let [voice, music] = last(&heard(&mut player, 0.2));
    assert!(voice > 0.3 && music.abs() < 1e-6);
    player.set_gains(Gains::FULL);
    player.play(Some(Start { second: 3.0, spoken: false }));
    let [voice, music] = last(&heard(&mut player, 0.2));
    assert!(voice.abs() < 1e-6 && music > 0.3);
}

#[test]
fn blocks_make_no_difference_and_the_end_is_silence() {
    let (mut one, mut many) = (player(), player());
    for player in [&mut one, &mut many] {
        player.play(Some(Start { second: 5.5, spoken: true }));
    }
    let whole = heard(&mut one, 1.0);
    let parts: Vec<Frame> = (0..100).flat_map(|_| heard(&mut many, 0.01)).collect();
    assert!(whole == parts);
    assert_eq!(last(&whole), [0.0; 2]);
}
