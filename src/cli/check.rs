//! `check`: reads content files and tells every problem at once, each with file, line, field and what is allowed.
//! Levels are also played: the good plan must pass, the naive one and doing nothing must fail.

use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use model::content::{Kind, Library, embedded};
use model::plan::Plan;
use model::problem::{Problem, Problems};
use model::trace::Trace;

use crate::error::{Error, count, line};
use crate::judge;
use crate::scenario::{Scenario, find_level, kind_of, read_text, with_script};

/// Examples for `--help`.
pub const EXAMPLES: &str = "Examples:
  setpoint-cli check
  setpoint-cli check levels/1_05_mine.ron
  setpoint-cli check assets/drugs/mine.ron assets/systems/mine.ron levels/1_05_mine.ron
  setpoint-cli check --plan-for 1.1 my_plan.ron

Files are checked together, on top of the built-in content. What a file is, its folder tells (drugs, systems, \
levels), or else its fields.";

/// What to check.
#[derive(Clone, Debug, clap::Args)]
pub struct CheckArgs {
    /// Drug, system and level files; all built-in content unless told
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Checks a plan file for a level (id or file)
    #[arg(long, num_args = 2, value_names = ["LEVEL", "FILE"], conflicts_with = "files")]
    pub plan_for: Vec<String>,
}

/// One text to check.
struct Source {
    kind: Kind,
    name: String,
    text: String,
}

/// Checks, tells, sums up. `false`: there are problems.
///
/// # Errors
/// The level of `--plan-for` is wrong, or the results cannot be written.
pub fn check(args: &CheckArgs, out: &mut dyn Write) -> Result<bool, Error> {
    let mut report = String::new();
    let problems = match args.plan_for.as_slice() {
        [level, file] => check_plan(&find_level(level)?, file, &mut report),
        _ if args.files.is_empty() => {
            let built_in = embedded::FILES.iter().map(|(kind, name, text)| Source {
                kind: *kind,
                name: (*name).to_owned(),
                text: (*text).to_owned(),
            });
            check_content(Library::default(), built_in.collect(), &mut report)
        }
        _ => {
            let mut problems = Vec::new();
            let sources = args.files.iter().filter_map(|path| match source(path) {
                Ok(source) => Some(source),
                Err(problem) => {
                    problems.push(problem);
                    None
                }
            });
            let sources = sources.collect();
            let library = Library::embedded().map_err(Error::Content)?;
            problems.extend(check_content(library, sources, &mut report));
            problems
        }
    };
    let mut text: String = problems.iter().map(|p| line(p) + "\n").collect();
    text.push_str(&format!("{report}: {}\n", count(problems.len(), "problem")));
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(e.into()),
        Ok(()) | Err(_) => Ok(problems.is_empty()),
    }
}

fn of_whole_file(file: &str, what: &str) -> Problem {
    Problem { file: file.to_owned(), line: 0, field: String::new(), what: what.to_owned() }
}

fn source(path: &std::path::Path) -> Result<Source, Problem> {
    let name = path.to_string_lossy().into_owned();
    let text = read_text(path).map_err(|e| match e {
        Error::File { path, why } => of_whole_file(&path, &why),
        other @ (Error::Usage(_) | Error::Content(_) | Error::Solve(_) | Error::Write(_)) => {
            of_whole_file(&name, &other.to_string())
        }
    })?;
    let kind = kind_of(path, &text);
    let unknown = "is no drug (field dose_unit), no system (field cycle), no enzyme (field turnover), no level (field \
                   hints), no scenario (field grid), no film (field shots), no words of a film (field phrases) and not \
                   people.ron";
    let kind = kind.ok_or_else(|| of_whole_file(&name, unknown))?;
    Ok(Source { kind, name, text })
}

fn check_plan(scenario: &Scenario, file: &str, report: &mut String) -> Vec<Problem> {
    *report = format!("1 plan for level {}", scenario.level.id);
    let text = match read_text(file.as_ref()) {
        Ok(text) => text,
        Err(e) => return vec![of_whole_file(file, &e.to_string())],
    };
    Plan::from_text(file, &text, &scenario.drugs()).err().unwrap_or_default()
}

