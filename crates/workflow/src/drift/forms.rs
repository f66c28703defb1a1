//! Whether documents are forms as they were taught, or come in an edition that nobody has seen.
use std::collections::BTreeMap;

use aktenlage_assist::remark;
use aktenlage_store::RemarkedSuggestions;
use time::Date;

use super::count;
use super::series::{Point, Tallies, Weeks};

/// What a document's form is, as the first suggestion on its kind says: taught, another edition, not sure.
pub(super) const CODES: [&str; 3] = [
    remark::FORM_RECOGNISED,
    remark::FORM_OTHER_EDITION,
    remark::FORM_EDITION_UNSURE,
];
/// The position of the code for another edition.
const OTHER_EDITION: usize = 1;

/// A taught form of which another edition came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherEdition {
    /// Id of the form.
    pub form: String,
    /// Its name as it was taught.
    pub name: String,
    /// The first day in the weeks shown on which one came in.
    pub first_seen: Date,
    /// The last one.
    pub last_seen: Date,
    /// How many documents.
    pub documents: usize,
}

/// Documents by what their form is.
#[derive(Clone, Debug, PartialEq)]
pub struct FormDrift {
    /// The share of documents in an edition that was never taught, among those that are a taught form in whatever
    /// edition; each week.
    pub unseen: Vec<Point>,
    /// The share whose edition is not sure, among the same.
    pub unsure: Vec<Point>,
    /// The share of all documents that are no taught form.
    pub untaught: Vec<Point>,
    /// Which forms came in another edition in the weeks shown, the latest news first.
    pub other_editions: Vec<OtherEdition>,
}

pub(super) fn drift(weeks: &Weeks, rows: &[RemarkedSuggestions], minimum_n: usize) -> FormDrift {
    let mut unseen = Tallies::new(weeks);
    let mut unsure = Tallies::new(weeks);
    let mut untaught = Tallies::new(weeks);
    for row in rows {
        let number = count(row.number);
        let hits = |is_hit: bool| if is_hit { number } else { 0 };
        untaught.add(row.day, hits(row.code.is_none()), number);
        if let Some(code) = row.code {
            unseen.add(row.day, hits(code == OTHER_EDITION), number);
            unsure.add(row.day, hits(code > OTHER_EDITION), number);
        }
    }
    FormDrift {
        unseen: unseen.points(minimum_n),
        unsure: unsure.points(minimum_n),
        untaught: untaught.points(minimum_n),
        other_editions: other_editions(weeks, rows),
    }
}

fn other_editions(weeks: &Weeks, rows: &[RemarkedSuggestions]) -> Vec<OtherEdition> {
    let mut found: BTreeMap<String, OtherEdition> = BTreeMap::new();
    let rows = rows
        .iter()
        .filter(|row| row.code == Some(OTHER_EDITION) && weeks.is_shown(row.day));
    for row in rows {
        let says = row
            .remarks
            .iter()
            .find(|remark| remark.code == CODES[OTHER_EDITION]);
        let said = |name: &str| says.and_then(|remark| remark.parameter(name)).unwrap_or_default();
        let edition = found
            .entry(said("id").to_owned())
            .or_insert_with(|| OtherEdition {
                form: said("id").to_owned(),
                name: said("form").to_owned(),
                first_seen: row.day,
                last_seen: row.day,
                documents: 0,
            });
        edition.first_seen = edition.first_seen.min(row.day);
        edition.last_seen = edition.last_seen.max(row.day);
        edition.documents += count(row.number);
    }
    let mut editions: Vec<OtherEdition> = found.into_values().collect();
    editions.sort_by(|one, other| {
        other
            .first_seen
            .cmp(&one.first_seen)
            .then(one.form.cmp(&other.form))
    });
    editions
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::suggestion::Remark;
    use time::macros::date;

    use super::*;

    fn row(day: Date, code: Option<usize>, form: &str, number: i64) -> RemarkedSuggestions {
        let says = Remark::new(remark::FORM_OTHER_EDITION)
            .with("form", format!("Antrag {form}"))
            .with("id", form);
        RemarkedSuggestions {
            day,
            code,
            remarks: if code == Some(OTHER_EDITION) {
                vec![says]
            } else {
                Vec::new()
            },
            number,
        }
    }

    #[test]
    fn another_edition_of_a_taught_form_is_told_with_its_first_day() {
        let weeks = Weeks::until(date!(2026 - 11 - 22), 2);
        let rows = [
            row(date!(2026 - 11 - 17), Some(0), "", 30),
            row(date!(2026 - 11 - 20), Some(1), "dog", 8),
            row(date!(2026 - 11 - 18), Some(1), "dog", 1),
            row(date!(2026 - 11 - 19), Some(1), "rent", 1),
            row(date!(2026 - 11 - 20), Some(2), "", 10),
            row(date!(2026 - 11 - 20), None, "", 50),
            // Before the weeks that are shown: no news.
            row(date!(2026 - 10 - 20), Some(1), "old", 5),
        ];
        let drift = drift(&weeks, &rows, 30);
        let last = |points: &[Point]| points.last().map(|point| (point.figure.value, point.figure.n));
        assert_eq!(last(&drift.unseen), Some((Some(0.2), 50)));
        assert_eq!(last(&drift.unsure), Some((Some(0.2), 50)));
        assert_eq!(last(&drift.untaught), Some((Some(0.5), 100)));
        let editions: Vec<_> = drift
            .other_editions
            .iter()
            .map(|edition| (edition.form.as_str(), edition.first_seen, edition.documents))
            .collect();
        assert_eq!(
            editions,
            [
                ("rent", date!(2026 - 11 - 19), 1),
                ("dog", date!(2026 - 11 - 18), 9)
            ]
        );
        assert_eq!(drift.other_editions[1].name, "Antrag dog");
        assert_eq!(drift.other_editions[1].last_seen, date!(2026 - 11 - 20));
    }
}
