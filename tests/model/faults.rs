//! What is wrong in a content file is named with file, line and field, and with what is allowed: one row per fault, and
//! a sweep over every number.

use crate::fixture::{
    CHOICE, COMPANION, DRUG, ENZYME, FILES, LEVEL, METABOLITE, SYSTEM, changed, fixture, problems_of,
};

/// File, what is replaced by what, the field that is named, a word of the message.
type Fault = (&'static str, &'static str, &'static str, &'static str, &'static str);

#[track_caller]
fn assert_named(table: &[Fault]) {
    for (name, find, replace, field, word) in table {
        let text = changed(name, find, replace);
        let found = problems_of(name, &text);
        assert_eq!(found.len(), 1, "{name}: {replace}: {found:?}");
        let p = &found[0];
        assert_eq!((p.file.as_str(), p.field.as_str()), (*name, *field), "{replace}: {p}");
        assert!(p.what.contains(word), "{replace}: {p}");
        // The line named is that of the change, or (where the field has lines of its own) starts just before it.
        let at = fixture(name).1.find(find).expect("it was there");
        let line = 1 + text[..at].matches('\n').count();
        assert!(p.line > 0 && p.line <= line && line - p.line <= 3, "{replace} is in line {line}: {p}");
        assert_eq!(p.to_string(), format!("{name}:{}: {field}: {}", p.line, p.what));
    }
}

#[test]
fn faults_of_drugs_are_named() {
    assert_named(&[
        (DRUG, r#"value: 17.5, unit: "L""#, r#"value: 17.5, unit: "kg""#, "volume", "allowed: L, mL"),
        (DRUG, "value: 17.5", "value: -17.5", "volume", "out of range"),
        (DRUG, "value: 17.5", "value: 0.0", "volume", "out of range"),
        (DRUG, "value: 17.5", "value: NaN", "volume", "finite"),
        (DRUG, "value: 17.5", "value: inf", "volume", "finite"),
        (DRUG, "value: 17.5", "value: -inf", "volume", "finite"),
        (
            DRUG,
            "volume: (value: 17.5, unit: \"L\", source: \"a test\"",
            "volume: (value: 17.5, unit: \"L\", source: \"  \"",
            "volume",
            "source",
        ),
        (DRUG, "value: 10.0, unit: \"mg\"", "value: 10.0, unit: \"mg/L\"", "dose_unit", "allowed"),
        (DRUG, "value: 285.3", "value: 0.5", "molar_mass", "1 to 1000000"),
        (DRUG, "(id: \"bath\", entry", "(id: \"oral\", entry", "routes[3]", "twice"),
        (DRUG, "value: 1.5, unit: \"1/h\"", "value: 1.5, unit: \"h\"", "routes[1].ka", "allowed"),
        (DRUG, "value: 0.3", "value: 1.3", "routes[1].f", "0 to 1"),
        (DRUG, "value: 0.3", "value: 0.0", "routes[1].f", "first pass"),
        (DRUG, "value: 4.5", "value: 0.0", "routes[1].transit", "out of range"),
        (DRUG, "strength: 2.25", "strength: 0.0", "routes[1].strength", "above 0, up to 1000"),
        (DRUG, "strength: 2.25", "strength: -1.0", "routes[1].strength", "above 0, up to 1000"),
        (DRUG, "strength: 2.25", "strength: NaN", "routes[1].strength", "above 0, up to 1000"),
        (DRUG, "strength: 2.25", "strength: 1e4", "routes[1].strength", "above 0, up to 1000"),
        (
            DRUG,
            "first_pass: \"CYP0X\"",
            "first_pass: \"CYP9X\"",
            "routes[1].first_pass",
            "no enzyme \"CYP9X\"; allowed: CYP0X",
        ),
        (
            DRUG,
            "drug: \"companiol\"",
            "drug: \"compagnol\"",
            "routes[1].brings[0].drug",
            "no drug \"compagnol\"; allowed: examplol",
        ),
        (DRUG, "drug: \"companiol\"", "drug: \"examplol\"", "routes[1].brings[0].drug", "into it again"),
        (DRUG, "value: 3.5, unit: \"mg\"", "value: -3.5, unit: \"mg\"", "routes[1].brings[0].amount", "out of range"),
        (DRUG, "value: 36.0, unit: \"h\"", "value: 36.0, unit: \"L\"", "routes[2].per", "allowed"),
        (DRUG, "value: 0.21", "value: 0.0", "routes[2].skin", "out of range"),
        (
            DRUG,
            "(id: \"bath\", entry: Bath",
            "(id: \"bath\", skin: (value: 1.0, unit: \"1/h\", source: \"x\", label: ID, confidence: Low), entry: Bath",
            "routes[3].skin",
            "Patch only",
        ),
        (
            DRUG,
            "(id: \"bath\", entry: Bath",
            "(id: \"bath\", entry: Bath, first_pass: \"CYP0X\"",
            "routes[3].first_pass",
            "Absorbed only",
        ),
        (
            DRUG,
            "(id: \"bath\", entry: Bath",
            "(id: \"bath\", entry: Bath, transit: (value: 1.0, unit: \"1/h\", source: \"x\", label: ID, confidence: Low)",
            "routes[3].transit",
            "Absorbed only",
        ),
        (DRUG, "value: 1.25, unit: \"L/min\"", "value: 1e99, unit: \"L/min\"", "elimination[0].cl", "out of range"),
        (
            DRUG,
            "enzyme: \"CYP0X\",\n            makes",
            "enzyme: \"CYP0Y\",\n            makes",
            "elimination[0].enzyme",
            "CYP0X",
        ),
        (
            DRUG,
            "makes: \"examplone\"",
            "makes: \"exemplone\"",
            "elimination[0].makes",
            "no drug \"exemplone\"; allowed: examplol",
        ),
        (DRUG, "makes: \"examplone\"", "makes: \"examplol\"", "elimination[0].makes", "into it again"),
        (DRUG, "makes: \"examplone\",\n            share:", "share:", "elimination[0].share", "both or neither"),
        (DRUG, "value: 0.71", "value: -0.71", "elimination[0].share", "out of range"),
        (DRUG, "value: 8.25, unit: \"mg/h\"", "value: 8.25, unit: \"mg\"", "elimination[1].vmax", "allowed: mg/h"),
        (DRUG, "value: 0.15", "value: 0.0", "elimination[1].km", "out of range"),
        (DRUG, "value: 0.026", "value: 0.0", "peripheral[0]", "out of range"),
        (DRUG, "value: 0.35", "value: -0.35", "ke0", "out of range"),
        (
            DRUG,
            "enzyme: \"CYP0X\",\n            does: Induces",
            "enzyme: \"CYP1X\",\n            does: Induces",
            "enzymes[0].enzyme",
            "CYP0X",
        ),
        (DRUG, "value: 3.2", "value: -3.2", "enzymes[0].emax", "0 to 100"),
        (DRUG, "value: 0.45", "value: 0.0", "enzymes[0].ec50", "out of range"),
        (DRUG, "value: 1.17, unit: \"uM\"", "value: 1.17, unit: \"1/h\"", "enzymes[1].ki", "allowed"),
        (DRUG, "value: 4.1", "value: -4.1", "enzymes[2].ki", "out of range"),
        (DRUG, "value: 0.068", "value: 0.0", "enzymes[2].kinact", "out of range"),
        (
            DRUG,
            "only: If(\"examplol_induces\"),\n        ),\n        (\n            enzyme",
            "only: If(\"examplol_induses\"),\n        ),\n        (\n            enzyme",
            "enzymes[0].only",
            "no switch \"examplol_induses\"; allowed: examplol_induces",
        ),
        (
            DRUG,
            "system: \"example\"",
            "system: \"exemple\"",
            "actions[0].system",
            "no body system \"exemple\"; allowed: example",
        ),
        (DRUG, "value: 53.0", "value: 0.0", "actions[0].kd", "out of range"),
        (DRUG, "value: 0.9", "value: 9.0", "actions[0].efficacy", "-1 to 1"),
        (DRUG, "value: 0.11", "value: 1.1", "actions[0].phosphorylation", "0 to 1"),
        (DRUG, "value: 0.04", "value: 4.0", "actions[0].internalization", "0 to 1"),
        (DRUG, "value: 1.9e-4", "value: 0.0", "actions[0].slow.koff", "out of range"),
        (DRUG, "value: 0.57", "value: 0.01", "actions[0].slow.hill", "0.1 to 4"),
        (DRUG, "role: Agonist", "role: Blocker", "actions[0].slow", "takes the pocket"),
        (DRUG, "\"examplone\": (", "\"exemplone\": (", "actions[0].overlap.exemplone", "no drug \"exemplone\""),
        (DRUG, "value: 0.95", "value: 1.95", "actions[0].overlap.examplone", "0 to 1"),
        (
            DRUG,
            "only: Unless(\"examplol_induces\"),\n        ),\n        (\n            system",
            "only: Unless(\"induces\"),\n        ),\n        (\n            system",
            "actions[0].only",
            "no switch \"induces\"; allowed: examplol_induces",
        ),
        (DRUG, "value: 5.5", "value: -5.5", "actions[1].efficacy", "0 to 1000"),
        (DRUG, "role: Indirect", "role: Modulator", "actions[1].releases", "Indirect drug only"),
        (DRUG, "on: [\"ease\"]", "on: [\"bliss\"]", "actions[2].on", "no effect \"bliss\"; allowed: ease, acid"),
        (DRUG, "role: Parallel", "role: Modulator", "actions[2].on", "Parallel drug only"),
        (DRUG, "value: 1.75", "value: -1.75", "actions[2].efficacy", "0 to 1000"),
        (
            DRUG,
            "    ],\n)",
            "        (id: \"examplol_induces\", name: \"\", evidence: \"\", claim: \"\", default: true),\n    ],\n)",
            "switches[1]",
            "twice",
        ),
        (METABOLITE, "value: 20.0, unit: \"ng/mL\"", "value: 20.0, unit: \"nM\"", "actions[0].kd", "one family"),
        (
            METABOLITE,
            "value: 20.0, unit: \"ng/mL\"",
            "value: 20.0, unit: \"furlong\"",
            "actions[0].kd",
            "allowed: mg/L",
        ),
        (METABOLITE, "id: \"examplone\"", "id: \"\"", "id", "empty"),
    ]);
}

#[test]
fn a_metabolite_that_turns_back_is_named_in_whichever_file_closes_the_circle() {
    let back = "makes: \"examplol\", share: (value: 1.0, unit: \"1\", source: \"a test\", label: ID, confidence: Low),";
    let circle = changed(METABOLITE, "by: Linear(", &format!("{back}\n            by: Linear("));
    let found = problems_of(METABOLITE, &circle);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].field, "elimination[0].makes");
    assert!(found[0].what.contains("examplol") && found[0].what.contains("into it again"), "{}", found[0]);
    // Through what comes along: examplol brings companiol by mouth, companiol would turn into examplol.
    let circle = changed(COMPANION, "by: Linear(", &format!("{back}\n            by: Linear("));
    assert_eq!(problems_of(COMPANION, &circle).len(), 1);
    // All texts at once: every file of the circle says so, and none hangs.
    let all = FILES.iter().map(|(k, n, t)| (*k, *n, if *n == METABOLITE { circle_of(back) } else { (*t).to_owned() }));
    let all: Vec<_> = all.collect();
    let found = model::content::Library::from_texts(all.iter().map(|(k, n, t)| (*k, *n, t.as_str())))
        .expect_err("there is a circle");
    for name in [DRUG, METABOLITE] {
        assert!(found.iter().any(|p| p.file == name && p.field.starts_with("elimination[0]")), "{name}: {found:?}");
    }
}

