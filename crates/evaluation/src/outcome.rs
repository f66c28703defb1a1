//! Suggestions against the truth, item by item: what every figure is counted from, and what `outcomes.jsonl` holds.
use serde::{Deserialize, Serialize};

use crate::metrics::evidence::overlap;
use crate::metrics::rounded;
use crate::prediction::{FieldPrediction, Guess, Prediction};
use crate::truth::{FieldTruth, Place, Truth};

/// What is to be told.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// The value of a field.
    Field,
    /// The kind of a document.
    Kind,
    /// The service.
    Service,
    /// The state of a requirement.
    Requirement,
}

impl Task {
    /// All of them, in the order of the report.
    pub const ALL: [Self; 4] = [Self::Field, Self::Kind, Self::Service, Self::Requirement];

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Kind => "kind",
            Self::Service => "service",
            Self::Requirement => "requirement",
        }
    }
}

/// A line of `outcomes.jsonl` that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {source}")]
pub struct LineError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub source: serde_json::Error,
}

/// The items of `outcomes.jsonl`, one a line. Members that are not known are passed over.
pub fn parse(text: &str) -> Result<Vec<Outcome>, LineError> {
    let outcomes = (1..).zip(text.lines());
    outcomes
        .map(|(line, text)| serde_json::from_str(text).map_err(|source| LineError { line, source }))
        .collect()
}

/// What became of an item.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The suggestion is the truth.
    Right,
    /// The suggestion is another value.
    Wrong,
    /// Nothing was suggested though there was something to tell.
    Silent,
    /// Nothing was suggested, and there was nothing to tell.
    RightlySilent,
    /// Something was suggested though there was nothing to tell.
    Spurious,
    /// The truth does not say whether there was something to tell: counted nowhere.
    Unjudged,
}

impl Verdict {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Silent => "silent",
            Self::RightlySilent => "rightly_silent",
            Self::Spurious => "spurious",
            Self::Unjudged => "unjudged",
        }
    }
}

/// One item of one case.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
pub struct Outcome {
    /// The case.
    pub case: String,
    /// What was to be told.
    pub task: Task,
    /// Field id, file name or requirement id; empty for the service.
    pub item: String,
    /// The true service of the case, `unknown` if it is none of the known ones.
    pub service: String,
    /// How the document came: `form`, `printed`, `scan`, `fax`, `photo`; `mixed` for what concerns several.
    pub channel: String,
    /// The truth, if there is something to tell.
    pub truth: Option<String>,
    /// What was suggested.
    pub suggested: Option<String>,
    /// Its probability.
    pub probability: Option<f64>,
    /// Why nothing was suggested.
    pub abstention: Option<String>,
    /// What became of it.
    pub verdict: Verdict,
    /// For right values with a known place: how far the evidence covers it, 0 to 1.
    pub overlap: Option<f64>,
    /// Where the suggested value is said to stand: the first place; for fields alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

impl Outcome {
    /// Whether it is as it should be.
    pub fn is_right(&self) -> bool {
        matches!(self.verdict, Verdict::Right | Verdict::RightlySilent)
    }

    /// Whether it is wrong, missing or too much.
    pub fn is_error(&self) -> bool {
        matches!(self.verdict, Verdict::Wrong | Verdict::Silent | Verdict::Spurious)
    }

    /// Whether it counts.
    pub fn is_judged(&self) -> bool {
        self.verdict != Verdict::Unjudged
    }
}

/// Holds the suggestions for a case against its truth.
pub fn judge(truth: &Truth, prediction: &Prediction) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let say = |task, item: &str, channel: &str, wanted: Option<&str>, guess: &Guess, is_same: bool| Outcome {
        case: truth.case.clone(),
        task,
        item: item.to_owned(),
        service: truth.service.clone().unwrap_or_else(|| "unknown".to_owned()),
        channel: channel.to_owned(),
        truth: wanted.map(str::to_owned),
        suggested: guess.value.clone(),
        probability: guess.probability.filter(|_| guess.value.is_some()).map(rounded),
        abstention: guess.abstention.clone(),
        verdict: verdict(wanted, guess, is_same),
        overlap: None,
        place: None,
    };
    let same = |wanted: Option<&str>, guess: &Guess| wanted == guess.value.as_deref();
    let silence = Guess::default();

