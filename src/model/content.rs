//! Content files: read, parsed and not trusted. Every problem of every file is gathered, each with file, line, field
//! and what is allowed; nothing here panics on content. Not here: what the fields mean ([`crate::drug`],
//! [`crate::system`], [`crate::level`]).

use crate::chapter::{Chapter, RawChapters};
use crate::drug::{Drug, Entry as WayIn};
use crate::enzyme::{Enzyme, RawEnzyme};
use crate::glossary::{Glossary, RawGlossary};
use crate::level::Level;
use crate::people::{People, RawPeople};
use crate::problem::{Entry, Problem, Problems, parse};
use crate::raw_drug::RawDrug;
use crate::raw_level::RawLevel;
use crate::raw_scenario::RawScenario;
use crate::raw_storyboard::RawStoryboard;
use crate::raw_system::RawSystem;
use crate::scenario::Scenario;
use crate::storyboard::Storyboard;
use crate::system::{DriveBy, System};
use crate::words::Words;

/// The files that are built into the program: (kind and name, text), made by `build.rs` from `assets/` and `levels/`.
pub mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// What a file is, told by the folder it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `assets/drugs/`
    Drug,
    /// `assets/systems/`
    System,
    /// `assets/enzymes/`
    Enzyme,
    /// `assets/people.ron`
    People,
    /// `assets/glossary.ron`
    Glossary,
    /// `levels/`
    Level,
    /// `levels/chapters.ron`
    Chapters,
    /// `levels/scenarios/`
    Scenario,
    /// `assets/films/`
    Film,
    /// `assets/films/words/`
    Words,
}

/// What names other files.
enum Named {
    Drug(Box<Put<Drug>>),
    System(Box<Put<System>>),
}

/// Something put into the library, with what it took the place of.
struct Put<T> {
    new: T,
    old: Option<T>,
    old_numbers: Vec<Entry>,
}

fn only_once<'a>(kind: Kind, id: &str, file: &'a str, seen: &mut Vec<(Kind, String, &'a str)>, p: &mut Problems) {
    match seen.iter().find(|(k, known, _)| *k == kind && known == id) {
        Some((_, _, other)) => p.add("id", &format!("\"{id}\" is the id of {other} too; allowed: an id of its own")),
        None => seen.push((kind, id.to_owned(), file)),
    }
}

/// All content, checked.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// Drugs in file order.
    pub drugs: Vec<Drug>,
    /// Body systems in file order.
    pub systems: Vec<System>,
    /// Liver enzymes in file order.
    pub enzymes: Vec<Enzyme>,
    /// How people vary.
    pub people: People,
    /// Words that the screen explains.
    pub glossary: Glossary,
    /// Levels in file order, which is playing order.
    pub levels: Vec<Level>,
    /// Chapters of the campaign, from 0.
    pub chapters: Vec<Chapter>,
    /// Scenarios in file order.
    pub scenarios: Vec<Scenario>,
    /// Films in file order.
    pub films: Vec<Storyboard>,
    /// Words of films in other languages, in file order.
    pub words: Vec<Words>,
    /// Every number of the drugs, systems and enzymes, with its source.
    pub ledger: Vec<Entry>,
}

impl Library {
    /// Everything that is built into the program.
    ///
    /// # Errors
    /// All problems of all files. The tests keep the built-in files free of them.
    pub fn embedded() -> Result<Self, Vec<Problem>> {
        Self::from_texts(embedded::FILES.iter().map(|(kind, name, text)| (*kind, *name, *text)))
    }

