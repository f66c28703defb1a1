//! How often suggestions say what people say who have not seen them: over the cases of the office, never by person.
use std::collections::BTreeMap;

use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::service::Label;
use aktenlage_domain::ids::{CaseId, CaseReference, FieldId};
use aktenlage_domain::sample::{SamplePlan, entries_needed};
use aktenlage_domain::value::{ValueKind, normalise, same_value};
use aktenlage_evaluation::metrics::figure::Figure;
use aktenlage_evaluation::report::Settings;
use aktenlage_store::{BlindEntry, SampledCase};
use time::OffsetDateTime;

use crate::error::WorkflowError;
use crate::read_fields::{any_field, options};
use crate::views::OptionView;
use crate::workbench::Workbench;

/// Cases that are listed, newest first.
const LISTED_CASES: usize = 100;
/// Differing entries that are listed, newest first.
const LISTED_ENTRIES: usize = 100;
/// The share of wrong suggestions that the words about power name.
const ERROR_RATE: f64 = 0.03;
/// How surely it is found.
const CONFIDENCE: f64 = 0.95;

/// What became of a field that was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryState {
    /// Nobody has entered it yet.
    Open,
    /// The case was closed before anybody did.
    NotEntered,
    /// Person and suggestion name the same value.
    Same,
    /// They name different values.
    Different,
    /// The person names a value, the suggestion none.
    Silent,
    /// The person could not tell.
    Unclear,
}

impl EntryState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Open,
        Self::NotEntered,
        Self::Same,
        Self::Different,
        Self::Silent,
        Self::Unclear,
    ];

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::NotEntered => "not_entered",
            Self::Same => "same",
            Self::Different => "different",
            Self::Silent => "silent",
            Self::Unclear => "unclear",
        }
    }
}

/// A field that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedField {
    /// Its id.
    pub field: FieldId,
    /// Its name.
    pub label: Option<Label>,
    /// What became of it.
    pub state: EntryState,
}

/// A case that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampledCaseView {
    /// The case.
    pub case: (CaseId, CaseReference),
    /// When it was drawn.
    pub drawn_at: OffsetDateTime,
    /// Its fields; empty until there are suggestions on fields.
    pub fields: Vec<ComparedField>,
}

/// An entry that says something else than the suggestion that was withheld.
#[derive(Clone, Debug)]
pub struct DifferingEntry {
    /// The case.
    pub case: (CaseId, CaseReference),
    /// The field.
    pub field: FieldId,
    /// Its name.
    pub label: Option<Label>,
    /// Type of both values.
    pub kind: ValueKind,
    /// Options of a coded field.
    pub options: Vec<OptionView>,
    /// What the person entered first.
    pub entered: String,
    /// What was suggested.
    pub suggested: String,
    /// When it was entered.
    pub at: OffsetDateTime,
}

/// How many entries it takes to find that suggestions err.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Power {
    /// The share of wrong suggestions that is to be found.
    pub error_rate: f64,
    /// With which probability at least one of them is met.
    pub confidence: f64,
    /// Entries that it takes.
    pub needed: u32,
}

/// What the samples of the office say.
#[derive(Clone, Debug)]
pub struct SampleReport {
    /// What is in force for new cases.
    pub plan: SamplePlan,
    /// Entries below which there is no figure.
    pub minimum_n: usize,
    /// Cases that were drawn.
    pub drawn: usize,
    /// Fields that nobody has entered yet.
    pub open: usize,
    /// Fields of cases that were closed before.
    pub not_entered: usize,
    /// Entries where the suggestion named no value.
    pub silent: usize,
    /// Entries where the person could not tell.
    pub unclear: usize,
    /// The share of suggestions that the first blind entry agrees with, of those where both name a value.
    pub agreement: Figure,
    /// How many it takes.
    pub power: Power,
    /// The newest entries that differ.
    pub differing: Vec<DifferingEntry>,
    /// The cases that were drawn last.
    pub cases: Vec<SampledCaseView>,
}

impl Workbench {
    /// What came of the samples until now.
    pub async fn sample_report(&self) -> Result<SampleReport, WorkflowError> {
        let mut tx = self.read().await?;
        let sampled = tx.sampled_cases().await?;
        let entries = tx.blind_entries().await?;
        Ok(report(self.catalogue(), self.office().samples, sampled, &entries))
    }
}

