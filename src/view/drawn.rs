//! Which state each slot is *drawn* in: the flicker rule, pure arithmetic on bytes.
//!
//! While receptors stay in a state longer than the eye needs, the drawn state is the true state. When time-lapse
//! makes them blink, a slot keeps its drawn state unless the census needs a change: after every update the number of
//! drawn receptors per state equals the true number, with as few changes as possible. Not here: how states look.

/// Marks a slot without a receptor.
pub const EMPTY: u8 = 255;

/// Real seconds in a state below which single changes can no longer be followed by eye.
pub const SHORTEST_FOLLOWED_DWELL_S: f32 = 1.5;

/// Number of receptors per state, in census order.
pub type Counts = [u32; 9];

/// Counts the receptors per state; slots that are [`EMPTY`] or unknown are left out.
#[must_use]
pub fn count(states: &[u8]) -> Counts {
    let mut counts = [0; 9];
    for &state in states {
        if let Some(n) = counts.get_mut(usize::from(state)) {
            *n += 1;
        }
    }
    counts
}

/// Brings `drawn` up to date with `truth` after a tick. `salt` (the tick) decides which of several equal slots change.
///
/// `drawn` takes the length of `truth`.
pub fn update(drawn: &mut Vec<u8>, truth: &[u8], mean_dwell_s: f32, salt: u64) {
    if drawn.len() != truth.len() || mean_dwell_s >= SHORTEST_FOLLOWED_DWELL_S {
        drawn.clear();
        drawn.extend_from_slice(truth);
        return;
    }
    // births and deaths are facts: nobody is drawn who is not there
    for (shown, &real) in drawn.iter_mut().zip(truth) {
        if (*shown == EMPTY) != (real == EMPTY) {
            *shown = real;
        }
    }
    let (have, want) = (count(drawn), count(truth));
    let mut surplus: [i64; 9] = std::array::from_fn(|i| i64::from(have[i]) - i64::from(want[i]));
    if surplus.iter().all(|&n| n == 0) {
        return;
    }
    let start = usize::try_from(salt.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33).unwrap_or(0) % truth.len();
    let mut left: i64 = surplus.iter().filter(|&&n| n > 0).sum();
    // first those whose true state is wanted, then anyone of a crowded state; all slots from a start of this tick's own
    let ((drawn_end, drawn_start), (truth_end, truth_start)) = (drawn.split_at_mut(start), truth.split_at(start));
    for honest in [true, false] {
        let mut halves = [(&mut *drawn_start, truth_start), (&mut *drawn_end, truth_end)];
        for (shown, real) in halves.iter_mut().flat_map(|(drawn, truth)| drawn.iter_mut().zip(*truth)) {
            let from = usize::from(*shown);
            if honest && *shown == *real || surplus.get(from).is_none_or(|&n| n <= 0) {
                continue;
            }
            let wanted = if honest { Some(usize::from(*real)) } else { surplus.iter().position(|&n| n < 0) };
            let Some(to) = wanted.filter(|&to| surplus.get(to).is_some_and(|&n| n < 0)) else { continue };
            surplus[from] -= 1;
            surplus[to] += 1;
            *shown = u8::try_from(to).expect("there are nine states");
            left -= 1;
            if left == 0 {
                return;
            }
        }
    }
}
