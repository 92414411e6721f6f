//! The document: SBML Level 3 Version 2 Core. States are parameters with rate rules, named results parameters with
//! assignment rules, acts are events. Not here: the formulas themselves ([`super::mathml`]).

use std::io;

use model::expr::Expr;
use model::tape::Op;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event as Xml};

use super::equations::{Equations, Event, Origin};
use super::mathml::{self, Formulas, Sink};
use super::names::Symbols;
use super::units::{Factor, Unit, units};

const SBML: &str = "http://www.sbml.org/sbml/level3/version2/core";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// Namespace of our own annotations.
pub const ORIGIN: &str = "urn:setpoint:origin:1";

/// Writes `equations` as an SBML document.
///
/// # Errors
/// The text cannot be put together.
pub fn document(equations: &Equations) -> io::Result<String> {
    let symbols = Symbols::of(equations);
    let writing = Writing { equations, symbols: &symbols, units: &node_units(equations) };
    let mut w = Writer::new_with_indent(Vec::new(), b' ', 1);
    w.write_event(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    // Our prefix for SBML is needed where a number in a formula has a unit.
    let root = [("xmlns", SBML), ("xmlns:sbml", SBML), ("level", "3"), ("version", "2")];
    w.create_element("sbml").with_attributes(root).write_inner_content(|w| writing.model(w))?;
    let mut bytes = w.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// The unit of every node; what has no origin is a plain number.
fn node_units(e: &Equations) -> Vec<Unit> {
    let inputs: Vec<Unit> = e.inputs().map(|v| Unit::read(&v.unit).unwrap_or_default()).collect();
    let input = |i: usize| inputs.get(i).copied().unwrap_or_default();
    let parameter = |name: &str, value: f64| {
        let origin = e.origin(name, value).map(|o| o.unit.as_str());
        // Births are worked out from the turnover, and a cycle that stands still has rates of nought.
        let rate = name == "synthesis" || name.starts_with("cycle_");
        let unit = origin.unwrap_or(if rate { "1/h" } else { "1" });
        Unit::read(unit).unwrap_or_default()
    };
    units(&e.tape, input, parameter)
}

struct Writing<'a> {
    equations: &'a Equations,
    symbols: &'a Symbols,
    units: &'a [Unit],
}

/// A parameter as the document writes it.
struct Parameter<'a> {
    id: &'a str,
    name: &'a str,
    value: Option<f64>,
    unit: Unit,
    constant: bool,
    /// What a reader should know besides.
    note: Option<String>,
}

