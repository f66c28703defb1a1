//! Names in both languages, and people by name.
use aktenlage_workflow::{Label as CatalogueLabel, views};
use serde::Serialize;
use utoipa::ToSchema;

/// A text of the blueprint in both languages.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Label {
    /// German.
    pub(crate) de: String,
    /// English.
    pub(crate) en: String,
}

impl From<CatalogueLabel> for Label {
    fn from(label: CatalogueLabel) -> Self {
        Self {
            de: label.de,
            en: label.en,
        }
    }
}

/// Something with an id and a name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Named {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) label: Label,
}

impl<Id: std::fmt::Display> From<(Id, CatalogueLabel)> for Named {
    fn from((id, label): (Id, CatalogueLabel)) -> Self {
        Self {
            id: id.to_string(),
            label: label.into(),
        }
    }
}

impl From<views::OptionView> for Named {
    fn from(option: views::OptionView) -> Self {
        Self {
            id: option.id,
            label: option.label.into(),
        }
    }
}

/// A person by name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Person {
    /// Who.
    #[schema(format = "uuid")]
    pub(crate) id: String,
    /// Name shown to colleagues.
    pub(crate) display_name: String,
}

/// The clerks who may sign in, by name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Clerks {
    pub(crate) items: Vec<Person>,
}

impl From<views::Person> for Person {
    fn from(person: views::Person) -> Self {
        Self {
            id: person.id.to_string(),
            display_name: person.display_name,
        }
    }
}

/// Who did something.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Actor {
    /// `user`, `system` or `model`.
    pub(crate) kind: ActorKind,
    /// The person's id.
    pub(crate) id: Option<String>,
    /// The person's or model's name.
    pub(crate) name: Option<String>,
}

/// Kinds of actors.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ActorKind {
    /// A person.
    User,
    /// A job or the command line.
    System,
    /// A model, through a job.
    Model,
}

impl From<views::ActorView> for Actor {
    fn from(actor: views::ActorView) -> Self {
        match actor {
            views::ActorView::Person(person) => Self {
                kind: ActorKind::User,
                id: Some(person.id.to_string()),
                name: Some(person.display_name),
            },
            views::ActorView::System => Self {
                kind: ActorKind::System,
                id: None,
                name: None,
            },
            views::ActorView::Model(name) => Self {
                kind: ActorKind::Model,
                id: None,
                name: Some(name),
            },
        }
    }
}
