//! From an engine and what is done to it to [`Equations`]. Not here: any format.

use model::engine::Engine;
use model::expr::{Expr, record};
use model::flow::Running;
use model::plan::{Act, Action, say};
use model::real::{Flow, Real};

use super::equations::{Equations, Event, Series, Variable};
use crate::error::Error;

/// Acts that are closer than this are done together, in their order, h.
const TOGETHER_H: f64 = 1e-9;

/// The equations of `engine`, with `done` from a naive body at time 0.
///
/// # Errors
/// An act cannot be written as changes of single numbers.
pub fn from_engine(engine: &Engine, done: &[Action]) -> Result<Equations, Error> {
    let mut body = engine.naive_body();
    let due = done.partition_point(|a| a.at_h <= TOGETHER_H);
    done[..due].iter().for_each(|a| engine.apply(&mut body, &a.act));
    let start = Engine::numbers(&body);
    let (n, names) = (engine.layout.len, engine.switched());
    let occasions = occasions(engine, &done[due..])?;
    let naive = engine.naive_body();
    let (mut tape, (rates, readings, events)) = record(start.len(), |x| {
        let mut rates = vec![Expr::of(0.0); n];
        Running { engine, input: &naive.input }.flow(&x[..n], &mut rates);
        let place = Expr::parameter(1.0, || "usual_place".to_owned());
        let readings = engine.readings(&x[..n], place);
        let becomes = |c: &model::recorded::Change| (c.which, x[c.which] * c.factor + c.plus);
        let events: Vec<Event> = occasions
            .iter()
            .map(|o| Event { at_h: o.at_h, name: o.name.clone(), changes: o.changes.iter().map(becomes).collect() })
            .collect();
        (rates, readings, events)
    });
    for (i, name) in names.iter().enumerate() {
        tape.open(name, n + i);
    }
    let state = |(i, name): (usize, &String)| Variable { name: name.clone(), unit: "1".to_owned(), start: start[i] };
    let input = |(i, name): (usize, &String)| {
        let unit = if name == "usual_place" { "1" } else { "1/h" };
        Variable { name: name.clone(), unit: unit.to_owned(), start: start[n + i] }
    };
    Ok(Equations {
        states: engine.layout.names.iter().enumerate().map(state).collect(),
        switched: names.iter().enumerate().map(input).collect(),
        tape,
        rates,
        series: readings.into_iter().map(|r| Series { name: r.series, unit: r.unit, is: r.is }).collect(),
        events,
        ..Equations::default()
    })
}

/// All that is done at one time.
struct Occasion {
    at_h: f64,
    name: String,
    changes: Vec<model::recorded::Change>,
}

fn occasions(engine: &Engine, done: &[Action]) -> Result<Vec<Occasion>, Error> {
    let drugs: Vec<_> = engine.drugs.iter().collect();
    let mut out = Vec::new();
    for together in done.chunk_by(|a, b| b.at_h - a.at_h <= TOGETHER_H) {
        let acts: Vec<Act> = together.iter().map(|a| a.act).collect();
        let name = acts.iter().map(|a| say(a, &drugs)).collect::<Vec<_>>().join("; ");
        let at_h = together[0].at_h;
        let odd = || Error::Usage(format!("what is done at {at_h} h (\"{name}\") cannot be written as an SBML event"));
        let changes = engine.changes(&acts).ok_or_else(odd)?;
        // Taking off what is not on changes nothing anywhere; it is still an event that a reader may look for.
        out.push(Occasion { at_h, name: name.clone(), changes });
    }
    Ok(out)
}
