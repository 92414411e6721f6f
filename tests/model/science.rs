//! Published findings against the shipped systems: the rows of the science reference that they touch. A name says what
//! kind of check it is (see `main.rs`); only `pred_` is evidence. Bands are the published ones. Where the engine misses
//! one, the test says so in its name and pins down what is true today.

use std::sync::LazyLock;

use model::drug::Action;
use model::engine::Engine;
use model::math::pow;
use model::plan::Act;
use model::run::Run;

use crate::support::{advance, at, band, bath, drug, ends, full_agonist, give, played, system, when_crossed};

/// A ligand that saturates the receptors of `at`, with these drives.
fn saturated(at: &str, phi: f64, b: f64, acts: &[(f64, Act)], until_h: f64, grid_h: f64) -> Run {
    let ligand = bath(Action { phosphorylation: phi, internalization: b, ..full_agonist(at) });
    played(Engine::new(system(at), &[&ligand]), acts, until_h, grid_h)
}

fn isoprenaline(acts: &[(f64, Act)], until_h: f64, grid_h: f64) -> Run {
    saturated("beta2_airway", 1.0, 1.0, acts, until_h, grid_h)
}

const ON: (f64, Act) = (0.0, Act::Give { drug: 0, route: 0, du: 1e6 });
const MIN: f64 = 1.0 / 60.0;

// Beta-2, saturating isoprenaline.

#[test]
fn id_s1a_beta2_uncouples_with_a_half_time_of_about_seventy_seconds() {
    // Violin 2008: 70 s.
    let run = isoprenaline(&[ON], 0.2, 0.001);
    band(when_crossed(&run.trace, "listening", 0.5, 0.0) * 3600.0, 55.0, 110.0, "S1a half-time, s");
}

#[test]
fn fit_s1b_beta2_surface_at_ten_minutes() {
    // Morrison 1996: about 20 %; their own rates imply 25.7 %.
    let run = isoprenaline(&[ON], 1.0, 0.01);
    band(at(&run.trace, "receptors.surface", 10.0 * MIN), 0.18, 0.40, "S1b surface at 10 min");
}

#[test]
fn id_s1c_beta2_surface_at_thirty_minutes() {
    // Morrison 1996: kr/(ke + kr) = 0.257.
    let run = isoprenaline(&[ON], 1.0, 0.01);
    band(at(&run.trace, "receptors.surface", 30.0 * MIN), 0.18, 0.30, "S1c surface at 30 min");
}

#[test]
fn pred_s1d_beta2_listens_again_within_minutes_of_washing() {
    // Recycling transit 11.2 min (Morrison 1996), GRK site t1/2 18 min (Tran 2007).
    let run = isoprenaline(&[ON, (0.5, Act::Wash)], 2.0, 0.005);
    let low = at(&run.trace, "listening", 0.5);
    let half = when_crossed(&run.trace, "listening", 0.5 * (1.0 + low), 0.5);
    band((half - 0.5) / MIN, 6.0, 25.0, "S1d half-time of resensitisation, min");
}

#[test]
fn fit_s1e_beta2_is_down_regulated_by_a_day() {
    // Typical cell data: 40-80 % lost (from memory).
    let run = isoprenaline(&[ON], 24.0, 0.5);
    band(at(&run.trace, "receptors.total", 24.0), 0.1, 0.6, "S1e total after 24 h");
}

// Mu.

fn mu(phi: f64, b: f64, acts: &[(f64, Act)], until_h: f64, grid_h: f64) -> Run {
    saturated("mu_opioid", phi, b, acts, until_h, grid_h)
}

#[test]
fn fit_s2a_mu_desensitises_within_minutes() {
    // LC neurones: tau 2-3 min (Williams 2013, from memory).
    let run = mu(1.0, 1.0, &[ON], 0.5, 0.002);
    band(when_crossed(&run.trace, "listening", 0.5, 0.0) / MIN, 0.5, 4.0, "S2a half-time, min");
}