fn report(
    catalogue: &Catalogue,
    plan: SamplePlan,
    sampled: Vec<SampledCase>,
    entries: &[BlindEntry],
) -> SampleReport {
    let said: BTreeMap<(CaseId, &FieldId), &BlindEntry> = entries
        .iter()
        .map(|entry| ((entry.case, &entry.field), entry))
        .collect();
    let drawn = sampled.len();
    let mut cases: Vec<SampledCaseView> = Vec::with_capacity(drawn);
    let mut differing = Vec::new();
    for one in sampled {
        let case = (one.sample.draw.case, one.reference);
        let mut fields = Vec::new();
        for field in one.sample.fields.unwrap_or_default() {
            let definition = any_field(catalogue, &field);
            let kind = definition.map_or(ValueKind::Text, |definition| definition.kind);
            let label = definition.map(|definition| definition.label.clone());
            let state = match said.get(&(case.0, &field)) {
                Some(entry) => compare(kind, entry),
                None if one.state.is_open() => EntryState::Open,
                None => EntryState::NotEntered,
            };
            if let Some(entry) = said
                .get(&(case.0, &field))
                .filter(|_| state == EntryState::Different)
            {
                differing.push(DifferingEntry {
                    case: case.clone(),
                    field: field.clone(),
                    label: label.clone(),
                    kind,
                    options: definition.map(options).unwrap_or_default(),
                    entered: entry.value.clone().unwrap_or_default(),
                    suggested: suggested(entry).unwrap_or_default().to_owned(),
                    at: entry.at,
                });
            }
            fields.push(ComparedField { field, label, state });
        }
        cases.push(SampledCaseView {
            case,
            drawn_at: one.sample.draw.at,
            fields,
        });
    }
    let count = |state: EntryState| {
        let fields = cases.iter().flat_map(|case| &case.fields);
        fields.filter(|field| field.state == state).count()
    };
    let (same, different) = (count(EntryState::Same), count(EntryState::Different));
    let minimum_n = Settings::default().minimum_n;
    differing.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    differing.truncate(LISTED_ENTRIES);
    SampleReport {
        plan,
        minimum_n,
        drawn,
        open: count(EntryState::Open),
        not_entered: count(EntryState::NotEntered),
        silent: count(EntryState::Silent),
        unclear: count(EntryState::Unclear),
        agreement: Figure::proportion(same, same + different, minimum_n),
        power: Power {
            error_rate: ERROR_RATE,
            confidence: CONFIDENCE,
            needed: entries_needed(ERROR_RATE, CONFIDENCE).unwrap_or_default(),
        },
        differing,
        cases: cases.into_iter().take(LISTED_CASES).collect(),
    }
}

fn suggested(entry: &BlindEntry) -> Option<&str> {
    entry.suggested.as_ref()?.value()
}

