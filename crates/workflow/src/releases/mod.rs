//! Decisions that wait for a second person: what changed since they were submitted, and what becomes of them.
mod answer;
mod changes;
mod file;
mod holder;
mod list;
mod view;

pub use view::{
    AnswerView, Changes, DecisionFile, FactChange, Ground, ProposalView, ReleaseItem, ReleaseList,
    ReopeningView, Taken, Waiting,
};