fn circle_of(back: &str) -> String {
    changed(METABOLITE, "by: Linear(", &format!("{back}\n            by: Linear("))
}

#[test]
fn faults_of_enzymes_are_named() {
    assert_named(&[
        (ENZYME, "value: 0.0158", "value: 0.0", "turnover", "out of range"),
        (ENZYME, "value: 0.05", "value: -0.05", "phenotypes[0].activity", "0 to 100"),
        (ENZYME, "value: 7.5, unit: \"%\"", "value: -0.5, unit: \"%\"", "phenotypes[0].frequency", "0 to 100 %"),
        (ENZYME, "id: \"normal\"", "id: \"poor\"", "phenotypes[1]", "twice"),
        (ENZYME, "id: \"CYP0X\"", "id: \" \"", "id", "empty"),
    ]);
}

#[test]
fn kinds_of_people_add_up_to_everybody() {
    let found = problems_of(ENZYME, &changed(ENZYME, "value: 92.5", "value: 82.5"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].field == "phenotypes" && found[0].what.contains("add up to 0.9; allowed: 1"), "{}", found[0]);
    // To the per cent, as such tables are published.
    assert_eq!(problems_of(ENZYME, &changed(ENZYME, "value: 92.5", "value: 93.0")), []);
}

#[test]
fn faults_of_systems_are_named() {
    assert_named(&[
        (SYSTEM, "id: \"example\"", "id: \"\"", "id", "empty"),
        (SYSTEM, "value: 18.0", "value: -18.0", "cycle.phosphorylation", "out of range"),
        (SYSTEM, "value: 0.0144, unit: \"1/h\"", "value: 0.0144, unit: \"h\"", "cycle.turnover", "allowed"),
        (SYSTEM, "value: 2.0, unit: \"1/h\"", "value: 0.0, unit: \"1/h\"", "cycle.maturation", "out of range"),
        (SYSTEM, "value: 0.31", "value: -0.31", "tone.q", "out of range"),
        (SYSTEM, "value: 0.98", "value: 1.98", "tone.efficacy", "0 to 1"),
        (SYSTEM, "value: 0.12", "value: 1.12", "tone.phosphorylation", "0 to 1"),
        (SYSTEM, "value: 0.13", "value: 1.13", "tone.internalization", "0 to 1"),
        (SYSTEM, "Concentration(\"examplol\")", "Concentration(\"exemplol\")", "axis.drive", "no drug \"exemplol\""),
        (SYSTEM, "value: 0.55", "value: 0.0", "axis.half", "out of range"),
        (SYSTEM, "value: 8.0", "value: 0.0", "axis.on", "out of range"),
        (SYSTEM, "value: 9.0", "value: -9.0", "axis.off", "out of range"),
        (SYSTEM, "value: 10.0", "value: 1e9", "axis.gland_on", "out of range"),
        (SYSTEM, "value: 11.0, unit: \"d t1/2\"", "value: 11.0, unit: \"d t1/3\"", "axis.gland_off", "d t1/2"),
        (SYSTEM, "value: 7.0, unit: \"d\"", "value: 0.0, unit: \"d\"", "channels[0].on", "out of range"),
        (SYSTEM, "value: 13.2", "value: -13.2", "channels[0].off", "out of range"),
        (SYSTEM, "stages: 2", "stages: 5", "channels[0].stages", "1 to 4"),
        (SYSTEM, "stages: 2", "stages: 0", "channels[0].stages", "1 to 4"),
        (SYSTEM, "value: 1.5", "value: 0.1", "channels[0].power", "0.25 to 4"),
        (SYSTEM, "value: 0.5, unit: \"1\"", "value: 1.5, unit: \"1\"", "channels[0].overlap", "0 to 1"),
        (SYSTEM, "drive: Occupancy", "drive: Net(\"ease\")", "channels[0].overlap", "Occupancy, Stimulus and Bound"),
        (
            SYSTEM,
            "only: If(\"downstream_adapts\")",
            "only: If(\"downstream\")",
            "channels[0].only",
            "no switch \"downstream\"; allowed: downstream_adapts",
        ),
        (
            SYSTEM,
            "    ],\n    sensitization: [",
            "        (id: \"alarm\", name: \"\", drive: Bound, stages: 1, on: (value: 1.0, unit: \"h\", source: \"x\", label: ID, confidence: Low), off: (value: 1.0, unit: \"h\", source: \"x\", label: ID, confidence: Low)),\n    ],\n    sensitization: [",
            "channels[3]",
            "\"alarm\" stands there twice",
        ),
        (
            SYSTEM,
            "    ],\n    store: (",
            "        (id: \"primed\", name: \"\", drive: Bound, on: (value: 1.0, unit: \"h\", source: \"x\", label: ID, confidence: Low), extinction: (value: 1.0, unit: \"h\", source: \"x\", label: ID, confidence: Low)),\n    ],\n    store: (",
            "learning[1]",
            "\"primed\" stands there twice",
        ),
        (
            SYSTEM,
            "drive: Effect(\"ease\")",
            "drive: Effect(\"bliss\")",
            "channels[1].drive",
            "no effect \"bliss\"; allowed: ease, acid",
        ),
        (
            SYSTEM,
            "drive: Unmasked(\"alarm\")",
            "drive: Unmasked(\"calm\")",
            "channels[2].drive",
            "allowed: downstream, alarm, echo",
        ),
        (
            SYSTEM,
            "drive: Unmasked(\"alarm\")",
            "drive: Channel(\"primed\")",
            "channels[2].drive",
            "allowed: downstream, alarm, echo",
        ),
        (SYSTEM, "drive: Stimulus", "drive: Net(\"bliss\")", "sensitization[0].drive", "ease"),
        (SYSTEM, "value: 2.0, unit: \"d\"", "value: 0.0, unit: \"d\"", "sensitization[0].recover", "out of range"),
        (SYSTEM, "value: 0.6,", "value: -0.6,", "sensitization[0].spend", "out of range"),
        (SYSTEM, "value: 2.5, unit: \"1\"", "value: 0.5, unit: \"1\"", "sensitization[0].power", "1 to 8"),
        (SYSTEM, "value: 0.07", "value: -0.07", "sensitization[0].gain", "out of range"),
        (SYSTEM, "value: 30.0, unit: \"d\"", "value: 0.0, unit: \"d\"", "sensitization[0].fade", "out of range"),
        (
            SYSTEM,
            "only: Unless(\"downstream_adapts\")",
            "only: Unless(\"it\")",
            "sensitization[0].only",
            "no switch \"it\"",
        ),
        (
            SYSTEM,
            "drive: Net(\"ease\")",
            "drive: Concentration(\"aspirin\")",
            "learning[0].drive",
            "no drug \"aspirin\"",
        ),
        (SYSTEM, "value: 5.0", "value: 0.0", "learning[0].on", "out of range"),
        (SYSTEM, "value: 6.0, unit: \"h\"", "value: -6.0, unit: \"h\"", "learning[0].extinction", "out of range"),
        (SYSTEM, "value: 0.91", "value: -0.91", "store.refill", "out of range"),
        (SYSTEM, "value: 14.0", "value: -14.0", "store.release", "out of range"),
        (SYSTEM, "value: 0.45", "value: 1.45", "store.spent", "0 to 1"),
        (SYSTEM, "value: 4.0", "value: 0.0", "store.reserve.size", "out of range"),
        (
            SYSTEM,
            "value: 0.05, unit: \"1/h\"",
            "value: -0.05, unit: \"1/h\"",
            "store.reserve.synthesis",
            "out of range",
        ),
        (
            SYSTEM,
            "    ],\n    symptoms: [",
            "        (id: \"ease\", name: \"\", transduction: Linear(slope: (value: 1.0, unit: \"1\", source: \"x\", label: ID, confidence: Low)), shown: (unit: \"1\", set_point: 0.0, span: 1.0, lowest: 0.0, highest: 1.0)),\n    ],\n    symptoms: [",
            "effects[2]",
            "twice",
        ),
        (
            SYSTEM,
            "    ],\n    hazards: [",
            "        (id: \"unrest\", name: \"\", effect: \"ease\", above: true, early: (value: 1.0, unit: \"h\", source: \"x\", label: ID, confidence: Low), late: (value: 1.0, unit: \"h\", source: \"x\", label: ID, confidence: Low), signs: [], stopping_can_kill: false),\n    ],\n    hazards: [",
            "symptoms[1]",
            "twice",
        ),
        (SYSTEM, "value: 2.2", "value: 0.0", "effects[0].tau", "out of range"),
        (
            SYSTEM,
            "\"downstream\": (",
            "\"upstream\": (",
            "effects[0].shift.upstream",
            "no channel \"upstream\"; allowed: downstream, alarm",
        ),
        (SYSTEM, "value: 4.4", "value: -4.4", "effects[0].shift.downstream", "out of range"),
        (SYSTEM, "value: 0.35", "value: -0.35", "effects[0].loss.alarm", "out of range"),
        (SYSTEM, "value: 0.65", "value: -0.65", "effects[0].opponent.echo", "out of range"),
        (SYSTEM, "value: 1.3,", "value: -1.3,", "effects[0].boost.primed", "out of range"),
        (SYSTEM, "lowest: 0.0, highest: 10.0", "lowest: 10.0, highest: 0.0", "effects[0].shown", "lowest below"),
        (SYSTEM, "span: -12.0", "span: NaN", "effects[0].shown", "finite"),
        (SYSTEM, "lowest: 0.0, highest: 10.0", "lowest: NaN, highest: 10.0", "effects[0].shown", "finite"),
        (SYSTEM, "lowest: 0.0, highest: 10.0", "lowest: 0.0, highest: inf", "effects[0].shown", "finite"),
        (SYSTEM, "set_point: 7.0", "set_point: NaN", "effects[0].shown", "finite"),
        (SYSTEM, "value: 0.25, unit: \"1\"", "value: inf, unit: \"1\"", "effects[1].slope", "finite"),
        (SYSTEM, "value: 0.7,", "value: -0.7,", "effects[1].growth.cue", "out of range"),
        (SYSTEM, "effect: \"ease\"", "effect: \"rage\"", "symptoms[0].effect", "no effect \"rage\"; allowed: ease"),
        (SYSTEM, "value: 20.0", "value: 0.0", "symptoms[0].early", "out of range"),
        (SYSTEM, "value: 72.0", "value: -72.0", "symptoms[0].late", "out of range"),
        (SYSTEM, "threshold: (value: 0.05", "threshold: (value: -0.05", "symptoms[0].threshold", "out of range"),
        (SYSTEM, "Late(\"unrest\")", "Late(\"rest\")", "hazards[0].of", "no symptom \"rest\"; allowed: unrest"),
        (SYSTEM, "Late(\"unrest\")", "Symptom(\"rest\")", "hazards[0].of", "no symptom \"rest\"; allowed: unrest"),
        (SYSTEM, "Effect(\"acid\")", "Effect(\"base\")", "hazards[1].of", "no effect \"base\"; allowed: ease, acid"),
        (SYSTEM, "id: \"burn\"", "id: \"fit\"", "hazards[1]", "twice"),
        (SYSTEM, "value: 0.15", "value: -0.15", "hazards[0].threshold", "out of range"),
        (SYSTEM, "value: 2.0, unit: \"1\"", "value: 0.2, unit: \"1\"", "hazards[0].power", "0.5 to 8"),
        (SYSTEM, "value: 0.4,", "value: -0.4,", "hazards[0].rate", "out of range"),
        (
            SYSTEM,
            "effect: \"ease\",\n        adapt",
            "effect: \"bliss\",\n        adapt",
            "habit.effect",
            "no effect \"bliss\"",
        ),
        (SYSTEM, "value: 2.0, unit: \"h\"", "value: 0.0, unit: \"h\"", "habit.adapt", "out of range"),
        (SYSTEM, "value: 0.1,", "value: -0.1,", "habit.learn", "out of range"),
        (SYSTEM, "value: 40.0", "value: 0.0", "habit.fade", "out of range"),
        (SYSTEM, "value: 50.0", "value: 0.0", "habit.control_on", "out of range"),
        (SYSTEM, "value: 90.0", "value: 0.0", "habit.control_off", "out of range"),
        (SYSTEM, "value: 1.6", "value: -1.6", "habit.withdrawal", "out of range"),
        (SYSTEM, "place: \"in a dish\"", "place: \" \"", "scene.place", "1 to 40 letters"),
        (SYSTEM, "organs: [Heart]", "organs: []", "scene.organs", "at least one"),
        (SYSTEM, "organs: [Heart]", "organs: [Heart, Heart]", "scene.organs[1]", "twice"),
        (SYSTEM, "protein: SevenHelices", "protein: Carrier", "scene.protein", "allowed: [SevenHelices"),
        (
            SYSTEM,
            "cell: Round",
            "cell: Round, cyclase: (coupling: Inhibits, camp: \"base\")",
            "scene.cyclase.camp",
            "no effect \"base\"",
        ),
        (SYSTEM, "cell: Round", "cell: Round, grows: \"base\"", "scene.grows", "no effect \"base\""),
        (SYSTEM, "cell: Round", "cell: Round, grows: \"ease\"", "scene.grows", "an effect with growth"),
        (SYSTEM, "effect: \"acid\", shows", "effect: \"base\", shows", "scene.signs[0].effect", "no effect \"base\""),
    ]);
}

