//! The page behind an item: where its truth stands, and where the suggestion says that it does.
use std::path::{Path, PathBuf};

use aktenlage_evaluation::outcome::Outcome;
use aktenlage_evaluation::truth::{self, Place, Truth};
use bytes::Bytes;
use serde_json::Value;

use super::folder::{self, Evaluations};
use super::{EvaluationItem, RunId, Task, flags, item};
use crate::documents::not_drawn;
use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// Largest `truth.toml` of a case.
const TRUTH_BYTES: u64 = 4 * 1024 * 1024;
/// Width of a page in pixels.
const WIDTH: u32 = 1600;
/// A whole page.
const WHOLE: [f64; 4] = [0.0, 0.0, 1.0, 1.0];

/// Whose place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceOf {
    /// The truth stands there.
    Truth,
    /// The suggestion says that its value stands there.
    Suggestion,
}

/// A place that can be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemPlace {
    /// Whose.
    pub of: PlaceOf,
    /// Where.
    pub place: Place,
}

impl Workbench {
    /// An item of a run, with the places of its case that can be looked at: none where the cases do not lie in the
    /// folder of evaluations, or were changed since.
    pub async fn evaluation_item(
        &self,
        run: RunId,
        number: usize,
    ) -> Result<(EvaluationItem, Vec<ItemPlace>), WorkflowError> {
        self.in_evaluations(move |folder| {
            let outcome = item(folder.outcomes(&run)?, number)?;
            let places = places(folder, &run, &outcome)?;
            let flag = flags::read(&folder.run(&run)?)?.of(&outcome);
            let item = EvaluationItem {
                number,
                outcome,
                flag,
            };
            Ok((item, places))
        })
        .await
    }

    /// The page of one of the places of an item, counted from 0, as WebP, drawn in a confined process.
    pub async fn evaluation_page(
        &self,
        run: RunId,
        number: usize,
        place: usize,
    ) -> Result<Bytes, WorkflowError> {
        // From here on one at a time for this page, and only so many originals in memory as may be drawn at once.
        let turn = self.reader().turn(&format!("{run}/{number}/{place}")).await;
        let most = self.office().file_bytes;
        let (bytes, page) = self
            .in_evaluations(move |folder| {
                let outcome = item(folder.outcomes(&run)?, number)?;
                let places = places(folder, &run, &outcome)?;
                let place = places
                    .into_iter()
                    .nth(place)
                    .ok_or(WorkflowError::NotFound)?
                    .place;
                let case = case_of(folder, &run, &outcome)?.ok_or(WorkflowError::NotFound)?;
                let file = folder.inside(&case.join(plain(&place.file)?))?;
                let bytes = match folder::read(&file, most) {
                    Err(WorkflowError::ReportUnreadable(_)) => Err(WorkflowError::PageNotRendered),
                    read => read,
                }?;
                Ok((bytes, place.page))
            })
            .await?;
        let drawn = turn.render(bytes, page, WIDTH).await;
        Ok(Bytes::from(drawn.map_err(|error| not_drawn(&error))?))
    }
}

/// The places of an item: those of its truth, then that of its suggestion.
fn places(folder: &Evaluations, run: &RunId, outcome: &Outcome) -> Result<Vec<ItemPlace>, WorkflowError> {
    let Some(case) = case_of(folder, run, outcome)? else {
        return Ok(Vec::new());
    };
    let truths = match outcome.task {
        Task::Field => places_of_field(folder, &case, &outcome.item)?,
        Task::Kind => vec![Place {
            file: outcome.item.clone(),
            page: 1,
            bbox: WHOLE,
        }],
        Task::Service | Task::Requirement => Vec::new(),
    };
    let truths = truths.into_iter().map(|place| ItemPlace {
        of: PlaceOf::Truth,
        place,
    });
    let said = outcome.place.clone().map(|place| ItemPlace {
        of: PlaceOf::Suggestion,
        place,
    });
    let is_there = |found: &ItemPlace| {
        let file = plain(&found.place.file).and_then(|file| folder.inside(&case.join(file)));
        file.is_ok_and(|file| file.is_file())
    };
    Ok(truths.chain(said).filter(is_there).collect())
}

fn places_of_field(folder: &Evaluations, case: &Path, field: &str) -> Result<Vec<Place>, WorkflowError> {
    let case = folder.inside(case)?;
    // Bounded and without links first: the reader of truths knows neither.
    match folder::read(&case.join(truth::FILE), TRUTH_BYTES) {
        Ok(_) => {}
        Err(WorkflowError::NotFound) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    }
    // A truth that cannot be read any more has no places.
    let Ok(truth) = Truth::read(&case) else {
        return Ok(Vec::new());
    };
    let found = truth.fields.into_iter().find(|known| known.id == field);
    Ok(found.map(|found| found.places).unwrap_or_default())
}

/// The folder of the case, seen from that of evaluations; `None` if it is not in there.
fn case_of(folder: &Evaluations, run: &RunId, outcome: &Outcome) -> Result<Option<PathBuf>, WorkflowError> {
    let report = folder.report(run)?;
    let cases = report.pointer("/measured/cases_folder").and_then(Value::as_str);
    let (Some(cases), Ok(case)) = (cases, plain(&outcome.case)) else {
        return Ok(None);
    };
    let case = Path::new(cases).join(case);
    match folder.inside(&case) {
        Ok(_) => Ok(Some(case)),
        Err(WorkflowError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A name that is one part of a path; the folder refuses what leads elsewhere, this what would mean another file in it.
fn plain(name: &str) -> Result<&str, WorkflowError> {
    if name.is_empty() || name.contains('/') {
        return Err(WorkflowError::NotFound);
    }
    Ok(name)
}
