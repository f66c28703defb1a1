//! What a letter in a case is made of and checked against: the service, the checks as they stand, earlier letters, days.
use std::collections::BTreeMap;

use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::letters::LegalNotice;
use aktenlage_catalogue::service::ServiceDefinition;
use aktenlage_domain::case::Case;
use aktenlage_domain::clock::german_date;
use aktenlage_domain::deadline::delivery::{Delivery, DeliveryChannel, delivered};
use aktenlage_domain::deadline::{Beginning, LastDay, Length, Period};
use aktenlage_domain::ids::{CaseId, FieldId, RequirementId};
use aktenlage_domain::letter::rules::{Askable, LetterBasis, problems};
use aktenlage_domain::letter::{Letter, LetterContent, LetterKind};
use aktenlage_domain::service::RequirementState;
use aktenlage_domain::suggestion::Subject;
use aktenlage_store::Tx;
use time::Date;

use super::content;
use super::view::{LetterProposal, ProposedDeadline, ProposedItem};
use super::words::CaseWords;
use crate::case_detail::load_standing;
use crate::deadlines::holiday_names;
use crate::error::{FieldIssue, WorkflowError};
use crate::standing::Standing;
use crate::workbench::Workbench;

/// Everything that is known when a letter is written.
pub(super) struct Situation<'c> {
    pub(super) case: Case,
    pub(super) standing: Standing,
    pub(super) service: Option<&'c ServiceDefinition>,
    pub(super) requirements: Vec<Askable>,
    /// What was sent, oldest first.
    pub(super) letters: Vec<Letter>,
    /// The last covering letter to another authority.
    pub(super) handed_over: Option<HandedOver>,
    pub(super) today: Date,
}

/// When and to whom a case was handed over, and why.
pub(super) struct HandedOver {
    pub(super) on: Date,
    /// Name and address, line by line.
    pub(super) to: Vec<String>,
    grounds: Option<String>,
}

impl Workbench {
    pub(super) async fn situation(&self, tx: &mut Tx, case: CaseId) -> Result<Situation<'_>, WorkflowError> {
        let catalogue = self.catalogue();
        let case = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let standing = load_standing(tx, case.id).await?;
        let letters = tx.letters(case.id).await?;
        let asked = asked(&letters)?;
        let service = standing.definition(catalogue);
        let requirements = service.into_iter().flat_map(|service| &service.evidence);
        let requirements = requirements.map(|requirement| Askable {
            requirement: requirement.id.clone(),
            demand: requirement.demand,
            state: standing
                .requirement_state(&requirement.id)
                .unwrap_or(RequirementState::Unclear),
            asked_on: asked.get(&requirement.id).copied(),
        });
        let requirements = requirements.collect();
        let today = self.clock().today();
        Ok(Situation {
            handed_over: handed_over(&letters)?,
            case,
            standing,
            service,
            requirements,
            letters,
            today,
        })
    }
}

