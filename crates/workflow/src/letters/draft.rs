//! What clerks write before a letter is sent: kept as it is typed, looked at as a PDF, checked all the time.
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::letter::rules::form_problems;
use aktenlage_domain::letter::{LetterContent, LetterDraft, LetterKind};
use aktenlage_domain::person::Clerk;
use aktenlage_store::{StoreError, Tx};
use bytes::Bytes;

use super::content;
use super::sheet::Sheet;
use super::view::{DraftView, LetterView, LettersView};
use crate::error::{FieldIssue, WorkflowError};
use crate::names::Names;
use crate::workbench::Workbench;

impl Workbench {
    /// The letters that were sent in a case, and what the next ones could say.
    pub async fn letters(&self, case: CaseId) -> Result<LettersView, WorkflowError> {
        let mut tx = self.read().await?;
        let situation = self.situation(&mut tx, case).await?;
        let names = Names::load(&mut tx).await?;
        let mut letters = Vec::new();
        for letter in &situation.letters {
            letters.push(LetterView {
                content: content::of_letter(letter)?,
                by: names.person(letter.by),
                letter: letter.clone(),
            });
        }
        let mut proposals = Vec::new();
        for kind in LetterKind::ALL {
            let draft = tx.letter_draft(case, *kind).await?;
            let version = draft.map_or(0, |draft| draft.version);
            proposals.push(situation.proposal(self.catalogue(), *kind, version));
        }
        Ok(LettersView {
            version: situation.case.version,
            letters,
            proposals,
        })
    }

    /// What was written so far of the next letter of a kind; what the rules alone say while nothing was.
    pub async fn letter_draft(&self, case: CaseId, kind: LetterKind) -> Result<DraftView, WorkflowError> {
        let mut tx = self.read().await?;
        let situation = self.situation(&mut tx, case).await?;
        let draft = tx.letter_draft(case, kind).await?;
        let names = Names::load(&mut tx).await?;
        let content = match &draft {
            Some(draft) => content::of_draft(draft)?,
            None => situation.fresh(self.catalogue(), kind),
        };
        Ok(DraftView {
            version: draft.as_ref().map_or(0, |draft| draft.version),
            kind,
            problems: situation.problems(self.catalogue(), kind, &content),
            content,
            changed: draft.map(|draft| (names.person(draft.by), draft.at)),
        })
    }

    /// Keeps what a clerk has written, at the version of the draft that the clerk saw (0: there was none). What cannot be
    /// sent as it is can be kept, unless no paper bears it. No fact: nothing goes into the audit chain.
    pub async fn save_letter_draft(
        &self,
        clerk: &Clerk,
        case: CaseId,
        kind: LetterKind,
        seen: i64,
        content: LetterContent,
    ) -> Result<DraftView, WorkflowError> {
        check_form(&content)?;
        let at = self.clock().now();
        let mut tx = self.begin().await?;
        let situation = self.situation(&mut tx, case).await?;
        if !situation.case.state.is_open() {
            return Err(WorkflowError::closed(situation.case.state));
        }
        let draft = LetterDraft {
            case,
            kind,
            version: seen,
            content: content::to_json(&content).to_string(),
            by: clerk.id(),
            at,
        };
        let names = Names::load(&mut tx).await?;
        let version = match tx.save_letter_draft(&draft, seen).await {
            Err(StoreError::Conflict { current_version }) => {
                return Err(superseded(&mut tx, case, kind, current_version).await?);
            }
            other => other?,
        };
        tx.commit().await?;
        Ok(DraftView {
            version,
            kind,
            problems: situation.problems(self.catalogue(), kind, &content),
            content,
            changed: Some((names.person(clerk.id()), at)),
        })
    }

    /// Throws a draft away, at the version that the clerk saw. No fact: nothing goes into the audit chain.
    pub async fn discard_letter_draft(
        &self,
        case: CaseId,
        kind: LetterKind,
        seen: i64,
    ) -> Result<(), WorkflowError> {
        let mut tx = self.begin().await?;
        tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        match tx.discard_letter_draft(case, kind, seen).await {
            Err(StoreError::Conflict { current_version }) => {
                return Err(superseded(&mut tx, case, kind, current_version).await?);
            }
            other => other?,
        }
        tx.commit().await?;
        Ok(())
    }

    /// The letter as it would look, marked as a draft on every page. Keeps nothing.
    pub async fn preview_letter(
        &self,
        clerk: &Clerk,
        case: CaseId,
        kind: LetterKind,
        content: &LetterContent,
    ) -> Result<Bytes, WorkflowError> {
        check_form(content)?;
        let mut tx = self.read().await?;
        let situation = self.situation(&mut tx, case).await?;
        drop(tx);
        let sheet = Sheet::new(&situation, self.catalogue(), kind, content, clerk.user()).marked_as_draft();
        self.typeset(&sheet.data()).await
    }
}

/// Somebody else wrote the draft meanwhile, with the name of that person.
async fn superseded(
    tx: &mut Tx,
    case: CaseId,
    kind: LetterKind,
    current_version: i64,
) -> Result<WorkflowError, WorkflowError> {
    let other = tx.letter_draft(case, kind).await?;
    let names = Names::load(tx).await?;
    Ok(WorkflowError::VersionConflict {
        current_version,
        changed_by: other.map(|other| names.person(other.by).display_name),
    })
}

fn check_form(content: &LetterContent) -> Result<(), WorkflowError> {
    let problems = form_problems(content);
    if problems.is_empty() {
        return Ok(());
    }
    Err(WorkflowError::Invalid(
        problems.into_iter().map(FieldIssue::from).collect(),
    ))
}
