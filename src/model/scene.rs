//! What a body system looks like: its place in the person, the organs that show its signs, the kind of cell, the kind of
//! protein that is counted. And the five scales of the view, which levels may name. Not here: any drawing (`view`).

use serde::Deserialize;

use crate::effect::Effect;
use crate::problem::Problems;
use crate::system::Target;

/// A scale of the view, from far to near.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// The person with the organs of the body system.
    Person,
    /// The cell among its neighbours.
    Tissue,
    /// The whole cell, every receptor one mark.
    Cell,
    /// The cut through the membrane.
    #[default]
    Membrane,
    /// One receptor, its parts named.
    Receptor,
}

/// All scales, far to near.
pub const SCALES: [Scale; 5] = [Scale::Person, Scale::Tissue, Scale::Cell, Scale::Membrane, Scale::Receptor];

impl Scale {
    /// Its name in files and flags.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Tissue => "tissue",
            Self::Cell => "cell",
            Self::Membrane => "membrane",
            Self::Receptor => "receptor",
        }
    }

    /// The scale called `name`.
    ///
    /// # Errors
    /// There is none; the message says which there are.
    pub fn from_name(name: &str) -> Result<Self, String> {
        let known = || SCALES.map(Self::name).join(", ");
        SCALES
            .into_iter()
            .find(|s| s.name() == name)
            .ok_or_else(|| format!("no scale \"{name}\"; allowed: {}", known()))
    }
}

/// An organ that can be lit in the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Organ {
    /// Both halves of the brain.
    Brain,
    /// Between brain and spine.
    Brainstem,
    /// Both eyes.
    Eyes,
    /// The lining of the nose.
    Nose,
    /// Windpipe and lungs.
    Airways,
    /// The heart.
    Heart,
    /// The great vessels.
    Vessels,
    /// The stomach.
    Stomach,
    /// The liver.
    Liver,
    /// The gut.
    Gut,
    /// The glands upon the kidneys.
    Adrenals,
    /// Nerves of the trunk.
    Nerves,
}

/// What kind of cell carries the receptors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum CellKind {
    /// A nerve cell with its branches.
    Neuron,
    /// A long smooth-muscle cell.
    SmoothMuscle,
    /// A branched, striped cell of the heart.
    HeartMuscle,
    /// An acid-making cell of the stomach.
    Parietal,
    /// A round cell without much shape.
    #[default]
    Round,
}

/// What kind of protein the counted receptors are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Protein {
    /// Seven helices across the membrane.
    #[default]
    SevenHelices,
    /// A channel of five parts that a ligand opens.
    Pentamer,
    /// A channel of four parts with a large head outside.
    Tetramer,
    /// A pump with a head inside.
    Pump,
    /// A carrier that turns inside out.
    Carrier,
    /// An enzyme of two lobes inside the cell.
    Cyclase,
    /// A receptor inside the cell that goes to the nucleus.
    Nuclear,
}

/// How an effect shows in the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub enum Shows {
    /// Width of the pupils, mm.
    Pupils,
    /// Breaths a minute.
    Breaths,
    /// Heart beats a minute.
    HeartRate,
    /// Blood pressure, mmHg: the fullness of the vessels.
    Pressure,
    /// Width of the vessels.
    Widening,
    /// Waves of the gut.
    GutWaves,
    /// Trembling hands.
    Tremor,
    /// Width of the airways.
    Airflow,
    /// Width of the passages of the nose.
    NoseFlow,
    /// Acid in the stomach.
    Acid,
    /// Activity of the brain: light that runs through it.
    BrainActivity,
}

/// An effect and how it shows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// The effect's id.
    pub effect: String,
    /// How it shows.
    pub shows: Shows,
}

/// What the G protein of the receptors does to adenylyl cyclase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Coupling {
    /// Gs: it switches the cyclase on.
    Stimulates,
    /// Gi: it holds the cyclase down.
    Inhibits,
}

/// Adenylyl cyclase beside the receptors.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cyclase {
    /// What the G protein does to it.
    pub coupling: Coupling,
    /// The effect whose reading is the amount of cAMP; the cyclase grows as this effect's capacity does. Empty where the
    /// system has no such effect: then the cyclase stands there and no cAMP is drawn.
    #[serde(default)]
    pub camp: String,
}

