//! The SBML document: well-formed, identifiers once and valid, a rule for every state, an event for every act.

use std::collections::BTreeSet;

use cli::sbml::equations::{Equations, Event, Origin, Series, Variable};
use cli::sbml::units::Unit;
use cli::sbml::{document, from_engine};
use model::assemble::Setting;
use model::content::Library;
use model::engine::{Engine, Input};
use model::expr::record;
use model::flow::Running;
use model::plan::{Act, Action};
use model::real::{Flow, Real};
use quick_xml::Reader;
use quick_xml::events::Event as Xml;

use crate::{file, run};

/// An element and its attributes, in order of the document.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    /// Names of the elements around it, outermost first.
    inside: Vec<String>,
}

impl Element {
    fn get(&self, key: &str) -> &str {
        self.attributes.iter().find(|(k, _)| k == key).map_or("", |(_, v)| v)
    }
}

/// Reads a document; panics where it is not well-formed.
fn elements(text: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut out, mut inside) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().expect("well-formed XML");
        let (start, open) = match &event {
            Xml::Start(s) => (s, true),
            Xml::Empty(s) => (s, false),
            Xml::End(_) => {
                inside.pop();
                continue;
            }
            Xml::Eof => break,
            Xml::Text(_)
            | Xml::CData(_)
            | Xml::Comment(_)
            | Xml::Decl(_)
            | Xml::PI(_)
            | Xml::DocType(_)
            | Xml::GeneralRef(_) => continue,
        };
        let name = String::from_utf8(start.name().as_ref().to_vec()).expect("UTF-8");
        let attributes = start.attributes().map(|a| {
            let a = a.expect("an attribute");
            let key = String::from_utf8(a.key.as_ref().to_vec()).expect("UTF-8");
            let value = quick_xml::escape::unescape(core::str::from_utf8(&a.value).expect("UTF-8"))
                .expect("known entities")
                .into_owned();
            (key, value)
        });
        let attributes = attributes.collect();
        out.push(Element { name: name.clone(), attributes, inside: inside.clone() });
        if open {
            inside.push(name);
        }
    }
    assert!(inside.is_empty(), "every element ends");
    out
}

