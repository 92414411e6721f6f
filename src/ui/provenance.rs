//! What a number on the screen is and where it comes from: unit, meaning, label, the numbers it rests on with their
//! sources, and whether it is disputed. Shown where the pointer or the keyboard's focus is. Not here: which number says
//! what ([`crate::ui::facts`]), the words of labels ([`crate::ui::origins`]), and the numbers themselves, which are the content files' ([`model::problem::Entry`]).

use bevy_egui::egui::{self, Response, RichText, Sense, Stroke, Ui, Vec2};
use model::problem::Entry;
use model::quantity::Label;
use model::switch::Switch;

use super::{
    origins::{capital, confidence_words, in_words, say_label},
    style::{self, Ink},
    terms,
};

/// Most numbers that one explanation lists, in a high window and in a low one.
const MOST: (usize, usize) = (5, 2);
/// Height of a window (points) below which it is low.
const LOW: f32 = 500.0;

/// How a shown number came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Somebody counted.
    Counted,
    /// The equations say so; it is as good as the numbers that it rests on.
    Computed,
    /// A way of looking that is our own, computed.
    Defined(Label),
}

/// A claim that is disputed, as the reader is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// What it is about.
    pub about: String,
    /// Both sides, or what is not known.
    pub sides: String,
}

impl Dispute {
    /// A switch of the content, with where it stands.
    #[must_use]
    pub fn of(switch: &Switch) -> Self {
        let stands = if switch.default { "Here the claim is followed." } else { "Here the evidence is followed." };
        let sides = format!("{stands} Evidence: {} Claim: {}", switch.evidence, switch.claim);
        Self { about: switch.name.clone(), sides }
    }
}

/// Numbers of one file that something rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// Whose they are, for the reader ("Pain relief"); may be empty.
    pub whose: String,
    /// How the file's name ends.
    pub file: String,
    /// The field, or what all fields begin with ("effects\[0\]").
    pub field: String,
}

impl Rest {
    fn covers(&self, entry: &Entry) -> bool {
        let deeper = entry.field.strip_prefix(self.field.as_str());
        entry.file.ends_with(&self.file) && deeper.is_some_and(|d| d.is_empty() || d.starts_with(['.', '[']))
    }

    /// What a number is called: its owner, and its field below this one.
    fn called(&self, entry: &Entry) -> String {
        let below = entry.field[self.field.len()..].trim_start_matches('.');
        let own = if below.is_empty() { entry.field.rsplit('.').next().unwrap_or_default() } else { below };
        let own = own.replace(['.', '_'], " ");
        if self.whose.is_empty() { own } else { format!("{}, {own}", self.whose) }
    }
}

/// All that is said of one shown number.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// What it is, in a sentence or two.
    pub what: String,
    /// How it came about.
    pub basis: Basis,
    /// What it rests on.
    pub rests: Vec<Rest>,
    /// What is disputed about it.
    pub disputed: Vec<Dispute>,
}

impl Fact {
    /// The numbers it rests on, each with what it is called; none twice.
    #[must_use]
    pub fn numbers<'a>(&self, ledger: &'a [Entry]) -> Vec<(String, &'a Entry)> {
        let mut out: Vec<(String, &Entry)> = Vec::new();
        for rest in &self.rests {
            for entry in ledger.iter().filter(|e| rest.covers(e)) {
                if !out.iter().any(|(_, known)| std::ptr::eq(*known, entry)) {
                    out.push((rest.called(entry), entry));
                }
            }
        }
        out
    }
}

fn basis_text(basis: Basis, rests: bool) -> String {
    match basis {
        Basis::Counted => "Counted, one by one.".to_owned(),
        Basis::Computed if rests => "Computed by the engine; it is as good as what it rests on:".to_owned(),
        Basis::Computed => "Computed by the engine.".to_owned(),
        Basis::Defined(label) => format!("A measure of our own: {}.", say_label(label)),
    }
}

/// One number with everything that is known of it. What one dose unit holds is the engine's own: doses are never amounts.
fn number_ui(ui: &mut Ui, c: Ink, name: &str, entry: &Entry) {
    let num = &entry.num;
    let unit = if num.unit == "1" { "" } else { num.unit.as_str() };
    let own = entry.field == "dose_unit" || entry.field.ends_with(".amount");
    let value = if own { "1 DU".to_owned() } else { format!("{} {unit}", num.value) };
    ui.label(style::bold(format!("{name}: {}", value.trim_end()), 13.0));
    ui.label(RichText::new(in_words(&num.source)).small());
    let label = format!("{}; {}", capital(&say_label(num.label)), confidence_words(num.confidence));
    ui.label(RichText::new(label).small().color(c.muted));
}