/// What a body system looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// Where the cell lies, as people say it ("brainstem: locus coeruleus").
    pub place: String,
    /// The cell's name.
    pub cell_name: String,
    /// Organs that belong to the system; the zoom goes into the first.
    pub organs: Vec<Organ>,
    /// Kind of cell.
    pub cell: CellKind,
    /// Kind of protein.
    pub protein: Protein,
    /// What the nerve endings beside the cell hold in vesicles; empty where there is none.
    #[serde(default)]
    pub vesicles: String,
    /// Adenylyl cyclase, where the receptors' G protein is Gs or Gi.
    #[serde(default)]
    pub cyclase: Option<Cyclase>,
    /// The effect whose grown capacity is the size of the cell; empty where the cell does not grow.
    #[serde(default)]
    pub grows: String,
    /// Which effects show in the person.
    #[serde(default)]
    pub signs: Vec<Sign>,
}

impl Scene {
    /// What a system looks like whose file does not say.
    #[must_use]
    pub fn plain(target: Target) -> Self {
        let protein = match target {
            Target::Gpcr => Protein::SevenHelices,
            Target::IonChannel => Protein::Pentamer,
            Target::Pump => Protein::Pump,
            Target::Transporter => Protein::Carrier,
            Target::Enzyme => Protein::Cyclase,
            Target::Nuclear => Protein::Nuclear,
        };
        Self {
            place: "somewhere in the body".to_owned(),
            cell_name: "cell".to_owned(),
            organs: vec![Organ::Nerves],
            protein,
            ..Self::default()
        }
    }

    /// Checks the scene against the system's effects and target.
    pub fn check(&self, effects: &[Effect], target: Target, p: &mut Problems) {
        for (field, text) in [("scene.place", &self.place), ("scene.cell_name", &self.cell_name)] {
            if text.trim().is_empty() || text.chars().count() > 40 {
                p.add(field, "allowed: 1 to 40 letters");
            }
        }
        if self.organs.is_empty() {
            p.add("scene.organs", "no organ; allowed: at least one");
        }
        for (i, organ) in self.organs.iter().enumerate() {
            if self.organs[..i].contains(organ) {
                p.add(&format!("scene.organs[{i}]"), "stands there twice; allowed: every organ once");
            }
        }
        for (i, sign) in self.signs.iter().enumerate() {
            let field = format!("scene.signs[{i}].effect");
            p.one_of(&field, "effect", &sign.effect, effects.iter().map(|e| e.id.as_str()));
            if self.signs[..i].iter().any(|s| s.shows == sign.shows) {
                p.add(&format!("scene.signs[{i}].shows"), "stands there twice; allowed: every sign once");
            }
        }
        self.check_parts(effects, p);
        let fits: &[Protein] = match target {
            Target::Gpcr => &[Protein::SevenHelices],
            Target::IonChannel => &[Protein::Pentamer, Protein::Tetramer],
            Target::Pump => &[Protein::Pump],
            Target::Transporter => &[Protein::Carrier],
            Target::Enzyme | Target::Nuclear => &[Protein::Cyclase, Protein::Nuclear],
        };
        if !fits.contains(&self.protein) {
            p.add("scene.protein", &format!("{:?} is no {target:?}; allowed: {fits:?}", self.protein));
        }
    }
    /// Checks that cyclase and growth follow effects that can tell.
    fn check_parts(&self, effects: &[Effect], p: &mut Problems) {
        let ids = || effects.iter().map(|e| e.id.as_str());
        if let Some(cyclase) = &self.cyclase {
            if self.protein != Protein::SevenHelices {
                p.add("scene.cyclase", "allowed: beside receptors of SevenHelices");
            }
            if !cyclase.camp.is_empty()
                && let Some(i) = p.one_of("scene.cyclase.camp", "effect", &cyclase.camp, ids())
                && effects[i].shown.set_point <= 0.0
            {
                p.add(
                    "scene.cyclase.camp",
                    "its set point is not above 0; allowed: an effect that is read as an amount",
                );
            }
        }
        if !self.grows.is_empty()
            && let Some(i) = p.one_of("scene.grows", "effect", &self.grows, ids())
            && effects[i].growth.is_empty()
        {
            p.add("scene.grows", "nothing makes it grow; allowed: an effect with growth");
        }
    }
}
