//! The eighty rows of the campaign, and every mechanism, drug and strategy of the five source texts with the rows that
//! teach it. A row is built when a level has its id; until then it is open. Not here: the levels themselves (`levels/`).

/// A row of the campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id, and that of the level that builds it.
    pub id: &'static str,
    /// What it is about.
    pub item: &'static str,
    /// The source texts that it comes from.
    pub seeds: &'static str,
}

/// What kind of thing a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// How it works.
    Mechanism,
    /// What is taken.
    Drug,
    /// What is done about it.
    Strategy,
}

/// Something that the source texts speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// What kind of thing.
    pub kind: TermKind,
    /// Its name.
    pub name: &'static str,
    /// The rows that teach it.
    pub rows: &'static [&'static str],
}

/// The source texts.
pub const SEEDS: [(&str, &str); 5] = [
    ("S0", "tolerance and dependence"),
    ("S1", "mechanisms, questions and answers"),
    ("S2", "opioid tolerance"),
    ("S3", "ketamine"),
    ("S4", "kratom"),
];

/// How many chapters there are, counted from 0; their names are content (`levels/chapters.ron`).
pub const CHAPTERS: usize = 10;

/// The chapter of an id ("5.10" is in 5); `None` for an id of another form.
#[must_use]
pub fn chapter(id: &str) -> Option<usize> {
    id.split_once('.').and_then(|(c, _)| c.parse().ok()).filter(|c| *c < CHAPTERS)
}

/// The row that a level builds.
#[must_use]
pub fn row(id: &str) -> Option<&'static Row> {
    ROWS.iter().find(|r| r.id == id)
}

