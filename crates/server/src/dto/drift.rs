//! How suggestions fare week by week, as the data team sees it.
use aktenlage_domain::clock::date_to_text;
use aktenlage_workflow::drift as workflow;
use serde::Serialize;
use utoipa::ToSchema;

use super::evaluation::report::Figure;
use super::list;

/// That a week is beyond the weeks before it: their intervals have nothing in common.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DriftChange {
    /// Whether it is more than before, or else less.
    is_above: bool,
    /// The weeks before, together.
    before: Figure,
}

impl From<workflow::Change> for DriftChange {
    fn from(change: workflow::Change) -> Self {
        Self {
            is_above: change.is_above,
            before: change.before.into(),
        }
    }
}

/// A week of a series.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DriftPoint {
    /// With the interval of Clopper and Pearson.
    share: Figure,
    /// `null` where nothing changed, and where either side has too few items.
    change: Option<DriftChange>,
}

impl From<workflow::Point> for DriftPoint {
    fn from(point: workflow::Point) -> Self {
        Self {
            share: point.figure.into(),
            change: point.change.map(DriftChange::from),
        }
    }
}

/// How often a reason made the models silent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SilenceReason {
    /// Code of the abstention.
    reason: String,
    /// As long as the list of weeks.
    points: Vec<DriftPoint>,
}

/// How often the models were silent about one kind of subject.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Silence {
    /// Kind of the subjects.
    kind: String,
    /// Suggestions without a value; as long as the list of weeks.
    points: Vec<DriftPoint>,
    reasons: Vec<SilenceReason>,
}

impl From<workflow::Silence> for Silence {
    fn from(silence: workflow::Silence) -> Self {
        let reasons = silence.reasons.into_iter().map(|(reason, points)| SilenceReason {
            reason: reason.to_string(),
            points: list(points),
        });
        Self {
            kind: silence.kind.to_string(),
            points: list(silence.weeks),
            reasons: reasons.collect(),
        }
    }
}

/// A taught form of which another edition came in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OtherEdition {
    /// Id of the form.
    form: String,
    /// Its name as it was taught.
    name: String,
    #[schema(format = Date)]
    first_seen: String,
    #[schema(format = Date)]
    last_seen: String,
    documents: usize,
}

impl From<workflow::OtherEdition> for OtherEdition {
    fn from(edition: workflow::OtherEdition) -> Self {
        Self {
            form: edition.form,
            name: edition.name,
            first_seen: date_to_text(edition.first_seen),
            last_seen: date_to_text(edition.last_seen),
            documents: edition.documents,
        }
    }
}

/// Documents by what their form is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FormDrift {
    /// In an edition that was never taught, among those that are a taught form in whatever edition.
    unseen: Vec<DriftPoint>,
    /// With an edition that is not sure, among the same.
    unsure: Vec<DriftPoint>,
    /// No taught form, among all documents.
    untaught: Vec<DriftPoint>,
    /// The latest news first.
    other_editions: Vec<OtherEdition>,
}

/// What people made of the suggestions of a model.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ModelOverrides {
    /// Encoder, heads or rules with their versions; `null` for all of them together.
    model: Option<String>,
    /// Amended or rejected among those that were settled; as long as the list of weeks.
    points: Vec<DriftPoint>,
}

impl From<workflow::Overrides> for ModelOverrides {
    fn from(overrides: workflow::Overrides) -> Self {
        Self {
            model: overrides.model,
            points: list(overrides.weeks),
        }
    }
}

/// How suggestions fare week by week.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DriftView {
    /// The Mondays, the running week last.
    weeks: Vec<String>,
    /// Items below which there is no figure.
    minimum_n: usize,
    /// So many weeks a week is compared with.
    weeks_before: usize,
    silences: Vec<Silence>,
    forms: FormDrift,
    /// Over all models first, then model by model; empty while nobody settled anything.
    overrides: Vec<ModelOverrides>,
}

impl From<workflow::Drift> for DriftView {
    fn from(drift: workflow::Drift) -> Self {
        Self {
            weeks: drift.weeks.into_iter().map(date_to_text).collect(),
            minimum_n: drift.minimum_n,
            weeks_before: workflow::WEEKS_BEFORE,
            silences: list(drift.silences),
            forms: FormDrift {
                unseen: list(drift.forms.unseen),
                unsure: list(drift.forms.unsure),
                untaught: list(drift.forms.untaught),
                other_editions: list(drift.forms.other_editions),
            },
            overrides: list(drift.overrides),
        }
    }
}
