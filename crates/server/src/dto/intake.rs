//! What comes without upload.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_workflow as workflow;
use serde::Serialize;
use utoipa::ToSchema;

use super::word::{IntakeChannel, IntakeRefusalCode, IntakeSourceKind};

/// Something that was not taken in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct IntakeRefusal {
    #[schema(format = DateTime)]
    at: String,
    code: IntakeRefusalCode,
    /// Its name as found; of a message its number on the server.
    file_name: String,
}

/// A watched folder or a mailbox, and what came through it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct IntakeSource {
    name: String,
    kind: IntakeSourceKind,
    channel: IntakeChannel,
    /// The service that mostly comes this way; nothing follows from it.
    service: Option<String>,
    /// Submissions so far.
    taken: i64,
    #[schema(format = DateTime)]
    last_taken_at: Option<String>,
    /// Refusals so far.
    refused: i64,
    /// The last five, newest first.
    last_refusals: Vec<IntakeRefusal>,
    /// `null` while this process has not looked.
    #[schema(format = DateTime)]
    last_look_at: Option<String>,
    /// When a look last went well; `null` while none of this process has.
    #[schema(format = DateTime)]
    last_good_look_at: Option<String>,
    /// What lay there at the last look and was not dealt with.
    waiting: Option<i64>,
    /// What went wrong at the last look, as a code.
    problem: Option<String>,
}

/// All watched folders and mailboxes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct IntakeSources {
    pub(crate) items: Vec<IntakeSource>,
}

impl From<workflow::IntakeSource> for IntakeSource {
    fn from(source: workflow::IntakeSource) -> Self {
        let look = source.last_look;
        Self {
            name: source.name,
            kind: source.kind.into(),
            channel: source.channel.into(),
            service: source.service.map(|service| service.as_str().to_owned()),
            taken: source.taken,
            last_taken_at: source.last_taken_at.map(instant_to_text),
            refused: source.refused,
            last_refusals: source
                .last_refusals
                .into_iter()
                .map(|refusal| IntakeRefusal {
                    at: instant_to_text(refusal.at),
                    code: refusal.code.into(),
                    file_name: refusal.file_name,
                })
                .collect(),
            last_look_at: look.map(|look| instant_to_text(look.at)),
            last_good_look_at: look.and_then(|look| look.good_at).map(instant_to_text),
            waiting: look.map(|look| i64::try_from(look.waiting).unwrap_or(i64::MAX)),
            problem: look.and_then(|look| look.problem).map(str::to_owned),
        }
    }
}
