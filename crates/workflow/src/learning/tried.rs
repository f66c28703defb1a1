//! What models that are only tried said, beside what was suggested and what people settled.
use aktenlage_domain::ids::{CaseId, RunId};
use aktenlage_domain::suggestion::Subject;
use aktenlage_store::{Store, StoredShadowOutput};

use super::{Lesson, Lessons, lessons};
use crate::error::WorkflowError;

/// A lesson with what was suggested and what a tried model said in the same run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriedLesson {
    /// What a person settled: the truth.
    pub lesson: Lesson,
    /// What was shown; `None` if it was a silence.
    pub suggested: Option<String>,
    /// What the tried model would have named; `None` if it would have been silent.
    pub tried: Option<String>,
    /// The tried model.
    pub version: String,
}

/// All lessons about which a model was tried in the run whose suggestion a person saw, and how many lessons there are
/// without. Of a person who was shown nothing of any run there is no pair.
pub async fn tried_lessons(store: &Store) -> Result<(Vec<TriedLesson>, usize), WorkflowError> {
    let Lessons { lessons, .. } = lessons(store).await?;
    let mut tx = store.read().await?;
    let (mut pairs, mut without) = (Vec::new(), 0);
    let mut of_case: Option<(CaseId, Vec<StoredShadowOutput>)> = None;
    for lesson in lessons {
        if of_case.as_ref().is_none_or(|(case, _)| *case != lesson.case) {
            of_case = Some((lesson.case, tx.shadow_outputs(lesson.case).await?));
        }
        let said = of_case
            .as_ref()
            .map(|(_, said)| said.as_slice())
            .unwrap_or_default();
        let (Some(run), Some(suggestion)) = (lesson.run, lesson.suggestion) else {
            without += 1;
            continue;
        };
        let tried: Vec<&StoredShadowOutput> = beside(said, run, &lesson.subject).collect();
        if tried.is_empty() {
            without += 1;
            continue;
        }
        let shown = tx.suggestion(suggestion).await?.ok_or(WorkflowError::NotFound)?;
        for stored in tried {
            pairs.push(TriedLesson {
                lesson: lesson.clone(),
                suggested: shown.suggestion.answer.value().map(str::to_owned),
                tried: stored.output.label.clone(),
                version: stored.output.version.clone(),
            });
        }
    }
    Ok((pairs, without))
}

fn beside<'s>(
    said: &'s [StoredShadowOutput],
    run: RunId,
    subject: &'s Subject,
) -> impl Iterator<Item = &'s StoredShadowOutput> {
    said.iter()
        .filter(move |stored| stored.run == run && stored.output.subject == *subject)
}
