//! What is to be exported, free of any format: states, inputs that acts change, rates, series and acts, as expressions
//! on one tape. Not here: where they come from ([`super::from_engine`]) and how they are written ([`super::document`]).

use model::expr::Expr;
use model::tape::Tape;

/// A number that changes: a state, or an input that acts switch.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Name for people ("morphine.central").
    pub name: String,
    /// Unit as content files write it; empty where it is not known.
    pub unit: String,
    /// Value at time 0, whatever is done at time 0 included.
    pub start: f64,
}

/// Something that can be read off.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Name ("effect.relief").
    pub name: String,
    /// Unit; empty where it is not known.
    pub unit: String,
    /// What it is.
    pub is: Expr,
}

/// All that is done at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When, h; above 0.
    pub at_h: f64,
    /// What a person would say ("1 DU morphine, oral").
    pub name: String,
    /// Inputs of the tape, by place, with what they become. All right-hand sides see the moment before.
    pub changes: Vec<(usize, Expr)>,
}

/// Where a number comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// The name under which the equations know it.
    pub name: String,
    /// Unit in the equations; empty where it is not known.
    pub unit: String,
    /// Value in that unit; NaN where it is not known.
    pub value: f64,
    /// As the file writes it ("4 1/h").
    pub written: String,
    /// File and field.
    pub place: String,
    /// Citation, or the reason for an assumption.
    pub source: String,
    /// How far it may be believed (ID, FIT, PRED, STRUCT, ASSUMPTION).
    pub label: String,
    /// How sure the reading of the source is.
    pub confidence: String,
}

/// A system of equations with all that is done to it.
#[derive(Clone, Debug, Default)]
pub struct Equations {
    /// Short name.
    pub id: String,
    /// Title.
    pub name: String,
    /// Paragraphs for the reader.
    pub notes: Vec<String>,
    /// The states: the first inputs of the tape.
    pub states: Vec<Variable>,
    /// What acts switch (inflows of patches): the inputs behind the states.
    pub switched: Vec<Variable>,
    /// The graph.
    pub tape: Tape,
    /// Rate of change per hour of each state.
    pub rates: Vec<Expr>,
    /// What can be read off.
    pub series: Vec<Series>,
    /// What is done after time 0, in order of time.
    pub events: Vec<Event>,
    /// Where numbers come from.
    pub origins: Vec<Origin>,
}

impl Origin {
    /// Whether it gives exactly this value (but for rounding); one whose value is not known does.
    #[must_use]
    pub fn gives(&self, value: f64) -> bool {
        self.value.is_nan() || (self.value - value).abs() <= 1e-9 * value.abs()
    }
}

impl Equations {
    /// Where the parameter called `name` comes from: the number of that name with that value, or else of that name.
    #[must_use]
    pub fn origin(&self, name: &str, value: f64) -> Option<&Origin> {
        let named = || self.origins.iter().filter(|o| o.name == name);
        named().find(|o| o.gives(value)).or_else(|| named().next())
    }

    /// Every expression that is exported.
    #[must_use]
    pub fn roots(&self) -> Vec<Expr> {
        let events = self.events.iter().flat_map(|e| e.changes.iter().map(|(_, becomes)| *becomes));
        self.rates.iter().copied().chain(self.series.iter().map(|s| s.is)).chain(events).collect()
    }

    /// All inputs of the tape, in its order.
    pub fn inputs(&self) -> impl Iterator<Item = &Variable> {
        self.states.iter().chain(&self.switched)
    }
}
