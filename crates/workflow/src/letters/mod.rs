//! Letters to people: what may be asked for, drafts that clerks write, and sending, which freezes a letter for good.
mod content;
mod draft;
mod outbox;
mod send;
mod sheet;
mod situation;
mod typesetting;
mod view;
mod words;

pub(crate) use content::{asked_for, of_letter};
pub use outbox::Outbox;
pub use typesetting::template_problem;
pub use view::{DraftView, LetterProposal, LetterView, LettersView, ProposedDeadline, ProposedItem};
pub use words::day_in_words;