fn is_sid(id: &str) -> bool {
    let mut letters = id.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && letters.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// What every document of ours must be.
fn check(text: &str, states: usize, events: usize) -> Vec<Element> {
    let all = elements(text);
    let of = |name: &str| all.iter().filter(|e| e.name == name).collect::<Vec<_>>();
    assert_eq!((of("sbml")[0].get("level"), of("sbml")[0].get("version")), ("3", "2"));
    // Unit definitions have identifiers of their own kind; all others share one space.
    for names in [["unitDefinition"].as_slice(), &["model", "compartment", "parameter", "event"]] {
        let mut seen = BTreeSet::new();
        for element in all.iter().filter(|e| names.contains(&e.name.as_str())) {
            assert!(is_sid(element.get("id")), "{element:?}");
            assert!(seen.insert(element.get("id")), "{} twice", element.get("id"));
        }
    }
    let parameters: BTreeSet<&str> = of("parameter").iter().map(|p| p.get("id")).collect();
    let named: BTreeSet<String> = names_in_formulas(text);
    for name in &named {
        assert!(parameters.contains(name.as_str()), "{name} is named in a formula and is no parameter");
    }
    let definitions: BTreeSet<&str> = of("unitDefinition").iter().map(|u| u.get("id")).collect();
    for p in of("parameter") {
        let (unit, id) = (p.get("units"), p.get("id"));
        let base = ["", "dimensionless", "litre", "second", "mole", "gram"];
        assert!(definitions.contains(unit) || base.contains(&unit), "{id}: {unit}");
        let ruled = |kind: &str| of(kind).iter().filter(|r| r.get("variable") == id).count();
        let (rates, assigned) = (ruled("rateRule"), ruled("assignmentRule"));
        assert!(rates + assigned <= 1, "{id} has one rule at most");
        if p.get("constant") == "true" {
            assert_eq!((rates, assigned), (0, 0), "{id}");
        }
        assert_eq!(assigned == 0, !p.get("value").is_empty(), "{id} has a value or a rule that gives it one");
    }
    assert_eq!(of("rateRule").len(), states);
    assert_eq!(of("event").len(), events);
    for rule in all.iter().filter(|e| ["rateRule", "assignmentRule", "eventAssignment"].contains(&e.name.as_str())) {
        assert!(parameters.contains(rule.get("variable")), "{rule:?}");
    }
    all
}

fn names_in_formulas(text: &str) -> BTreeSet<String> {
    text.split("<ci>").skip(1).filter_map(|rest| rest.split("</ci>").next()).map(str::to_owned).collect()
}

/// Two states and an inflow, with awkward names.
fn toy() -> Equations {
    let (tape, (rates, series, becomes)) = record(3, |x| {
        let k = f64::parameter(0.0, String::new);
        assert_eq!(k, 0.0, "plain numbers have no names");
        let k = model::expr::Expr::parameter(0.5, || "7_thing.k".to_owned());
        let loss = (k * x[0]).called(|| "loss & gain".to_owned());
        let long = (x[0] + x[1]) / (x[0] * x[1] + 1.0) + (x[0] - x[1]).positive().pow(1.5) * -2.5e-7;
        let rates = vec![x[2] - loss, loss - long * x[1] + long.abs() - 3.0.into_expr()];
        let series = vec![loss, long + 1.0, x[1]];
        (rates, series, x[0] + 1.0)
    });
    let v = |name: &str, unit: &str, start: f64| Variable { name: name.to_owned(), unit: unit.to_owned(), start };
    let s = |(name, is): (&str, _)| Series { name: name.to_owned(), unit: "1".to_owned(), is };
    Equations {
        id: "1.1".to_owned(),
        name: "A toy <1>".to_owned(),
        notes: vec!["Less than < and & and \"quotes\"".to_owned()],
        states: vec![v("7_thing.central", "mg", 1.0), v("7_thing_central", "", 2.0)],
        switched: vec![v("time", "mg/h", 0.0)],
        tape,
        rates,
        series: ["loss & gain", "sum", "7_thing.central"].into_iter().zip(series).map(s).collect(),
        events: [2.5, 1.0 / 3.0]
            .map(|at_h| Event {
                at_h,
                name: "1 DU thing".to_owned(),
                changes: vec![(0, becomes), (2, 1.5.into_expr())],
            })
            .to_vec(),
        origins: vec![Origin {
            name: "7_thing.k".to_owned(),
            unit: "1/h".to_owned(),
            value: 0.5,
            written: "0.5 1/h".to_owned(),
            place: "assets/drugs/thing.ron: k".to_owned(),
            source: "Somebody & somebody else 1999".to_owned(),
            label: "ID".to_owned(),
            confidence: "High".to_owned(),
        }],
    }
}

trait IntoExpr {
    fn into_expr(self) -> model::expr::Expr;
}

impl IntoExpr for f64 {
    fn into_expr(self) -> model::expr::Expr {
        Real::of(self)
    }
}

#[test]
fn a_document_is_whole_whatever_the_names() {
    let text = document(&toy()).expect("it can be written");
    let all = check(&text, 2, 2);
    let k = all.iter().find(|e| e.name == "parameter" && e.get("name") == "7_thing.k").expect("it is there");
    assert_eq!((k.get("value"), k.get("units"), k.get("constant")), ("5e-1", "per_hour", "true"));
    let origin = all.iter().find(|e| e.name == "origin:number").expect("it is there");
    assert_eq!((origin.get("label"), origin.get("source")), ("ID", "Somebody & somebody else 1999"));
    assert!(origin.inside.ends_with(&["parameter".to_owned(), "annotation".to_owned()]));
    assert!(text.contains("Less than &lt; and &amp; and"), "{text}");
    assert!(text.contains("type=\"e-notation\">-2.5<sep/>-7</cn>"), "{text}");
    assert!(text.contains(">0.3333333333333333</cn>"), "{text}");
}

#[test]
fn a_long_expression_that_is_used_twice_is_written_once() {
    let text = document(&toy()).expect("it can be written");
    assert_eq!(text.matches("<power/>").count(), 1, "{text}");
    assert_eq!(text.matches("variable=\"shared_1\"").count(), 1, "{text}");
    // A name that the equations gave stands for itself: no second parameter for the series of that name.
    assert_eq!(text.matches("name=\"loss &amp; gain\"").count(), 1, "{text}");
}

#[test]
fn units_of_content_files_become_unit_definitions() {
    let known = [
        ("1/h", "per_hour"),
        ("h", "hour"),
        ("mg/L", "mg_per_litre"),
        ("nM", "nmol_per_litre"),
        ("L", "litre"),
        ("L/h", "litre_per_hour"),
        ("1", "dimensionless"),
        ("mg/h", "mg_per_hour"),
    ];
    for (text, expected) in known {
        let unit = Unit::read(text).unwrap_or_else(|| panic!("{text} is known"));
        assert_eq!(unit.id(), expected);
        assert_eq!(Unit::read(&unit.name()), Some(unit), "{text} is written {}", unit.name());
    }
    for text in ["", "du", "furlong/h", "%", "1/"] {
        assert_eq!(Unit::read(text), None, "{text}");
    }
    let per_hour: Vec<_> = Unit::PER_HOUR.factors().collect();
    assert_eq!((per_hour.len(), per_hour[0].exponent, per_hour[0].multiplier), (1, -1, 3600.0));
}

/// Numbers from 0 to 1 that look like chance.
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Every body system with up to three of the drugs that act there.
fn engines() -> Vec<Engine> {
    let library = Library::embedded().expect("the built-in content is right");
    let systems = library.systems.iter().map(|s| {
        let acting = library.drugs.iter().filter(|d| d.actions.iter().any(|a| a.system == s.id));
        let drugs: Vec<&str> = acting.map(|d| d.id.as_str()).take(3).collect();
        library.assemble(&s.id, &drugs, &Setting::default()).expect("it can be put together")
    });
    systems.collect()
}

/// Acts of every kind that the engine's drugs allow.
fn acts(engine: &Engine) -> Vec<Act> {
    let routes = engine.drugs.iter().enumerate().flat_map(|(drug, d)| (0..d.routes.len()).map(move |r| (drug, r)));
    let given = routes.map(|(drug, route)| Act::Give { drug, route, du: 0.7 });
    given.chain([Act::PatchOff { drug: 0 }, Act::Place { usual: false }, Act::Wash]).collect()
}

#[test]
fn what_is_exported_is_what_is_run() {
    let mut dice = Dice(1);
    for engine in engines() {
        let equations = from_engine(&engine, &[]).expect("it can be written down");
        let n = engine.layout.len;
        for go in 0..20 {
            let mut numbers = Engine::numbers(&engine.naive_body());
            for (i, v) in numbers.iter_mut().enumerate() {
                // From a little below nought, as solvers go, to well above.
                *v = if i < n && go % 2 == 0 { dice.throw() * 1e-6 - 1e-7 } else { dice.throw() * 1.5 - 0.1 };
            }
            let usual_place = go % 3 > 0;
            if let Some(place) = numbers.last_mut() {
                *place = f64::from(u8::from(usual_place));
            }
            let input = Input { inflow_du_per_h: numbers[n..numbers.len() - 1].to_vec(), usual_place };
            let mut plain = vec![0.0; n];
            Running { engine: &engine, input: &input }.flow(&numbers[..n], &mut plain);
            let read = equations.tape.evaluate(&numbers, &equations.rates);
            for ((ours, theirs), name) in read.iter().zip(&plain).zip(&engine.layout.names) {
                let near = (ours - theirs).abs() <= 1e-13 * (1.0 + theirs.abs());
                assert!(near, "{}, {name}: {ours} {theirs}", engine.system.id);
            }
        }
    }
}

#[test]
fn an_event_does_what_the_act_does() {
    let mut dice = Dice(2);
    for engine in engines() {
        for act in acts(&engine) {
            let changes = engine.changes(&[act]).expect("it can be said");
            let mut body = engine.naive_body();
            body.y.iter_mut().for_each(|v| *v = dice.throw());
            body.input.inflow_du_per_h.iter_mut().for_each(|v| *v = dice.throw());
            let mut expected = Engine::numbers(&body);
            for c in changes {
                expected[c.which] = expected[c.which] * c.factor + c.plus;
            }
            engine.apply(&mut body, &act);
            for (ours, theirs) in Engine::numbers(&body).iter().zip(&expected) {
                assert!((ours - theirs).abs() <= 1e-12 * (1.0 + theirs.abs()), "{act:?}: {ours} {theirs}");
            }
        }
    }
}

#[test]
fn every_system_has_a_document_with_a_rule_for_every_state_and_an_event_for_every_time() {
    for engine in engines() {
        // Two acts at 0, then each alone, then two at once.
        let acts = acts(&engine);
        let first = [acts[0], acts[0]].map(|act| Action { at_h: 0.0, act });
        let alone = acts.iter().enumerate().map(|(i, act)| Action { at_h: 1.0 + i as f64, act: *act });
        let last = [acts[0], Act::Wash].map(|act| Action { at_h: 100.0, act });
        let done: Vec<Action> = first.into_iter().chain(alone).chain(last).collect();
        let mut equations = from_engine(&engine, &done).expect("it can be written down");
        equations.id = engine.system.id.clone();
        let text = document(&equations).expect("it can be written");
        check(&text, engine.layout.len, acts.len() + 1);
        let mut body = engine.naive_body();
        first.iter().for_each(|a| engine.apply(&mut body, &a.act));
        let start: Vec<f64> = equations.inputs().map(|v| v.start).collect();
        assert_eq!(start, Engine::numbers(&body), "what is done at 0 is in the initial values");
    }
}

#[test]
fn numbers_carry_their_sources() {
    let done = run(&["export-sbml", "mu_opioid_month"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let count = |what: &str| done.out.matches(what).count();
    let all = check(&done.out, count("<rateRule"), count("<event "));
    assert!(count("<event ") > 20, "its doses");
    let named = |name: &str| all.iter().filter(|e| e.name == "parameter" && e.get("name") == name).count();
    assert_eq!((named("morphine.central"), named("effect.relief"), named("reading.relief")), (1, 1, 1));
    // Worked out from others, or a rate of nought in a cycle that stands still; everything else says where it is from.
    let worked_out = |name: &str| name == "synthesis" || name.ends_with("_naive") || name == "naive_coupled";
    let mut silent = Vec::new();
    for (i, p) in all.iter().enumerate().filter(|(_, e)| e.name == "parameter" && e.get("constant") == "true") {
        let own = all[i + 1..].iter().take_while(|e| e.inside.len() > p.inside.len());
        let sources = own.filter(|e| e.name == "origin:number").filter(|e| !e.get("source").is_empty()).count();
        if sources != 1 && !worked_out(p.get("name")) {
            silent.push(p.get("name"));
        }
    }
    // A threshold that a file leaves out is nought, an overlap that it leaves out is the channel's.
    silent.retain(|name| !name.ends_with("_threshold") && !name.contains("_overlap_"));
    assert_eq!(silent, [""; 0]);
}

#[test]
fn bad_input_is_told() {
    let cases: [(&[&str], u8, &str); 6] = [
        (&["export-sbml"], 2, "<SCENARIO>"),
        (&["export-sbml", "9.9"], 2, "no level \"9.9\""),
        (&["export-sbml", "1.1", "--until", "-4h"], 2, "unexpected argument"),
        (&["export-sbml", "1.1", "--plan", "godo"], 1, "allowed: good, naive, idle or a plan file"),
        (&["export-sbml", "no/such.ron"], 1, "cannot be read"),
        (&["states", "1.1", "--rtol", "0"], 2, "allowed: 1e-14 to 1e-2"),
    ];
    for (words, code, message) in cases {
        let done = run(words);
        assert_eq!((done.code, done.out.as_str()), (code, ""), "{words:?}: {}", done.err);
        assert!(done.err.contains(message), "{words:?} says: {}", done.err);
    }
    let (dir, _) = file("levels", "");
    let folder = dir.path().to_str().expect("UTF-8");
    let done = run(&["export-sbml", "1.1", "-o", folder]);
    assert!(done.code == 1 && done.err.contains("is a folder"), "{}", done.err);
}

#[test]
fn states_have_all_their_digits() {
    let done = run(&["states", "1.1", "--rows", "3"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let table = crate::Table::of(&done.out);
    assert_eq!(table.rows.len(), 4);
    assert!(table.names.iter().any(|n| n == "receptors.resting"), "{:?}", table.names);
    let sum: f64 =
        table.names.iter().zip(&table.rows[0]).filter(|(n, _)| n.starts_with("receptors.")).map(|(_, v)| v).sum();
    assert!((sum - 1.0).abs() < 1e-14, "{sum}");
}
