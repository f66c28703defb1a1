//! Turns documents and rules into suggestions with evidence, or abstains with a reason.
//!
//! [`Assistant`] is the entry. It is handed what was read ([`SubmissionInput`]) and answers with an [`Assessment`]:
//! one [`aktenlage_domain::suggestion::Suggestion`] per subject. It reads no files and stores nothing. Without an
//! encoder it rests on words alone; without an index it names norms without their text.
#![warn(missing_docs)]

mod abstain;
mod aside;
mod assessment;
mod assistant;
mod context;
mod dates;
mod digest;
mod error;
mod features;
mod field_signs;
mod form;
mod heads;
mod index_passages;
mod label_meaning;
mod layout;
mod letter;
mod lexicon;
mod meaning;
mod neighbourhood;
mod prompt;
mod reading;
pub mod remark;
mod split;
mod submission;
mod tasks;
mod templates;
mod text;
mod trained_heads;
mod word_signs;
pub mod wording;

#[cfg(test)]
mod fixture;

pub use aside::{AsideHead, Opinion, ShadowOpinion};
pub use assessment::{Assessment, LegalReference, Timings};
pub use assistant::Assistant;
pub use error::AssistError;
pub use features::{DocumentFeatures, HeadInput, RuleScores};
pub use field_signs::{FIELD_SIGNS, FieldCandidate};
pub use index_passages::{Indexed, vector_origin, vector_origin_of, words_alone};
pub use prompt::{Prompt, PromptError, Prompts};
pub use submission::{
    Confirmed, DocumentInput, Fact, KnownDocument, KnownFacts, NamedDocument, SubmissionInput,
};
pub use tasks::find_duplicates::page_prints;
pub use tasks::read_remarks::{WrittenRemark, written_remarks};
pub use templates::{Changes, Edition, FormLibrary, RecognisedForm, RecognisedPage};
pub use trained_heads::{HeadExtent, TrainedHead, trained_heads};