/// The whole explanation.
pub fn fact_ui(ui: &mut Ui, c: Ink, ledger: &[Entry], fact: &Fact) {
    ui.set_max_width(340.0);
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.label(style::bold(&fact.name, 14.0));
    ui.label(RichText::new(format!("Unit: {}", fact.unit)).small());
    ui.label(RichText::new(&fact.what).small());
    terms::also_ui(ui, &fact.name);
    for dispute in &fact.disputed {
        ui.label(style::bold(format!("Disputed: {}", dispute.about), 13.0).color(c.gold));
        ui.label(RichText::new(&dispute.sides).small());
    }
    let numbers = fact.numbers(ledger);
    ui.label(RichText::new(basis_text(fact.basis, !numbers.is_empty())).small().color(c.muted));
    let low = ui.ctx().viewport_rect().height() < LOW;
    let most = if low { MOST.1 } else { MOST.0 };
    let most = most.saturating_sub(fact.disputed.len()).max(1);
    for (name, entry) in numbers.iter().take(most) {
        number_ui(ui, c, name, entry);
    }
    if let Some((_, next)) = numbers.get(most) {
        let more = format!("and {} more, such as those in {}", numbers.len() - most, next.file);
        ui.label(RichText::new(more).small().color(c.muted));
    }
}

/// Explains a number while the pointer is over what shows it, or the keyboard's focus is there; only then is it looked up.
pub fn explain(response: Response, c: Ink, ledger: &[Entry], fact: impl FnOnce() -> Fact) -> Response {
    if response.has_focus() {
        response.show_tooltip_ui(|ui| fact_ui(ui, c, ledger, &fact()));
        response
    } else {
        response.on_hover_ui(|ui| fact_ui(ui, c, ledger, &fact()))
    }
}

/// A text that shows a number or names a plot; Tab comes to it, and it can be explained.
pub fn named(ui: &mut Ui, c: Ink, text: impl Into<RichText>) -> Response {
    let text = text.into();
    let label = egui::Label::new(text.clone()).selectable(false).sense(Sense::focusable_noninteractive());
    named_by(ui, c, text.text(), label)
}

fn named_by(ui: &mut Ui, c: Ink, said: &str, label: egui::Label) -> Response {
    let response = ui.add(label);
    terms::mark(ui, c, &response, said);
    if response.has_focus() {
        let stroke = Stroke::new(1.5, c.focus);
        ui.painter().rect_stroke(response.rect.expand(2.0), 3.0, stroke, egui::StrokeKind::Outside);
    }
    response
}

/// The heading of a card: the fact's name, in small type what is shown, and a mark where it is disputed. The name explains
/// itself.
pub fn heading(ui: &mut Ui, c: Ink, ledger: &[Entry], what: &str, fact: Fact) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        // The corner is the button's that shows it large, and the mark has its place.
        ui.set_max_width((ui.available_width() - 24.0).max(20.0));
        let disputed = fact.disputed.clone();
        let mark = if disputed.is_empty() { 0.0 } else { 21.0 };
        let name = ui.scope(|ui| {
            ui.set_max_width((ui.available_width() - mark).max(20.0));
            let label = egui::Label::new(style::bold(&fact.name, 15.0)).selectable(false).truncate();
            named_by(ui, c, &fact.name, label.sense(Sense::focusable_noninteractive()))
        });
        let name = name.inner;
        explain(name, c, ledger, || fact.clone());
        disputed_mark(ui, c, &disputed);
        let small = egui::Label::new(RichText::new(what).small().color(c.muted)).truncate();
        explain(ui.add(small), c, ledger, || fact);
    });
}

/// The small mark beside what is disputed: two arrowheads against each other. It says what about when it is asked.
pub fn disputed_mark(ui: &mut Ui, c: Ink, disputes: &[Dispute]) {
    if disputes.is_empty() {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(Vec2::new(15.0, 13.0), Sense::focusable_noninteractive());
    let (left, right, middle) = (rect.left() + 1.0, rect.right() - 1.0, rect.center());
    for (back, tip) in [(left, middle.x - 1.0), (right, middle.x + 1.0)] {
        let head = vec![egui::pos2(back, middle.y - 4.5), egui::pos2(tip, middle.y), egui::pos2(back, middle.y + 4.5)];
        ui.painter().add(egui::Shape::convex_polygon(head, c.gold, Stroke::NONE));
    }
    if response.has_focus() {
        let stroke = Stroke::new(1.5, c.focus);
        ui.painter().rect_stroke(rect.expand(2.0), 3.0, stroke, egui::StrokeKind::Outside);
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, "Disputed"));
    let say = |ui: &mut Ui| {
        ui.set_max_width(340.0);
        for dispute in disputes {
            ui.label(style::bold(format!("Disputed: {}", dispute.about), 13.0).color(c.gold));
            ui.label(RichText::new(&dispute.sides).small());
        }
    };
    if response.has_focus() {
        response.show_tooltip_ui(say);
    } else {
        response.on_hover_ui(say);
    }
}