#[test]
fn fit_s2b_mu_recovers_from_a_brief_exposure_within_twenty_five_minutes() {
    // Dang and Williams 2004.
    let run = mu(1.0, 1.0, &[ON, (1.5 * MIN, Act::Wash)], 0.6, 0.005);
    band(at(&run.trace, "listening", 26.5 * MIN), 0.9, 1.001, "S2b listening 25 min after 1.5 min");
}

#[test]
fn fit_s2c_damgo_pulls_mu_in() {
    // 40-70 % at 30 min (from memory).
    let run = mu(1.0, 1.0, &[ON], 0.6, 0.01);
    band(at(&run.trace, "receptors.inside", 0.5), 0.35, 0.75, "S2c inside at 30 min");
}

/// Morphine's own drives, from its file.
fn morphine() -> (f64, f64) {
    let a = drug("morphine").action_at("mu_opioid").expect("it acts there");
    (a.phosphorylation, a.internalization)
}

#[test]
fn fit_s2d_morphine_hardly_pulls_mu_in() {
    // Schulz 2004, Doll 2012.
    let (phi, b) = morphine();
    let run = mu(phi, b, &[ON], 0.6, 0.01);
    band(at(&run.trace, "receptors.inside", 0.5), 0.0, 0.1, "S2d inside at 30 min");
}

#[test]
fn fit_s2e_a_week_of_morphine_leaves_the_number_of_mu_receptors() {
    // Yoburn 1993: pellets for 7 days, no change.
    let (phi, b) = morphine();
    let run = mu(phi, b, &[ON], 168.0, 4.0);
    band(at(&run.trace, "receptors.total", 168.0), 0.9, 1.05, "S2e total after 7 d");
}

#[test]
fn fit_s2f_a_week_of_etorphine_lowers_the_number_of_mu_receptors() {
    // Yoburn 1993: dose-dependent fall.
    let run = mu(1.0, 1.0, &[ON], 168.0, 4.0);
    band(at(&run.trace, "receptors.total", 168.0), 0.2, 0.75, "S2f total after 7 d");
}

// Nitrates.

fn nitrate(acts: &[(f64, Act)], until_h: f64) -> Run {
    played(Engine::new(system("vascular_nitrate"), &[drug("nitroglycerin")]), acts, until_h, 0.1)
}

fn greatest(run: &Run, from_h: f64, to_h: f64) -> f64 {
    let y = run.trace.series("effect.dilation").expect("it has one");
    let inside = run.trace.time_h.iter().zip(y).filter(|(t, _)| (from_h..=to_h).contains(*t));
    inside.map(|(_, v)| *v).fold(f64::NEG_INFINITY, f64::max)
}

/// Residual effect of a continuous patch at a time, over its greatest.
fn residual(at_h: f64) -> f64 {
    let run = nitrate(&[(0.0, give(0, 1.0))], 48.0);
    at(&run.trace, "effect.dilation", at_h) / greatest(&run, 0.0, 48.0)
}

#[test]
fn fit_s4a_a_continuous_patch_has_nearly_no_effect_at_twenty_four_hours() {
    // Parker 1984: no effect at 24 h.
    band(residual(24.0), -0.1, 0.15, "S4a residual at 24 h");
}

#[test]
fn pred_s4b_the_first_patch_still_works_at_four_hours() {
    // Parker 1984: large effect at 4 h.
    band(residual(4.0), 0.6, 1.0, "S4b residual at 4 h");
}

/// Greatest effect on day 30 over that on day 1, with a patch on for some hours of every day.
fn kept(on_h: f64) -> f64 {
    let mut acts = Vec::new();
    for day in 0..30 {
        let t = 24.0 * f64::from(day);
        acts.extend([(t, give(0, 1.0)), (t + on_h, Act::PatchOff { drug: 0 })]);
    }
    let run = nitrate(&acts, 720.0);
    greatest(&run, 696.0, 720.0) / greatest(&run, 0.0, 24.0)
}

