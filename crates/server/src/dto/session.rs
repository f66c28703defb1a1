//! Who is signed in, and what assists.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::person::User;
use aktenlage_workflow::{Session, views};
use serde::Serialize;
use utoipa::ToSchema;

use super::word::{ModelState, Role};

/// The person who is signed in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CurrentUser {
    #[schema(format = "uuid")]
    id: String,
    username: String,
    display_name: String,
    role: Role,
}

/// What assists the clerks at the moment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Assistance {
    models: ModelState,
    encoder: Option<String>,
    blueprint: String,
    /// Passages in the index.
    regulations: u64,
}

/// The session. No `Debug`: it holds a token.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct SessionView {
    user: CurrentUser,
    /// Goes into `X-CSRF-Token` of every write.
    csrf_token: String,
    #[schema(format = DateTime)]
    expires_at: String,
    assistance: Assistance,
}

impl SessionView {
    pub(crate) fn new(session: Session, csrf_token: String, assistance: views::Assistance) -> Self {
        Self {
            user: session.user.into(),
            csrf_token,
            expires_at: instant_to_text(session.expires_at),
            assistance: Assistance {
                models: assistance.models.into(),
                encoder: assistance.encoder,
                blueprint: assistance.blueprint,
                regulations: assistance.regulations,
            },
        }
    }
}

impl From<User> for CurrentUser {
    fn from(user: User) -> Self {
        Self {
            id: user.id.to_string(),
            username: user.username,
            display_name: user.display_name,
            role: user.role.into(),
        }
    }
}