impl Situation<'_> {
    /// What keeps a letter from being sent now.
    pub(super) fn problems(
        &self,
        catalogue: &Catalogue,
        kind: LetterKind,
        content: &LetterContent,
    ) -> Vec<FieldIssue> {
        let notices = catalogue.letters.notices(kind).iter();
        let notices: Vec<String> = notices.map(|notice| notice.id.clone()).collect();
        let delivery = self.delivery(catalogue, kind);
        let basis = LetterBasis {
            service_is_confirmed: self.standing.confirmed_service().is_some(),
            has_letterhead: catalogue.letters.letterhead.is_some(),
            requirements: &self.requirements,
            legal_notices: &notices,
            legal_notice_by_rule: self.notice(catalogue, kind).map(|notice| notice.id.as_str()),
            today: self.today,
            delivered_on: delivery.map(|delivery| delivery.on),
            is_handed_over: self.handed_over.is_some(),
            calendar: &catalogue.calendar,
        };
        let found = problems(kind, content, &basis).into_iter();
        found.map(FieldIssue::from).collect()
    }

    /// What the rules alone say: a day, a notice, an address that a person confirmed; in the notice of a transfer what
    /// the covering letter said. What is asked for is for the clerk to choose.
    pub(super) fn fresh(&self, catalogue: &Catalogue, kind: LetterKind) -> LetterContent {
        let (recipient, is_confirmed) = self.recipient_of(kind);
        let told = self
            .handed_over
            .as_ref()
            .filter(|_| kind == LetterKind::TransferNotice);
        LetterContent {
            recipient: if is_confirmed { recipient } else { Vec::new() },
            due_on: self
                .deadline(catalogue, kind)
                .and_then(|deadline| deadline.end.last_day),
            legal_notice: self.notice(catalogue, kind).map(|notice| notice.id.clone()),
            grounds: told.and_then(|told| told.grounds.clone()),
            ..LetterContent::default()
        }
    }

    pub(super) fn proposal(
        &self,
        catalogue: &Catalogue,
        kind: LetterKind,
        draft_version: i64,
    ) -> LetterProposal {
        let (recipient, recipient_is_confirmed) = self.recipient_of(kind);
        let words = CaseWords::new(self, kind);
        let notices = catalogue.letters.notices(kind).iter();
        let notices = notices.map(|notice| LegalNotice {
            text: notice.text.iter().map(|text| words.begin(text)).collect(),
            ..notice.clone()
        });
        let confirmed = self.standing.confirmed_service();
        let authorities = if kind == LetterKind::Transfer {
            catalogue.letters.authorities_for(confirmed.as_ref())
        } else {
            Vec::new()
        };
        LetterProposal {
            kind,
            draft_version,
            recipient,
            recipient_is_confirmed,
            items: if kind.names_items() {
                self.items(catalogue)
            } else {
                Vec::new()
            },
            deadline: self.deadline(catalogue, kind),
            legal_notices: notices.collect(),
            legal_notice_by_rule: self.notice(catalogue, kind).map(|notice| notice.id.clone()),
            authorities: authorities.into_iter().cloned().collect(),
            texts: words.frame(catalogue.letters.texts(kind)),
        }
    }

    /// The legal notice that the rule chooses.
    fn notice<'a>(&self, catalogue: &'a Catalogue, kind: LetterKind) -> Option<&'a LegalNotice> {
        // A letter that needs no confirmed service gets no law from one that nobody confirmed.
        let is_known = !kind.hands_over() || self.standing.confirmed_service().is_some();
        let service = self.service.filter(|_| is_known)?;
        catalogue.letters.notice_for(kind, service)
    }

    /// When a letter of today counts as received; `None` if no rule tells, or if the letter sets no day.
    fn delivery(&self, catalogue: &Catalogue, kind: LetterKind) -> Option<Delivery> {
        let notice = self.notice(catalogue, kind).filter(|_| kind.sets_day())?;
        delivery(catalogue, &notice.procedure, self.today)
    }

    fn items(&self, catalogue: &Catalogue) -> Vec<ProposedItem> {
        let Some(service) = self.service else {
            return Vec::new();
        };
        let both = self.requirements.iter().zip(&service.evidence);
        let items = both.filter(|(askable, _)| askable.is_open());
        items
            .map(|(askable, requirement)| {
                let subject = Subject::Requirement(requirement.id.clone());
                ProposedItem {
                    requirement: requirement.id.clone(),
                    label: requirement.label.clone(),
                    text: catalogue.letters.wording(&service.key, requirement),
                    state: askable.state,
                    is_settled: self.standing.reviews.contains_key(&subject),
                    demand: askable.demand,
                    refusal: askable.refusal(),
                    needs_reason: askable.needs_reason(),
                    asked_on: askable.asked_on,
                    legal_bases: requirement.basis.clone(),
                }
            })
            .collect()
    }

    fn deadline(&self, catalogue: &Catalogue, kind: LetterKind) -> Option<ProposedDeadline> {
        let (service, delivery) = (self.service?, self.delivery(catalogue, kind)?);
        let days = catalogue.letters.answer_days(&service.key);
        // The period begins with the day after delivery (§ 26 Abs. 2 SGB X, § 31 Abs. 2 VwVfG, § 108 Abs. 2 AO).
        let period = Period::new(
            Beginning::After(delivery.on),
            Length::days(days),
            LastDay::WorkingDay,
        );
        let end = period.end(&catalogue.calendar).ok()?;
        Some(ProposedDeadline {
            dispatched_on: self.today,
            delivery,
            days,
            holidays: holiday_names(&end, catalogue),
            end,
        })
    }

    /// Whom a letter of this kind goes to, as the fields say, and whether a person confirmed all of them. No field says
    /// who is competent.
    fn recipient_of(&self, kind: LetterKind) -> (Vec<String>, bool) {
        if kind == LetterKind::Transfer {
            (Vec::new(), false)
        } else {
            self.recipient()
        }
    }

    /// Name and address as the fields say, and whether a person confirmed all of them.
    fn recipient(&self) -> (Vec<String>, bool) {
        let line = |ids: &[&str]| {
            let parts = ids.iter().map(|id| Subject::Field(FieldId::from(*id)));
            let said = parts.filter_map(|subject| {
                let value = self.standing.value(&subject)?;
                Some((value, self.standing.settled(&subject).is_some()))
            });
            let said: Vec<(String, bool)> = said.collect();
            let is_confirmed = said.iter().all(|(_, settled)| *settled);
            let words: Vec<String> = said.into_iter().map(|(value, _)| value).collect();
            (words.join(" "), is_confirmed)
        };
        let mut lines = vec![
            line(&["applicant.given_names", "applicant.family_name"]),
            line(&["applicant.street", "applicant.house_number"]),
            line(&["applicant.postal_code", "applicant.city"]),
        ];
        if lines[0].0.is_empty() {
            lines[0] = line(&["business.name"]);
        }
        if lines.iter().any(|(text, _)| text.is_empty()) {
            return (Vec::new(), false);
        }
        let is_confirmed = lines.iter().all(|(_, confirmed)| *confirmed);
        (lines.into_iter().map(|(text, _)| text).collect(), is_confirmed)
    }
}

/// The day of the last letter that asked for each piece of evidence.
fn asked(letters: &[Letter]) -> Result<BTreeMap<RequirementId, Date>, WorkflowError> {
    let mut asked = BTreeMap::new();
    for letter in letters
        .iter()
        .filter(|letter| letter.kind == LetterKind::DocumentRequest)
    {
        for item in content::of_letter(letter)?.items {
            asked.insert(item.requirement, german_date(letter.at));
        }
    }
    Ok(asked)
}

/// The last covering letter to another authority.
fn handed_over(letters: &[Letter]) -> Result<Option<HandedOver>, WorkflowError> {
    let Some(letter) = letters.iter().rfind(|letter| letter.kind == LetterKind::Transfer) else {
        return Ok(None);
    };
    let content = content::of_letter(letter)?;
    Ok(Some(HandedOver {
        on: german_date(letter.at),
        to: content.recipient,
        grounds: content.grounds,
    }))
}

/// When a letter that is posted on a day counts as received. What was sent another way counts as received no later.
fn delivery(catalogue: &Catalogue, procedure: &str, dispatched: Date) -> Option<Delivery> {
    let found = delivered(
        &catalogue.deliveries,
        procedure,
        DeliveryChannel::Post,
        dispatched,
        None,
        &catalogue.calendar,
    );
    found.ok().flatten()
}