#[test]
fn pred_s4e_fourteen_free_hours_keep_the_effect() {
    // The row asks it of 12-14 free hours (Parker 1995: 12 h on, 12 h off for 30 d, no tolerance).
    band(kept(10.0), 0.88, 1.05, "S4e day 30 over day 1, 14 h free");
}

#[test]
fn pred_s4e_is_missed_with_twelve_free_hours() {
    // Parker 1995's own schedule. The band is [0.88, 1.05]; FIXME: the engine keeps 0.873.
    band(kept(12.0), 0.868, 0.878, "S4e day 30 over day 1, 12 h free (missed)");
}

// Opioid abstinence.

/// Share of the tolerance of a month of morphine that is left after days without.
fn tolerance_left(days: f64) -> f64 {
    let engine = Engine::new(system("mu_opioid"), &[drug("morphine")]);
    let acts: Vec<(f64, Act)> = (0..90).map(|k| (8.0 * f64::from(k), give(0, 1.0))).collect();
    let run = played(engine, &acts, 24.0 * 31.0, 1.0);
    let (engine, mut body) = (run.engine, run.body);
    // The last of the drug has gone; what is left fades by itself.
    let start = engine.channel(0, &body.y);
    assert!(start > 0.1, "a month makes tolerant, here {start}");
    engine.apply(&mut body, &Act::Wash);
    advance(&engine, &mut body, 24.0 * (31.0 + days));
    engine.channel(0, &body.y) / start
}

#[test]
fn id_s6a_half_of_opioid_tolerance_is_left_after_two_weeks() {
    // Rat: t1/2 13.2 d; mouse 17.4 d.
    let left = tolerance_left(14.0);
    band(left, 0.35, 0.60, "S6a tolerance left after 2 weeks");
    crate::support::close(left, pow(2.0, -14.0 / 13.2), 1e-3, "it is the constant itself");
}

#[test]
fn id_s6b_a_quarter_of_opioid_tolerance_is_left_after_four_weeks() {
    band(tolerance_left(28.0), 0.10, 0.35, "S6b tolerance left after 4 weeks");
}

// Beta-blocker.

/// Receptor density over the naive one after days of propranolol, 80 mg three times a day.
fn density(days: f64) -> f64 {
    let engine = Engine::new(system("beta1_heart"), &[drug("propranolol")]);
    let acts: Vec<(f64, Act)> = (0..30).map(|k| (8.0 * f64::from(k), give(0, 1.0))).collect();
    at(&played(engine, &acts, 240.0, 1.0).trace, "receptors.total", 24.0 * days)
}

#[test]
fn fit_s10a_beta_receptor_density_after_two_days_of_propranolol() {
    // Brodde 1985: +25 % at 2 d.
    band(density(2.0), 1.15, 1.35, "S10a density after 2 d");
}

#[test]
fn fit_s10b_beta_receptor_density_after_five_days_of_propranolol() {
    // Aarons 1980: +43 +/- 4 % at 5 d.
    band(density(5.0), 1.35, 1.52, "S10b density after 5 d");
}

#[test]
fn struct_pupils_breathing_and_relief_come_back_at_one_rate_but_fade_at_their_own() {
    // Loss of tolerance has the same rate in all tests (rat); its growth has not.
    let s = system("mu_opioid");
    let pace = |id: &str| s.channels.iter().find(|c| c.id == id).unwrap_or_else(|| panic!("no channel {id}"));
    assert!(pace("reward").on_h < pace("analgesic").on_h && pace("analgesic").on_h < pace("respiratory").on_h);
    assert!(["reward", "respiratory", "gut"].iter().all(|c| pace(c).off_h == pace("analgesic").off_h));
}

