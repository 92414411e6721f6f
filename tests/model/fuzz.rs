//! Shipped texts with random damage: whatever comes of it, nothing panics. Seeded; a failure names seed and file.

use model::content::{Kind, embedded};
use model::engine::Engine;
use model::goal::Goal;

use crate::support::library;

/// A small stream of words.
struct Chaos(u64);

impl Chaos {
    fn below(&mut self, n: usize) -> usize {
        self.0 = model::chance::mix(self.0.wrapping_add(0x9E37_79B9_7F4A_7C15));
        (self.0 % n.max(1) as u64) as usize
    }
}

/// Bytes that a parser may stumble over.
const NASTY: [&str; 24] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "\\",
    ",",
    ":",
    "//",
    "/*",
    "NaN",
    "-inf",
    "1e308",
    "-1",
    "0",
    "..",
    "\n",
    "é",
    "\0",
    "Some(",
    "99999999999999999999",
    "%",
];

fn damaged(text: &str, chaos: &mut Chaos) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=chaos.below(4) {
        let at = chaos.below(bytes.len());
        let end = (at + 1 + chaos.below(40)).min(bytes.len());
        match chaos.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let copy = bytes[at..end].to_vec();
                let to = chaos.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            2 => bytes[at] = chaos.below(256) as u8,
            3 => bytes.truncate(end.max(1)),
            4 => {
                let nasty = NASTY[chaos.below(NASTY.len())];
                bytes.splice(at..at, nasty.bytes());
            }
            _ => {
                // A number becomes another number: the text still parses, so that the checks are reached.
                if let Some(digit) = (at..bytes.len()).find(|i| bytes[*i].is_ascii_digit()) {
                    let nasty = ["-", "9e9", "0.", "1e-30", "NaN", "inf"][chaos.below(6)];
                    bytes.splice(digit..=digit, nasty.bytes());
                }
            }
        }
        if bytes.is_empty() {
            bytes.push(b'(');
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn damaged_files_are_reported_or_run_and_never_panic() {
    let (mut refused, mut taken) = (0, 0);
    for seed in 0..60_u64 {
        for (which, (kind, name, text)) in embedded::FILES.iter().enumerate() {
            let mut chaos = Chaos(seed * 1000 + which as u64);
            let text = damaged(text, &mut chaos);
            let mut lib = library().clone();
            let outcome = std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| {
                let found = lib.extend([(*kind, *name, text.as_str())]);
                for p in &found {
                    assert!(p.line > 0 && p.line <= 1 + text.matches('\n').count(), "the line is in the file: {p}");
                    assert!(!p.what.is_empty() && !p.to_string().is_empty());
                }
                if found.is_empty() && matches!(kind, Kind::Drug | Kind::System | Kind::Enzyme) {
                    // What was taken must run, or say why it cannot.
                    for s in &lib.systems {
                        for d in lib.drugs_for(&s.id) {
                            let engine = Engine::new(s, &[d]);
                            let mut body = engine.naive_body();
                            engine.apply(&mut body, &crate::support::give(0, 1.0));
                            let _ = engine.advance(&mut body, 0.01, &[], |_, _| {});
                            let mut row = Vec::new();
                            engine.observe(&body.y, &body.given_du, &mut row);
                            assert_eq!(row.len(), engine.columns().len());
                        }
                    }
                }
                found.is_empty()
            }));
            match outcome {
                Ok(true) => taken += 1,
                Ok(false) => refused += 1,
                Err(_) => panic!("seed {seed}, {name} panics:\n{text}"),
            }
        }
    }
    assert!(refused > 100 && taken > 50, "both ways are walked: {refused} refused, {taken} taken");
}

#[test]
fn damaged_goals_are_refused_or_judged_and_never_panic() {
    let goals = [
        "mean(effect.dilation, 1d..7d, daily 8h..18h) >= 50% * 0.93",
        "share(level.nitroglycerin in 0.1..100) <= 60%",
        "at(effect.relief, 30d) >= 0.9 * max(effect.relief, 0h..12h)",
    ];
    let engine = Engine::new(&library().systems[0], &[]);
    let trace = crate::support::played(engine, &[], 48.0, 1.0).trace;
    let (mut refused, mut taken) = (0, 0);
    for seed in 0..4000_u64 {
        let mut chaos = Chaos(seed);
        let text = damaged(goals[chaos.below(goals.len())], &mut chaos);
        match Goal::parse(&text, &|_| true) {
            Ok(goal) => {
                let _ = goal.met(&trace);
                taken += 1;
            }
            Err(e) => {
                assert!(e.at >= 1 && e.at <= text.chars().count() + 1, "{text}: {e}");
                refused += 1;
            }
        }
    }
    assert!(refused > 500 && taken > 100, "both ways are walked: {refused} refused, {taken} taken");
}
