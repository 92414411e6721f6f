//! Plans: steps spelled out in time order, and checked.

use model::plan::{Act, MAX_ACTIONS, Plan, RawStep, say};
use model::problem::Problems;

use crate::support::{DRUGS, close, give, plan};

fn check(text: &str) -> (Plan, Vec<String>) {
    let options = ron::Options::default();
    let steps: Vec<RawStep> = options.from_str(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    let mut p = Problems::new("test.ron", &format!("(plan: {text})"));
    let plan = Plan::check("plan", &steps, &[&DRUGS[0], &DRUGS[1], &DRUGS[2]], &mut p);
    (plan, p.into_found().iter().map(ToString::to_string).collect())
}

fn times(plan: &Plan) -> Vec<f64> {
    plan.actions.iter().map(|a| a.at_h).collect()
}

#[test]
fn steps_are_spelled_out_in_time_order() {
    let (plan, problems) = check(
        r#"[Repeat(from: "2h", every: "3h", times: 3, drug: "pill", du: 1.0, route: "oral"),
            Give(at: "90min", drug: "fluid", du: 0.5), Wash(at: "5h"), PatchOff(at: "0s", drug: "plaster")]"#,
    );
    assert_eq!(problems, [] as [String; 0]);
    assert_eq!(times(&plan), [0.0, 1.5, 2.0, 5.0, 5.0, 8.0]);
    assert_eq!(plan.actions[0].act, Act::PatchOff { drug: 1 });
    assert_eq!(plan.actions[1].act, Act::Give { drug: 2, route: 0, du: 0.5 });
    assert_eq!(plan.actions[2].act, Act::Give { drug: 0, route: 1, du: 1.0 });
    assert_eq!(plan.actions[4].act, Act::Wash, "equal times keep the order in which they were written");
}

#[test]
fn a_patch_comes_off_the_next_morning_when_off_is_before_on() {
    let (day, _) = check(r#"[Daily(on: "8h", off: "20h", days: 2, drug: "plaster", du: 1.0)]"#);
    assert_eq!(times(&day), [8.0, 20.0, 32.0, 44.0]);
    let (night, _) = check(r#"[Daily(on: "22h", off: "6h", days: 2, drug: "plaster", du: 1.0)]"#);
    assert_eq!(times(&night), [22.0, 30.0, 46.0, 54.0]);
    assert!(matches!(night.actions[1].act, Act::PatchOff { drug: 1 }));
}

#[test]
fn wrong_steps_say_where_and_what() {
    let table = [
        (r#"[Give(at: "soon", drug: "pill", du: 1.0)]"#, "plan[0].at"),
        (r#"[Give(at: "-1h", drug: "pill", du: 1.0)]"#, "plan[0].at"),
        (r#"[Give(at: "1h", drug: "aspirin", du: 1.0)]"#, "plan[0].drug"),
        (r#"[Wash(at: "1h"), Give(at: "1h", drug: "pill", du: 1.0, route: "nasal")]"#, "plan[1].route"),
        (r#"[Give(at: "1h", drug: "pill", du: 0.0)]"#, "plan[0].du"),
        (r#"[Give(at: "1h", drug: "pill", du: -1.0)]"#, "plan[0].du"),
        (r#"[Give(at: "1h", drug: "pill", du: NaN)]"#, "plan[0].du"),
        (r#"[Give(at: "1h", drug: "pill", du: inf)]"#, "plan[0].du"),
        (r#"[Give(at: "1h", drug: "pill", du: 1e9)]"#, "plan[0].du"),
        (r#"[Repeat(from: "0h", every: "1h", times: 0, drug: "pill", du: 1.0)]"#, "plan[0].times"),
        (r#"[Repeat(from: "0h", every: "1h", times: 1000000000, drug: "pill", du: 1.0)]"#, "plan[0].times"),
        (r#"[Repeat(from: "0h", every: "0h", times: 2, drug: "pill", du: 1.0)]"#, "plan[0].every"),
        (r#"[Repeat(from: "0h", every: "1000d", times: 5, drug: "pill", du: 1.0)]"#, "plan[0].times"),
        (r#"[Give(at: "3650001d", drug: "pill", du: 1.0)]"#, "plan[0].at"),
        (r#"[Daily(on: "25h", off: "1h", days: 1, drug: "plaster", du: 1.0)]"#, "plan[0].on"),
        (r#"[Daily(on: "8h", off: "20h", days: 1, drug: "pill", du: 1.0)]"#, "plan[0].drug"),
        (r#"[Daily(on: "8h", off: "20h", days: 4000000000, drug: "plaster", du: 1.0)]"#, "plan[0].days"),
        (r#"[PatchOff(at: "1h", drug: "aspirin")]"#, "plan[0].drug"),
        (r#"[Wash(at: "")]"#, "plan[0].at"),
    ];
    for (text, field) in table {
        let (_, problems) = check(text);
        assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        assert!(problems[0].starts_with(&format!("test.ron:1: {field}: ")), "{text}: {}", problems[0]);
        assert!(problems[0].contains("allowed"), "{text}: {}", problems[0]);
    }
}

#[test]
fn too_many_actions_are_one_problem_and_do_not_pile_up() {
    let step = r#"Repeat(from: "0h", every: "1h", times: 20000, drug: "pill", du: 1.0)"#;
    let (plan, problems) = check(&format!("[{step}, {step}, {step}]"));
    assert_eq!(plan.actions.len(), MAX_ACTIONS);
    assert_eq!(problems.len(), 1, "{problems:?}");
}

#[test]
fn every_wrong_step_is_reported() {
    let (_, problems) =
        check(r#"[Give(at: "x", drug: "y", du: 1.0), Wash(at: "z"), Give(at: "1h", drug: "pill", du: 0.0)]"#);
    assert_eq!(problems.len(), 4, "{problems:?}");
}

#[test]
fn acts_are_said_in_words() {
    let drugs = [&DRUGS[0], &DRUGS[1], &DRUGS[2]];
    let said: Vec<String> = [give(0, 2.0), give(1, 1.0), give(2, 0.5), Act::PatchOff { drug: 1 }, Act::Wash]
        .iter()
        .map(|a| say(a, &drugs))
        .collect();
    assert_eq!(
        said,
        [
            "2 DU Pill, injection",
            "Plaster patch on, 1 DU",
            "Fluid in the bath, 0.5 DU",
            "Plaster patch off",
            "washed out"
        ]
    );
}

#[test]
fn actions_are_put_in_time_order() {
    let p = plan(&[(3.0, Act::Wash), (1.0, give(0, 1.0)), (2.0, give(0, 2.0))]);
    assert_eq!(times(&p), [1.0, 2.0, 3.0]);
    close(p.actions[2].at_h, 3.0, 0.0, "the last one");
}
