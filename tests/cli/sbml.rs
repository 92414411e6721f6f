//! The SBML document: well-formed, identifiers once and valid, a rule for every state, an event for every act.

use std::collections::BTreeSet;

use cli::sbml::document;
use cli::sbml::equations::{Equations, Event, Origin, Series, Variable};
use cli::sbml::units::Unit;
use model::expr::record;
use model::real::Real;
use quick_xml::Reader;
use quick_xml::events::Event as Xml;

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
