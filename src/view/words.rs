//! What a state is called, protein by protein: scene, counts, plots and lives all take their words from here. A channel has no
//! arrestin and a pump no phosphates, though one table of transitions serves them all. Not here: colours ([`super::palette`]).

use model::receptor::Fate;
use model::receptor::ReceptorState::{
    self, Active, Arrestin, Endosome, Lysosome, New, Phosphorylated, Pit, Recycling, Resting,
};
use model::scene::Protein::{self, Carrier, Cyclase, Nuclear, Pentamer, Pump, SevenHelices, Tetramer};

/// A few plain words for a label.
#[must_use]
pub fn state_label(state: ReceptorState, protein: Protein) -> &'static str {
    match (state, protein) {
        (Resting, Pentamer | Tetramer) => "closed",
        (Active, Pentamer | Tetramer) => "open",
        // what lies between is AP2, which leads into the pit; it splits a pool only
        (Arrestin, Pentamer | Tetramer | Pump | Carrier) => "silenced",
        (Resting, Pump) => "idle",
        (Active, Pump) => "pumping",
        // tied to the drug for good
        (Phosphorylated, Pump) => "blocked",
        (Resting, SevenHelices | Carrier | Cyclase | Nuclear) => "resting",
        (Active, SevenHelices | Carrier | Cyclase | Nuclear) => "active",
        (Phosphorylated, SevenHelices | Pentamer | Tetramer | Carrier | Cyclase | Nuclear) => "phosphorylated",
        (Arrestin, SevenHelices | Cyclase | Nuclear) => "arrestin-bound",
        (Pit, _) => "in a coated pit",
        (Endosome, _) => "in an endosome",
        (Recycling, _) => "recycling",
        (Lysosome, _) => "being degraded",
        (New, _) => "newly made",
    }
}

/// The same where there is little room.
#[must_use]
pub fn short(state: ReceptorState, protein: Protein) -> &'static str {
    match state {
        Arrestin if protein == SevenHelices => "arrestin",
        Pit => "in a pit",
        Endosome => "endosome",
        Lysosome => "lysosome",
        New => "new",
        Resting | Active | Phosphorylated | Arrestin | Recycling => state_label(state, protein),
    }
}

/// What a transition is, told of one of them.
#[must_use]
pub fn happening(fate: Fate, protein: Protein) -> &'static str {
    match (fate, protein) {
        (Fate::To(Resting), Pentamer | Tetramer) => "it closes",
        (Fate::To(Active), Pentamer | Tetramer) => "it opens",
        (Fate::To(Arrestin), Pentamer | Tetramer | Pump | Carrier) => "an adaptor takes hold of it",
        (Fate::To(Resting), Pump) => "it rests",
        (Fate::To(Active), Pump) => "it pumps",
        (Fate::To(Phosphorylated), Pump) => "the drug ties itself to it",
        (Fate::To(Resting), _) => "it is free again",
        (Fate::To(Active), _) => "it is switched on",
        (Fate::To(Phosphorylated), _) => "a kinase tags it",
        (Fate::To(Arrestin), _) => "arrestin caps it",
        (Fate::To(Pit), _) => "a pit takes it in",
        (Fate::To(Endosome), _) => "the pit closes",
        (Fate::To(Recycling), _) => "it is sent back up",
        (Fate::To(Lysosome), _) => "it is sent to be destroyed",
        (Fate::To(New), _) => "it is made",
        (Fate::Degraded, _) => "it is destroyed",
    }
}