#[test]
fn faults_of_levels_are_named() {
    assert_named(&[
        (LEVEL, "effect: \"ease\"", "effect: \"bliss\"", "effect", "ease"),
        (LEVEL, "drugs: [\"examplol\"]", "drugs: [\"examplol\", \"examplol\"]", "drugs[1]", "twice"),
        (LEVEL, "receptors: 10000", "receptors: 5", "receptors", "100 to 1000000"),
        (LEVEL, "duration: \"60d\"", "duration: \"3650000d\"", "duration", "3650d"),
        (LEVEL, "duration: \"60d\"", "duration: \"sixty days\"", "duration", "duration"),
        (LEVEL, "speed: \"12h\"", "speed: \"0h\"", "speed", "above 0"),
        (LEVEL, "speed: \"12h\"", "speed: \"12h\", zoom: \"atom\"", "zoom", "person, tissue, cell, membrane, receptor"),
        (LEVEL, "times: 63", "times: 1000000000", "script[0].times", "allowed"),
        (LEVEL, "every: \"8h\", times: 63", "every: \"0h\", times: 63", "script[0].every", "above 0"),
        (LEVEL, "route: \"oral\"", "route: \"nasal\"", "controls[0]", "route"),
        (LEVEL, "amounts: [2.5, 5.0, 10.0]", "amounts: [1.0, -2.0, 4.0]", "controls[0]", "above 0"),
        (LEVEL, "ends: (0.0, 1.2)", "ends: (1.2, 0.0)", "bet.ends", "lower first"),
        (LEVEL, "answer: \"max(effect.ease", "answer: \"max(effect.eas", "bet.answer", "character 5"),
        (LEVEL, "test: \"max(effect.ease, 21d", "test: \"max(effect.ease; 21d", "goals[0].test", "character 16"),
        (
            LEVEL,
            "test: \"max(given.examplol) <= 188\"",
            "test: \"max(given.examplol) <= \"",
            "budget[0].test",
            "character 24",
        ),
        (
            LEVEL,
            "at: \"when_max(effect.ease, 20d..21d)\"",
            "at: \"when(effect.ease)\"",
            "moments[1].at",
            "allowed: min",
        ),
        (LEVEL, "Give(at: \"21d\"", "Give(at: \"21 days\"", "good[0].at", "duration"),
        (
            LEVEL,
            "Give(at: \"21d\", drug: \"examplol\"",
            "Give(at: \"21d\", drug: \"aspirin\"",
            "good[0].drug",
            "examplol",
        ),
        (LEVEL, "du: 10.0", "du: 1e9", "good[0].du", "1000"),
        (LEVEL, "prompt: \"", "prompt: \"one two three four five six seven eight nine ten ", "prompt", "25"),
        (
            LEVEL,
            "\"max(effect.ease, 21d..25d) < 97%",
            "\"max(effect.ease, 25d..21d) < 97%",
            "failures[0].when",
            "earlier time",
        ),
        (LEVEL, "at: \"when_max(ec50.ease)\"", "at: \"when_max(ec50.woe)\"", "failures[1].at", "character 10"),
        (
            LEVEL,
            "what: \"The first dose never",
            "what: \"a b c d e f g h i j k l m n o p q r s t u v w The first dose never",
            "failures[1]",
            "at most 40",
        ),
        (LEVEL, "next: \"Leave weeks free.\"", "next: \"Take 30 mg less.\"", "failures[1].next", "dose units"),
        (
            LEVEL,
            "what: \"The usual dose",
            "what: \"The addict's dose",
            "failures[0].what",
            "a person with an addiction",
        ),
        (
            LEVEL,
            "Give(at: \"21d\", drug: \"examplol\", du: 5.0)],",
            "Give(at: \"21d\", drug: \"examplol\", du: -5.0)],",
            "advice.0[0].du",
            "above 0",
        ),
        (LEVEL, "Timeline(drug: \"examplol\"", "Timeline(drug: \"exemplol\"", "tools[0]", "one of its drugs"),
        (LEVEL, "amounts: [2.5], every", "amounts: [], every", "tools[1]", "above 0"),
        (LEVEL, "from: \"21d\", until: \"60d\"", "from: \"61d\", until: \"60d\"", "tools[1]", "after `from`"),
        (LEVEL, "every: [\"8h\", \"1d\"]", "every: [\"0h\"]", "tools[1]", "intervals above 0"),
        (LEVEL, "shortest: \"2d\"", "shortest: \"30d\"", "tools[2]", "at least as long"),
        (LEVEL, "levels: 20", "levels: 0", "tools[2]", "1 to 3650"),
        (LEVEL, "least: \"1d\"", "least: \"a day\"", "tools[3]", "duration"),
        (LEVEL, "ratio: 2.0", "ratio: 0.0", "tools[4][1].ratio", "above 0"),
        (CHOICE, "right: (\"10s\", \"30min\")", "right: (\"30min\", \"10s\")", "tasks[0]", "the shorter first"),
        (CHOICE, "name: \"More\"", "name: \"A name that has too many words\"", "tasks[1]", "at most 6"),
        (CHOICE, "often: \"2d\"", "often: \"5min\"", "tasks[0]", "often mistaken"),
        (
            CHOICE,
            "causes: [\"It was washed away\", \"The curve has moved\"]",
            "causes: [\"It was washed away\", \"The curve has moved\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\", \"10\"]",
            "tasks[2]",
            "2 to 9",
        ),
        (CHOICE, "right: 1, often: 0", "right: 2, often: 0", "tasks[2].cases[0]", "causes 0 to 1"),
        (
            CHOICE,
            "reads: \"at(level.examplol, 5d)\"",
            "reads: \"at(level.exemplol, 5d)\"",
            "tasks[2].probes[0].reads",
            "character 4",
        ),
        (
            CHOICE,
            "Venn(items: [(name: \"More\", text: \"More is needed for the same\", right: [Tolerance], often: [Addiction], why: \"That is what tolerance is\")])",
            "Venn(items: [])",
            "tasks[1]",
            "at least one item",
        ),
        (CHOICE, "days: 7", "days: 0", "good[0].days", "1 to 3650"),
        (CHOICE, "DailyPatch(drug: \"examplol\"", "DailyPatch(drug: \"examplone\"", "controls[0]", "examplone"),
        (CHOICE, "right: 2", "right: 3", "bet.right", "0 to 2"),
    ]);
}

