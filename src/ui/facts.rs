//! What each number of the body and its plots is: counts, levels, effects, dose-response, meters, signs. It names the
//! content's own numbers and retypes none. Not here: doses ([`crate::ui::dose_facts`]), and how a fact is shown
//! ([`crate::ui::provenance`]).

use model::engine::{Body, Engine};
use model::problem::Entry;
use model::quantity::Label;
use model::receptor::ReceptorState;
use model::switch::{Only, Switch};
use model::system::System;
use sim::course::Course;

use crate::view::words::short;

use super::{
    provenance::{Basis, Dispute, Fact, Rest},
    roster::counted,
};

/// Where facts are looked up: the content's numbers, and the body that is played.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    /// Every number of the content.
    pub ledger: &'a [Entry],
    /// System and drugs.
    pub engine: &'a Engine,
    /// The body now.
    pub body: &'a Body,
}

/// What each meter means, beside its series.
pub const METERS: [(&str, &str, &str); 3] = [
    ("tolerance", "Tolerance", "Share of the effect of a middling dose that this body has lost"),
    ("dependence", "Dependence", "How strong the worst sign of withdrawal would be if the drug left now"),
    ("addiction", "Addiction", "Control over use that has been lost; it may move without the other two"),
];

/// The switches among `all` that these blocks need.
pub(super) fn disputes<'a>(all: &[Switch], only: impl Iterator<Item = &'a Option<Only>>) -> Vec<Dispute> {
    let needed: Vec<&str> = only.flatten().map(Only::switch).collect();
    all.iter().filter(|s| needed.contains(&s.id.as_str())).map(Dispute::of).collect()
}

impl<'a> Book<'a> {
    /// The book of a course.
    #[must_use]
    pub fn of(ledger: &'a [Entry], course: &'a Course) -> Self {
        Self { ledger, engine: &course.run.engine, body: &course.run.body }
    }

    /// Numbers of the system's file.
    fn own(&self, whose: &str, field: impl Into<String>) -> Rest {
        let file = format!("systems/{}.ron", self.engine.system.id);
        Rest { whose: whose.to_owned(), file, field: field.into() }
    }

    /// What is counted, in small letters, many.
    fn many(&self) -> String {
        counted(self.engine.system.target).1.to_lowercase()
    }

    /// What is disputed about the system as a whole.
    #[must_use]
    pub fn system_disputes(&self) -> Vec<Dispute> {
        let s = &self.engine.system;
        let told = (!s.disputed.is_empty()).then(|| Dispute { about: s.name.clone(), sides: s.disputed.clone() });
        told.into_iter().chain(s.switches.iter().map(Dispute::of)).collect()
    }

    /// All that are alive.
    #[must_use]
    pub fn alive(&self) -> Fact {
        Fact {
            name: format!("All {}", self.many()),
            unit: self.many(),
            what:
                "Those that are alive: all that were ever made, less those that were destroyed. Each is an individual."
                    .to_owned(),
            basis: Basis::Counted,
            rests: vec![self.own("", "cycle.turnover"), self.own("", "cycle.lysosomal")],
            disputed: Vec::new(),
        }
    }

    /// How many are in a state.
    #[must_use]
    pub fn count(&self, state: ReceptorState) -> Fact {
        let next = self.engine.outlook(self.body, state);
        let fields = next.into_iter().flat_map(|p| p.fields);
        Fact {
            name: short(state, self.engine.system.scene.protein).to_owned(),
            unit: self.many(),
            what: format!(
                "{} that are in this state now. How fast they leave it:",
                counted(self.engine.system.target).1
            ),
            basis: Basis::Counted,
            rests: fields.map(|field| self.own("", field)).collect(),
            disputed: Vec::new(),
        }
    }

    /// The bands of states over time.
    #[must_use]
    pub fn bands(&self) -> Fact {
        let System { scene, cycle, .. } = &self.engine.system;
        let names: Vec<&str> = cycle.reached().into_iter().map(|s| short(s, scene.protein)).collect();
        Fact {
            name: format!("Where {} are", self.many()),
            unit: "% of the naive number".to_owned(),
            what: format!("Across: time. Up: {}, one band above the other; together they are all.", names.join(", ")),
            basis: Basis::Counted,
            rests: vec![self.own("", "cycle")],
            disputed: Vec::new(),
        }
    }