/// All eighty, in order.
pub const ROWS: [Row; 80] = [
    Row { id: "0.1", item: "The set point and the push against it", seeds: "S0" },
    Row { id: "0.2", item: "The same dose, a smaller response", seeds: "S0 S1 S2 S3 S4" },
    Row { id: "1.1", item: "Desensitisation", seeds: "S0" },
    Row { id: "1.2", item: "Internalisation", seeds: "S0" },
    Row { id: "1.3", item: "Downregulation", seeds: "S0" },
    Row { id: "1.4", item: "Silenced, removed or rewired", seeds: "S0" },
    Row { id: "1.5", item: "Spare receptors", seeds: "S0" },
    Row { id: "1.6", item: "Counter-regulation: cAMP and the locus coeruleus", seeds: "S0" },
    Row { id: "1.7", item: "All the times of tolerance", seeds: "S0" },
    Row { id: "1.8", item: "Re-sensitisation", seeds: "S0" },
    Row { id: "2.1", item: "Metabolic tolerance", seeds: "S0 S1" },
    Row { id: "2.2", item: "Alcohol induces CYP2E1", seeds: "S0" },
    Row { id: "2.3", item: "Barbiturates and phenytoin induce CYP3A4", seeds: "S0" },
    Row { id: "2.4", item: "Blood or receptor?", seeds: "S0" },
    Row { id: "2.5", item: "Genes", seeds: "S1" },
    Row { id: "2.6", item: "An induced enzyme clears other drugs", seeds: "S4" },
    Row { id: "3.1", item: "Tachyphylaxis", seeds: "S0" },
    Row { id: "3.2", item: "Nitrates and the free interval", seeds: "S0" },
    Row { id: "3.3", item: "Nasal decongestants", seeds: "S0" },
    Row { id: "3.4", item: "Empty stores: indirect sympathomimetics", seeds: "S0" },
    Row { id: "3.5", item: "Beta-2 agonists around the clock", seeds: "S0" },
    Row { id: "3.6", item: "Why long-acting relievers are not used alone", seeds: "S0" },
    Row { id: "4.1", item: "Pain relief: two to three times the dose", seeds: "S0" },
    Row { id: "4.2", item: "Effects lose at different speeds", seeds: "S0" },
    Row { id: "4.3", item: "Relief and breath: the corridor", seeds: "S0" },
    Row { id: "4.4", item: "The old dose after a break", seeds: "S0" },
    Row { id: "4.5", item: "Opioid-induced hyperalgesia", seeds: "S2" },
    Row { id: "4.6", item: "Pain care without opioids", seeds: "S2" },
    Row { id: "4.7", item: "Cross-tolerance", seeds: "S1" },
    Row { id: "4.8", item: "Opioid rotation", seeds: "S0" },
    Row { id: "4.9", item: "Biology, and no weakness of will", seeds: "S2" },
    Row { id: "4.10", item: "The same label, another release", seeds: "S2" },
    Row { id: "5.1", item: "Tolerance, dependence, addiction", seeds: "S0" },
    Row { id: "5.2", item: "Craving and loss of control", seeds: "S0" },
    Row { id: "5.3", item: "Behavioural tolerance", seeds: "S1" },
    Row { id: "5.4", item: "Transmitter levels change", seeds: "S1" },
    Row { id: "5.5", item: "The mirror image", seeds: "S0" },
    Row { id: "5.6", item: "Opioid withdrawal", seeds: "S0" },
    Row { id: "5.7", item: "Alcohol withdrawal", seeds: "S0" },
    Row { id: "5.8", item: "Benzodiazepine withdrawal", seeds: "S0" },
    Row { id: "5.9", item: "Cover for alcohol withdrawal", seeds: "S0" },
    Row { id: "5.10", item: "Beta-blocker rebound", seeds: "S0" },
    Row { id: "5.11", item: "Clonidine rebound", seeds: "S0" },
    Row { id: "5.12", item: "Acid rebound", seeds: "S0" },
    Row { id: "5.13", item: "Antidepressant discontinuation", seeds: "S0" },
    Row { id: "5.14", item: "Corticosteroids and the adrenal axis", seeds: "S0" },
    Row { id: "5.15", item: "A body that needs the drug", seeds: "S0" },
    Row { id: "6.1", item: "Drug-free intervals", seeds: "S0 S3" },
    Row { id: "6.2", item: "Where rotation helps", seeds: "S0" },
    Row { id: "6.3", item: "Taper, never stop abruptly", seeds: "S0" },
    Row { id: "6.4", item: "Methadone in its place", seeds: "S0" },
    Row { id: "6.5", item: "Buprenorphine in its place", seeds: "S0" },
    Row { id: "6.6", item: "Clonidine against the surge", seeds: "S0" },
    Row { id: "6.7", item: "Everything together", seeds: "S0" },
    Row { id: "7.1", item: "Ketamine: finding the dose", seeds: "S3" },
    Row { id: "7.2", item: "Ketamine: anaesthetic tolerance", seeds: "S3" },
    Row { id: "7.3", item: "Detachment fades before the lift", seeds: "S3" },
    Row { id: "7.4", item: "Does the lift of mood tire?", seeds: "S3" },
    Row { id: "7.5", item: "Sensitisation", seeds: "S3" },
    Row { id: "7.6", item: "Cross-tolerance at the NMDA pore", seeds: "S3" },
    Row { id: "7.7", item: "Ketamine: the longest interval that holds", seeds: "S3" },
    Row { id: "7.8", item: "Ketamine: a holiday", seeds: "S3" },
    Row { id: "7.9", item: "Ketamine: a modest change of dose", seeds: "S3" },
    Row { id: "7.10", item: "Ketamine: another route", seeds: "S3" },
    Row { id: "7.11", item: "Ketamine: what helps beside it", seeds: "S3" },
    Row { id: "7.12", item: "Not tolerance at all", seeds: "S3" },
    Row { id: "7.13", item: "Harms of escalation", seeds: "S3" },
    Row { id: "8.1", item: "Kratom at the receptor", seeds: "S4" },
    Row { id: "8.2", item: "Kratom and the liver", seeds: "S4" },
    Row { id: "8.3", item: "The narrowing window", seeds: "S4" },
    Row { id: "8.4", item: "Strain rotation", seeds: "S4" },
    Row { id: "8.5", item: "Extracts", seeds: "S4" },
    Row { id: "8.6", item: "7-hydroxymitragynine", seeds: "S4" },
    Row { id: "8.7", item: "From extract to leaf to taper", seeds: "S4" },
    Row { id: "8.8", item: "The way up foretells the way down", seeds: "S4" },
    Row { id: "8.9", item: "The worst days and the help for them", seeds: "S4" },
    Row { id: "8.10", item: "Days and weeks, weeks and months", seeds: "S4" },
    Row { id: "9.1", item: "The exam", seeds: "S0 S1 S2 S3 S4" },
    Row { id: "9.2", item: "Sandbox and editor", seeds: "S0" },
    Row { id: "9.3", item: "The film desk", seeds: "S0" },
];