#[test]
fn a_level_without_its_system_or_its_drug_says_which_is_missing() {
    let table = [
        ("system: \"example\"", "system: \"exemple\"", "system", "no body system \"exemple\"; allowed: example"),
        ("drugs: [\"examplol\"]", "drugs: [\"exemplol\"]", "drugs[0]", "no drug \"exemplol\"; allowed: examplol"),
    ];
    for (find, replace, field, word) in table {
        // What is missing is missed everywhere in the level.
        let found = problems_of(LEVEL, &changed(LEVEL, find, replace));
        let p = found.iter().find(|p| p.field == field).unwrap_or_else(|| panic!("{field} in {found:?}"));
        assert!(p.file == LEVEL && p.what.contains(word), "{p}");
    }
}

/// What may be done to a number, and whether the text can still be read.
const DAMAGE: [(&str, bool); 9] = [
    ("value NaN", true),
    ("value 1e300", true),
    ("value -1e300", true),
    ("unit furlong", true),
    ("source blank", true),
    ("label missing", false),
    ("label unknown", false),
    ("confidence missing", false),
    ("confidence unknown", false),
];

/// One number as the fixtures write it: value, unit, source, label, confidence.
fn damaged(number: &str, how: &str) -> String {
    let inside = number.trim_start_matches('(').trim_end_matches(')');
    let parts: Vec<&str> = inside.split(", ").collect();
    let [value, unit, source, label, confidence] = parts[..] else { panic!("five parts: {number}") };
    let (mut value, mut unit, mut source) = (value.to_owned(), unit.to_owned(), source.to_owned());
    let (mut label, mut confidence) = (Some(label.to_owned()), Some(confidence.to_owned()));
    match how {
        "value NaN" => value = "value: NaN".to_owned(),
        "value 1e300" => value = "value: 1e300".to_owned(),
        "value -1e300" => value = "value: -1e300".to_owned(),
        "unit furlong" => unit = "unit: \"furlong\"".to_owned(),
        "source blank" => source = "source: \" \"".to_owned(),
        "label missing" => label = None,
        "label unknown" => label = Some("label: TRUE".to_owned()),
        "confidence missing" => confidence = None,
        "confidence unknown" => confidence = Some("confidence: Certain".to_owned()),
        _ => panic!("no such damage: {how}"),
    }
    let parts: Vec<String> = [Some(value), Some(unit), Some(source), label, confidence].into_iter().flatten().collect();
    format!("({})", parts.join(", "))
}

