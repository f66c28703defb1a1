//! Everything about the decisions of a case.
use aktenlage_domain::case::CaseState;
use aktenlage_domain::decision::obstacle;
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::person::User;

use super::changes::since_submission;
use super::holder::holder_at_submission;
use super::view::{DecisionFile, Ground, ProposalView, ReopeningView, Waiting};
use crate::error::WorkflowError;
use crate::names::Names;
use crate::workbench::Workbench;

impl Workbench {
    /// The decisions, proposals and reopenings of a case, and what waits in it as this person sees it.
    pub async fn decision_file(&self, user: &User, case: CaseId) -> Result<DecisionFile, WorkflowError> {
        let mut tx = self.read().await?;
        let found = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let names = Names::load(&mut tx).await?;
        let basis = self.basis(&mut tx, case).await?;
        let service = basis.standing.definition(self.catalogue());
        let grounds = self.catalogue().reopening_grounds(service).into_iter();
        let answers = tx.releases(case).await?;
        let stored = tx.proposals(case).await?;
        let proposals: Vec<ProposalView> = stored
            .into_iter()
            .map(|proposal| {
                let answer = answers.iter().find(|answer| answer.proposal == proposal.id);
                ProposalView::new(proposal, answer.cloned(), &names)
            })
            .collect();
        let last = proposals.last().filter(|last| last.answer.is_none());
        let last = last.filter(|_| found.state == CaseState::AwaitingRelease);
        let had_it = match last {
            Some(last) => holder_at_submission(&mut tx, &last.proposal).await?,
            None => None,
        };
        let waiting = last.map(|last| Waiting {
            changes: since_submission(&last.proposal, &basis, &names, self.catalogue()),
            obstacle: obstacle(user.id, &found, had_it, &last.proposal, basis.reviewers()),
            proposal: last.clone(),
        });
        Ok(DecisionFile {
            version: found.version,
            four_eyes: basis.four_eyes(self.catalogue()),
            decisions: (tx.decisions(case).await?.into_iter())
                .map(|decision| names.decision(decision))
                .collect(),
            reopenings: (tx.reopenings(case).await?.into_iter())
                .map(|reopening| ReopeningView {
                    by: names.person(reopening.by),
                    reopening,
                })
                .collect(),
            waiting,
            proposals,
            grounds: grounds
                .map(|known| Ground {
                    ground: known.ground,
                    legal_bases: known.basis.clone(),
                })
                .collect(),
        })
    }
}