    /// Parses and checks many texts together; levels may use the drugs and systems among them.
    ///
    /// # Errors
    /// All problems of all texts, in the order of the texts.
    pub fn from_texts<'a>(files: impl IntoIterator<Item = (Kind, &'a str, &'a str)>) -> Result<Self, Vec<Problem>> {
        let mut library = Self::default();
        let problems = library.extend(files);
        if problems.is_empty() { Ok(library) } else { Err(problems) }
    }

    /// Adds texts to what is there already; a text with the id of something known replaces it. Broken texts are left
    /// out and reported, and so are two texts with one id, and what names something that is nowhere.
    pub fn extend<'a>(&mut self, files: impl IntoIterator<Item = (Kind, &'a str, &'a str)>) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut raw_levels: Vec<(&str, &str, RawLevel)> = Vec::new();
        let mut raw_scenarios: Vec<(&str, &str, RawScenario)> = Vec::new();
        let mut raw_films: Vec<(&str, &str, RawStoryboard)> = Vec::new();
        let mut raw_words: Vec<(&str, &str, Words)> = Vec::new();
        let mut named: Vec<(&str, &str, Named)> = Vec::new();
        let mut seen: Vec<(Kind, String, &str)> = Vec::new();
        for (kind, name, text) in files {
            let mut p = Problems::new(name, text);
            match kind {
                Kind::Drug => match parse::<RawDrug>(name, text) {
                    Ok(raw) => {
                        let drug = raw.check(&mut p);
                        only_once(kind, &drug.id, name, &mut seen, &mut p);
                        let put = self.put(drug, |l| &mut l.drugs, |d| &d.id, p, &mut problems);
                        named.extend(put.map(|drug| (name, text, Named::Drug(Box::new(drug)))));
                    }
                    Err(e) => problems.push(e),
                },
                Kind::System => match parse::<RawSystem>(name, text) {
                    Ok(raw) => {
                        let system = raw.check(&mut p);
                        only_once(kind, &system.id, name, &mut seen, &mut p);
                        let put = self.put(system, |l| &mut l.systems, |s| &s.id, p, &mut problems);
                        named.extend(put.map(|system| (name, text, Named::System(Box::new(system)))));
                    }
                    Err(e) => problems.push(e),
                },
                Kind::Enzyme => match parse::<RawEnzyme>(name, text) {
                    Ok(raw) => {
                        let enzyme = raw.check(&mut p);
                        only_once(kind, &enzyme.id, name, &mut seen, &mut p);
                        self.put(enzyme, |l| &mut l.enzymes, |e| &e.id, p, &mut problems);
                    }
                    Err(e) => problems.push(e),
                },
                Kind::People => match parse::<RawPeople>(name, text) {
                    Ok(raw) => {
                        let people = raw.check(&mut p);
                        if self.keep_numbers(p, &mut problems).is_some() {
                            self.people = people;
                        }
                    }
                    Err(e) => problems.push(e),
                },
                Kind::Glossary => match parse::<RawGlossary>(name, text) {
                    Ok(raw) => {
                        let glossary = raw.check(&mut p);
                        if self.keep_numbers(p, &mut problems).is_some() {
                            self.glossary = glossary;
                        }
                    }
                    Err(e) => problems.push(e),
                },
                Kind::Chapters => match parse::<RawChapters>(name, text) {
                    Ok(raw) => {
                        let chapters = raw.check(&mut p);
                        if self.keep_numbers(p, &mut problems).is_some() {
                            self.chapters = chapters;
                        }
                    }
                    Err(e) => problems.push(e),
                },
                Kind::Level => match parse::<RawLevel>(name, text) {
                    Ok(raw) => raw_levels.push((name, text, raw)),
                    Err(e) => problems.push(e),
                },
                Kind::Scenario => match parse::<RawScenario>(name, text) {
                    Ok(raw) => raw_scenarios.push((name, text, raw)),
                    Err(e) => problems.push(e),
                },
                Kind::Film => match parse::<RawStoryboard>(name, text) {
                    Ok(raw) => raw_films.push((name, text, raw)),
                    Err(e) => problems.push(e),
                },
                Kind::Words => match parse::<Words>(name, text) {
                    Ok(raw) => raw_words.push((name, text, raw)),
                    Err(e) => problems.push(e),
                },
            }
        }
        // Names are looked up when everything is there, in whatever order the texts came.
        for (name, text, item) in named {
            let mut p = Problems::new(name, text);
            match &item {
                Named::Drug(put) => self.check_drug_names(&put.new, &mut p),
                Named::System(put) => self.check_system_names(&put.new, &mut p),
            }
            let found = p.into_found();
            if !found.is_empty() {
                problems.extend(found);
                match item {
                    Named::Drug(put) => self.take_back(*put, name, |l| &mut l.drugs, |d| &d.id),
                    Named::System(put) => self.take_back(*put, name, |l| &mut l.systems, |s| &s.id),
                }
            }
        }
        for (name, text, raw) in raw_levels {
            let mut p = Problems::new(name, text);
            let level = raw.check(self, &mut p);
            only_once(Kind::Level, &level.id, name, &mut seen, &mut p);
            self.put(level, |l| &mut l.levels, |l| &l.id, p, &mut problems);
        }
        for (name, text, raw) in raw_scenarios {
            let mut p = Problems::new(name, text);
            let scenario = raw.check(self, &mut p);
            only_once(Kind::Scenario, &scenario.id, name, &mut seen, &mut p);
            self.put(scenario, |l| &mut l.scenarios, |s| &s.id, p, &mut problems);
        }
        for (name, text, raw) in raw_films {
            let mut p = Problems::new(name, text);
            let film = raw.check(self, &mut p);
            only_once(Kind::Film, &film.id, name, &mut seen, &mut p);
            self.put(film, |l| &mut l.films, |f| &f.id, p, &mut problems);
        }
        for (name, text, words) in raw_words {
            let mut p = Problems::new(name, text);
            words.check(self, &mut p);
            self.words.retain(|old| (&old.film, &old.lang) != (&words.film, &words.lang));
            if self.keep_numbers(p, &mut problems).is_some() {
                self.words.push(words);
            }
        }
        problems
    }

    /// The drugs that a system's drives name must be somewhere.
    fn check_system_names(&self, system: &System, p: &mut Problems) {
        for (field, drive) in system.drives() {
            if let DriveBy::Concentration(id) | DriveBy::Plasma(id) = drive {
                p.one_of(&field, "drug", id, self.drugs.iter().map(|d| d.id.as_str()));
            }
        }
    }

    /// What a drug names must be somewhere: systems, effects, enzymes, what it turns into (never into itself again).
    fn check_drug_names(&self, drug: &Drug, p: &mut Problems) {
        for (i, a) in drug.actions.iter().enumerate() {
            let field = format!("actions[{i}].system");
            let at = p.one_of(&field, "body system", &a.system, self.systems.iter().map(|s| s.id.as_str()));
            for effect in at.iter().flat_map(|_| &a.on) {
                let effects = self.systems.iter().filter(|s| s.id == a.system).flat_map(|s| &s.effects);
                p.one_of(&format!("actions[{i}].on"), "effect", effect, effects.map(|e| e.id.as_str()));
            }
            for (other, _) in &a.overlap {
                let field = format!("actions[{i}].overlap.{other}");
                p.one_of(&field, "drug", other, self.drugs.iter().map(|d| d.id.as_str()));
            }
        }
        let paths = drug.elimination.iter().enumerate();
        let enzymes = paths.filter_map(|(i, w)| Some((format!("elimination[{i}].enzyme"), w.enzyme.as_deref()?)));
        let effects = drug.enzymes.iter().enumerate().map(|(i, e)| (format!("enzymes[{i}].enzyme"), e.enzyme.as_str()));
        let routes = drug.routes.iter().enumerate().filter_map(|(i, r)| match &r.entry {
            WayIn::Absorbed { first_pass: Some(e), .. } => Some((format!("routes[{i}].first_pass"), e.as_str())),
            WayIn::Absorbed { .. } | WayIn::Bolus | WayIn::Patch { .. } | WayIn::Bath => None,
        });
        for (field, id) in enzymes.chain(effects).chain(routes) {
            p.one_of(&field, "enzyme", id, self.enzymes.iter().map(|e| e.id.as_str()));
        }
        let made = drug.elimination.iter().enumerate();
        let made = made.filter_map(|(i, w)| Some((format!("elimination[{i}].makes"), w.makes.as_ref()?.0.as_str())));
        let brought = drug.routes.iter().enumerate().flat_map(|(i, r)| {
            let field = move |k: usize| format!("routes[{i}].brings[{k}].drug");
            r.brings.iter().enumerate().map(move |(k, (id, _))| (field(k), id.as_str()))
        });
        for (field, id) in made.chain(brought) {
            if id != drug.id && p.one_of(&field, "drug", id, self.drugs.iter().map(|d| d.id.as_str())).is_none() {
                continue;
            }
            if self.leads_to(id, &drug.id) {
                p.add(&field, &format!("\"{id}\" turns into it again; allowed: an end"));
            }
        }
    }

    /// Whether `from` is `to`, turns into it or brings it along, at whatever remove.
    fn leads_to(&self, from: &str, to: &str) -> bool {
        let mut line = vec![from];
        let mut next = 0;
        while let Some(id) = line.get(next).copied() {
            next += 1;
            if id == to {
                return true;
            }
            let new: Vec<&str> =
                self.drug(id).into_iter().flat_map(Drug::follow_ups).filter(|id| !line.contains(id)).collect();
            line.extend(new);
        }
        false
    }

    /// Puts a checked item in its list, in the place of one with the same id, and its numbers into the ledger.
    fn put<T: Clone>(
        &mut self,
        item: T,
        list: impl Fn(&mut Self) -> &mut Vec<T>,
        id: impl Fn(&T) -> &str,
        p: Problems,
        problems: &mut Vec<Problem>,
    ) -> Option<Put<T>> {
        let old_numbers = self.keep_numbers(p, problems)?;
        let list = list(self);
        let old = match list.iter_mut().find(|old| id(old) == id(&item)) {
            Some(old) => Some(core::mem::replace(old, item.clone())),
            None => {
                list.push(item.clone());
                None
            }
        };
        Some(Put { new: item, old, old_numbers })
    }

    /// Undoes [`Library::put`].
    fn take_back<T>(
        &mut self,
        put: Put<T>,
        file: &str,
        list: impl Fn(&mut Self) -> &mut Vec<T>,
        id: impl Fn(&T) -> &str,
    ) {
        self.swap_numbers(file, put.old_numbers);
        let list = list(self);
        match (list.iter().position(|x| id(x) == id(&put.new)), put.old) {
            (Some(at), Some(old)) => list[at] = old,
            (Some(at), None) => drop(list.remove(at)),
            (None, _) => {}
        }
    }

    /// Puts the numbers of a file in the ledger and gives back those that it had.
    fn swap_numbers(&mut self, file: &str, numbers: Vec<Entry>) -> Vec<Entry> {
        let (old, kept) = core::mem::take(&mut self.ledger).into_iter().partition(|e| e.file == file);
        self.ledger = kept;
        self.ledger.extend(numbers);
        old
    }

    /// Takes the numbers of a file into the ledger and gives back those that it had; or takes its problems.
    fn keep_numbers(&mut self, p: Problems, problems: &mut Vec<Problem>) -> Option<Vec<Entry>> {
        match p.into_numbers() {
            Ok((file, numbers)) => Some(self.swap_numbers(&file, numbers)),
            Err(found) => {
                problems.extend(found);
                None
            }
        }
    }

    /// The drug called `id`.
    #[must_use]
    pub fn drug(&self, id: &str) -> Option<&Drug> {
        self.drugs.iter().find(|d| d.id == id)
    }

    /// The body system called `id`.
    #[must_use]
    pub fn system(&self, id: &str) -> Option<&System> {
        self.systems.iter().find(|s| s.id == id)
    }

    /// The level called `id` ("1.1").
    #[must_use]
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|l| l.id == id)
    }

    /// The scenario called `id` (such as `mu_opioid_month`).
    #[must_use]
    pub fn scenario(&self, id: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|s| s.id == id)
    }

    /// The film called `id`.
    #[must_use]
    pub fn film(&self, id: &str) -> Option<&Storyboard> {
        self.films.iter().find(|f| f.id == id)
    }

    /// The words of a film in a language, by its code.
    #[must_use]
    pub fn words_of(&self, film: &str, lang: &str) -> Option<&Words> {
        self.words.iter().find(|w| w.film == film && w.lang == lang)
    }

    /// The drugs that act at `system`, in file order.
    pub fn drugs_for<'a>(&'a self, system: &'a str) -> impl Iterator<Item = &'a Drug> {
        self.drugs.iter().filter(move |d| d.action_at(system).is_some())
    }
}
