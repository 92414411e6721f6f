//! What a drawing comes to: the tools of the fixture level, their limits, and the plans that come out.

use model::plan::{Act, Plan};
use model::problem::Problems;
use model::tool::{Drawing, Tool, Way};

use crate::fixture::fixtures;
use crate::support::close;

fn tools() -> &'static [Tool] {
    &fixtures().level("9.1").expect("it is there").tools
}

/// The doses (hours, DU) of what a drawing comes to.
fn doses(tool: &Tool, drawing: &Drawing) -> Vec<(f64, f64)> {
    let steps = tool.steps(drawing).unwrap_or_else(|e| panic!("{drawing:?}: {e}"));
    let drug = fixtures().drug("examplol").expect("it is there");
    let mut p = Problems::new("drawn", "");
    let plan = Plan::check("", &steps, &[drug], &mut p);
    assert!(p.into_found().is_empty(), "a drawing within the limits is a sound plan");
    let given = plan.actions.iter().filter_map(|a| match a.act {
        Act::Give { du, .. } => Some((a.at_h, du)),
        Act::PatchOff { .. } | Act::Place { .. } | Act::Wash => None,
    });
    given.collect()
}

fn taper(way: Way, over_h: f64, last: f64, levels: u32) -> Drawing {
    Drawing::Taper { way, over_h, last, levels }
}

#[test]
fn doses_put_on_the_time_line_are_given_then() {
    let drawn = Drawing::Doses(vec![(510.5, 2.5), (600.0, 5.0)]);
    assert_eq!(doses(&tools()[0], &drawn), [(510.5, 2.5), (600.0, 5.0)]);
    for (wrong, allowed) in [
        (Drawing::Doses(vec![(1.0, 2.5); 4]), "at most 3 doses"),
        (Drawing::Doses(vec![(1.0, 4.0)]), "the amounts offered"),
        (Drawing::Doses(vec![(-1.0, 2.5)]), "the amounts offered"),
        (Drawing::Reduction(0.5), "another tool"),
    ] {
        let error = tools()[0].steps(&wrong).expect_err("beyond the limits");
        assert!(error.contains(allowed), "{error}");
    }
}

#[test]
fn a_dragged_schedule_gives_one_dose_at_one_interval() {
    let drawn = |du: f64, every_h: f64, from_h: f64, until_h: f64| Drawing::Schedule { du, every_h, from_h, until_h };
    let found = doses(&tools()[1], &drawn(2.5, 8.0, 504.0, 528.0));
    assert_eq!(found, [(504.0, 2.5), (512.0, 2.5), (520.0, 2.5)]);
    for wrong in [drawn(5.0, 8.0, 504.0, 528.0), drawn(2.5, 6.0, 504.0, 528.0), drawn(2.5, 8.0, 500.0, 528.0)] {
        assert!(tools()[1].steps(&wrong).expect_err("beyond the limits").contains("allowed"));
    }
}

#[test]
fn a_drawn_taper_falls_by_equal_doses_ratios_or_occupancies() {
    let tool = &tools()[2];
    for (way, even) in [
        (Way::Linear, (|a, b| a - b) as fn(f64, f64) -> f64),
        (Way::Exponential, |a, b| a / b),
        (Way::EqualOccupancy, |a, b| a / (a + 4.0) - b / (b + 4.0)),
    ] {
        let drawn = taper(way, 240.0, 0.5, 5);
        let levels = tool.taper_levels(&drawn).expect("within the limits");
        assert_eq!(levels.len(), 5);
        close(levels[0].du, 2.5, 1e-12, "first");
        close(levels[4].du, 0.5, 1e-12, "last");
        let steps: Vec<f64> = levels.windows(2).map(|pair| even(pair[0].du, pair[1].du)).collect();
        for step in &steps {
            close(*step, steps[0], 1e-9, "even");
        }
        for level in &levels {
            close(level.occupancy, level.du / (level.du + 4.0), 1e-12, "occupancy");
        }
        let found = doses(tool, &drawn);
        assert_eq!(found.len(), 30, "every eight hours for ten days");
        assert!(found.windows(2).all(|pair| pair[1].1 <= pair[0].1 + 1e-12));
    }
}

#[test]
fn a_taper_beyond_its_limits_says_what_is_allowed() {
    let tool = &tools()[2];
    for wrong in [
        taper(Way::Linear, 24.0, 0.5, 5),
        taper(Way::Linear, 24.0 * 30.0, 0.5, 5),
        taper(Way::Linear, 240.0, 3.0, 5),
        taper(Way::Linear, 240.0, 0.5, 21),
        taper(Way::Linear, 240.0, 0.5, 0),
        taper(Way::Exponential, 240.0, 0.0, 5),
    ] {
        assert!(tool.steps(&wrong).expect_err("beyond the limits").contains("allowed"), "{wrong:?}");
        assert!(tool.taper_levels(&wrong).is_none());
    }
    assert!(tool.steps(&taper(Way::Linear, 240.0, 0.0, 5)).is_ok(), "a straight one may end at nought");
}

#[test]
fn rests_are_cut_out_of_what_is_usual() {
    let whole = doses(&tools()[3], &Drawing::Rests(Vec::new()));
    let rested = doses(&tools()[3], &Drawing::Rests(vec![(504.0, 552.0), (600.0, 624.0)]));
    assert_eq!(whole.len() - rested.len(), 6 + 3);
    assert!(rested.iter().all(|(t, _)| !(504.0..552.0).contains(t) && !(600.0..624.0).contains(t)));
    for wrong in [vec![(504.0, 510.0)], vec![(504.0, 552.0); 3], vec![(-30.0, 2.0)]] {
        assert!(tools()[3].steps(&Drawing::Rests(wrong)).expect_err("beyond the limits").contains("allowed"));
    }
}

#[test]
fn a_conversion_gives_the_equal_dose_less_what_is_taken_off() {
    for (less, day) in [(0.0, 15.0), (0.5, 7.5), (0.25, 11.25)] {
        let found = doses(&tools()[4], &Drawing::Reduction(less));
        let after: Vec<_> = found.iter().filter(|(t, _)| *t >= 720.0).collect();
        assert!(!after.is_empty());
        close(after[0].1, day, 1e-12, "three doses of 2.5, twice as much, together");
    }
    assert!(tools()[4].steps(&Drawing::Reduction(1.0)).is_err());
}
