//! What the plots of goals are called, in which unit they are read, and what their numbers rest on. Not here: which plots
//! there are ([`crate::ui::judged`]).

use model::judged::{Before, Judged, Way};
use model::quantity::say_duration;

use super::charts::trim;
use super::facts::Book;
use super::judged::Bound;
use super::provenance::{Basis, Fact, Rest};
use super::roster::counted;

/// How the numbers of a series are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Shares, as per cent.
    Percent,
    /// As they are.
    Plain,
}

impl Said {
    /// A value of the series, as people read it.
    #[must_use]
    pub fn value(self, x: f64) -> String {
        let (x, unit) = if self == Self::Percent { (100.0 * x, " %") } else { (x, "") };
        let digits = match x.abs() {
            size if size >= 100.0 => 0,
            size if size >= 10.0 => 1,
            _ => 2,
        };
        let text = format!("{x:.digits$}");
        let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        format!("{short}{unit}")
    }
}

impl Book<'_> {
    /// How the numbers of a series are said: shares are said as per cent.
    #[must_use]
    pub fn said(&self, series: &str) -> Said {
        match series.split_once('.').unwrap_or((series, "")).0 {
            "effect" | "receptors" | "listening" | "occupancy" | "store" | "risk" | "enzyme" | "emax" | "channel" => {
                Said::Percent
            }
            _ => Said::Plain,
        }
    }

    /// The plot of some judged series: its name in the words of the `sentences` that judge it, its unit, and what it is.
    #[must_use]
    pub fn judged(&self, series: &[String], sentences: &[&str]) -> Option<Fact> {
        let first = series.first()?;
        let (kind, id) = first.split_once('.').unwrap_or((first, ""));
        let s = &self.engine.system;
        let own =
            |whose: &str, field: String| Rest { whose: whose.to_owned(), file: format!("systems/{}.ron", s.id), field };
        let computed = |name: String, unit: &str, what: &str, rests: Vec<Rest>| Fact {
            name,
            unit: unit.to_owned(),
            what: what.to_owned(),
            basis: Basis::Computed,
            rests,
            disputed: Vec::new(),
        };
        let share = "Of what the drug could do at most. 0 is the set point, below it lies the drug's mirror.";
        Some(match kind {
            "effect" | "reading" => {
                let place = s.effects.iter().position(|e| e.id == id)?;
                let fact = self.effect(place)?;
                let name = worded(&fact.name, id, sentences);
                if kind == "effect" {
                    Fact { name, unit: "% of the most".to_owned(), what: share.to_owned(), ..fact }
                } else {
                    Fact { name, ..fact }
                }
            }
            "symptom" => {
                let id = id.strip_suffix(".late").unwrap_or(id);
                self.symptom(s.symptoms.iter().position(|x| x.id == id)?)?
            }
            "risk" => {
                let k = s.hazards.iter().position(|h| h.id == id)?;
                let name = s.hazards[k].name.clone();
                let what = "The chance that it has happened by now. It adds up and never goes back.";
                computed(name.clone(), "risk so far, %", what, vec![own(&name, format!("hazards[{k}]"))])
            }
            "store" => {
                let name = &s.store.as_ref()?.name;
                let unit = format!("{name}, % of full");
                let what = "How full it is. What is released is made anew, slowly.";
                computed("Store".to_owned(), &unit, what, vec![own(name, "store".to_owned())])
            }
            "enzyme" => {
                let pool = self.engine.layout.enzymes.iter().find(|pool| pool.enzyme.id == id)?;
                let rest = Rest { whose: id.to_owned(), file: format!("enzymes/{id}.ron"), field: String::new() };
                computed(pool.enzyme.name.clone(), "% of the usual amount", &pool.enzyme.summary, vec![rest])
            }
            "conc" => {
                let fact = self.level(self.engine.drugs.iter().position(|d| d.id == id)?)?;
                Fact { unit: "in its own unit".to_owned(), ..fact }
            }
            "receptors" | "listening" => {
                let name = counted(s.target).1.to_owned();
                computed(name, "% of the naive number", &self.alive().what, self.alive().rests)
            }
            _ => {
                let (name, what) = (first.replace(['.', '_'], " "), "One of the numbers that a run records.");
                computed(name, "as it is recorded", what, Vec::new())
            }
        })
    }

    /// A line of a plot with several, by its series.
    #[must_use]
    pub fn line_name(&self, series: &str) -> String {
        let id = series.split_once('.').map_or(series, |(_, id)| id);
        match series {
            "listening" => "listening".to_owned(),
            "receptors.uncoupled" => "silenced".to_owned(),
            "receptors.surface" => "at the surface".to_owned(),
            "receptors.total" => "all".to_owned(),
            _ => self.engine.drugs.iter().find(|d| d.id == id).map_or(id.replace('_', " "), |d| d.name.clone()),
        }
    }

    /// What is written beside a bound; `short` leaves out how it came about.
    #[must_use]
    pub fn bound_said(&self, bound: &Bound, short: bool) -> String {
        let Judged { series, at_least, way, bound: at, times, since_h, .. } = &bound.asked;
        let value = self.said(series).value(*at);
        let side = if *at_least { "at least" } else { "at most" };
        let words = match way {
            Way::Always | Way::Then if since_h.is_some() => format!("{side} {value} more"),
            Way::Always | Way::Then => format!("{side} {value}"),
            Way::Once if *at_least => format!("reach {value}"),
            Way::Once => format!("down to {value}"),
            Way::Average => format!("{side} {value} on average"),
            Way::Counted { count, share: true, .. } => {
                format!("above {value} {side} {} of the time", Said::Percent.value(*count))
            }
            Way::Counted { count, .. } => format!("above {value} {side} {count:.0} times"),
        };
        let fold = |k: f64| if k <= 1.5 { Said::Percent.value(k) + " of" } else { format!("{} times", trim(k)) };
        let why = match times {
            _ if short => None,
            Some((k, Before::First)) => Some(format!("{} the first", fold(*k))),
            Some((k, Before::At(h))) => Some(format!("{} that at {}", fold(*k), say_duration(*h))),
            Some((k, Before::Most)) => Some(format!("{} the highest", fold(*k))),
            Some((k, Before::Least)) => Some(format!("{} the lowest", fold(*k))),
            Some((k, Before::Window)) => Some(format!("{} the best before", fold(*k))),
            None => self.of_normal(series, *at, &bound.text),
        };
        let words = why.map_or(words.clone(), |why| format!("{words} ({why})"));
        if bound.missed() { format!("missed: {words}") } else { words }
    }

    /// The share of the set point that the sentence names, where the bound of a reading is that ("60 % of normal").
    fn of_normal(&self, series: &str, at: f64, sentence: &str) -> Option<String> {
        let effect = self.engine.system.effects.iter().find(|e| series.strip_prefix("reading.") == Some(&e.id))?;
        let words: Vec<&str> = sentence.split_whitespace().collect();
        let numbers = words.windows(2).filter(|pair| pair[1].starts_with('%')).filter_map(|pair| pair[0].parse().ok());
        let mut shares = numbers.filter(|n: &f64| (effect.shown.set_point * n / 100.0 - at).abs() < 1e-3 * at.abs());
        shares.next().map(|n| format!("{} % of normal", trim(n)))
    }
}

/// A name in the words of the sentences: where one of them uses the id of an effect ("relief"), that.
fn worded(name: &str, id: &str, sentences: &[&str]) -> String {
    let plain = |word: &&str| word.len() >= 4 && word.chars().skip(1).all(char::is_lowercase);
    let used = sentences.iter().any(|sentence| {
        let mut words = sentence.split(|ch: char| !ch.is_alphabetic()).filter(plain);
        words.any(|word| id.starts_with(&word.to_lowercase()))
    });
    let mut letters = id.chars();
    match letters.next().filter(|_| used) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}