impl Writing<'_> {
    fn formulas(&self) -> Formulas<'_> {
        Formulas { tape: &self.equations.tape, symbols: self.symbols, units: self.units }
    }

    fn model(&self, w: &mut Sink) -> io::Result<()> {
        let id = super::names::Ids::new().give(&self.equations.id);
        let attributes = [
            ("id", id.as_str()),
            ("name", &self.equations.name),
            ("timeUnits", "hour"),
            ("substanceUnits", "mole"),
            ("extentUnits", "mole"),
            ("volumeUnits", "litre"),
            ("areaUnits", "square_metre"),
            ("lengthUnits", "metre"),
        ];
        let model = w.create_element("model").with_attributes(attributes);
        model.write_inner_content(|w| {
            notes(w, self.equations.notes.iter().map(String::as_str))?;
            list(w, "listOfUnitDefinitions", |w| {
                // There is no area here, but a reader may want to know.
                let metre = Factor { kind: "metre", exponent: 2, scale: 0, multiplier: 1.0 };
                definition(w, "square_metre", "m2", [metre].into_iter())?;
                self.named_units().iter().try_for_each(|u| definition(w, &u.id(), &u.name(), u.factors()))
            })?;
            list(w, "listOfCompartments", |w| {
                let size = [("id", "body"), ("name", "Body"), ("spatialDimensions", "3"), ("size", "1")];
                let body = w.create_element("compartment").with_attributes(size);
                body.with_attributes([("units", "litre"), ("constant", "true")]).write_empty().map(|_| ())
            })?;
            list(w, "listOfParameters", |w| self.parameters(w))?;
            list(w, "listOfRules", |w| self.rules(w))?;
            if !self.equations.events.is_empty() {
                list(w, "listOfEvents", |w| self.events(w))?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Every unit that is named and that SBML does not know, each once.
    fn named_units(&self) -> Vec<Unit> {
        let inputs = self.equations.inputs().filter_map(|v| Unit::read(&v.unit));
        let mut all = vec![Unit::HOUR, Unit::PER_HOUR];
        for unit in inputs.chain(self.units.iter().copied()) {
            if !unit.is_base() && !all.contains(&unit) {
                all.push(unit);
            }
        }
        all
    }

    fn parameters(&self, w: &mut Sink) -> io::Result<()> {
        let e = self.equations;
        for (v, id) in e.inputs().zip(&self.symbols.inputs) {
            let unit = Unit::read(&v.unit).unwrap_or_default();
            let p = Parameter { id, name: &v.name, value: Some(v.start), unit, constant: false, note: None };
            parameter(w, &p, None)?;
        }
        for ((node, id), unit) in e.tape.nodes().iter().zip(&self.symbols.nodes).zip(self.units) {
            let Some(id) = id else { continue };
            let name = node.name.as_deref().unwrap_or(id);
            let value = if let Op::Parameter(v) = node.op { Some(v) } else { None };
            let origin = value.and_then(|v| e.origin(name, v));
            let changed = value.zip(origin).is_some_and(|(v, o)| !o.gives(v));
            let note = changed.then(|| "Another value here, by the person or worked out from:".to_owned());
            parameter(w, &Parameter { id, name, value, unit: *unit, constant: value.is_some(), note }, origin)?;
        }
        for (s, id) in e.series.iter().zip(&self.symbols.series) {
            let Some(id) = id else { continue };
            let unit = self.formulas().unit(s.is).unwrap_or_default();
            let known = Unit::read(&s.unit).is_some();
            let note = (!known && !s.unit.is_empty()).then(|| format!("In {}.", s.unit));
            let p = Parameter { id, name: &s.name, value: None, unit, constant: false, note };
            parameter(w, &p, None)?;
        }
        Ok(())
    }

    fn rules(&self, w: &mut Sink) -> io::Result<()> {
        let e = self.equations;
        let formulas = self.formulas();
        for (at, (node, id)) in e.tape.nodes().iter().zip(&self.symbols.nodes).enumerate() {
            if let (Some(id), false) = (id, matches!(node.op, Op::Parameter(_))) {
                let node = Expr::Node(u32::try_from(at).unwrap_or(u32::MAX));
                rule(w, "assignmentRule", id, |w| formulas.meaning(w, node))?;
            }
        }
        for (s, id) in e.series.iter().zip(&self.symbols.series) {
            if let Some(id) = id {
                rule(w, "assignmentRule", id, |w| formulas.whole(w, s.is, Unit::PLAIN))?;
            }
        }
        for (id, rate) in self.symbols.inputs.iter().zip(&e.rates) {
            rule(w, "rateRule", id, |w| formulas.whole(w, *rate, Unit::PER_HOUR))?;
        }
        Ok(())
    }

    fn events(&self, w: &mut Sink) -> io::Result<()> {
        let events = &self.equations.events;
        events.iter().zip(&self.symbols.events).try_for_each(|(event, id)| self.event(w, event, id))
    }

    fn event(&self, w: &mut Sink, event: &Event, id: &str) -> io::Result<()> {
        let attributes = [("id", id), ("name", &event.name), ("useValuesFromTriggerTime", "true")];
        w.create_element("event").with_attributes(attributes).write_inner_content(|w| {
            // An initial value of "true" would keep an event that is due at once from happening.
            let trigger =
                w.create_element("trigger").with_attributes([("initialValue", "false"), ("persistent", "true")]);
            trigger.write_inner_content(|w| mathml::due(w, event.at_h))?;
            list(w, "listOfEventAssignments", |w| {
                event.changes.iter().try_for_each(|(input, becomes)| {
                    let target = self.symbols.inputs.get(*input).map_or("", String::as_str);
                    let input = self.equations.inputs().nth(*input);
                    let unit = input.and_then(|v| Unit::read(&v.unit)).unwrap_or_default();
                    rule(w, "eventAssignment", target, |w| self.formulas().whole(w, *becomes, unit))
                })
            })
        })?;
        Ok(())
    }
}

fn list(w: &mut Sink, name: &str, inner: impl FnOnce(&mut Sink) -> io::Result<()>) -> io::Result<()> {
    w.create_element(name).write_inner_content(inner).map(|_| ())
}

fn rule(w: &mut Sink, kind: &str, id: &str, inner: impl FnOnce(&mut Sink) -> io::Result<()>) -> io::Result<()> {
    w.create_element(kind).with_attribute(("variable", id)).write_inner_content(inner).map(|_| ())
}

fn notes<'a>(w: &mut Sink, paragraphs: impl Iterator<Item = &'a str>) -> io::Result<()> {
    list(w, "notes", |w| {
        let body = w.create_element("body").with_attribute(("xmlns", XHTML));
        body.write_inner_content(|w| {
            for text in paragraphs {
                w.create_element("p").write_text_content(BytesText::new(text))?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

fn definition(w: &mut Sink, id: &str, name: &str, factors: impl Iterator<Item = Factor>) -> io::Result<()> {
    w.create_element("unitDefinition").with_attributes([("id", id), ("name", name)]).write_inner_content(|w| {
        list(w, "listOfUnits", |w| {
            for f in factors {
                let (exponent, scale) = (f.exponent.to_string(), f.scale.to_string());
                let multiplier = f.multiplier.to_string();
                let attributes = [
                    ("kind", f.kind),
                    ("exponent", exponent.as_str()),
                    ("scale", scale.as_str()),
                    ("multiplier", multiplier.as_str()),
                ];
                w.create_element("unit").with_attributes(attributes).write_empty()?;
            }
            Ok(())
        })
    })?;
    Ok(())
}

fn parameter(w: &mut Sink, p: &Parameter<'_>, origin: Option<&Origin>) -> io::Result<()> {
    let unit = p.unit.id();
    let mut element = w.create_element("parameter").with_attributes([("id", p.id), ("name", p.name)]);
    // Rust writes the shortest text that reads back as the same number.
    let value = p.value.map(|v| format!("{:e}", v + 0.0));
    if let Some(value) = &value {
        element = element.with_attribute(("value", value.as_str()));
    }
    element = element.with_attribute(("units", unit.as_str()));
    element = element.with_attribute(("constant", if p.constant { "true" } else { "false" }));
    let from =
        origin.map(|o| format!("{}. {} ({}, confidence {}). {}", o.written, o.source, o.label, o.confidence, o.place));
    let paragraphs: Vec<&str> = p.note.iter().chain(&from).map(String::as_str).collect();
    if paragraphs.is_empty() {
        element.write_empty()?;
        return Ok(());
    }
    element.write_inner_content(|w| {
        notes(w, paragraphs.into_iter())?;
        let Some(o) = origin else { return Ok(()) };
        list(w, "annotation", |w| {
            let attributes = [
                ("xmlns:origin", ORIGIN),
                ("written", &o.written),
                ("label", &o.label),
                ("confidence", &o.confidence),
                ("source", &o.source),
                ("place", &o.place),
            ];
            w.create_element("origin:number").with_attributes(attributes).write_empty().map(|_| ())
        })
    })?;
    Ok(())
}
