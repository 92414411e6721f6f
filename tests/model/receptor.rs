//! The table of transitions: published pools from it by equations and by the exponential, its closed forms, its
//! naive state.

use model::engine::Engine;
use model::flow::Running;
use model::matrix::{self, Matrix};
use model::program::Program;
use model::real::{Flow, Real};
use model::receptor::{BIRTH, Cycle, DEGRADED, Drive, Fate, N_STATES, Pool, ReceptorState, SIDE, STATES, pool};
use model::solve;
use model::system::Transduction;

use crate::support::{
    advance, at, bath, close, close_rel, cycle_b2ar, cycle_mor, dish, drug, ends, full_agonist, give, library, oracle,
    played, system,
};
use model::drug::Action;
use model::plan::Act;

/// The three published chains: table, cycle, and the drive while the ligand is on (`a` is phi at full occupancy).
fn chains() -> [(&'static str, Cycle, Drive); 3] {
    let on = |phosphorylation, internalization| Drive { occupied: 1.0, phosphorylation, internalization };
    [
        ("receptor_chain_b2AR_iso.csv", cycle_b2ar(), on(1.0, 1.0)),
        ("receptor_chain_MOR_DAMGO.csv", cycle_mor(), on(1.0, 1.0)),
        ("receptor_chain_MOR_morphine.csv", cycle_mor(), on(0.10, 0.04)),
    ]
}

const POOLS: [Pool; 3] = [Pool::Coupled, Pool::Uncoupled, Pool::Inside];
const SWITCH_H: f64 = 2.0;

fn resting() -> [f64; N_STATES] {
    let mut y = [0.0; N_STATES];
    y[ReceptorState::Resting as usize] = 1.0;
    y
}

fn assert_pools(name: &str, row: &[f64], y: &[f64], tolerance: f64) {
    for (k, p) in POOLS.into_iter().enumerate() {
        close(pool(y, p), row[k + 1], tolerance, &format!("{name} at {} h, {p:?}", row[0]));
    }
}

/// The table's equations under a constant drive.
struct Chain {
    cycle: Cycle,
    drive: Drive,
}

impl Flow for Chain {
    fn states(&self) -> usize {
        N_STATES
    }

    fn flow<R: Real>(&self, y: &[R], dydt: &mut [R]) {
        let Drive { occupied, phosphorylation, internalization } = self.drive;
        let drive = Drive {
            occupied: R::of(occupied),
            phosphorylation: R::of(phosphorylation),
            internalization: R::of(internalization),
        };
        dydt.fill(R::of(0.0));
        self.cycle.flow(y, &drive, self.cycle.turnover, dydt);
    }
}

/// One step of a row vector of nine states with births.
fn carried(y: &[f64; N_STATES], m: &Matrix<SIDE>) -> [f64; N_STATES] {
    core::array::from_fn(|to| (0..N_STATES).map(|from| y[from] * m[from][to]).sum::<f64>() + m[BIRTH][to])
}

#[test]
fn id_the_flow_gives_the_published_pools() {
    for (name, cycle, on) in chains() {
        let rows = oracle(name);
        let mut y = resting();
        for (drive, from, to) in [(on, 0.0, SWITCH_H), (Drive::default(), SWITCH_H, 4.0)] {
            let part: Vec<_> = rows.iter().filter(|r| r[0] > from && r[0] <= to + 1e-8).collect();
            assert_eq!(part.len(), 120, "{name} has two hours of minutes");
            let times: Vec<f64> = part.iter().map(|r| r[0].min(to)).collect();
            let chain = Chain { cycle, drive };
            let mut seen = 0;
            solve::integrate(&Program::of(&chain), &[], from, to, &mut y, &times, &mut |_, y| {
                assert_pools(name, part[seen], y, 1e-6);
                seen += 1;
            })
            .expect("the solver copes");
            assert_eq!(seen, part.len());
        }
    }
}

#[test]
fn id_the_exponential_of_the_generator_gives_the_published_pools() {
    for (name, cycle, on) in chains() {
        let rows = oracle(name);
        let mut y = resting();
        for pair in rows.windows(2) {
            let drive = if pair[0][0] < SWITCH_H - 1e-6 { on } else { Drive::default() };
            let m = matrix::exp_generator(&cycle.generator(&drive, cycle.turnover), pair[1][0] - pair[0][0]);
            y = carried(&y, &m);
            assert_pools(name, &pair[1], &y, 1e-6);
        }
    }
}

#[test]
fn one_long_exponential_equals_many_short_ones() {
    for (name, cycle, on) in chains() {
        let q = cycle.generator(&on, cycle.turnover);
        let whole = carried(&resting(), &matrix::exp_generator(&q, SWITCH_H));
        let mut y = resting();
        for _ in 0..1000 {
            y = carried(&y, &matrix::exp_generator(&q, SWITCH_H / 1000.0));
        }
        for s in STATES {
            close(whole[s as usize], y[s as usize], 1e-11, &format!("{name} {}", s.name()));
        }
    }
}

#[test]
fn id_the_whole_engine_gives_the_published_pools() {
    for (name, cycle, on) in chains() {
        let ligand = bath(Action {
            phosphorylation: on.phosphorylation,
            internalization: on.internalization,
            ..full_agonist("dish")
        });
        let engine = Engine::new(&dish(cycle, Transduction::Operational { tau: 1.0 }), &[&ligand]);
        close(engine.naive[ReceptorState::Resting as usize], 1.0, 1e-12, "without tone all receptors rest");
        let run = played(engine, &[(0.0, give(0, 1e9)), (SWITCH_H, Act::Wash)], 4.0, 1.0 / 60.0);
        for row in oracle(name) {
            let series = ["receptors.coupled", "receptors.uncoupled", "receptors.inside"];
            for (k, s) in series.into_iter().enumerate() {
                close(at(&run.trace, s, row[0]), row[k + 1], 1e-6, &format!("{name} {s} at {} h", row[0]));
            }
        }
    }
}

#[test]
fn pools_do_not_depend_on_the_states_within_them() {
    for (name, cycle, on) in chains() {
        let splits = [(7200.0, 1.0, 3.0, 0.5), (2.0, 300.0, 600.0, 40.0), (60.0, 0.0, 0.2, 9.0)];
        for (binding, arrestin, scission, sorting) in splits {
            let other = Cycle { binding, arrestin, scission, sorting, ..cycle };
            let drive = Drive { occupied: 0.37, ..on };
            for h in [0.01, 0.3, 5.0, 200.0] {
                let of = |c: &Cycle| carried(&resting(), &matrix::exp_generator(&c.generator(&drive, c.turnover), h));
                let (a, b) = (of(&cycle), of(&other));
                for p in POOLS {
                    // Rounding of the exponential grows with rate x time: 7200/h x 200 h x 4e-15.
                    close(pool(&a, p), pool(&b, p), 1e-8, &format!("{name}, {p:?} after {h} h"));
                }
                assert!(
                    (a[ReceptorState::Pit as usize] - b[ReceptorState::Pit as usize]).abs() > 1e-9 || h > 100.0,
                    "the states themselves do differ"
                );
            }
        }
    }
}

#[test]
fn held_receptors_settle_on_the_closed_form() {
    for (name, c, full) in chains() {
        for share in [0.05, 0.4, 1.0] {
            let drive = Drive { occupied: share, phosphorylation: share * full.phosphorylation, ..full };
            let (kp, b) = (c.phosphorylation * drive.phosphorylation, drive.internalization);
            let p_over_r = kp / (c.dephosphorylation + c.internalization * b + c.turnover);
            let i_over_p = c.internalization * b / (c.recycling + c.lysosomal);
            let inside = p_over_r * i_over_p / (1.0 + p_over_r + p_over_r * i_over_p);
            let total = c.turnover / (c.turnover * (1.0 - inside) + c.lysosomal * inside);
            // The steady state by elimination has total 1 and says which births hold it; all is linear in births.
            let (y, births) = c.naive(&drive);
            let [r, p, i] = POOLS.map(|p| pool(&y, p));
            close_rel(p / r, p_over_r, 1e-9, &format!("{name} P/R at {share}"));
            close_rel(i / p, i_over_p, 1e-9, &format!("{name} I/P at {share}"));
            close_rel(c.turnover / births, total, 1e-9, &format!("{name} total at {share}"));
            // And it is where time leads.
            let y = carried(&resting(), &matrix::exp_generator(&c.generator(&drive, c.turnover), 2000.0));
            let [r, p, i] = POOLS.map(|p| pool(&y, p));
            close_rel(r + p + i, total, 1e-8, &format!("{name} total at {share}, after 2000 h"));
        }
    }
}

#[test]
fn receptors_are_conserved() {
    // Whatever the state, the drive and the system: what changes is births less what is degraded.
    for s in &library().systems {
        let mut draw = 1_u64;
        for _ in 0..50 {
            let mut next = || {
                draw = model::chance::mix(draw.wrapping_add(0x9E37_79B9_7F4A_7C15));
                (draw >> 11) as f64 / (1_u64 << 53) as f64
            };
            let y: [f64; N_STATES] = core::array::from_fn(|_| next());
            let drive = Drive { occupied: next(), phosphorylation: next(), internalization: next() };
            let births = next();
            let mut d = [0.0; N_STATES];
            s.cycle.flow(&y, &drive, births, &mut d);
            let mut lost = 0.0;
            for state in STATES {
                for (fate, rate) in s.cycle.exits(state, &drive) {
                    assert!(rate >= 0.0, "{}: no rate is negative", s.id);
                    if fate == Fate::Degraded {
                        lost += rate * y[state as usize];
                    }
                }
            }
            close(d.iter().sum::<f64>(), births - lost, 1e-9, &format!("{}: change of the total", s.id));
        }
    }
}

#[test]
fn the_generator_and_the_flow_are_one_table() {
    for s in &library().systems {
        let drive = Drive { occupied: 0.3, phosphorylation: 0.6, internalization: 0.8 };
        let q = s.cycle.generator(&drive, 0.7);
        for from in STATES {
            let sum: f64 = q[from as usize].iter().sum();
            close(sum, 0.0, 1e-9, &format!("{}: row {} sums to nought", s.id, from.name()));
            let mut y = [0.0; N_STATES];
            y[from as usize] = 1.0;
            let mut d = [0.0; N_STATES];
            s.cycle.flow(&y, &drive, 0.0, &mut d);
            for to in 0..N_STATES {
                close(d[to], q[from as usize][to], 1e-12 * (1.0 + d[to].abs()), &format!("{}: {from:?}", s.id));
            }
        }
        assert!(q[DEGRADED].iter().all(|x| *x == 0.0), "nobody comes back from degradation");
        assert_eq!(q[BIRTH][s.cycle.birth_state() as usize], 0.7);
    }
}

#[test]
fn the_naive_body_is_a_fixed_point_of_every_system() {
    for s in &library().systems {
        let engine = Engine::new(s, &[]);
        let body = engine.naive_body();
        let mut d = vec![f64::NAN; engine.layout.len];
        Running { engine: &engine, input: &body.input }.flow(&body.y, &mut d);
        for (i, d) in d.iter().enumerate() {
            // The fastest rate is 1800/h: a state that is right to the last digit may move by 1e-12 per hour.
            close(*d, 0.0, 1e-11, &format!("{}: state {i}", s.id));
        }
        close(engine.naive.iter().sum::<f64>(), 1.0, 1e-12, &format!("{}: all receptors", s.id));
        assert!(engine.naive.iter().all(|x| (0.0..=1.0).contains(x)), "{}: {:?}", s.id, engine.naive);
    }
}

#[test]
fn struct_a_blocker_lifts_the_number_of_receptors_without_a_rule_of_its_own() {
    let engine = Engine::new(system("beta1_heart"), &[drug("propranolol")]);
    let doses: Vec<(f64, Act)> = (0..42).map(|k| (8.0 * f64::from(k), give(0, 1.0))).collect();
    let run = played(engine, &doses, 24.0 * 120.0, 4.0);
    let (least, most) = ends(&run.trace, "receptors.total");
    assert!(most > 1.2, "two weeks of a blocker lift the total, here to {most}");
    assert!(least > 1.0 - 1e-6, "it never falls below the naive number, here {least}");
    close(at(&run.trace, "receptors.total", 24.0 * 120.0), 1.0, 1e-3, "three months later it is back");
}

#[test]
fn an_antagonist_without_tone_changes_nothing() {
    let mut quiet = system("beta1_heart").clone();
    quiet.tone = None;
    let engine = Engine::new(&quiet, &[drug("propranolol")]);
    let run = played(engine, &[(0.0, give(0, 4.0))], 24.0 * 7.0, 1.0);
    let (least, most) = ends(&run.trace, "receptors.total");
    close(least, 1.0, 1e-9, "least total");
    close(most, 1.0, 1e-9, "greatest total");
}

#[test]
fn newly_made_receptors_ripen_before_they_listen() {
    let cycle = Cycle { maturation: Some(2.0), ..cycle_mor() };
    let (naive, births) = cycle.naive(&Drive::default());
    close_rel(naive[ReceptorState::New as usize], births / 2.0, 1e-12, "births over the rate of ripening");
    let resting = naive[ReceptorState::Resting as usize];
    close_rel(births, cycle.turnover * resting, 1e-12, "births match turnover");
    assert_eq!(cycle.birth_state(), ReceptorState::New);
}

#[test]
fn a_still_cycle_only_binds() {
    let engine = Engine::new(
        &dish(Cycle::still(1800.0), Transduction::Operational { tau: 1.0 }),
        &[&bath(full_agonist("dish"))],
    );
    let mut body = engine.naive_body();
    engine.apply(&mut body, &give(0, 3.0));
    advance(&engine, &mut body, 100.0);
    close(engine.fraction(&body.y, ReceptorState::Active), 0.75, 1e-9, "q/(1+q) are active");
    close(engine.fraction(&body.y, ReceptorState::Resting), 0.25, 1e-9, "the rest rests");
}
