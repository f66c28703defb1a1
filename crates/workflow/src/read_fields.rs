//! The fields of an application: what was suggested, what people made of it.
use std::collections::BTreeSet;

use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::service::{FieldDefinition, FieldRequirement, Label};
use aktenlage_domain::ids::{CaseId, FieldId};
use aktenlage_domain::suggestion::Subject;

use crate::case_detail::load_standing;
use crate::error::WorkflowError;
use crate::names::{Names, suggestion_view};
use crate::views::{AskedOf, FieldView, FieldsView, OptionView};
use crate::workbench::Workbench;

impl Workbench {
    /// All fields of the case's service in the order of the blueprint, then the questions to the clerk that the
    /// checklist waits for or that are answered; none while the service is unknown.
    pub async fn fields(&self, case: CaseId) -> Result<FieldsView, WorkflowError> {
        let mut tx = self.read().await?;
        let found = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let version = found.version;
        let names = Names::load(&mut tx).await?;
        let standing = load_standing(&mut tx, case).await?;
        let definition = standing.definition(self.catalogue());
        let waiting = standing.waiting_requirements();
        let view = |id: &FieldId, field: &FieldDefinition, asked_of: AskedOf| {
            let subject = Subject::Field(id.clone());
            FieldView {
                id: id.clone(),
                label: label(id, field),
                kind: field.kind,
                options: options(field),
                requirement: requirement(&field.requirement),
                asked_of,
                needed_for: waiting.get(id).cloned().unwrap_or_default(),
                suggestion: standing.suggestions.get(&subject).cloned().map(suggestion_view),
                review: standing
                    .reviews
                    .get(&subject)
                    .cloned()
                    .map(|review| names.review(review)),
                is_hidden: standing.withheld.holds(&subject),
            }
        };
        let mut fields = Vec::new();
        if let Some(service) = definition {
            let applicants = service.fields.iter();
            fields.extend(applicants.map(|field| view(&field.id, field, AskedOf::Applicant)));
            let known: BTreeSet<&FieldId> = service.fields.iter().map(|field| &field.id).collect();
            let asked: BTreeSet<&FieldId> = waiting.keys().chain(standing.fields_spoken_of()).collect();
            let questions = asked.difference(&known);
            fields.extend(questions.filter_map(|id| Some(view(id, service.field(id)?, AskedOf::Clerk))));
        }
        Ok(FieldsView { version, fields })
    }
}

/// What the blueprint says of a field, in whichever service asks for it.
pub(crate) fn any_field<'c>(catalogue: &'c Catalogue, id: &FieldId) -> Option<&'c FieldDefinition> {
    let mut fields = catalogue
        .services
        .iter()
        .flat_map(|service| service.fields.iter().chain(&service.questions));
    fields.find(|field| &field.id == id)
}

/// The name of a field; a household member's says whose it is.
fn label(id: &FieldId, field: &FieldDefinition) -> Label {
    let number = id
        .as_str()
        .strip_prefix("member")
        .and_then(|rest| rest.split_once('.'))
        .map_or("", |(number, _)| number);
    if number.is_empty() || &field.id == id {
        return field.label.clone();
    }
    Label {
        de: format!("{} (Person {number})", field.label.de),
        en: format!("{} (person {number})", field.label.en),
    }
}

pub(crate) fn options(field: &FieldDefinition) -> Vec<OptionView> {
    let view = |option: &aktenlage_catalogue::service::FieldOption| OptionView {
        id: option.id.clone(),
        label: option.label.clone(),
    };
    field.options.iter().map(view).collect()
}

pub(crate) fn requirement(requirement: &FieldRequirement) -> &'static str {
    match requirement {
        FieldRequirement::Required => "required",
        FieldRequirement::Conditional(_) => "conditional",
        FieldRequirement::Voluntary => "voluntary",
        FieldRequirement::MustNotAsk => "must_not_ask",
    }
}
