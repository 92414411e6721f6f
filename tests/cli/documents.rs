//! The documents' examples: every block of levels, drugs, systems, plans and goals in them is read and checked.

use std::sync::Arc;

use cli::find_level;
use model::content::{Kind, Library, embedded};
use model::engine::Engine;
use model::goal::{Goal, REFERENCES, Value};
use model::system::Transduction;

use crate::{file, run, shipped};

const DOCUMENTS: [&str; 4] = ["levels/README.md", "assets/README.md", "src/model/README.md", "src/cli/README.md"];

/// Blocks of a document: (info line, text).
fn blocks(document: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut open = false;
    for line in shipped(document).lines() {
        match line.trim_start().strip_prefix("```") {
            Some(_) if open => open = false,
            Some(info) => {
                open = true;
                out.push((info.to_owned(), String::new()));
            }
            None if open => {
                let (_, text) = out.last_mut().expect("one is open");
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    assert!(!open, "{document}: a block has no end");
    out
}

fn is_sound(folder: &str, text: &str, where_: &str) {
    let (_dir, path) = file(folder, text);
    let done = run(&["check", &path]);
    assert_eq!(done.code, 0, "{where_}\n{text}\n{}", done.out);
}

/// The built-in level with some of its fields written anew.
fn with_fields(level: &str, fields: &str) -> String {
    let is_built_in =
        |(kind, _, text): &&(Kind, &str, &str)| *kind == Kind::Level && text.contains(&format!("id: \"{level}\""));
    let (_, _, text) = embedded::FILES.iter().find(is_built_in).expect("a built-in level");
    let name_of = |line: &str| {
        let (name, _) = line.strip_prefix("    ")?.split_once(':')?;
        name.chars().all(|c| c.is_ascii_lowercase() || c == '_').then(|| name.to_owned())
    };
    let new: Vec<String> = fields.lines().filter_map(name_of).collect();
    assert!(!new.is_empty(), "no field in\n{fields}");
    let mut keep = true;
    let mut out = String::new();
    for line in text.lines() {
        if line == ")" {
            out.push_str(fields);
            keep = true;
        } else if let Some(name) = name_of(line) {
            keep = !new.contains(&name);
        }
        if keep {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[test]
fn every_example_in_the_documents_is_sound() {
    let mut seen = 0;
    for document in DOCUMENTS {
        for (info, text) in blocks(document) {
            let where_ = format!("{document}, block \"{info}\"");
            match info.split(' ').collect::<Vec<_>>()[..] {
                ["text" | "sh" | "sql" | "yaml"] => continue,
                ["ron", "scenario"] => is_sound("scenarios", &text, &where_),
                ["ron", "level"] => is_sound("levels", &text, &where_),
                ["ron", "drug"] => is_sound("drugs", &text, &where_),
                ["ron", "enzyme"] => is_sound("enzymes", &text, &where_),
                ["ron", "system"] => is_sound("systems", &text, &where_),
                ["ron", "fields", level] => is_sound("levels", &with_fields(level, &text), &where_),
                ["ron", "plan", level] => {
                    let (_dir, path) = file("plans", &text);
                    let done = run(&["check", "--plan-for", level, &path]);
                    assert_eq!(done.code, 0, "{where_}\n{}", done.out);
                }
                ["goal", level] => {
                    let scenario = find_level(level).expect("a built-in level");
                    let columns = cli::judge::engine(&scenario).expect("checked").columns();
                    let known = |name: &str| columns.iter().any(|c| c.series == name);
                    for line in text.lines() {
                        let (goal, value) = (Goal::parse(line, &known), Value::parse(line, &known));
                        assert!(goal.is_ok() || value.is_ok(), "{where_}: {line}: {goal:?}");
                    }
                }
                _ => panic!("{where_}: nothing checks a block of this kind"),
            }
            seen += 1;
        }
    }
    assert!(seen >= 12, "only {seen} examples were found");
}

#[test]
fn goals_in_the_documents_have_a_value_in_the_good_run() {
    for (info, text) in blocks("levels/README.md") {
        let ["goal", level] = info.split(' ').collect::<Vec<_>>()[..] else { continue };
        let scenario = find_level(level).expect("a built-in level");
        let plan = cli::plan_for(&scenario, &cli::PlanChoice::Good).expect("stored");
        let trace = cli::judge::trace(&scenario, &plan, f64::MAX).expect("solvable");
        for line in text.lines() {
            let mut goal = Goal::parse(line, &|_| true).expect("tested above");
            for run in REFERENCES.into_iter().filter(|run| goal.needs(*run)).collect::<Vec<_>>() {
                let other = scenario.level.reference(run, &scenario.library).expect("solvable");
                goal = goal.bound(run, &Arc::new(other));
            }
            let (left, right) = goal.sides(&trace);
            assert!(left.is_finite() && right.is_finite(), "{line}: {left} {right}");
        }
    }
}

#[test]
fn every_field_of_the_built_in_files_is_explained() {
    for (kind, name, text) in embedded::FILES {
        let document = match kind {
            Kind::Level | Kind::Chapters | Kind::Scenario => "levels/README.md",
            Kind::Film | Kind::Words => "assets/films/README.md",
            Kind::Drug | Kind::System | Kind::Enzyme | Kind::People | Kind::Glossary => "assets/README.md",
        };
        let explained = shipped(document);
        for line in text.lines() {
            let Some((field, _)) = line.trim_start().split_once(':') else { continue };
            if field.is_empty() || !field.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                continue;
            }
            assert!(explained.contains(&format!("`{field}`")), "{document} does not explain {field} of {name}");
        }
    }
}

#[test]
fn every_kind_of_series_and_its_unit_is_explained() {
    let library = Library::embedded().expect("sound");
    let explained = shipped("levels/README.md");
    for system in &library.systems {
        let drugs: Vec<_> = library.drugs_for(&system.id).collect();
        for column in Engine::new(system, &drugs).columns() {
            let (kind, rest) = column.series.split_once('.').unwrap_or((&column.series, ""));
            let row = explained.lines().find(|l| {
                let named =
                    l.starts_with(&if rest.is_empty() { format!("| `{kind}` ") } else { format!("| `{kind}.<") });
                named && (kind != "receptors" || l.contains(&format!("`{rest}`")))
            });
            let row = row.unwrap_or_else(|| panic!("{} is not explained", column.series));
            let unit_is_there = row.contains(&format!("`{}`", column.unit)) || column.unit == "shown_unit";
            assert!(unit_is_there, "{} is in {}", column.series, column.unit);
        }
    }
}

#[test]
fn the_units_that_files_may_use_are_all_listed() {
    use model::quantity::Dimension;
    let listed = shipped("assets/README.md");
    let dimensions = [
        Dimension::Rate,
        Dimension::Time,
        Dimension::Volume,
        Dimension::Clearance,
        Dimension::Amount,
        Dimension::Concentration,
        Dimension::Plain,
    ];
    for dimension in dimensions {
        for (unit, _) in dimension.units() {
            assert!(listed.contains(&format!("`{unit}`")), "{unit} of {dimension:?} is not listed");
        }
    }
}

#[test]
fn what_the_model_page_says_of_its_own_numbers_is_true() {
    let page = shipped("src/model/README.md");
    assert!(page.contains(&format!("`LEAST_SHIFT` = {}", model::moment::LEAST_SHIFT)));
    let library = Library::embedded().expect("sound");
    for system in &library.systems {
        assert!(page.contains(&format!("`{}`", system.id)), "{} is not on the page", system.id);
        for effect in &system.effects {
            // Both forms that are described are the only ones.
            assert!(matches!(effect.transduction, Transduction::Operational { .. } | Transduction::Linear { .. }));
        }
    }
    for drug in &library.drugs {
        assert!(page.contains(&drug.name), "{} is not on the page", drug.name);
    }
}

#[test]
fn the_provenance_of_every_drug_and_system_is_listed() {
    let listed = shipped("assets/README.md");
    for (_, name, _) in embedded::FILES.iter().filter(|(_, name, _)| name.starts_with("assets/")) {
        let short = name.strip_prefix("assets/").expect("they lie there");
        assert!(listed.contains(&format!("| `{short}` |")), "{name} is not listed");
    }
}
