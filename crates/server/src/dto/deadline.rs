//! The dates of a case, each with the steps that lead to it.
use aktenlage_domain::clock::date_to_text;
use aktenlage_domain::deadline::calendar::DayOff;
use aktenlage_domain::deadline::{Length, Rule, Step};
use aktenlage_workflow::views;
use serde::Serialize;
use utoipa::ToSchema;

use super::completeness::Norm;
use super::label::Label;
use super::list;

/// A period of the service that the case is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CaseDeadline {
    /// Its id within the service.
    id: String,
    label: Label,
    /// The event from which it runs, for example `received`, `complete`.
    runs_from: String,
    /// The last day; `null` if the file does not know the event, the law names no length, or the clock stands still.
    #[schema(format = Date)]
    last_day: Option<String>,
    /// The receipt at another authority that it runs from, where the law of the service lets that day count; `null` if
    /// it runs from another event.
    filed: Option<Filed>,
    /// How the last day was reached; empty if nothing could be counted.
    steps: Vec<DeadlineStep>,
    legal_bases: Vec<Norm>,
    /// Whether it was checked against the official text.
    verified: bool,
    /// Whether the queue shows this one.
    shown_in_queue: bool,
}

/// Why an application counts as filed before it came here.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Filed {
    /// The day of receipt there.
    #[schema(format = Date)]
    on: String,
    authority: String,
    /// The day of receipt here.
    #[schema(format = Date)]
    received_on: String,
    /// The norm that lets the earlier day count.
    basis: Norm,
}

/// One step of a count.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DeadlineStep {
    rule: DeadlineRule,
    /// For a beginning the day it names, else the last day after the step.
    #[schema(format = Date)]
    day: String,
    /// The norm of counting.
    norm: Option<&'static str>,
    /// The length that was counted or added.
    length: Option<PeriodLength>,
    /// First day that did not count, or the day that was no working day.
    #[schema(format = Date)]
    from: Option<String>,
    /// Last day that did not count.
    #[schema(format = Date)]
    until: Option<String>,
    /// Why the day was no working day.
    day_off: Option<DayOffKind>,
    /// Name of the holiday.
    holiday: Option<Label>,
}

/// What a step rests on.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DeadlineRule {
    /// The day of the event does not count.
    DayOfEvent,
    /// The first day counts.
    FirstDayCounts,
    /// The length was counted.
    Counted,
    /// The month has no day of that number.
    LastOfMonth,
    /// The clock stood still.
    Suspended,
    /// The clock has stood still since.
    StandsStill,
    /// The authority extended the period.
    Extended,
    /// The last day was no working day.
    Moved,
}

/// Months first, days after them.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct PeriodLength {
    months: u16,
    days: u16,
}

/// Why a day is no working day.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DayOffKind {
    /// A Saturday.
    Saturday,
    /// A Sunday.
    Sunday,
    /// A public holiday.
    Holiday,
}

impl From<views::CaseDeadline> for CaseDeadline {
    fn from(deadline: views::CaseDeadline) -> Self {
        let definition = deadline.definition;
        let holidays = deadline.holidays;
        let end = deadline.end;
        Self {
            id: definition.id,
            label: definition.label.into(),
            runs_from: definition.runs_from,
            last_day: end.as_ref().and_then(|end| end.last_day).map(date_to_text),
            filed: deadline.filed.map(|filed| Filed {
                on: date_to_text(filed.elsewhere.on),
                authority: filed.elsewhere.authority,
                received_on: date_to_text(filed.received_on),
                basis: filed.basis.into(),
            }),
            steps: end.map_or_else(Vec::new, |end| {
                let steps = end.steps.into_iter().map(|step| step_of(step, &holidays));
                steps.collect()
            }),
            legal_bases: list(definition.basis),
            verified: definition.verified,
            shown_in_queue: definition.shown_in_queue,
        }
    }
}

/// A step as it travels; names of holidays by id.
pub(super) fn step_of(step: Step, holidays: &[(String, aktenlage_workflow::Label)]) -> DeadlineStep {
    let norm = step.rule.norm();
    let mut answer = DeadlineStep {
        rule: DeadlineRule::DayOfEvent,
        day: date_to_text(step.day),
        norm,
        length: None,
        from: None,
        until: None,
        day_off: None,
        holiday: None,
    };
    let length = |Length { months, days }| Some(PeriodLength { months, days });
    match step.rule {
        Rule::DayOfEvent => {}
        Rule::FirstDayCounts => answer.rule = DeadlineRule::FirstDayCounts,
        Rule::Counted(counted) => {
            answer.rule = DeadlineRule::Counted;
            answer.length = length(counted);
        }
        Rule::LastOfMonth => answer.rule = DeadlineRule::LastOfMonth,
        Rule::Suspended { from, until } => {
            answer.rule = DeadlineRule::Suspended;
            answer.from = Some(date_to_text(from));
            answer.until = Some(date_to_text(until));
        }
        Rule::StandsStill => answer.rule = DeadlineRule::StandsStill,
        Rule::Extended(added) => {
            answer.rule = DeadlineRule::Extended;
            answer.length = length(added);
        }
        Rule::Moved { from, day_off } => {
            answer.rule = DeadlineRule::Moved;
            answer.from = Some(date_to_text(from));
            (answer.day_off, answer.holiday) = match day_off {
                DayOff::Saturday => (Some(DayOffKind::Saturday), None),
                DayOff::Sunday => (Some(DayOffKind::Sunday), None),
                DayOff::Holiday(id) => {
                    let named = holidays.iter().find(|(known, _)| *known == id);
                    (
                        Some(DayOffKind::Holiday),
                        named.map(|(_, label)| label.clone().into()),
                    )
                }
            };
        }
    }
    answer
}
