//! The fields of an application: what was suggested, what people made of it.
use aktenlage_catalogue::service::{FieldDefinition, FieldRequirement};
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::suggestion::Subject;

use crate::case_detail::load_standing;
use crate::error::WorkflowError;
use crate::names::{Names, suggestion_view};
use crate::views::{FieldView, FieldsView, OptionView};
use crate::workbench::Workbench;

impl Workbench {
    /// All fields of the case's service in the order of the blueprint; none while the service is unknown.
    pub async fn fields(&self, case: CaseId) -> Result<FieldsView, WorkflowError> {
        let mut tx = self.read().await?;
        let version = tx.case(case).await?.ok_or(WorkflowError::NotFound)?.version;
        let names = Names::load(&mut tx).await?;
        let standing = load_standing(&mut tx, case).await?;
        let service = standing.service();
        let definition = service.as_ref().and_then(|key| self.catalogue().service(key));
        let fields = definition
            .iter()
            .flat_map(|service| &service.fields)
            .map(|field| {
                let subject = Subject::Field(field.id.clone());
                FieldView {
                    id: field.id.clone(),
                    label: field.label.clone(),
                    kind: field.kind,
                    options: options(field),
                    requirement: requirement(&field.requirement),
                    suggestion: standing.suggestions.get(&subject).cloned().map(suggestion_view),
                    review: standing
                        .reviews
                        .get(&subject)
                        .cloned()
                        .map(|review| names.review(review)),
                }
            });
        Ok(FieldsView {
            version,
            fields: fields.collect(),
        })
    }
}

fn options(field: &FieldDefinition) -> Vec<OptionView> {
    let view = |option: &aktenlage_catalogue::service::FieldOption| OptionView {
        id: option.id.clone(),
        label: option.label.clone(),
    };
    field.options.iter().map(view).collect()
}

fn requirement(requirement: &FieldRequirement) -> &'static str {
    match requirement {
        FieldRequirement::Required => "required",
        FieldRequirement::Conditional(_) => "conditional",
        FieldRequirement::Voluntary => "voluntary",
        FieldRequirement::MustNotAsk => "must_not_ask",
    }
}
