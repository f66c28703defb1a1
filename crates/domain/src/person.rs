//! People who work with the system, and what their roles allow.
use crate::ids::UserId;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a person is here for. One person has one role.
    Role {
        /// Triage and work on applications.
        Clerk => "clerk",
        /// Audit what was suggested and what people made of it.
        Supervisor => "supervisor",
        /// Measure how good the models are.
        Data => "data",
    }
}

/// A person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Who.
    pub id: UserId,
    /// Name used to sign in.
    pub username: String,
    /// Name shown to colleagues.
    pub display_name: String,
    /// What the person may do.
    pub role: Role,
}

/// A person who may turn suggestions into facts. Made from a [`User`] with the role `clerk`, and in no other way:
/// a use case that takes a `Clerk` cannot be called by a model, a job or a supervisor.
#[doc(alias = "Sachbearbeiter/in")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clerk(User);

impl Clerk {
    /// The clerk in a user, if the role says so.
    pub fn from_user(user: User) -> Option<Self> {
        (user.role == Role::Clerk).then_some(Self(user))
    }
    /// The person.
    pub fn user(&self) -> &User {
        &self.0
    }
    /// The person's id.
    pub fn id(&self) -> UserId {
        self.0.id
    }
}
