//! What a document and a submission give to trained heads: the same numbers when a head is trained and when it is at
//! work.
use aktenlage_domain::document::{DocumentText, TextSource};
use aktenlage_domain::ids::DocumentKind;
use aktenlage_domain::suggestion::AbstentionReason;
use aktenlage_inference::head::HeadWeights;

use crate::tasks::recognise_service::{is_form, weight_of};
use crate::word_signs::{self, WORD_PLACES};

/// What rules say about each class of the blueprint, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleScores {
    /// How much speaks for it, 0 to 1.
    pub values: Vec<f32>,
    /// Whether a place on a page speaks for it: what has none is not named, however sure a head is.
    pub shown: Vec<bool>,
    /// Whether rules forbid it.
    pub vetoed: Vec<bool>,
}

/// Below this what speaks for a class is a trifle: a word that stands on papers of any kind.
const LEAST_SUPPORT: f32 = 0.2;

impl RuleScores {
    /// Why a class may not be named, if it may not: words speak against it, none speak for it, or they speak for another
    /// one more. A head learns from some authors' papers and is sure of itself on those of others; two ways that agree
    /// err together far less often (record 0023).
    pub fn refusal(&self, class: usize) -> Option<AbstentionReason> {
        let is_set = |flags: &[bool]| flags.get(class).copied().unwrap_or(false);
        let support = self.values.get(class).copied().unwrap_or(0.0);
        if is_set(&self.vetoed) {
            Some(AbstentionReason::Ambiguous)
        } else if !is_set(&self.shown) || support < LEAST_SUPPORT {
            Some(AbstentionReason::NoEvidence)
        } else if self.values.iter().any(|other| *other > support) {
            Some(AbstentionReason::Ambiguous)
        } else {
            None
        }
    }
}

/// What one document gives. It depends on the document, the encoder and the blueprint alone.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentFeatures {
    /// The encoder's vector of its beginning, of length 1; 0 throughout if there are no words.
    pub vector: Vec<f32>,
    /// The places that its words fall on, each once, in order.
    pub words: Vec<u16>,
    /// About its kind.
    pub kinds: RuleScores,
    /// About the service.
    pub services: RuleScores,
    /// Its kind by rules alone.
    pub kind: Option<DocumentKind>,
    /// How it came, as far as the file shows it: `form`, `printed` or `scan`.
    pub channel: String,
    /// Whether there is anything to read.
    pub is_readable: bool,
}

/// What a head is asked with.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadInput {
    /// The vector, behind it the scores of rules, and behind these the places of words where the head looks at words.
    pub features: Vec<f32>,
    /// The places that words fall on; none where the head does not look at words.
    pub words: Vec<u16>,
    /// What rules say, which also decides what may be named.
    pub rules: RuleScores,
    /// How it came.
    pub channel: String,
}

impl HeadInput {
    /// Why a class may not be named, if it may not. A head that looks at words names what they speak for, or what rules
    /// show, unless rules forbid it; any other only what rules put first.
    pub fn refusal(&self, class: usize, label: usize, weights: &HeadWeights) -> Option<AbstentionReason> {
        if self.words.is_empty() {
            return self.rules.refusal(class);
        }
        let is_set = |flags: &[bool]| flags.get(class).copied().unwrap_or(false);
        let first = self.first_word();
        let speaks = |place: &u16| weights.leaning(first + usize::from(*place), label) > 0.0;
        if is_set(&self.rules.vetoed) {
            Some(AbstentionReason::Ambiguous)
        } else if is_set(&self.rules.shown) || self.words.iter().any(speaks) {
            None
        } else {
            Some(AbstentionReason::NoEvidence)
        }
    }

    /// The feature of the first place that words fall on.
    pub(crate) fn first_word(&self) -> usize {
        self.features.len().saturating_sub(WORD_PLACES)
    }
}

impl DocumentFeatures {
    /// What the head for kinds is asked with; nothing if there is nothing to read.
    pub fn for_kind(&self) -> Option<HeadInput> {
        self.is_readable.then(|| HeadInput {
            features: [
                &self.vector,
                &self.kinds.values,
                &word_signs::values(&self.words)[..],
            ]
            .concat(),
            words: self.words.clone(),
            rules: self.kinds.clone(),
            channel: self.channel.clone(),
        })
    }

    /// What the head for services is asked with about all documents of a submission; nothing if none can be read.
    pub fn for_service(documents: &[&Self]) -> Option<HeadInput> {
        of_submission(documents).map(|(input, _)| input)
    }
}

