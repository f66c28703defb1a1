//! Heads that are asked aside: what they would say, shown to nobody. Trying a head, comparing two and replaying a past
//! day all ask in this way.
use aktenlage_domain::suggestion::{AbstentionReason, Subject};
use aktenlage_inference::head::{Head, HeadError};

use crate::features::HeadInput;
use crate::heads::ActiveHead;

/// A head that fits what is configured and decides about nothing.
#[derive(Debug)]
pub struct AsideHead(pub(crate) ActiveHead);

/// What a head would say.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    /// The class that it would name; `None` if it would be silent.
    pub label: Option<String>,
    /// Of the likeliest class, calibrated, 0 to 1.
    pub probability: f32,
    /// Why it would be silent.
    pub refusal: Option<AbstentionReason>,
}

/// The opinion of a head that is tried, on one subject.
#[derive(Clone, Debug, PartialEq)]
pub struct ShadowOpinion {
    /// The kind of a document, or the service.
    pub subject: Subject,
    /// Task and version of the head.
    pub head: String,
    /// What it would say.
    pub opinion: Opinion,
}

impl AsideHead {
    /// The head.
    pub fn head(&self) -> &Head {
        self.0.head()
    }

    /// What it would say. `by_rules` is what rules alone name: of a class that the head never learned it leaves the word
    /// to them, and says nothing at all (`None`), as it does at work.
    pub fn ask(&self, input: &HeadInput, by_rules: Option<&str>) -> Result<Option<Opinion>, HeadError> {
        if by_rules.is_some_and(|class| !self.0.knows(class)) {
            return Ok(None);
        }
        let verdict = self.0.judge(input)?;
        let named = verdict.class.filter(|_| verdict.refusal.is_none());
        Ok(Some(Opinion {
            label: named.and_then(|class| self.0.label_of(class)),
            probability: verdict.probability,
            refusal: verdict.refusal,
        }))
    }
}