#[test]
fn struct_breathing_never_becomes_as_tolerant_as_relief() {
    // The margin narrows when relief is chased: kappa and pace of breathing are the smaller ones.
    let engine = Engine::new(system("mu_opioid"), &[drug("morphine")]);
    let acts: Vec<(f64, Act)> = (0..135).map(|k| (8.0 * f64::from(k), give(0, 3.0))).collect();
    let run = played(engine, &acts, 24.0 * 45.0, 24.0);
    let (_, relief) = ends(&run.trace, "ec50.relief");
    let (_, breathing) = ends(&run.trace, "ec50.breathing");
    assert!(breathing > 1.05 && breathing < relief, "breathing {breathing}, relief {relief}");
}

// Opioid tolerance and withdrawal under regular doses.

/// A month of the analgesic trial: 78 mg of morphine a day by mouth (Chu 2012), as 2.6 DU every 8 h.
static MONTH_BY_MOUTH: LazyLock<Run> = LazyLock::new(|| {
    let engine = Engine::new(system("mu_opioid"), &[drug("morphine")]);
    let oral = Act::Give { drug: 0, route: 1, du: 2.6 };
    assert_eq!(engine.drugs[0].routes[1].id, "oral");
    // In the laboratory: the tolerance that a place teaches is not what was measured.
    let mut acts = vec![(0.0, Act::Place { usual: false })];
    acts.extend((0..90).map(|k| (8.0 * f64::from(k), oral)));
    played(engine, &acts, 720.0, 8.0)
});

#[test]
fn fit_s5a_analgesic_potency_after_a_month() {
    // Chu 2012: potency -42 %.
    band(1.0 / at(&MONTH_BY_MOUTH.trace, "ec50.relief", 720.0), 0.50, 0.66, "S5a potency left");
}

#[test]
fn fit_s5b_breathing_after_a_month() {
    // None in monkeys at 40 weeks (Paronis and Woods 1997).
    band(at(&MONTH_BY_MOUTH.trace, "ec50.breathing", 720.0), 1.0, 1.35, "S5b shift of breathing");
}

/// A month of 1 DU every 8 h, then nothing: the index over the hours after the last dose, and its greatest value in the
/// last week of dosing.
static WITHDRAWAL: LazyLock<(Vec<(f64, f64)>, f64)> = LazyLock::new(|| {
    let engine = Engine::new(system("mu_opioid"), &[drug("morphine")]);
    let acts: Vec<(f64, Act)> = (0..90).map(|k| (8.0 * f64::from(k), give(0, 1.0))).collect();
    let last = 8.0 * 89.0;
    let run = played(engine, &acts, last + 24.0 * 20.0, 0.5);
    let index = run.trace.series("symptom.withdrawal").expect("it has one");
    let rows = || run.trace.time_h.iter().zip(index).map(|(t, v)| (t - last, *v));
    let before = rows().filter(|(t, _)| (-168.0..0.0).contains(t)).map(|(_, v)| v).fold(0.0, f64::max);
    (rows().filter(|(t, _)| *t >= 0.0).collect(), before)
});

fn peak(index: &[(f64, f64)]) -> (f64, f64) {
    index.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1)).expect("there are rows")
}

#[test]
fn fit_s7b_withdrawal_peaks_on_the_second_or_third_day() {
    band(peak(&WITHDRAWAL.0).0, 36.0, 72.0, "S7b peak, h after the last dose");
}

#[test]
fn fit_s7c_withdrawal_is_over_within_four_to_twelve_days() {
    let (index, _) = &*WITHDRAWAL;
    let (top_at, top) = peak(index);
    let over = index.iter().find(|(t, v)| *t > top_at && *v < 0.15 * top).expect("it ends").0;
    band(over / 24.0, 4.0, 12.0, "S7c below 15 % of the peak, d");
}

#[test]
fn fit_s7a_withdrawal_begins_within_the_first_day() {
    let (index, before) = &*WITHDRAWAL;
    let (_, top) = peak(index);
    assert!(*before < 0.25 * top, "regular doses hold it down: {before} of {top}");
    let onset = index.iter().find(|(_, v)| *v >= 0.25 * top).expect("it begins").0;
    band(onset, 6.0, 24.0, "S7a onset (a quarter of the peak), h after the last dose");
}