/// The same, with the document behind the score of each service.
///
/// The vector is that of the document that says most about what is applied for: the form, else a letter. The scores are
/// the best over all documents, weighed by their kinds as rules weigh them.
pub(crate) fn of_submission(documents: &[&DocumentFeatures]) -> Option<(HeadInput, Vec<Option<usize>>)> {
    let has_form = documents.iter().any(|document| is_form(document.kind.as_ref()));
    let weights: Vec<f32> = documents
        .iter()
        .map(|document| weight_of(document.kind.as_ref(), has_form))
        .collect();
    let most = |document: &DocumentFeatures| document.services.values.iter().copied().fold(0.0, f32::max);
    // The last of equals is taken by `max_by`: from behind, that is the first document.
    let (leading, document) = documents
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, document)| document.is_readable)
        .max_by(|one, two| {
            let by_weight = weights[one.0].total_cmp(&weights[two.0]);
            by_weight.then_with(|| most(one.1).total_cmp(&most(two.1)))
        })?;
    let classes = document.services.values.len();
    let mut rules = RuleScores {
        values: vec![0.0; classes],
        shown: vec![false; classes],
        vetoed: documents[leading].services.vetoed.clone(),
    };
    let mut from = vec![None; classes];
    for (position, other) in documents.iter().enumerate() {
        for (class, value) in other.services.values.iter().enumerate().take(classes) {
            let value = weights[position] * value;
            if value > rules.values[class] {
                rules.values[class] = value;
                rules.shown[class] = other.services.shown.get(class).copied().unwrap_or(false);
                from[class] = Some(position);
            }
        }
    }
    let input = HeadInput {
        features: [&document.vector[..], &rules.values].concat(),
        words: Vec::new(),
        rules,
        channel: document.channel.clone(),
    };
    Some((input, from))
}

/// How a document came, as far as its text shows it.
pub(crate) fn channel_of(text: &DocumentText) -> &'static str {
    let is_picture = |source: TextSource| matches!(source, TextSource::Ocr | TextSource::Unreadable);
    if text.pages.iter().any(|page| is_picture(page.source)) {
        "scan"
    } else if text.fields.is_empty() {
        "printed"
    } else {
        "form"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(kind: Option<&str>, values: [f32; 2], vector: f32) -> DocumentFeatures {
        DocumentFeatures {
            vector: vec![vector],
            words: vec![7],
            kinds: RuleScores::default(),
            services: RuleScores {
                values: values.to_vec(),
                shown: values.iter().map(|value| *value > 0.0).collect(),
                vetoed: vec![false; 2],
            },
            kind: kind.map(DocumentKind::from),
            channel: "printed".to_owned(),
            is_readable: true,
        }
    }

    #[test]
    fn the_form_leads_and_others_count_for_little() {
        let evidence = document(Some("payslip"), [0.0, 0.9], 1.0);
        let form = document(Some("application_form"), [0.7, 0.0], 2.0);
        let (input, from) = of_submission(&[&evidence, &form]).unwrap();
        assert_eq!(input.features.len(), 3);
        assert!((input.features[0] - 2.0).abs() < 1e-6, "the vector is the form's");
        assert!(input.rules.values[1] < 0.6, "{:?}", input.rules.values);
        assert_eq!(from, [Some(1), Some(0)]);
    }

    #[test]
    fn what_cannot_be_read_is_not_asked_about() {
        let mut blank = document(None, [0.5, 0.0], 0.0);
        blank.is_readable = false;
        assert_eq!(blank.for_kind(), None);
        assert_eq!(DocumentFeatures::for_service(&[&blank]), None);
        assert_eq!(DocumentFeatures::for_service(&[]), None);
    }

    #[test]
    fn words_that_speak_for_a_class_are_evidence_unless_rules_forbid_it() {
        let mut file = document(Some("payslip"), [0.0; 2], 1.0);
        file.kinds = RuleScores {
            values: vec![0.0; 3],
            shown: vec![false; 3],
            vetoed: vec![false, false, true],
        };
        let input = file.for_kind().unwrap();
        let mut weights = HeadWeights::zero(input.features.len(), 3);
        for label in [0, 2] {
            weights.lean(input.first_word() + 7, label, 1.0);
        }
        let refusal = |class: usize| input.refusal(class, class, &weights);
        assert_eq!(refusal(0), None);
        assert_eq!(
            refusal(1),
            Some(AbstentionReason::NoEvidence),
            "the word speaks for others"
        );
        assert_eq!(refusal(2), Some(AbstentionReason::Ambiguous));
    }

    #[test]
    fn a_veto_comes_before_missing_evidence() {
        let rules = RuleScores {
            values: vec![0.9, 0.9, 0.0],
            shown: vec![true, true, false],
            vetoed: vec![false, true, false],
        };
        assert_eq!(rules.refusal(0), None);
        assert_eq!(rules.refusal(1), Some(AbstentionReason::Ambiguous));
        assert_eq!(rules.refusal(2), Some(AbstentionReason::NoEvidence));
        assert_eq!(rules.refusal(3), Some(AbstentionReason::NoEvidence));
    }

    #[test]
    fn what_words_do_not_put_first_is_not_named() {
        let rules = |values: [f32; 2]| RuleScores {
            values: values.to_vec(),
            shown: vec![true; 2],
            vetoed: vec![false; 2],
        };
        assert_eq!(rules([0.5, 0.4]).refusal(0), None);
        assert_eq!(rules([0.5, 0.4]).refusal(1), Some(AbstentionReason::Ambiguous));
        assert_eq!(rules([0.12, 0.1]).refusal(0), Some(AbstentionReason::NoEvidence));
    }
}