/// Whether both say the same, each in the normal form of its type.
fn compare(kind: ValueKind, entry: &BlindEntry) -> EntryState {
    let normal = |text: &str| normalise(kind, text).unwrap_or_else(|_| text.to_owned());
    match (entry.value.as_deref(), suggested(entry)) {
        (None, _) => EntryState::Unclear,
        (Some(_), None) => EntryState::Silent,
        (Some(entered), Some(suggested)) if same_value(kind, &normal(entered), &normal(suggested)) => {
            EntryState::Same
        }
        (Some(_), Some(_)) => EntryState::Different,
    }
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::case::CaseState;
    use aktenlage_domain::review::Verdict;
    use aktenlage_domain::sample::SampleDraw;
    use aktenlage_domain::suggestion::{AbstentionReason, Answer};
    use aktenlage_store::Sample;
    use time::macros::datetime;

    use super::*;

    const NAME: &str = "applicant.family_name";
    const BIRTH: &str = "applicant.date_of_birth";

    fn id<T: std::str::FromStr>(number: u32) -> T
    where
        T::Err: std::fmt::Debug,
    {
        format!("00000000-0000-0000-0000-{number:012}").parse().unwrap()
    }

    fn case(number: u32, state: CaseState, fields: Option<&[&str]>) -> SampledCase {
        SampledCase {
            sample: Sample {
                draw: SampleDraw {
                    id: id(number),
                    case: id(number),
                    plan: SamplePlan {
                        share_ppm: 100_000,
                        fields: 2,
                    },
                    at: datetime!(2026-11-22 10:00 UTC),
                },
                fields: fields.map(|ids| ids.iter().map(|id| FieldId::from(*id)).collect()),
            },
            reference: CaseReference::new("AL", 2026, 1),
            state,
        }
    }

    fn entry(number: u32, field: &str, value: Option<&str>, suggested: Option<&str>) -> BlindEntry {
        let answer = match suggested {
            Some(value) => Answer::Value {
                value: value.to_owned(),
                probability: 0.9,
                evidence: Vec::new(),
                alternatives: Vec::new(),
            },
            None => Answer::Abstained {
                reason: AbstentionReason::NoEvidence,
                evidence: Vec::new(),
            },
        };
        BlindEntry {
            case: id(number),
            field: FieldId::from(field),
            verdict: if value.is_some() {
                Verdict::Entered
            } else {
                Verdict::Unclear
            },
            value: value.map(str::to_owned),
            suggested: Some(answer),
            at: datetime!(2026-11-22 11:00 UTC),
        }
    }

    fn reported(sampled: Vec<SampledCase>, entries: &[BlindEntry]) -> SampleReport {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        report(&catalogue, SamplePlan::default(), sampled, entries)
    }

    #[test]
    fn each_field_that_was_drawn_has_one_state() {
        let both: &[&str] = &[NAME, BIRTH];
        let open = CaseState::UnderReview;
        let sampled = vec![
            case(1, open, Some(both)),
            case(2, open, Some(both)),
            case(3, open, Some(both)),
            case(4, CaseState::Decided, Some(&[NAME])),
            case(5, open, None),
        ];
        let entries = [
            entry(1, NAME, Some("MUSTERFRAU"), Some("Musterfrau")),
            entry(1, BIRTH, Some("1990-02-01"), Some("1990-01-02")),
            entry(2, NAME, Some("Öz"), None),
            entry(2, BIRTH, None, Some("1990-01-02")),
            // Not drawn: of a case that is not among them.
            entry(9, NAME, Some("a"), Some("b")),
        ];
        let report = reported(sampled, &entries);
        let states: Vec<Vec<&str>> = report
            .cases
            .iter()
            .map(|case| case.fields.iter().map(|field| field.state.as_str()).collect())
            .collect();
        assert_eq!(
            states,
            [
                vec!["same", "different"],
                vec!["silent", "unclear"],
                vec!["open", "open"],
                vec!["not_entered"],
                vec![],
            ]
        );
        assert_eq!(
            (
                report.drawn,
                report.open,
                report.not_entered,
                report.silent,
                report.unclear
            ),
            (5, 2, 1, 1, 1)
        );
        assert_eq!((report.agreement.value, report.agreement.n), (None, 2), "too few");
        assert_eq!(report.power.needed, 99);
        let differing: Vec<_> = report
            .differing
            .iter()
            .map(|entry| {
                (
                    entry.field.as_str(),
                    entry.entered.as_str(),
                    entry.suggested.as_str(),
                )
            })
            .collect();
        assert_eq!(differing, [(BIRTH, "1990-02-01", "1990-01-02")]);
    }

    #[test]
    fn enough_entries_make_a_figure() {
        let sampled: Vec<_> = (0..40)
            .map(|number| case(number, CaseState::Decided, Some(&[NAME])))
            .collect();
        let entries: Vec<_> = (0..40)
            .map(|number| {
                let suggested = if number < 38 { "Musterfrau" } else { "Mustermann" };
                entry(number, NAME, Some("Musterfrau"), Some(suggested))
            })
            .collect();
        let report = reported(sampled, &entries);
        assert_eq!((report.agreement.value, report.agreement.n), (Some(0.95), 40));
        assert!(report.agreement.low.is_some_and(|low| low < 0.95));
        assert_eq!(report.differing.len(), 2);
    }
}