    for wanted in &truth.fields {
        let found = prediction.fields.iter().find(|found| found.id == wanted.id);
        let guess = found.map_or(&silence, |found| &found.guess);
        let is_same = found.is_some_and(|found| is_value(found, wanted));
        let channel = wanted
            .places
            .first()
            .and_then(|place| truth.channel_of(&place.file));
        let channel = channel.unwrap_or_else(|| truth.channel());
        let mut outcome = say(
            Task::Field,
            &wanted.id,
            channel,
            Some(wanted.value.as_str()),
            guess,
            is_same,
        );
        if let Some(found) = found
            && outcome.verdict == Verdict::Right
            && !wanted.places.is_empty()
        {
            outcome.overlap = Some(best_overlap(&found.evidence, &wanted.places));
        }
        outcome.place = found.and_then(said_place);
        outcomes.push(outcome);
    }
    for found in &prediction.fields {
        let is_known = truth.fields.iter().any(|wanted| wanted.id == found.id);
        if is_known || (!truth.is_complete && found.guess.value.is_none()) {
            continue;
        }
        let file = found.evidence.first().map(|place| place.file.as_str());
        let channel = file.and_then(|file| truth.channel_of(file));
        let channel = channel.unwrap_or_else(|| truth.channel());
        let mut outcome = say(Task::Field, &found.id, channel, None, &found.guess, false);
        if !truth.is_complete {
            outcome.verdict = Verdict::Unjudged;
        }
        outcome.place = said_place(found);
        outcomes.push(outcome);
    }
    for file in &truth.files {
        // Which kind a pile is has no answer.
        let [kind] = file.kinds.as_slice() else { continue };
        let wanted = (kind != "unknown").then_some(kind.as_str());
        let guess = guess_of(&prediction.kinds, &file.file).unwrap_or(&silence);
        let is_same = same(wanted, guess);
        outcomes.push(say(
            Task::Kind,
            &file.file,
            file.channel.as_str(),
            wanted,
            guess,
            is_same,
        ));
    }
    let wanted = truth.service.as_deref();
    let is_same = same(wanted, &prediction.service);
    outcomes.push(say(
        Task::Service,
        "",
        truth.channel(),
        wanted,
        &prediction.service,
        is_same,
    ));
    for (requirement, state) in &truth.requirements {
        let guess = guess_of(&prediction.requirements, requirement).unwrap_or(&silence);
        let is_same = same(Some(state.as_str()), guess);
        outcomes.push(say(
            Task::Requirement,
            requirement,
            truth.channel(),
            Some(state.as_str()),
            guess,
            is_same,
        ));
    }
    outcomes
}

fn verdict(wanted: Option<&str>, guess: &Guess, is_same: bool) -> Verdict {
    match (wanted, &guess.value) {
        (Some(_), Some(_)) if is_same => Verdict::Right,
        (Some(_), Some(_)) => Verdict::Wrong,
        (Some(_), None) => Verdict::Silent,
        (None, Some(_)) => Verdict::Spurious,
        (None, None) => Verdict::RightlySilent,
    }
}

fn is_value(found: &FieldPrediction, wanted: &FieldTruth) -> bool {
    let value = found.guess.value.as_deref();
    value.is_some_and(|value| found.comparison.is_same(value, &wanted.value))
}

/// Where an answer is said to stand; silence stands nowhere.
fn said_place(found: &FieldPrediction) -> Option<Place> {
    found.guess.value.as_ref()?;
    found.evidence.first().cloned()
}

fn guess_of<'a>(guesses: &'a [(String, Guess)], item: &str) -> Option<&'a Guess> {
    let found = guesses.iter().find(|(name, _)| name == item);
    found.map(|(_, guess)| guess)
}

