//! The dates of a case: each period of its service from the events that the file knows, with its reasons.
use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::service::{DeadlineDefinition, Label};
use aktenlage_domain::case::Case;
use aktenlage_domain::deadline::calendar::DayOff;
use aktenlage_domain::deadline::{Beginning, End, Period, Rule};

use crate::standing::Standing;
use crate::views::CaseDeadline;

/// All periods of the service that the case is about, in the order of the blueprint.
pub(crate) fn of_case(case: &Case, catalogue: &Catalogue, standing: &Standing) -> Vec<CaseDeadline> {
    let Some(service) = standing.definition(catalogue) else {
        return Vec::new();
    };
    let deadlines = service.deadlines.iter().map(|definition| {
        let end = count(definition, case, catalogue);
        CaseDeadline {
            definition: definition.clone(),
            holidays: end
                .as_ref()
                .map_or_else(Vec::new, |end| holiday_names(end, catalogue)),
            end,
        }
    });
    deadlines.collect()
}

/// Counts one period. `None` if it has no fixed length, runs from an event that the file does not know, or leaves the
/// years that a calendar can name.
pub(crate) fn count(definition: &DeadlineDefinition, case: &Case, catalogue: &Catalogue) -> Option<End> {
    // The receipt here is the one event that every case has.
    let event = (definition.runs_from == "received").then_some(case.received_on)?;
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