fn check_content(mut library: Library, sources: Vec<Source>, report: &mut String) -> Vec<Problem> {
    let count_of = |kind: Kind| sources.iter().filter(|s| s.kind == kind).count();
    let mut counts =
        vec![(Kind::Drug, "drug"), (Kind::System, "system"), (Kind::Enzyme, "enzyme"), (Kind::Level, "level")];
    if count_of(Kind::Scenario) > 0 {
        counts.push((Kind::Scenario, "scenario"));
    }
    if count_of(Kind::Film) > 0 {
        counts.push((Kind::Film, "film"));
    }
    *report = counts.into_iter().map(|(kind, word)| count(count_of(kind), word)).collect::<Vec<_>>().join(", ");
    let mut problems = Vec::new();
    // Levels last: what they promise is played with all drugs and systems in place, in whatever order the files came.
    // Films after them: they show levels.
    let (films, sources): (Vec<_>, Vec<_>) = sources.iter().partition(|s| matches!(s.kind, Kind::Film | Kind::Words));
    let (levels, others): (Vec<_>, Vec<_>) = sources.into_iter().partition(|s| s.kind == Kind::Level);
    problems.extend(library.extend(others.iter().map(|s| (s.kind, s.name.as_str(), s.text.as_str()))));
    let mut alone = Library { levels: Vec::new(), ..library.clone() };
    problems.extend(alone.extend(levels.iter().map(|s| (s.kind, s.name.as_str(), s.text.as_str()))));
    problems.extend(alone.extend(films.iter().map(|s| (s.kind, s.name.as_str(), s.text.as_str()))));
    for s in levels {
        problems.extend(broken_promises(&library, &s.name, &s.text));
    }
    problems
}

/// What a level's stored plans promise and do not keep, found by playing them; nothing of a text that is no sound level.
#[must_use]
pub fn broken_promises(library: &Library, name: &str, text: &str) -> Vec<Problem> {
    let mut one = Library { levels: Vec::new(), ..library.clone() };
    one.extend([(Kind::Level, name, text)]);
    let Some(level) = one.levels.pop() else { return Vec::new() };
    let mut p = Problems::new(name, text);
    for (i, part) in level.parts().enumerate() {
        let scope = if i == 0 { String::new() } else { format!("patients[{}].", i - 1) };
        let scenario = Scenario { library: one.clone(), level: part.clone() };
        p.within(&scope, |p| keep_promises(&scenario, p));
    }
    p.into_found()
}

/// Plays the stored plans and nothing at all.
fn keep_promises(scenario: &Scenario, p: &mut Problems) {
    let level = &scenario.level.bound(&scenario.library);
    let mut play = |field: &str, plan: &Plan| {
        judge::trace(scenario, &with_script(level, plan), level.duration_h)
            .map_err(|e| p.add(field, &e.to_string()))
            .ok()
    };
    let (good, naive, idle) = (play("good", &level.good), play("naive", &level.naive), play("goals", &Plan::default()));
    let advised = [play("advice.0", &level.advice[0]), play("advice.1", &level.advice[1])];
    let good = good.iter().flat_map(|trace| judge::verdicts(level, trace));
    for verdict in good.filter(|v| !v.met) {
        let must = if verdict.budget { "the plan must stay within the budget" } else { "the plan must pass" };
        p.add("good", &format!("{must}, but: {}", verdict.say()));
    }
    // A level without goals is passed by its tasks, which are checked where they are read.
    let passes = |trace: &Trace| level.tasks.is_empty() && level.shortfall(trace) == 0.0;
    if let Some(naive) = &naive {
        if passes(naive) {
            p.add("naive", "the plan meets every goal; allowed: a plan that fails");
        } else if level.failure(naive).is_none_or(|card| card.when.is_none() && level.failures.len() > 1) {
            p.add("failures", "no card with a `when` meets the naive plan; allowed: a card of its own for it");
        }
    }
    if idle.is_some_and(|trace| passes(&trace)) {
        p.add("goals", "doing nothing meets every goal; allowed: at least one goal that must be worked for");
    }
    let far = |trace: &Option<Trace>| trace.as_ref().map_or(f64::NAN, |t| level.shortfall(t));
    let (naive, [first, second]) = (far(&naive), advised.each_ref().map(far));
    if !level.goals.is_empty() {
        for (field, nearer, than) in [("advice.0", first, naive), ("advice.1", second, first)] {
            if nearer > 0.0 && nearer >= than {
                let text =
                    format!("comes no closer ({nearer:.3} from a pass, {than:.3} before); allowed: a plan that does");
                p.add(field, &text);
            }
        }
    }
}
