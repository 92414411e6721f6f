//! The equations as a graph: it gives what plain numbers give, shares what is equal, and keeps names.

use model::expr::{Expr, record, record_flow};
use model::real::{Flow, Real};
use model::tape::Op;
use proptest::prelude::*;

/// Two pools with everything that equations may do.
struct Toy {
    rate: f64,
    hill: f64,
}

impl Flow for Toy {
    fn states(&self) -> usize {
        3
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        let k = R::parameter(self.rate, || "k".to_owned());
        let half = R::parameter(0.7, || "half".to_owned());
        let c = (y[0] / half).pow(self.hill);
        let bound = (c / (c + 1.0)).called(|| "bound".to_owned());
        let swing = bound - y[1];
        let pace = R::choose(bound.abs(), y[1].abs(), R::of(0.3), R::of(0.1));
        dydt[0] = -(k * y[0]);
        dydt[1] = swing * pace;
        dydt[2] = (-swing).positive() * 2.0 + R::of(0.0) * y[2] - k * y[2] / (bound.abs() + 1.0);
    }
}

fn parameters(tape: &model::tape::Tape) -> Vec<&str> {
    tape.nodes().iter().filter(|n| matches!(n.op, Op::Parameter(_))).filter_map(|n| n.name.as_deref()).collect()
}

proptest! {
    #[test]
    fn the_graph_gives_what_plain_numbers_give(
        y in prop::array::uniform3(-2.0..2.0_f64),
        rate in 0.0..3.0_f64,
        hill in prop::sample::select(vec![0.5, 1.0, 1.7, 2.0]),
    ) {
        let toy = Toy { rate, hill };
        let (tape, rates) = record_flow(&toy);
        let mut plain = [0.0; 3];
        toy.flow(&y, &mut plain);
        let read = tape.evaluate(&y, &rates);
        for (ours, theirs) in read.iter().zip(plain) {
            prop_assert!((ours - theirs).abs() <= 1e-15 * theirs.abs(), "{ours} {theirs}");
        }
    }
}

#[test]
fn equal_expressions_are_one_node() {
    let (tape, _) = record(2, |x| {
        let (a, b) = (x[0] * x[1] + 1.0, x[1] * x[0] + 1.0);
        assert_eq!(a, b);
        assert_eq!(a - b, b - a);
        assert_ne!(x[0] - x[1], x[1] - x[0]);
        assert_eq!(Expr::parameter(2.0, || "k".to_owned()), Expr::parameter(2.0, || "k".to_owned()));
        assert_ne!(Expr::parameter(2.0, || "k".to_owned()), Expr::parameter(3.0, || "k".to_owned()));
    });
    // Two inputs, x y, x y + 1, their difference, two more differences, two parameters.
    assert_eq!(tape.nodes().len(), 9);
}

#[test]
fn constants_are_folded_and_what_does_nothing_is_left_out() {
    record(1, |x| {
        let y = x[0];
        assert_eq!(Expr::of(2.0) * Expr::of(3.0) + 1.0, Expr::of(7.0));
        assert_eq!((y + 0.0, y * 1.0, y / Expr::of(1.0), y - Expr::of(0.0)), (y, y, y, y));
        assert_eq!((y * 0.0, Expr::of(0.0) / y, -(-y)), (Expr::of(0.0), Expr::of(0.0), y));
        assert_eq!(y.positive().positive(), y.positive());
        assert_eq!(y.abs().pow(1.0).positive().abs(), y.abs().positive().abs());
        assert_eq!(Expr::choose(Expr::of(2.0), Expr::of(1.0), y, y + 1.0), y);
        assert_eq!(Expr::choose(y, Expr::of(1.0), y, y), y);
    });
}

#[test]
fn names_stay_with_their_nodes_and_the_first_name_counts() {
    let (tape, rates) = record_flow(&Toy { rate: 0.2, hill: 1.0 });
    assert_eq!(parameters(&tape), ["k", "half"]);
    let bound: Vec<_> = tape.nodes().iter().filter(|n| n.name.as_deref() == Some("bound")).collect();
    assert_eq!(bound.len(), 1);
    let needed = tape.needed(&rates[..1]);
    let count = needed.iter().filter(|n| **n).count();
    assert_eq!(count, 4, "the first rate needs its state, k, their product and its negative");
    record(1, |x| {
        let sum = (x[0] + 1.0).called(|| "first".to_owned()).called(|| unreachable!("it has a name"));
        // An input keeps the name that its owner gives it.
        let input = x[0].called(|| unreachable!("inputs are not renamed"));
        assert_ne!(sum, input);
    });
}

#[test]
fn a_recording_within_a_recording_stays_apart() {
    let (outer, _) = record(1, |x| {
        let a = x[0] + 1.0;
        let (inner, _) = record(2, |z| z[0] * z[1]);
        assert_eq!(inner.nodes().len(), 3);
        a * 2.0
    });
    assert_eq!(outer.nodes().len(), 3);
}
