//! What is heard is what happened in the census.

use model::receptor::ReceptorState::{
    Active, Arrestin, Endosome, Lysosome, New, Phosphorylated, Pit, Recycling, Resting,
};
use model::receptor::{ReceptorState, STATES};
use proptest::prelude::*;
use sound::transitions::Moment;
use sound::{Counts, Grain};

const EMPTY: u8 = u8::MAX;

fn between(before: &[u8], after: &[u8]) -> Counts {
    let moment = |by_slot| Moment { by_slot, created: 0, degraded: 0 };
    Counts::between(moment(before), moment(after))
}

#[test]
fn each_arrival_has_its_own_sound() {
    let heard = |from: ReceptorState, to: ReceptorState| between(&[from as u8], &[to as u8]);
    for (from, to, grain) in [
        (Active, Phosphorylated, Grain::Tick),
        (Resting, Phosphorylated, Grain::Tick),
        (Phosphorylated, Arrestin, Grain::Thud),
        (Arrestin, Pit, Grain::Pop),
        (Recycling, Resting, Grain::Chirp),
        (Endosome, Active, Grain::Chirp),
    ] {
        assert_eq!(heard(from, to), Counts::of(grain, 1), "{from:?} to {to:?}");
    }
    for (from, to) in [
        (Resting, Active),
        (Phosphorylated, Resting),
        (Pit, Endosome),
        (Endosome, Recycling),
        (Endosome, Lysosome),
        (New, Resting),
    ] {
        assert!(heard(from, to).is_empty(), "{from:?} to {to:?}");
    }
    for state in STATES {
        assert!(heard(state, state).is_empty());
    }
}

#[test]
fn births_and_deaths_come_from_the_books() {
    let slots = [Resting as u8; 5];
    let before = Moment { by_slot: &slots, created: 10, degraded: 2 };
    let after = Moment { by_slot: &slots, created: 17, degraded: 6 };
    let heard = Counts::between(before, after);
    assert_eq!((heard.count(Grain::Birth), heard.count(Grain::Crunch)), (7, 4));
    let back = Counts::between(after, before);
    assert!(back.is_empty(), "the books only grow");
}

#[test]
fn slots_that_are_new_count_too() {
    let heard = between(&[], &[Phosphorylated as u8, EMPTY, Resting as u8]);
    assert_eq!(heard, Counts::of(Grain::Tick, 1));
}

proptest! {
    #[test]
    fn the_quick_count_is_the_plain_one(
        pairs in prop::collection::vec((0_u8..11, 0_u8..11), 0..200),
        grown in prop::collection::vec(0_u8..11, 0..20),
    ) {
        let state = |x: u8| if x > 8 { EMPTY } else { x };
        let before: Vec<u8> = pairs.iter().map(|p| state(p.0)).collect();
        let mut after: Vec<u8> = pairs.iter().map(|p| state(p.1)).collect();
        after.extend(grown.iter().map(|x| state(*x)));
        let mut plain = Counts::default();
        for (slot, new) in after.iter().enumerate() {
            let old = before.get(slot).copied().unwrap_or(EMPTY);
            if let Some(to) = ReceptorState::from_index(usize::from(*new))
                && let Some(grain) = Grain::arrival(ReceptorState::from_index(usize::from(old)), to)
            {
                plain.add(grain, 1);
            }
        }
        prop_assert_eq!(between(&before, &after), plain);
    }
}
