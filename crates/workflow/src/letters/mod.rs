//! Letters to people: what may be asked for, drafts that clerks write, and sending, which freezes a letter for good.
mod content;
mod draft;
mod outbox;
mod send;
mod sheet;
mod situation;
mod typesetting;
mod view;

pub(crate) use content::{asked_for, of_letter};
pub use outbox::Outbox;
pub use sheet::day_in_words;
pub use typesetting::template_problem;
pub use view::{DraftView, LetterProposal, LetterView, LettersView, ProposedDeadline, ProposedItem};