    /// The share that is taken.
    #[must_use]
    pub fn occupancy(&self) -> Fact {
        let s = &self.engine.system;
        let drugs = self.engine.drugs.iter().flat_map(|d| self.acts(d, "kd"));
        let tone = s.tone.iter().map(|t| self.own(&t.name, "tone.q"));
        Fact {
            name: "Taken".to_owned(),
            unit: format!("% of listening {}", self.many()),
            what: "Share of those that can listen and have an agonist in the pocket, the body's own included."
                .to_owned(),
            basis: Basis::Computed,
            rests: drugs.chain(tone).collect(),
            disputed: self.engine.drugs.iter().flat_map(|d| self.drug_disputes(d)).collect(),
        }
    }

    /// An effect by its place, as it is read.
    #[must_use]
    pub fn effect(&self, i: usize) -> Option<Fact> {
        let e = self.engine.system.effects.get(i)?;
        Some(Fact {
            name: e.name.clone(),
            unit: e.shown.unit.clone(),
            what: format!(
                "What the body shows. Without any drug it is {} (the set point); beyond it lies the drug's mirror.",
                e.shown.set_point
            ),
            basis: Basis::Computed,
            rests: self.behind(i),
            disputed: self.effect_disputes(i),
        })
    }

    /// The effect that a sign beside the person tells of ("pupils 2.1 mm"), by its place: the one of that unit whose reading
    /// is nearest.
    #[must_use]
    pub fn sign_of(&self, words: &str) -> Option<usize> {
        let s = &self.engine.system;
        let number: f64 = words.split(' ').find_map(|w| w.parse().ok())?;
        let net = self.engine.now(self.body).net;
        let signs = s.scene.signs.iter().filter_map(|sign| s.effects.iter().position(|e| e.id == sign.effect));
        let told = signs.filter(|i| words.ends_with(s.effects[*i].shown.unit.trim_end_matches(" pupil")));
        let off = |i: usize| (s.effects[i].shown.reading(net[i]) - number).abs();
        told.min_by(|a, b| off(*a).total_cmp(&off(*b)))
    }

    /// What an effect rests on: its own numbers, and those of every adaptation that bends it.
    fn behind(&self, i: usize) -> Vec<Rest> {
        let s = &self.engine.system;
        let own = s.effects.get(i).map(|e| self.own(&e.name, format!("effects[{i}]")));
        own.into_iter().chain(self.counters(i).into_iter().map(|k| self.counter(k))).collect()
    }

