//! The field library: every field once, persons as templates that each role repeats.
use aktenlage_domain::ids::FieldId;
use aktenlage_domain::value::ValueKind;

use crate::schema::{FieldEntry, FieldsFile, LabelText, OptionEntry, RoleEntry};
use crate::service::{FieldDefinition, FieldOption, FieldRequirement, Label};

/// Looks fields up by id.
#[derive(Debug, Default)]
pub(crate) struct Library {
    roles: Vec<RoleEntry>,
    person_fields: Vec<FieldEntry>,
    fields: Vec<FieldEntry>,
}

impl Library {
    pub(crate) fn new(file: FieldsFile) -> Self {
        Self {
            roles: file.roles,
            person_fields: file.person_fields,
            fields: file.fields,
        }
    }

    /// The field with this id, voluntary and without norms; `None` if the library does not know it.
    pub(crate) fn field(&self, id: &str) -> Option<FieldDefinition> {
        if let Some(entry) = self.fields.iter().find(|entry| entry.id == id) {
            return definition(id, entry, label(&entry.label), entry.sections.clone());
        }
        let (person, name) = id.split_once('.')?;
        let prefix = person.trim_end_matches(|character: char| character.is_ascii_digit());
        let role = |prefix: &str| self.roles.iter().find(|role| role.prefix == prefix);
        // `parent2` is a role of its own, `child2` the second child.
        let (role, number) = match role(person) {
            Some(role) => (role, ""),
            None => (role(prefix)?, &person[prefix.len()..]),
        };
        let entry = self.person_fields.iter().find(|entry| entry.id == name)?;
        let name = label(&entry.label);
        let number = if number.is_empty() {
            String::new()
        } else {
            format!(" {number}")
        };
        let name = if person == "applicant" {
            name
        } else {
            Label {
                de: format!("{}{number}: {}", role.label.de, name.de),
                en: format!("{}{number}: {}", role.label.en, name.en),
            }
        };
        definition(id, entry, name, role.sections.clone())
    }

    /// What is wrong with the library itself: code and detail.
    pub(crate) fn problems(&self) -> Vec<(&'static str, String)> {
        let mut problems = Vec::new();
        let entries = || self.person_fields.iter().chain(&self.fields);
        for entry in entries() {
            let id = &entry.id;
            let options = || entry.options.iter();
            if std::iter::once(&entry.label)
                .chain(options().map(|option| &option.label))
                .any(incomplete)
            {
                problems.push((
                    "missing_label",
                    format!("{id}: German and English label are both needed"),
                ));
            }
            match entry.kind.parse::<ValueKind>() {
                Err(_) => problems.push((
                    "unknown_word",
                    format!("{id}: `{}` is no kind of value", entry.kind),
                )),
                Ok(kind) if (kind == ValueKind::Code) == entry.options.is_empty() => {
                    problems.push((
                        "missing_options",
                        format!("{id}: options belong to code fields, and only to them"),
                    ));
                }
                Ok(_) => {}
            }
            if let Some(twice) = repeated(options().map(|option| option.id.as_str())) {
                problems.push(("duplicate_id", format!("{id}: option `{twice}` stands twice")));
            }
        }
        for role in self.roles.iter().filter(|role| incomplete(&role.label)) {
            problems.push((
                "missing_label",
                format!("{}: German and English label are both needed", role.prefix),
            ));
        }
        let ids = |entries: &[FieldEntry]| entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>();
        let roles: Vec<String> = self.roles.iter().map(|role| role.prefix.clone()).collect();
        for list in [ids(&self.person_fields), ids(&self.fields), roles] {
            if let Some(twice) = repeated(list.iter().map(String::as_str)) {
                problems.push(("duplicate_id", format!("`{twice}` stands twice")));
            }
        }
        problems
    }
}

/// Whether one of the two languages is missing.
pub(crate) fn incomplete(text: &LabelText) -> bool {
    text.de.trim().is_empty() || text.en.trim().is_empty()
}

/// The first id that stands twice.
pub(crate) fn repeated<'a>(ids: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    ids.into_iter().find(|id| !seen.insert(*id))
}

pub(crate) fn label(text: &LabelText) -> Label {
    Label {
        de: text.de.clone(),
        en: text.en.clone(),
    }
}

fn definition(
    id: &str,
    entry: &FieldEntry,
    label: Label,
    mut sections: Vec<String>,
) -> Option<FieldDefinition> {
    if !entry.sections.is_empty() {
        sections.clone_from(&entry.sections);
    }
    Some(FieldDefinition {
        id: FieldId::from(id),
        label,
        kind: entry.kind.parse().ok()?,
        options: entry.options.iter().map(option).collect(),
        requirement: FieldRequirement::Voluntary,
        form_labels: entry.form_labels.clone(),
        sections,
        basis: Vec::new(),
    })
}

fn option(entry: &OptionEntry) -> FieldOption {
    FieldOption {
        id: entry.id.clone(),
        label: label(&entry.label),
        form_labels: entry.form_labels.clone(),
    }
}
