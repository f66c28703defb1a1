//! The dates of a case: each period of its service from the events that the file knows, with its reasons.
use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::service::DeadlineDefinition;
use aktenlage_domain::case::Case;
use aktenlage_domain::deadline::{Beginning, End, OutOfRange, Period};

use crate::standing::Standing;
use crate::views::CaseDeadline;

/// All periods of the service that the case is about, in the order of the blueprint.
pub(crate) fn of_case(case: &Case, catalogue: &Catalogue, standing: &Standing) -> Vec<CaseDeadline> {
    let Some(service) = standing.definition(catalogue) else {
        return Vec::new();
    };
    let deadlines = service.deadlines.iter().map(|definition| CaseDeadline {
        definition: definition.clone(),
        end: count(definition, case, catalogue).and_then(Result::ok),
        holidays: catalogue.holidays.clone(),
    });
    deadlines.collect()
}

/// Counts one period. `None` if it has no fixed length or runs from an event that the file does not know.
pub(crate) fn count(
    definition: &DeadlineDefinition,
    case: &Case,
    catalogue: &Catalogue,
) -> Option<Result<End, OutOfRange>> {
    // The receipt here is the one event that every case has.
    let event = (definition.runs_from == "received").then_some(case.received_on)?;
    let period = Period::new(Beginning::After(event), definition.length?, definition.last_day);
    Some(period.end(&catalogue.calendar))
}
