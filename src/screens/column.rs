//! Which plots stand beside the scene, in which order, and how high: what the goals of a level judge comes first. Not here:
//! the column itself ([`super::side`]).

use crate::game::{Game, Phase};
use crate::ui::facts::Book;
use crate::ui::judged::{self, JudgedPlot, Place};

/// One card of the column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Card {
    /// What goals judge and no other plot shows, by its number among those.
    Judged(u8),
    /// Dose and blood level.
    Level,
    /// Effect against the set point.
    Effect,
    /// Counts by state.
    Roster,
    /// Dose-response, now against naive.
    Curve,
    /// Receptors taken.
    Occupancy,
    /// States over time.
    States,
    /// The drug's push and the body's.
    Pushback,
    /// Tolerance, dependence, addiction.
    Meters,
    /// The receptors of two runs.
    Beside,
}

/// The pages of a wide column: what happens, and why.
pub(super) const PAGES: [(&str, [Card; 4]); 2] = [
    ("What happens", [Card::Level, Card::Effect, Card::Roster, Card::Curve]),
    ("Why", [Card::Occupancy, Card::States, Card::Pushback, Card::Meters]),
];

/// What a narrow window shows beside the scene, one at a time; the first is the task.
const TABS: [(&str, Option<Card>); 9] = [
    ("Task", None),
    ("Level", Some(Card::Level)),
    ("Effect", Some(Card::Effect)),
    ("Curve", Some(Card::Curve)),
    ("States", Some(Card::Roster)),
    ("Taken", Some(Card::Occupancy)),
    ("Bands", Some(Card::States)),
    ("Push", Some(Card::Pushback)),
    ("Meters", Some(Card::Meters)),
];

/// Names of the plots that goals alone judge.
pub(super) const OWN: [&str; 6] = ["goal 1", "goal 2", "goal 3", "goal 4", "goal 5", "goal 6"];

impl Card {
    /// The card that comes large after `before`; after the last one none. Counts are as large as they need to be; `two`
    /// runs have a card more.
    #[must_use]
    pub fn after(before: Option<Self>, two: bool, game: &Game) -> Option<Self> {
        let all = page(game, 0).into_iter().chain(page(game, 1)).filter(|card| *card != Self::Roster);
        let mut all = all.chain(two.then_some(Self::Beside));
        match before {
            None => all.next(),
            Some(before) => all.skip_while(|card| *card != before).nth(1),
        }
    }

    /// Where a plot of goals is.
    pub(super) fn of(plot: &JudgedPlot) -> Self {
        match plot.place {
            Place::Level => Self::Level,
            Place::Effect => Self::Effect,
            Place::Own(k) => Self::Judged(k),
        }
    }
}

/// The plots of what goals judge; before the bet is placed none, since they would tell the answer to many a bet.
#[must_use]
pub fn judged_plots(game: &Game) -> Vec<JudgedPlot> {
    game.level.as_ref().filter(|_| game.phase != Phase::Bet).map_or_else(Vec::new, judged::plots)
}

/// The cards of a page: on the first one what goals judge comes first.
#[must_use]
pub fn page(game: &Game, number: usize) -> Vec<Card> {
    let usual = PAGES[number % PAGES.len()].1;
    if number > 0 {
        return usual.to_vec();
    }
    let plots = judged_plots(game);
    let mut out: Vec<Card> = plots.iter().map(Card::of).collect();
    let own = format!("effect.{}", game.effect);
    // The same effect once more, as a clinician reads it, has time.
    let twice = plots.iter().any(|p| p.series.contains(&own)) && !out.contains(&Card::Effect);
    let rest = if twice { [Card::Level, Card::Roster, Card::Effect, Card::Curve] } else { usual };
    let rest: Vec<Card> = rest.into_iter().filter(|card| !out.contains(card)).collect();
    out.extend(rest);
    out
}

/// What a card is to be shown for, if a goal that is pointed at is judged in it.
pub(super) fn is_pointed_at(game: &Game, card: Card, pointed: Option<usize>) -> bool {
    let Some(goal) = pointed else { return false };
    judged_plots(game).iter().any(|p| p.goals.contains(&goal) && Card::of(p) == card)
}

/// Heights of the plots on a page: of those that goals judge, and of the others.
pub(super) fn heights(game: &Game, number: usize, room: f32) -> (f32, f32) {
    let (cards, judged) = (page(game, number), judged_plots(game).len());
    if number > 0 || judged == 0 {
        let (besides, plots) = if number == 0 { (392.0, 3.0) } else { (352.0, 4.0) };
        let height = ((room - besides) / plots).clamp(60.0, 150.0);
        return (height, height);
    }
    // As many as fit above the counts; from three on the counts are scrolled to.
    let before = cards.iter().position(|card| *card == Card::Roster).unwrap_or(0);
    let (shown, rest) = if judged < 3 { (before, 196.0) } else { (judged, 60.0) };
    let others = (shown - judged.min(shown)) as f32 * 60.0;
    let each = (room - rest - 64.0 * shown as f32 - others) / judged.max(1) as f32;
    (each.clamp(76.0, 150.0), 60.0)
}

/// The tabs of a narrow column: what goals judge stands behind the task.
pub(super) fn tabs(game: &Game, book: Book) -> Vec<(String, Option<Card>)> {
    let plots = judged_plots(game);
    let own = plots.iter().filter(|p| matches!(p.place, Place::Own(_)));
    let own = own.filter_map(|p| Some((book.judged(&p.series, &sentences(game, p))?.name, Some(Card::of(p)))));
    let (first, rest) = TABS.split_at(1);
    let usual = |tabs: &[(&str, Option<Card>)]| tabs.iter().map(|(name, card)| ((*name).to_owned(), *card)).collect();
    let (mut out, rest): (Vec<_>, Vec<_>) = (usual(first), usual(rest));
    out.extend(own);
    out.extend(rest);
    out
}

/// What the goals say that judge a plot.
pub(super) fn sentences<'a>(game: &'a Game, plot: &JudgedPlot) -> Vec<&'a str> {
    let all: Vec<&str> = game.level.iter().flat_map(judged::all).map(|goal| goal.text.as_str()).collect();
    plot.goals.iter().filter_map(|k| all.get(*k).copied()).collect()
}

/// The plot that says most about how it went: of the first goal that was missed, or else of the first of all.
pub(super) fn decisive(game: &Game) -> Option<Card> {
    let verdict = game.verdict.as_ref()?;
    let plots = judged_plots(game);
    let missed = verdict.goals.iter().position(|(_, met)| !met).unwrap_or(0);
    plots.iter().find(|p| p.goals.contains(&missed)).or(plots.first()).map(Card::of)
}
