//! What follows from a trained head: the kind of a document, the service of a submission, or silence. The evidence stays
//! the words that rules found.
use aktenlage_domain::suggestion::{AbstentionReason, Remark};

use crate::AssistError;
use crate::features::{DocumentFeatures, of_submission};
use crate::heads::{ActiveHead, Verdict};
use crate::remark;
use crate::tasks::classify_document::{KindGuess, KindLexicon, Scores};
use crate::tasks::recognise_service::{ServiceGuess, ServiceLexicon, Witness};
use crate::templates::Sheet;
use crate::word_signs;

/// Lets the head decide about a kind. `false` if it has no say: nothing can be read, or rules name a kind that the head
/// never saw.
pub(crate) fn kind(
    guess: &mut KindGuess,
    lexicon: &KindLexicon,
    scores: &Scores,
    sheet: &Sheet,
    features: &DocumentFeatures,
    head: &ActiveHead,
) -> Result<bool, AssistError> {
    if guess.kind.as_ref().is_ok_and(|kind| !head.knows(kind.as_str())) {
        return Ok(false);
    }
    let Some(input) = features.for_kind() else {
        return Ok(false);
    };
    let verdict = head.judge(&input)?;
    guess.probability = verdict.probability;
    guess.evidence = verdict
        .class
        .map_or_else(Vec::new, |class| scores.evidence_of(class).to_vec());
    guess.remarks = remarks(&verdict, |class| scores.remarks_of(class).to_vec());
    if let (Some(class), None) = (verdict.class, verdict.refusal)
        && let Some(label) = head.place_of(class)
        && input.rules.refusal(class).is_some()
    {
        // What rules found is a trifle: the lines that the head went by are what a person can check.
        let lines = word_signs::lines(sheet.document.id, &sheet.layouts);
        let weights = head.head().weights();
        guess.evidence = word_signs::evidence(&lines, weights, input.first_word(), label);
        guess.remarks = vec![Remark::new(remark::WORDS_SPEAK)];
    }
    if verdict.refusal.is_some()
        && let Some(possible) = &verdict.possible
    {
        // What the head never saw it cannot rule out.
        let is_unseen = |class: &usize| lexicon.id(*class).is_some_and(|id| !head.knows(id.as_str()));
        let unseen: Vec<usize> = (0..scores.values.len()).filter(is_unseen).collect();
        guess.remarks.push(lexicon.may_be(possible, &unseen));
    }
    guess.kind = match (verdict.refusal, verdict.class.and_then(|class| lexicon.id(class))) {
        (None, Some(id)) => Ok(id.clone()),
        (refusal, _) => Err(refusal.unwrap_or(AbstentionReason::NoEvidence)),
    };
    Ok(true)
}

/// The same about a service. `features` are those of the documents, in their order. The head adds to what words are sure
/// of, and takes it back only where it knows no such service: words alone kept the target where that was measured
/// (record 0023).
pub(crate) fn service(
    guess: &mut ServiceGuess,
    lexicon: &ServiceLexicon,
    documents: &[Witness<'_>],
    features: &[&DocumentFeatures],
    head: &ActiveHead,
) -> Result<bool, AssistError> {
    if guess
        .service
        .as_ref()
        .is_ok_and(|service| !head.knows(service.as_str()))
    {
        return Ok(false);
    }
    let Some((input, from)) = of_submission(features) else {
        return Ok(false);
    };
    let verdict = head.judge(&input)?;
    if guess.service.is_ok() && verdict.class.is_some() && verdict.refusal.is_some() {
        return Ok(false);
    }
    let source = |class: usize| {
        from.get(class)
            .copied()
            .flatten()
            .and_then(|position| documents.get(position))
    };
    guess.probability = verdict.probability;
    guess.evidence = verdict
        .class
        .and_then(|class| Some(source(class)?.scores.evidence_of(class).to_vec()))
        .unwrap_or_default();
    guess.remarks = remarks(&verdict, |class| {
        source(class).map_or_else(Vec::new, |witness| {
            let name = witness.document.file_name.as_str();
            let mut remarks = witness.scores.remarks_of(class).to_vec();
            remarks.push(Remark::new(remark::FROM_DOCUMENT).with("document", name));
            remarks
        })
    });
    guess.service = match (
        verdict.refusal,
        verdict.class.and_then(|class| lexicon.key(class)),
    ) {
        (None, Some(key)) => Ok(key.clone()),
        (refusal, _) => Err(refusal.unwrap_or(AbstentionReason::NoEvidence)),
    };
    Ok(true)
}

/// Why it is silent, then what rules found.
fn remarks(verdict: &Verdict, found: impl Fn(usize) -> Vec<Remark>) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = verdict.remark.iter().cloned().collect();
    remarks.extend(verdict.class.into_iter().flat_map(found));
    remarks
}