#[test]
fn damage_to_any_number_is_named_where_it_is() {
    let mut numbers = 0;
    for (_, name, text) in FILES {
        for (from, _) in text.match_indices("(value: ") {
            numbers += 1;
            let to = from + text[from..].find(')').expect("a number ends") + 1;
            let line = 1 + text[..from].matches('\n').count();
            for (how, readable) in DAMAGE {
                let broken = format!("{}{}{}", &text[..from], damaged(&text[from..to], how), &text[to..]);
                let found = problems_of(name, &broken);
                let what = format!("{name}, line {line}, {how}: {found:?}");
                assert_eq!(found.len(), 1, "{what}");
                let p = &found[0];
                assert_eq!(p.field.is_empty(), !readable, "{what}");
                // A number of a pair is named by the pair.
                assert!(p.line <= line && line - p.line <= if readable { 2 } else { 0 }, "{what}");
            }
        }
    }
    let written: usize = FILES.iter().map(|(_, _, text)| text.matches("value:").count()).sum();
    assert_eq!(numbers, written, "all numbers were tried");
    assert!(numbers > 100);
}

#[test]
fn a_name_in_one_file_only_is_missed_there() {
    // A file on its own, without what it names.
    let (kind, text) = fixture(DRUG);
    let found = model::content::Library::from_texts([(kind, DRUG, text)]).expect_err("nothing else is there");
    let named = |field: &str| found.iter().any(|p| p.field == field);
    for field in [
        "actions[0].system",
        "actions[0].overlap.examplone",
        "elimination[0].enzyme",
        "elimination[0].makes",
        "enzymes[0].enzyme",
        "routes[1].first_pass",
        "routes[1].brings[0].drug",
    ] {
        assert!(named(field), "{field} in {found:?}");
    }
}
