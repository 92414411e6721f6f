//! Panels: plain functions over `egui` that read what they are given and answer with [`Wish`]es. None of them touches
//! the world; `screens` calls them and grants the wishes.

pub mod beside;
pub mod bet;
pub mod bet_curve;
pub mod board;
pub mod bookmarks;
pub mod bounds;
pub mod causes;
pub mod charts;
pub mod choice;
pub mod compare;
pub mod controls;
pub mod debrief;
pub mod desk;
pub mod dose_facts;
pub mod dose_response;
pub mod facts;
pub mod film;
pub mod film_order;
pub mod film_range;
pub mod glossary;
pub mod graded;
pub mod inspector;
pub mod judged;
pub mod judged_facts;
pub mod levels;
pub mod map;
pub mod map_emblems;
pub mod map_gaps;
pub mod map_layout;
pub mod map_line;
pub mod map_station;
pub mod map_strip;
pub mod origins;
pub mod passing;
pub mod pause;
pub mod pills;
pub mod plan_convert;
pub mod plan_desk;
pub mod plan_rests;
pub mod plan_schedule;
pub mod plan_sum;
pub mod plan_taper;
pub mod plan_timeline;
pub mod plan_track;
pub mod plot_labels;
pub mod problems;
pub mod profiles;
pub mod provenance;
pub mod roster;
pub mod ruler;
pub mod settings;
pub mod stars;
pub mod style;
pub mod task_cases;
pub mod task_order;
pub mod task_venn;
pub mod terms;
pub mod timeline;
pub mod title;
pub mod transport;
pub mod undo;
pub mod until;
pub mod venn_cards;
pub mod venn_pack;
pub mod venn_shape;

use bevy::prelude::Message;
use sim::command::PlayerCommand;

use crate::answer::Draft;
use crate::game::BetMade;
use crate::save::Settings;

/// Which receptor to stay with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Following {
    /// None.
    Nobody,
    /// The one in this slot.
    Slot(u32),
    /// The next of those that are drawn large.
    Next,
    /// The one before.
    Previous,
}

/// What a click or a key asks for.
#[derive(Message, Clone, Debug)]
pub enum Wish {
    /// To the title.
    Title,
    /// To the choice of levels.
    Levels,
    /// To the explainer.
    Explainer,
    /// To the settings (and from there back).
    Settings,
    /// To the words that are explained (and from there back).
    Words,
    /// Back from the settings or the words.
    Back,
    /// The level last played, or the first that is open.
    Continue,
    /// A level by id.
    Level(String),
    /// The sandbox with a body system by id.
    Sandbox(String),
    /// The same sandbox with other drugs, by id.
    Drugs(Vec<String>),
    /// The bet is placed (or changed, while the run has not begun).
    Bet(BetMade),
    /// The bet, and on to the run.
    Place(BetMade),
    /// From the bet to the run.
    Begin,
    /// The same, and what was bet before does not count.
    BeginWithout,
    /// The answer to a task so far, by its place.
    Answer(usize, Draft),
    /// All answers are given: they are graded.
    HandIn,
    /// The board with the tasks, or the run behind it.
    Board,
    /// A hint.
    Hint,
    /// The stored good plan, played by itself.
    ShowMe,
    /// The same again, from the start, with the same seed.
    Restart,
    /// The same again with another seed.
    Reseed,
    /// To the next patient of a level that has several.
    NextPatient,
    /// To the debrief without waiting for the end.
    Finish,
    /// The pause menu, on or off.
    Menu,
    /// Sound, on or off.
    Sound,
    /// The plots beside the scene, on or off.
    Plots,
    /// The other page of plots.
    Page,
    /// The next plot large, or none.
    Large,
    /// The receptors of both runs side by side, large, or no more.
    Beside,
    /// The level that is played has been written anew.
    Reload,
    /// The best run of the level beside this one, on or off.
    BestRun,
    /// To those who play.
    Profiles,
    /// Something about those who play.
    Profile(profiles::ProfileWish),
    /// The effect that the plots show (sandbox).
    Effect(String),
    /// Changed settings.
    Change(Settings),
    /// A receptor to follow, or none.
    Follow(Following),
    /// A picture of the window.
    Picture,
    /// A film of the last seconds of the run, or of all of it.
    Record {
        /// From its start.
        whole: bool,
    },
    /// A film, GIF or picture of a part of the run.
    Film(Box<film_order::Order>),
    /// The film that is being recorded is not wanted any more.
    NoFilm,
    /// Window or full screen.
    Fullscreen,
    /// What if? The present run is kept, and another begins here.
    WhatIf,
    /// To the simulation.
    Sim(PlayerCommand),
    /// Out.
    Quit,
}
