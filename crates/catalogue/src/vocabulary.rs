//! The field library of the built-in blueprint, looked up by id, whether or not a service asks for the field.
use crate::files;
use crate::library::Library;
use crate::schema::FieldsFile;
use crate::service::FieldDefinition;

/// Every field that the vocabulary knows.
#[derive(Debug)]
pub struct Vocabulary {
    library: Library,
}

impl Vocabulary {
    /// As the binary carries it.
    pub fn built_in() -> Self {
        let files = files::built_in();
        let text = files
            .get("fields.toml")
            .and_then(|bytes| std::str::from_utf8(bytes).ok());
        let file = text.and_then(|text| toml::from_str::<FieldsFile>(text).ok());
        Self {
            library: Library::new(file.unwrap_or_default()),
        }
    }

    /// The field with this id, voluntary and without norms; of persons also numbered ones (`child2.date_of_birth`).
    pub fn field(&self, id: &str) -> Option<FieldDefinition> {
        self.library.field(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_persons_and_of_topics_are_known() {
        let vocabulary = Vocabulary::built_in();
        for id in ["applicant.tax_id", "child2.given_names", "dwelling.total_rent"] {
            assert!(vocabulary.field(id).is_some(), "{id}");
        }
        assert!(vocabulary.field("applicant.shoe_size").is_none());
    }
}
