//! The quality gate: each check fires on a bad sequence and not on a good one.

use film::Glance;
use film::gate::{Declared, Flaw, Gate, Kind};

use crate::support::{frame, plain};

const SIZE: (u32, u32) = (160, 96);

fn flaws(frames: impl IntoIterator<Item = Vec<u8>>) -> Vec<Flaw> {
    flaws_declared(frames, Declared::default())
}

fn flaws_declared(frames: impl IntoIterator<Item = Vec<u8>>, declared: Declared) -> Vec<Flaw> {
    let mut gate = Gate::new(30);
    for pixels in frames {
        gate.look(Glance::of(&pixels, SIZE.0, SIZE.1), declared);
    }
    gate.finish()
}

fn scene(n: u64) -> Vec<u8> {
    frame(SIZE.0, SIZE.1, n)
}

#[test]
fn a_scene_that_moves_passes() {
    assert_eq!(flaws((0..90).map(scene)), []);
}

#[test]
fn black_and_blank_frames_are_found_unless_declared() {
    let film = || {
        (0..10).map(|n| match n {
            3 => plain(SIZE.0, SIZE.1, [4, 4, 6]),
            6 => plain(SIZE.0, SIZE.1, [90, 120, 200]),
            n => scene(n),
        })
    };
    let wanted = [Flaw { kind: Kind::Black, first: 3, last: 3 }, Flaw { kind: Kind::Blank, first: 6, last: 6 }];
    assert_eq!(flaws(film()), wanted);
    assert_eq!(flaws_declared(film(), Declared { plain: true, still: false }), []);
}

#[test]
fn repeated_frames_are_found_unless_declared() {
    let film = || (0..20).map(|n: u64| scene(if (5..=8).contains(&n) { 5 } else { n }));
    assert_eq!(flaws(film()), [Flaw { kind: Kind::Repeated, first: 6, last: 8 }]);
    assert_eq!(flaws_declared(film(), Declared { still: true, plain: false }), []);
}

#[test]
fn a_torn_frame_is_found_whichever_half_is_old() {
    let half = (SIZE.0 * SIZE.1 * 2) as usize;
    for upper_is_old in [true, false] {
        let torn = |n: u64| {
            let (old, new) = (scene(n - 1), scene(n));
            let (upper, lower) = if upper_is_old { (&old, &new) } else { (&new, &old) };
            [&upper[..half], &lower[half..]].concat()
        };
        let found = flaws((0..20).map(|n| if n == 9 { torn(9) } else { scene(n) }));
        assert_eq!(found, [Flaw { kind: Kind::Torn, first: 9, last: 9 }]);
    }
}

#[test]
fn a_part_that_rests_or_moves_now_and_then_is_not_torn() {
    let half = (SIZE.0 * SIZE.1 * 2) as usize;
    let rests = (0..30).map(|n| [&scene(0)[..half], &scene(n)[half..]].concat());
    assert_eq!(flaws(rests), []);
    let every_other = (0..30).map(|n| [&scene(n / 2)[..half], &scene(n)[half..]].concat());
    assert_eq!(flaws(every_other), []);
}

/// The scene, and over a share of its rows light that goes on and off.
fn flicker(hz: f64, share: f64, bright: u8, frames: u64) -> impl Iterator<Item = Vec<u8>> {
    (0..frames).map(move |n| {
        let on = (n as f64 / 30.0 * hz * 2.0) as u64 % 2 == 0;
        let mut pixels = scene(n);
        let until = (f64::from(SIZE.1) * share) as usize * SIZE.0 as usize * 4;
        let level = if on { bright } else { 10 };
        pixels[..until].chunks_exact_mut(4).enumerate().for_each(|(x, p)| p.fill(level + ((x as u64 + n) % 3) as u8));
        pixels
    })
}

#[test]
fn more_than_three_flashes_a_second_are_found() {
    let found = flaws(flicker(5.0, 0.6, 230, 60));
    assert!(found.iter().any(|f| f.kind == Kind::Flash && f.first < 30), "{found:?}");
}

#[test]
fn slow_small_and_faint_flicker_passes() {
    for (hz, share, bright) in [(2.5, 0.6, 230), (5.0, 0.15, 230), (5.0, 0.6, 60)] {
        let found = flaws(flicker(hz, share, bright, 90));
        assert!(found.iter().all(|f| f.kind != Kind::Flash), "{hz} {share} {bright}: {found:?}");
    }
}

#[test]
fn equal_frames_have_equal_hashes_and_one_pixel_makes_another() {
    let look = |pixels: &[u8]| Glance::of(pixels, SIZE.0, SIZE.1);
    assert_eq!(look(&scene(3)), look(&scene(3)));
    for at in [0, 4 * 777, (SIZE.0 * SIZE.1 * 4 - 4) as usize] {
        let mut changed = scene(3);
        changed[at] ^= 1;
        assert_ne!(look(&changed).hash(), look(&scene(3)).hash());
    }
}

#[test]
fn flaws_say_which_frames() {
    assert_eq!(Flaw { kind: Kind::Black, first: 0, last: 0 }.to_string(), "frame 0: black");
    assert_eq!(
        Flaw { kind: Kind::Torn, first: 3, last: 4 }.to_string(),
        "frames 3 to 4: torn: a part is from the frame before"
    );
}
