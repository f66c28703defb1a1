//! The items of a run that are wrong, missing or too much: chosen and page by page.
use aktenlage_domain::person::{Role, User};
use aktenlage_evaluation::metrics::confusion::{ABSTAINED, UNKNOWN};
use aktenlage_evaluation::outcome::Outcome;

use super::{LabelFlag, RunId, Task, Verdict, flags, item};
use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// Which errors; what is `None` is not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorQuery {
    /// What was to be told.
    pub task: Option<Task>,
    /// What became of it.
    pub verdict: Option<Verdict>,
    /// Field id, file name or requirement id.
    pub item: Option<String>,
    /// The true service of the case.
    pub service: Option<String>,
    /// How the document came.
    pub channel: Option<String>,
    /// The truth as the confusion matrix calls it: `unknown` is also that there was nothing to tell.
    pub truth: Option<String>,
    /// What was suggested as the confusion matrix calls it: `abstained` is silence.
    pub suggested: Option<String>,
    /// Only those whose label somebody calls wrong.
    pub flagged: bool,
    /// Left out at the start.
    pub offset: usize,
    /// At most this many.
    pub limit: usize,
}

/// An item of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct EvaluationItem {
    /// Its position among all items of the run, from 0.
    pub number: usize,
    /// What was told and what is true.
    pub outcome: Outcome,
    /// Whether somebody calls its label wrong.
    pub flag: Option<LabelFlag>,
}

impl ErrorQuery {
    fn takes(&self, outcome: &Outcome) -> bool {
        let is = |asked: Option<&String>, found: &str| asked.is_none_or(|asked| asked == found);
        outcome.is_error()
            && self.task.is_none_or(|task| outcome.task == task)
            && self.verdict.is_none_or(|verdict| outcome.verdict == verdict)
            && is(self.item.as_ref(), &outcome.item)
            && is(self.service.as_ref(), &outcome.service)
            && is(self.channel.as_ref(), &outcome.channel)
            && is(self.truth.as_ref(), outcome.truth.as_deref().unwrap_or(UNKNOWN))
            && is(
                self.suggested.as_ref(),
                outcome.suggested.as_deref().unwrap_or(ABSTAINED),
            )
    }
}

impl Workbench {
    /// How many errors of a run a query takes, and a page of them in the order of the cases.
    pub async fn evaluation_errors(
        &self,
        run: RunId,
        query: ErrorQuery,
    ) -> Result<(usize, Vec<EvaluationItem>), WorkflowError> {
        self.in_evaluations(move |folder| {
            let flags = flags::read(&folder.run(&run)?)?;
            let chosen: Vec<EvaluationItem> = folder
                .outcomes(&run)?
                .into_iter()
                .enumerate()
                .filter(|(_, outcome)| query.takes(outcome))
                .map(|(number, outcome)| EvaluationItem {
                    number,
                    flag: flags.of(&outcome),
                    outcome,
                })
                .filter(|item| !query.flagged || item.flag.is_some())
                .collect();
            let total = chosen.len();
            let page = chosen.into_iter().skip(query.offset).take(query.limit);
            Ok((total, page.collect()))
        })
        .await
    }

    /// Notes beside a run that the label of an item looks wrong, or that it does not. Nothing of the run or of its cases
    /// changes by that: whoever keeps the cases looks at the notes.
    pub async fn flag_label(
        &self,
        user: &User,
        run: RunId,
        number: usize,
        is_wrong: bool,
    ) -> Result<Option<LabelFlag>, WorkflowError> {
        if user.role != Role::Data {
            return Err(WorkflowError::Forbidden { required: Role::Data });
        }
        let flag = LabelFlag {
            at: self.clock().now(),
            by: user.id.to_string(),
        };
        self.in_evaluations(move |folder| {
            let outcome = item(folder.outcomes(&run)?, number)?;
            flags::append(&folder.run(&run)?, &outcome, &flag, is_wrong)?;
            Ok(is_wrong.then_some(flag))
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(truth: Option<&str>, suggested: Option<&str>, verdict: Verdict) -> Outcome {
        Outcome {
            case: "one".to_owned(),
            task: Task::Kind,
            item: "antrag.pdf".to_owned(),
            service: "dog_tax".to_owned(),
            channel: "form".to_owned(),
            truth: truth.map(str::to_owned),
            suggested: suggested.map(str::to_owned),
            probability: None,
            abstention: None,
            verdict,
            overlap: None,
            place: None,
        }
    }

    #[test]
    fn a_cell_of_the_confusion_matrix_takes_its_items() {
        let cell = |truth: &str, suggested: &str| ErrorQuery {
            truth: Some(truth.to_owned()),
            suggested: Some(suggested.to_owned()),
            ..ErrorQuery::default()
        };
        let silent = outcome(Some("letter"), None, Verdict::Silent);
        assert!(cell("letter", "abstained").takes(&silent));
        assert!(!cell("letter", "form").takes(&silent));
        let spurious = outcome(None, Some("form"), Verdict::Spurious);
        assert!(cell("unknown", "form").takes(&spurious));
        let right = outcome(Some("form"), Some("form"), Verdict::Right);
        assert!(!cell("form", "form").takes(&right), "what is right is no error");
        let others = ErrorQuery {
            task: Some(Task::Field),
            ..ErrorQuery::default()
        };
        assert!(!others.takes(&silent));
    }
}
