//! What is known of a case as post: where it was joined, what was joined to it, and where it may belong.
use aktenlage_domain::case::{Case, Document};
use aktenlage_domain::ids::{CaseId, CaseReference};
use aktenlage_domain::joining::{Joining, Placement};
use aktenlage_store::Tx;

use super::join::is_read;
use super::likely::{LikelyCase, is_untouched, likely_cases, printed_references};
use super::place::placements_in_force;
use crate::case_detail::load_standing;
use crate::error::WorkflowError;
use crate::names::Names;
use crate::views::Person;
use crate::workbench::Workbench;

/// A joining as one of its two cases shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinedPost {
    /// What was recorded.
    pub joining: Joining,
    /// The other case.
    pub other: CaseId,
    /// Its reference.
    pub reference: CaseReference,
    /// Who.
    pub by: Person,
}

/// A document that counts for another case than the one that it came in with, as one of the two shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedDocument {
    /// What was recorded.
    pub placement: Placement,
    /// The document.
    pub document: Document,
    /// The other case.
    pub other: Case,
    /// Who.
    pub by: Person,
}

/// A case as post.
#[derive(Clone, Debug)]
pub struct JoiningView {
    /// The case that its post was joined to.
    pub into: Option<JoinedPost>,
    /// What was joined to it, oldest first.
    pub joined: Vec<JoinedPost>,
    /// Its documents that count for other cases, oldest placement first.
    pub placed: Vec<PlacedDocument>,
    /// Documents of other cases that count for it.
    pub taken: Vec<PlacedDocument>,
    /// Whether its post may be joined to another case: it was read, and nobody has worked on it.
    pub may_be_joined: bool,
    /// Cases that it may belong to, by reference. None stands before another.
    pub likely: Vec<LikelyCase>,
}

impl Workbench {
    /// What is known of a case as post.
    pub async fn joining(&self, case: CaseId) -> Result<JoiningView, WorkflowError> {
        let mut tx = self.read().await?;
        let found = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let names = Names::load(&mut tx).await?;
        let may_be_joined = is_read(&mut tx, case).await? && is_untouched(&mut tx, &found).await?;
        let likely = if may_be_joined {
            likely(&mut tx, &found).await?
        } else {
            Vec::new()
        };
        let into = match tx.joining(case).await? {
            Some(joining) => {
                let other = joining.into;
                Some(post(&mut tx, &names, joining, other).await?)
            }
            None => None,
        };
        let mut joined = Vec::new();
        for joining in tx.joinings_into(case).await? {
            let other = joining.from;
            joined.push(post(&mut tx, &names, joining, other).await?);
        }
        let (mut placed, mut taken) = (Vec::new(), Vec::new());
        for (placement, document) in placements_in_force(&mut tx, case).await? {
            let is_ours = placement.from == case;
            let other = if is_ours { placement.into } else { placement.from };
            let other = tx.case(other).await?.ok_or(WorkflowError::NotFound)?;
            let view = PlacedDocument {
                by: names.person(placement.by),
                placement,
                document,
                other,
            };
            if is_ours {
                placed.push(view);
            } else {
                taken.push(view);
            }
        }
        Ok(JoiningView {
            into,
            joined,
            placed,
            taken,
            may_be_joined,
            likely,
        })
    }
}

async fn likely(tx: &mut Tx, case: &Case) -> Result<Vec<LikelyCase>, WorkflowError> {
    let standing = load_standing(tx, case.id).await?;
    let printed = printed_references(tx, case.id, &standing).await?;
    likely_cases(tx, case, &standing, printed).await
}

async fn post(
    tx: &mut Tx,
    names: &Names,
    joining: Joining,
    other: CaseId,
) -> Result<JoinedPost, WorkflowError> {
    let case = tx.case(other).await?.ok_or(WorkflowError::NotFound)?;
    Ok(JoinedPost {
        by: names.person(joining.by),
        joining,
        other,
        reference: case.reference,
    })
}
