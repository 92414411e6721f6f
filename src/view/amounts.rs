//! Amounts of other things than receptors that the scene draws, as the model has them: cAMP, cyclase, the size of the
//! cell, liver enzymes. What the model does not have is not drawn. Not here: any drawing.

/// A liver enzyme whose amount the drugs of this run can change.
#[derive(Clone, Debug, PartialEq)]
pub struct EnzymeNow {
    /// Its name.
    pub name: String,
    /// Its amount, 1 in a naive body.
    pub amount: f32,
}

impl EnzymeNow {
    /// As people say it ("CYP3A4 180 % of naive").
    #[must_use]
    pub fn words(&self) -> String {
        format!("{} {:.0} % of naive", self.name, self.amount * 100.0)
    }
}

/// Amounts at this moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Amounts {
    /// cAMP over its normal amount; none where the system has no such effect.
    pub camp: Option<f32>,
    /// What the cyclase could make over what it could when naive: above 1 it is superactivated.
    pub cyclase: f32,
    /// What the cell could do over what it could when naive; it is drawn as its volume.
    pub grown: f32,
    /// Liver enzymes that can change.
    pub enzymes: Vec<EnzymeNow>,
}

impl Default for Amounts {
    fn default() -> Self {
        Self { camp: None, cyclase: 1.0, grown: 1.0, enzymes: Vec::new() }
    }
}
