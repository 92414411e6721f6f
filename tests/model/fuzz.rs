//! Shipped texts with random damage: whatever comes of it, nothing panics. Seeded; a failure names seed and file.

use model::assemble::Setting;
use model::content::{Kind, Library, embedded};
use model::drug::Drug;
use model::engine::Engine;
use model::goal::Goal;

use crate::fixture::{FILES, fixtures};
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

/// Bodies that what is new in a library is part of: a new system with a few of its drugs, a new drug where it acts, a new
/// enzyme with the first drug that it clears.
fn new_bodies<'a>(lib: &'a Library, old: &'a Library) -> Vec<(&'a str, &'a str)> {
    let place = |d: &'a Drug| d.actions.first().map_or(lib.systems[0].id.as_str(), |a| a.system.as_str());
    let mut out = Vec::new();
    for s in lib.systems.iter().filter(|s| !old.systems.contains(s)) {
        out.extend(lib.drugs_for(&s.id).take(3).map(|d| (s.id.as_str(), d.id.as_str())));
    }
    for d in lib.drugs.iter().filter(|d| !old.drugs.contains(d)) {
        out.push((place(d), d.id.as_str()));
        out.extend(d.actions.iter().skip(1).map(|a| (a.system.as_str(), d.id.as_str())));
    }
    for e in lib.enzymes.iter().filter(|e| !old.enzymes.contains(e)) {
        let cleared = lib.drugs.iter().find(|d| d.elimination.iter().any(|w| w.enzyme.as_ref() == Some(&e.id)));
        out.extend(cleared.map(|d| (place(d), d.id.as_str())));
    }
    out
}

/// Reads a damaged text into a library: `true` if it was taken. What was taken must run, or say why it cannot.
fn read(old: &Library, kind: Kind, name: &str, text: &str) -> bool {
    let mut lib = old.clone();
    let found = lib.extend([(kind, name, text)]);
    for p in &found {
        assert!(p.line > 0 && p.line <= 1 + text.matches('\n').count(), "the line is in the file: {p}");
        assert!(!p.what.is_empty() && !p.to_string().is_empty());
    }
    if !found.is_empty() {
        assert_eq!(
            (&lib.drugs, &lib.systems, &lib.enzymes),
            (&old.drugs, &old.systems, &old.enzymes),
            "nothing of it stays"
        );
        return false;
    }
    for (system, drug) in new_bodies(&lib, old) {
        let engine = lib.assemble(system, &[drug], &Setting::default()).expect("all names were checked");
        let mut body = engine.naive_body();
        engine.apply(&mut body, &crate::support::give(0, 1.0));
        let _ = engine.advance(&mut body, 0.01, &[], |_, _| {});
        let mut row = Vec::new();
        engine.observe(&body.y, body.input.usual_place, &body.given_du, &mut row);
        assert_eq!(row.len(), engine.columns().len());
    }
    true
}

/// Damages every file some hundred times in all, and counts those that are refused and those that are taken.
fn damage(old: &Library, files: &[(Kind, &str, &str)], times: usize) -> (usize, usize) {
    let (mut refused, mut taken) = (0, 0);
    for seed in 0..times.div_ceil(files.len()) as u64 {
        for (which, (kind, name, text)) in files.iter().enumerate() {
            let text = damaged(text, &mut Chaos(seed * 1000 + which as u64));
            let outcome =
                std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| read(old, *kind, name, text.as_str())));
            match outcome {
                Ok(true) => taken += 1,
                Ok(false) => refused += 1,
                Err(_) => panic!("seed {seed}, {name} panics:\n{text}"),
            }
        }
    }
    (refused, taken)
}

#[test]
fn damaged_files_are_reported_or_run_and_never_panic() {
    let (refused, taken) = damage(library(), embedded::FILES, 700);
    assert!(refused > 100 && taken > 50, "both ways are walked: {refused} refused, {taken} taken");
}

#[test]
fn damaged_files_with_every_field_are_reported_or_run_and_never_panic() {
    let (refused, taken) = damage(fixtures(), &FILES, 1500);
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