/// What the source texts speak of.
pub const TERMS: [Term; 92] = [
    Term { kind: TermKind::Mechanism, name: "homeostasis and the set point", rows: &["0.1"] },
    Term { kind: TermKind::Mechanism, name: "tolerance: a shift of the dose-response curve", rows: &["0.2"] },
    Term { kind: TermKind::Mechanism, name: "pharmacokinetic tolerance", rows: &["2.1", "2.4"] },
    Term { kind: TermKind::Mechanism, name: "pharmacodynamic tolerance", rows: &["1.4", "2.4"] },
    Term { kind: TermKind::Mechanism, name: "desensitisation by receptor kinases and arrestin", rows: &["1.1"] },
    Term { kind: TermKind::Mechanism, name: "internalisation, recycling, lysosomes", rows: &["1.2"] },
    Term { kind: TermKind::Mechanism, name: "downregulation", rows: &["1.3"] },
    Term { kind: TermKind::Mechanism, name: "spare receptors and the ceiling", rows: &["1.5", "1.3"] },
    Term { kind: TermKind::Mechanism, name: "adenylyl cyclase superactivation, cAMP rebound", rows: &["1.6"] },
    Term { kind: TermKind::Mechanism, name: "excitability of the locus coeruleus", rows: &["1.6", "5.6"] },
    Term { kind: TermKind::Mechanism, name: "timescales", rows: &["1.7"] },
    Term { kind: TermKind::Mechanism, name: "re-sensitisation", rows: &["1.8", "1.1"] },
    Term { kind: TermKind::Mechanism, name: "enzyme induction", rows: &["2.2", "2.3"] },
    Term { kind: TermKind::Mechanism, name: "genetic factors", rows: &["2.5"] },
    Term { kind: TermKind::Mechanism, name: "drug interaction by induced enzymes", rows: &["2.6", "2.1"] },
    Term { kind: TermKind::Mechanism, name: "tachyphylaxis", rows: &["3.1"] },
    Term { kind: TermKind::Mechanism, name: "depletion of a mediator store", rows: &["3.4"] },
    Term { kind: TermKind::Mechanism, name: "used-up sulfhydryl groups", rows: &["3.2"] },
    Term {
        kind: TermKind::Mechanism,
        name: "tolerance to different effects at different speeds",
        rows: &["4.2", "4.3"],
    },
    Term { kind: TermKind::Mechanism, name: "loss of tolerance in abstinence", rows: &["4.4"] },
    Term { kind: TermKind::Mechanism, name: "opioid-induced hyperalgesia", rows: &["4.5"] },
    Term { kind: TermKind::Mechanism, name: "cross-tolerance", rows: &["4.7", "4.8"] },
    Term { kind: TermKind::Mechanism, name: "three meters: tolerance, dependence, addiction", rows: &["5.1"] },
    Term { kind: TermKind::Mechanism, name: "reward, craving, loss of control", rows: &["5.2"] },
    Term { kind: TermKind::Mechanism, name: "behavioural tolerance", rows: &["5.3"] },
    Term { kind: TermKind::Mechanism, name: "physiological adaptation of transmitters", rows: &["5.4"] },
    Term { kind: TermKind::Mechanism, name: "withdrawal as a mirror image", rows: &["5.5"] },
    Term { kind: TermKind::Mechanism, name: "GABA-A down, NMDA up", rows: &["5.7"] },
    Term { kind: TermKind::Mechanism, name: "up-regulation under a blocker", rows: &["5.10", "7.2"] },
    Term { kind: TermKind::Mechanism, name: "growth of parietal cells", rows: &["5.12"] },
    Term { kind: TermKind::Mechanism, name: "suppression of the adrenal axis", rows: &["5.14", "6.3"] },
    Term { kind: TermKind::Mechanism, name: "dependence: function needs the drug", rows: &["5.15"] },
    Term { kind: TermKind::Mechanism, name: "sensitisation", rows: &["7.5"] },
    Term { kind: TermKind::Mechanism, name: "NMDA up-regulation", rows: &["7.2"] },
    Term { kind: TermKind::Mechanism, name: "synaptic plasticity and lasting lift", rows: &["7.3"] },
    Term { kind: TermKind::Mechanism, name: "rival models of one observation", rows: &["7.4"] },
    Term { kind: TermKind::Mechanism, name: "shared substrate of all strains", rows: &["8.4"] },
    Term { kind: TermKind::Mechanism, name: "a narrowing window of use", rows: &["8.3"] },
    Term { kind: TermKind::Mechanism, name: "acute and post-acute withdrawal", rows: &["8.10"] },
    Term { kind: TermKind::Mechanism, name: "severity follows adaptation", rows: &["8.8"] },
    Term { kind: TermKind::Mechanism, name: "biology, and no lack of will", rows: &["4.9"] },
    Term { kind: TermKind::Mechanism, name: "harms of escalation", rows: &["7.13"] },
    Term { kind: TermKind::Mechanism, name: "kratom and the enzymes of the liver", rows: &["8.2"] },
    Term { kind: TermKind::Drug, name: "morphine and other opioids", rows: &["0.2", "4.1", "4.3"] },
    Term { kind: TermKind::Drug, name: "heroin (diamorphine)", rows: &["4.4"] },
    Term { kind: TermKind::Drug, name: "fentanyl", rows: &["4.8"] },
    Term { kind: TermKind::Drug, name: "methadone", rows: &["6.4"] },
    Term { kind: TermKind::Drug, name: "buprenorphine", rows: &["6.5"] },
    Term { kind: TermKind::Drug, name: "clonidine", rows: &["5.11", "6.6"] },
    Term { kind: TermKind::Drug, name: "alcohol", rows: &["2.2", "5.7"] },
    Term { kind: TermKind::Drug, name: "barbiturates", rows: &["2.3"] },
    Term { kind: TermKind::Drug, name: "phenytoin", rows: &["2.3"] },
    Term { kind: TermKind::Drug, name: "rifampicin", rows: &["2.1"] },
    Term { kind: TermKind::Drug, name: "benzodiazepines", rows: &["5.8", "5.9", "5.7"] },
    Term { kind: TermKind::Drug, name: "nitroglycerin", rows: &["3.2"] },
    Term { kind: TermKind::Drug, name: "nasal decongestants", rows: &["3.3", "0.1"] },
    Term { kind: TermKind::Drug, name: "ephedrine and indirect sympathomimetics", rows: &["3.4"] },
    Term { kind: TermKind::Drug, name: "short-acting beta-2 agonists", rows: &["3.5"] },
    Term { kind: TermKind::Drug, name: "long-acting beta-2 agonists", rows: &["3.6"] },
    Term { kind: TermKind::Drug, name: "beta-blockers", rows: &["5.10"] },
    Term { kind: TermKind::Drug, name: "proton-pump inhibitors", rows: &["5.12"] },
    Term { kind: TermKind::Drug, name: "selective serotonin reuptake inhibitors", rows: &["5.13", "6.3"] },
    Term { kind: TermKind::Drug, name: "corticosteroids", rows: &["5.14", "6.3"] },
    Term { kind: TermKind::Drug, name: "stimulants", rows: &["5.2", "7.5"] },
    Term { kind: TermKind::Drug, name: "ketamine", rows: &["7.2"] },
    Term { kind: TermKind::Drug, name: "memantine, dextromethorphan, nitrous oxide, PCP", rows: &["7.6"] },
    Term { kind: TermKind::Drug, name: "kratom leaf", rows: &["8.1", "8.4"] },
    Term { kind: TermKind::Drug, name: "kratom extracts", rows: &["8.5"] },
    Term { kind: TermKind::Drug, name: "7-hydroxymitragynine", rows: &["8.6"] },
    Term { kind: TermKind::Drug, name: "generics that differ", rows: &["4.10"] },
    Term { kind: TermKind::Strategy, name: "drug-free intervals", rows: &["3.2", "6.1"] },
    Term { kind: TermKind::Strategy, name: "rotation of agonists", rows: &["4.8", "6.2"] },
    Term { kind: TermKind::Strategy, name: "lower the equal dose by 25-50 %", rows: &["4.8"] },
    Term { kind: TermKind::Strategy, name: "taper", rows: &["6.3", "5.10"] },
    Term { kind: TermKind::Strategy, name: "substitute and step down", rows: &["6.4", "6.5"] },
    Term { kind: TermKind::Strategy, name: "block the downstream surge", rows: &["6.6"] },
    Term { kind: TermKind::Strategy, name: "benzodiazepine cover", rows: &["5.7", "5.9"] },
    Term { kind: TermKind::Strategy, name: "a long-acting agent for the taper", rows: &["5.8"] },
    Term { kind: TermKind::Strategy, name: "relief by need and not by the clock", rows: &["3.5"] },
    Term { kind: TermKind::Strategy, name: "no long-acting reliever alone", rows: &["3.6"] },
    Term { kind: TermKind::Strategy, name: "pain care without opioids", rows: &["4.6"] },
    Term { kind: TermKind::Strategy, name: "titration", rows: &["7.1"] },
    Term { kind: TermKind::Strategy, name: "maintenance interval", rows: &["7.7"] },
    Term { kind: TermKind::Strategy, name: "ketamine holiday of 2-6 weeks", rows: &["7.8"] },
    Term { kind: TermKind::Strategy, name: "modest dose adjustment", rows: &["7.9"] },
    Term { kind: TermKind::Strategy, name: "route rotation", rows: &["7.10"] },
    Term { kind: TermKind::Strategy, name: "psychotherapy and exercise", rows: &["7.11"] },
    Term { kind: TermKind::Strategy, name: "look for what is not tolerance", rows: &["7.12"] },
    Term { kind: TermKind::Strategy, name: "strain rotation, which fails", rows: &["8.4"] },
    Term { kind: TermKind::Strategy, name: "extract, then leaf, then taper", rows: &["8.7"] },
    Term { kind: TermKind::Strategy, name: "support in the worst days", rows: &["8.9"] },
    Term { kind: TermKind::Strategy, name: "combined care", rows: &["6.7"] },
];
