//! The dates of a case: each period of its service from the events that the file knows, with its reasons.
use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::service::{DeadlineDefinition, Label, ServiceDefinition};
use aktenlage_domain::case::Case;
use aktenlage_domain::deadline::calendar::DayOff;
use aktenlage_domain::deadline::{Beginning, End, Period, Rule};
use aktenlage_domain::receipt::Elsewhere;

use crate::standing::Standing;
use crate::views::{CaseDeadline, Filed};

/// All periods of the service that the case is about, in the order of the blueprint.
pub(crate) fn of_case(case: &Case, catalogue: &Catalogue, standing: &Standing) -> Vec<CaseDeadline> {
    let Some(service) = standing.definition(catalogue) else {
        return Vec::new();
    };
    let deadlines = service.deadlines.iter().map(|definition| {
        let earlier = earlier(service, definition, standing);
        let end = count(definition, case, catalogue, earlier);
        CaseDeadline {
            filed: earlier
                .zip(service.first_receipt.clone())
                .map(|(elsewhere, basis)| Filed {
                    elsewhere: elsewhere.clone(),
                    received_on: case.received_on,
                    basis,
                }),
            definition: definition.clone(),
            holidays: end
                .as_ref()
                .map_or_else(Vec::new, |end| holiday_names(end, catalogue)),
            end,
        }
    });
    deadlines.collect()
}

/// The receipt at another authority from which a period runs, because the law of the service says so.
pub(crate) fn earlier<'s>(
    service: &ServiceDefinition,
    definition: &DeadlineDefinition,
    standing: &'s Standing,
) -> Option<&'s Elsewhere> {
    let counts = definition.from_first_receipt && service.first_receipt.is_some();
    standing.first_receipt.as_ref().filter(|_| counts)
}

/// Counts one period, from an earlier receipt if there is one that counts. `None` if it has no fixed length, runs from an event that the file does not know, or leaves the
/// years that a calendar can name.
pub(crate) fn count(
    definition: &DeadlineDefinition,
    case: &Case,
    catalogue: &Catalogue,
    earlier: Option<&Elsewhere>,
) -> Option<End> {
    // The receipt here is the one event that every case has.
    let received = (definition.runs_from == "received").then_some(case.received_on)?;
    let event = earlier.map_or(received, |elsewhere| elsewhere.on);
    let period = Period::new(Beginning::After(event), definition.length?, definition.last_day);
    period.end(&catalogue.calendar).ok()
}

/// The names of the holidays over which an end moved.
pub(crate) fn holiday_names(end: &End, catalogue: &Catalogue) -> Vec<(String, Label)> {
    let is_named = |id: &String| {
        end.steps.iter().any(
            |step| matches!(&step.rule, Rule::Moved { day_off: DayOff::Holiday(over), .. } if over == id),
        )
    };
    catalogue
        .holidays
        .iter()
        .filter(|(id, _)| is_named(id))
        .cloned()
        .collect()
}
