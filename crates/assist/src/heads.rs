//! Trained heads at work: which fit what is configured, and what a head says about one document or submission.
use aktenlage_domain::suggestion::{AbstentionReason, Remark};
use aktenlage_inference::head::{Head, HeadError, HeadTask, RIGHT_LABEL};

use crate::aside::AsideHead;
use crate::features::HeadInput;
use crate::remark;

/// The heads at work.
#[derive(Debug, Default)]
pub(crate) struct Heads {
    pub(crate) kind: Option<ActiveHead>,
    pub(crate) service: Option<ActiveHead>,
    /// Says whether a value that was found is right.
    pub(crate) field: Option<ActiveHead>,
    /// Heads that are tried: they are asked and nothing follows from them.
    pub(crate) shadows: Vec<AsideHead>,
}

impl Heads {
    /// Whether none of them asks for the vector of a document.
    pub(crate) fn need_no_vector(&self) -> bool {
        self.kind.is_none() && self.service.is_none()
    }

    pub(crate) fn of(&self, task: HeadTask) -> Option<&ActiveHead> {
        match task {
            HeadTask::Kind => self.kind.as_ref(),
            HeadTask::Service => self.service.as_ref(),
            HeadTask::Field => self.field.as_ref(),
        }
    }

    pub(crate) fn put(&mut self, head: ActiveHead) {
        let task = head.head.card().task;
        match task {
            HeadTask::Kind => self.kind = Some(head),
            HeadTask::Service => self.service = Some(head),
            HeadTask::Field => self.field = Some(head),
        }
    }
}

/// A head whose labels are known by their places in the blueprint; of one for fields the only place is that of a right
/// value.
#[derive(Debug)]
pub(crate) struct ActiveHead {
    head: Head,
    /// Of each label its place among the classes; `None` for what is none of them.
    classes: Vec<Option<usize>>,
}

/// What a head says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Verdict {
    /// The likeliest class; `None` if it is none of the known ones.
    pub(crate) class: Option<usize>,
    /// Calibrated.
    pub(crate) probability: f32,
    /// The classes that it may be, likeliest first; `None` if none can be ruled out.
    pub(crate) possible: Option<Vec<usize>>,
    /// Why it is not to be named, if it is not.
    pub(crate) refusal: Option<AbstentionReason>,
    /// What else is to be said about that.
    pub(crate) remark: Option<Remark>,
}

impl ActiveHead {
    /// Takes a head for these classes of the blueprint, in their order, and for as many places of words.
    pub(crate) fn new(head: Head, classes: &[String], words: usize) -> Result<Self, HeadError> {
        if head.card().words != words {
            return Err(HeadError::Mismatch {
                reason: format!(
                    "{} looks at {} places of words, this program has {words}: train it again",
                    head.identity(),
                    head.card().words
                ),
            });
        }
        if head.card().scores != classes {
            return Err(HeadError::Mismatch {
                reason: format!(
                    "{} was trained for {} classes or signs of another blueprint or program, this one has {}",
                    head.identity(),
                    head.card().scores.len(),
                    classes.len()
                ),
            });
        }
        let is_of_fields = head.card().task == HeadTask::Field;
        let place = |label: &String| {
            if is_of_fields {
                (label == RIGHT_LABEL).then_some(0)
            } else {
                classes.iter().position(|class| class == label)
            }
        };
        let classes = head.card().labels.iter().map(place).collect();
        Ok(Self { head, classes })
    }

    /// The head.
    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    /// That something is not as sure as the office asks for.
    pub(crate) fn below_target(&self) -> Remark {
        let percent = rounded(self.head.calibration().target * 100.0).to_string();
        Remark::new(remark::BELOW_TARGET).with("percent", percent)
    }

    /// Where a class stands among the labels.
    pub(crate) fn place_of(&self, class: usize) -> Option<usize> {
        self.classes.iter().position(|place| *place == Some(class))
    }

    /// The label of a class.
    pub(crate) fn label_of(&self, class: usize) -> Option<String> {
        let at = self.place_of(class)?;
        self.head.card().labels.get(at).cloned()
    }

    /// Whether the head learned this class; rules go on deciding about others.
    pub(crate) fn knows(&self, class: &str) -> bool {
        self.head.card().labels.iter().any(|label| label == class)
    }

    /// Names a class if its probability keeps the target of the office and a place on a page speaks for it.
    pub(crate) fn judge(&self, input: &HeadInput) -> Result<Verdict, HeadError> {
        let probabilities = self.head.score(&input.features, &input.channel)?;
        let best = probabilities
            .iter()
            .copied()
            .enumerate()
            .max_by(|one, two| one.1.total_cmp(&two.1));
        let (label, probability) = best.unwrap_or((0, 0.0));
        let class = self.classes.get(label).copied().flatten();
        let calibration = self.head.calibration().of(&input.channel);
        let possible = calibration
            .possible_from
            .map(|least| self.possible(&probabilities, least));
        let threshold = calibration.threshold;
        let (refusal, remark) = match class {
            None => (
                Some(AbstentionReason::NoEvidence),
                Some(Remark::new(remark::NONE_OF_KNOWN)),
            ),
            Some(_) if threshold.is_none_or(|threshold| probability < threshold) => {
                (Some(AbstentionReason::BelowThreshold), Some(self.below_target()))
            }
            Some(class) => (input.refusal(class, label, self.head.weights()), None),
        };
        Ok(Verdict {
            class,
            probability: narrow(probability),
            possible,
            refusal,
            remark,
        })
    }

    /// The classes that are likely enough, likeliest first.
    fn possible(&self, probabilities: &[f64], least: f64) -> Vec<usize> {
        let mut likely: Vec<(usize, f64)> = self
            .classes
            .iter()
            .zip(probabilities)
            .filter(|(_, probability)| **probability >= least)
            .filter_map(|(class, probability)| Some(((*class)?, *probability)))
            .collect();
        likely.sort_by(|one, two| two.1.total_cmp(&one.1));
        likely.into_iter().map(|(class, _)| class).collect()
    }
}

/// One place behind the point at most: 99, 99.5.
fn rounded(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}

/// Suggestions hold 32 bits, and nothing made by a machine is certain.
#[expect(clippy::cast_possible_truncation, reason = "a probability needs few digits")]
fn narrow(probability: f64) -> f32 {
    (probability as f32).min(0.999)
}