    /// The counters that bend an effect, each once.
    fn counters(&self, i: usize) -> Vec<usize> {
        let Some(e) = self.engine.system.effects.get(i) else { return Vec::new() };
        let all = [&e.shift, &e.loss, &e.opponent, &e.boost, &e.growth];
        let mut out: Vec<usize> = all.into_iter().flatten().map(|(k, _)| *k).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Channels come first among the counters, then sensitisations, then learnings.
    fn counter(&self, k: usize) -> Rest {
        let s = &self.engine.system;
        let (channels, grown) = (s.channels.len(), s.sensitization.len());
        match k {
            k if k < channels => self.own(&s.channels[k].name, format!("channels[{k}]")),
            k if k < channels + grown => self.own("sensitisation", format!("sensitization[{}]", k - channels)),
            k => self.own("learning", format!("learning[{}]", k - channels - grown)),
        }
    }

    fn effect_disputes(&self, i: usize) -> Vec<Dispute> {
        let s = &self.engine.system;
        let (channels, grown) = (s.channels.len(), s.sensitization.len());
        let only = self.counters(i).into_iter().filter_map(|k| match k {
            k if k < channels => Some(&s.channels[k].only),
            k if k < channels + grown => Some(&s.sensitization[k - channels].only),
            k => s.learning.get(k - channels - grown).map(|l| &l.only),
        });
        disputes(&s.switches, only)
    }

    /// The push of the drug and of the body on an effect.
    #[must_use]
    pub fn pushback(&self, i: usize) -> Option<Fact> {
        let what = "The same amount of drug in a body that never met it, against this body. The spring between them is \
                    the body's answer: tolerance while the drug is there, withdrawal when it is gone.";
        Some(Fact { name: "Push and push back".to_owned(), what: what.to_owned(), ..self.effect(i)? })
    }

    /// How far potency has moved.
    #[must_use]
    pub fn ec50(&self, i: usize) -> Option<Fact> {
        let drug = self.engine.probe_name().unwrap_or("the drug");
        let what = format!(
            "How much more of {drug} is needed for half of the effect than in a naive body. 1 is naive, above 1 is tolerance."
        );
        let rests = self.behind(i);
        Some(Fact { name: "EC50".to_owned(), unit: "times the naive EC50".to_owned(), what, rests, ..self.effect(i)? })
    }

    /// How far the ceiling has moved.
    #[must_use]
    pub fn emax(&self, i: usize) -> Option<Fact> {
        let what = "How much of the greatest effect is gained or lost against a naive body. Receptors that do not listen \
                    and gain that is lost lower it.";
        let rests = self.behind(i).into_iter().chain([self.own("", "cycle")]).collect();
        let (name, unit) = ("Emax".to_owned(), "% more or less than the naive Emax".to_owned());
        Some(Fact { name, unit, what: what.to_owned(), rests, ..self.effect(i)? })
    }

    /// The dose-response plot.
    #[must_use]
    pub fn curve(&self, i: usize) -> Option<Fact> {
        let drug = self.engine.probe_name().unwrap_or("the drug");
        let what = format!(
            "Across: level of {drug} in multiples of the level at which half of the receptors are taken. Up: its effect, \
             counter-force left out. Dashed: naive, solid: now."
        );
        let (name, unit) = ("Dose-response".to_owned(), "% of the whole effect".to_owned());
        Some(Fact { name, unit, what, ..self.effect(i)? })
    }

    /// A meter by its place in [`METERS`].
    #[must_use]
    pub fn meter(&self, which: usize) -> Option<Fact> {
        let (id, name, what) = METERS.get(which)?;
        let s = &self.engine.system;
        let (rests, how, disputed) = match *id {
            "tolerance" => {
                let main = s.effects.first().map_or("the effect", |e| e.name.as_str());
                let how = format!("It looks at {main}, at the level that is half-effective in a naive body.");
                (self.behind(0), how, self.effect_disputes(0))
            }
            "dependence" => {
                let signs = s.symptoms.iter().enumerate().map(|(k, x)| self.own(&x.name, format!("symptoms[{k}]")));
                let disputed = s.symptoms.iter().flat_map(|x| self.effect_disputes(x.effect));
                let mut unique: Vec<Dispute> = Vec::new();
                for dispute in disputed {
                    if !unique.contains(&dispute) {
                        unique.push(dispute);
                    }
                }
                (signs.collect(), "It is hidden while the drug is there.".to_owned(), unique)
            }
            _ => {
                let how = if s.habit.is_some() { "" } else { "Drugs at this system do not lead there: it stays at 0." };
                (s.habit.iter().map(|_| self.own("habit", "habit")).collect(), how.to_owned(), Vec::new())
            }
        };
        Some(Fact {
            name: (*name).to_owned(),
            unit: "%, from none to all".to_owned(),
            what: format!("{what}. {how}").trim_end().to_owned(),
            basis: Basis::Defined(Label::STRUCT),
            rests,
            disputed,
        })
    }

    /// A sign of withdrawal by its place.
    #[must_use]
    pub fn symptom(&self, k: usize) -> Option<Fact> {
        let x = self.engine.system.symptoms.get(k)?;
        Some(Fact {
            name: x.name.clone(),
            unit: "points of 100".to_owned(),
            what: format!("How strongly it is felt: {}.", x.signs.join(", ")),
            basis: Basis::Computed,
            rests: vec![self.own(&x.name, format!("symptoms[{k}]"))],
            disputed: self.effect_disputes(x.effect),
        })
    }

    /// The series of a trace, where it is one that is shown ("level.morphine", "reading.relief", "symptom.withdrawal").
    #[must_use]
    pub fn series(&self, name: &str) -> Option<Fact> {
        let s = &self.engine.system;
        let (kind, id) = name.split_once('.')?;
        match kind {
            "level" => self.level(self.engine.drugs.iter().position(|d| d.id == id)?),
            "reading" => self.effect(s.effects.iter().position(|e| e.id == id)?),
            "symptom" => self.symptom(s.symptoms.iter().position(|x| x.id == id)?),
            _ => None,
        }
    }
}