/// The best of all pairs on the same page; 0 without one.
fn best_overlap(evidence: &[Place], places: &[Place]) -> f64 {
    let pairs = evidence
        .iter()
        .flat_map(|shown| places.iter().map(move |place| (shown, place)));
    let overlaps = pairs
        .filter(|(shown, place)| shown.file == place.file && shown.page == place.page)
        .map(|(shown, place)| overlap(shown.bbox, place.bbox));
    rounded(overlaps.fold(0.0, f64::max))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case_file::Channel;
    use crate::metrics::exact_match::Comparison;
    use crate::truth::FileTruth;

    fn place(left: f64) -> Place {
        Place {
            file: "antrag.pdf".to_owned(),
            page: 1,
            bbox: [left, 0.0, left + 0.2, 0.1],
        }
    }

    fn truth() -> Truth {
        let file = |file: &str, kinds: &[&str]| FileTruth {
            file: file.to_owned(),
            channel: Channel::Form,
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
            layout: None,
            split: None,
        };
        let field = |id: &str, value: &str| FieldTruth {
            id: id.to_owned(),
            value: value.to_owned(),
            places: vec![place(0.1)],
        };
        Truth {
            case: "one".to_owned(),
            service: Some("dog_tax".to_owned()),
            received_on: "2026-11-12".to_owned(),
            is_complete: true,
            requirements: [("chip".to_owned(), "missing".to_owned())].into(),
            files: vec![
                file("antrag.pdf", &["application_form"]),
                file("brief.pdf", &["unknown"]),
                file("stapel.pdf", &["payslip", "bank_statement"]),
            ],
            fields: vec![
                field("applicant.family_name", "Brandl"),
                field("applicant.phone", "08141 12"),
                field("dog.name", "Rex"),
            ],
            also_stated: Vec::new(),
            contradictions: Vec::new(),
            faults: Vec::new(),
        }
    }

    fn field(id: &str, comparison: Comparison, guess: Guess) -> FieldPrediction {
        FieldPrediction {
            id: id.to_owned(),
            comparison,
            guess,
            evidence: vec![place(0.2), place(0.1)],
        }
    }

    fn prediction() -> Prediction {
        Prediction {
            service: Guess::default(),
            kinds: vec![
                ("antrag.pdf".to_owned(), Guess::of("application_form", 0.9)),
                ("stapel.pdf".to_owned(), Guess::of("payslip", 0.9)),
            ],
            fields: vec![
                field(
                    "applicant.family_name",
                    Comparison::Text,
                    Guess::of("Brandt", 0.8),
                ),
                field("applicant.phone", Comparison::Phone, Guess::of("08141-12", 0.95)),
                field("dog.breed", Comparison::Text, Guess::of("Dackel", 0.7)),
            ],
            requirements: vec![("chip".to_owned(), Guess::of("present", 0.8))],
        }
    }

    #[test]
    fn every_item_gets_its_verdict() {
        let outcomes = judge(&truth(), &prediction());
        let found: Vec<(&str, Verdict)> = outcomes
            .iter()
            .map(|outcome| (outcome.item.as_str(), outcome.verdict))
            .collect();
        assert_eq!(
            found,
            [
                ("applicant.family_name", Verdict::Wrong),
                ("applicant.phone", Verdict::Right),
                ("dog.name", Verdict::Silent),
                ("dog.breed", Verdict::Spurious),
                ("antrag.pdf", Verdict::Right),
                ("brief.pdf", Verdict::RightlySilent),
                ("", Verdict::Silent),
                ("chip", Verdict::Wrong),
            ]
        );
        assert_eq!(outcomes[1].overlap, Some(1.0), "the better of two places");
        assert_eq!(outcomes[0].overlap, None);
        let places: Vec<Option<f64>> = outcomes[..4]
            .iter()
            .map(|outcome| outcome.place.as_ref().map(|place| place.bbox[0]))
            .collect();
        assert_eq!(
            places,
            [Some(0.2), Some(0.2), None, Some(0.2)],
            "silence stands nowhere"
        );
        assert!(outcomes.iter().all(|outcome| outcome.service == "dog_tax"));
    }

    #[test]
    fn lines_of_other_versions_are_read_and_broken_ones_named() {
        let outcomes = judge(&truth(), &prediction());
        let line = |outcome: &Outcome| {
            let mut value = serde_json::to_value(outcome).unwrap();
            let members = value.as_object_mut().unwrap();
            members.remove("place");
            members.insert("of_a_later_version".to_owned(), 1.into());
            value.to_string()
        };
        let text: Vec<String> = outcomes.iter().map(line).collect();
        let read = parse(&text.join("\n")).unwrap();
        assert_eq!(read.len(), outcomes.len());
        assert!(read.iter().all(|outcome| outcome.place.is_none()));
        let broken = format!("{}\n{{", text[0]);
        assert_eq!(parse(&broken).unwrap_err().line, 2);
    }

    #[test]
    fn what_the_truth_does_not_know_is_not_judged() {
        let truth = Truth {
            is_complete: false,
            ..truth()
        };
        let outcomes = judge(&truth, &prediction());
        let breed = outcomes.iter().find(|outcome| outcome.item == "dog.breed");
        assert_eq!(breed.map(|outcome| outcome.verdict), Some(Verdict::Unjudged));
    }
}
