//! Examples with their labels, by sides: which classes can be learned, and what is missing for that.
use std::collections::BTreeMap;

use aktenlage_assist::{Assistant, DocumentFeatures, HeadInput};
use aktenlage_evaluation::heads::Scored;
use aktenlage_evaluation::truth::Split;
use aktenlage_inference::fit::Examples;
use aktenlage_inference::head::{HeadTask, HeadWeights, NONE_LABEL, RIGHT_LABEL};
use aktenlage_workflow::learning::Manner;
use anyhow::bail;
use sha2::{Digest, Sha256};

use super::features::ReadCase;

/// The kind of a document that is none of the blueprint's.
const UNKNOWN_KIND: &str = "unknown";

/// One document or one submission.
pub(super) struct Example {
    pub(super) case: String,
    pub(super) side: Split,
    /// Its class; none of the known ones.
    pub(super) truth: Option<String>,
    pub(super) input: HeadInput,
    /// What rules alone name.
    pub(super) by_rules: Option<String>,
    /// How much it counts while learning.
    pub(super) weight: f32,
    /// How a person came to the class; `None` for an invented case.
    pub(super) manner: Option<Manner>,
}

/// Examples of all sides.
pub(super) struct Prepared {
    /// Classes that can be learned, in the order of the blueprint, and behind them [`NONE_LABEL`].
    pub(super) labels: Vec<String>,
    /// Classes without an example on the side `train`.
    pub(super) left_to_rules: Vec<String>,
    /// Of each label but the last its place among all classes.
    places: Vec<usize>,
    sides: BTreeMap<Split, Side>,
}

/// Examples of one side.
#[derive(Default)]
pub(super) struct Side {
    labelled: Vec<(Example, usize)>,
    /// Examples of classes that are left to rules.
    pub(super) left_to_rules: usize,
}

/// Sorts the examples of a task by sides and labels. `minimum` is what a class needs on the side `train`.
pub(super) fn prepare(
    task: HeadTask,
    examples: Vec<Example>,
    classes: &[String],
    minimum: usize,
) -> anyhow::Result<Prepared> {
    let mut counts: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for example in &examples {
        let truth = example.truth.as_deref();
        if let Some(class) = truth.filter(|class| !classes.iter().any(|known| known == class)) {
            bail!(
                "unknown_class: the case {} is of `{class}`, which the blueprint does not have",
                example.case
            );
        }
        let count = counts.entry(truth).or_default();
        *count += usize::from(example.side == Split::Train);
    }
    for side in Split::ALL {
        if !examples.iter().any(|example| example.side == side) {
            bail!(
                "missing_split: no example for `{}` is on the side `{}`: generate cases with `--split {}`, or wait until \
                 more was reviewed",
                task.as_str(),
                side.as_str(),
                side.as_str()
            );
        }
    }
    let count = |class: Option<&str>| counts.get(&class).copied().unwrap_or(0);
    let learned: Vec<usize> = (0..classes.len())
        .filter(|place| count(Some(classes[*place].as_str())) > 0)
        .collect();
    let mut few: Vec<String> = learned
        .iter()
        .map(|place| (classes[*place].as_str(), count(Some(classes[*place].as_str()))))
        .chain([(NONE_LABEL, count(None))])
        .filter(|(_, count)| *count < minimum)
        .map(|(class, count)| format!("{class} ({count})"))
        .collect();
    if learned.is_empty() {
        few.push("any class (0)".to_owned());
    }
    if !few.is_empty() {
        bail!(
            "too_few_examples: `{}` needs {minimum} on the side `train` for each class that occurs and for none of \
             them: {}; generate more cases (what is none of them is known from these alone), or lower --minimum-examples",
            task.as_str(),
            few.join(", ")
        );
    }
    Ok(sorted(examples, classes, learned))
}

fn sorted(examples: Vec<Example>, classes: &[String], learned: Vec<usize>) -> Prepared {
    let label_of = |class: Option<&String>| match class {
        None => Some(learned.len()),
        Some(class) => learned.iter().position(|place| &classes[*place] == class),
    };
    let mut sides: BTreeMap<Split, Side> = BTreeMap::new();
    for example in examples {
        let side = sides.entry(example.side).or_default();
        match label_of(example.truth.as_ref()) {
            Some(label) => side.labelled.push((example, label)),
            None => side.left_to_rules += 1,
        }
    }
    let labels = learned.iter().map(|place| classes[*place].clone());
    Prepared {
        labels: labels.chain([NONE_LABEL.to_owned()]).collect(),
        left_to_rules: (0..classes.len())
            .filter(|place| !learned.contains(place))
            .map(|place| classes[place].clone())
            .collect(),
        places: learned,
        sides,
    }
}

/// The examples of a task in invented cases.
pub(super) fn of_cases(task: HeadTask, cases: &[ReadCase], assistant: &Assistant) -> Vec<Example> {
    match task {
        HeadTask::Kind => of_kinds(cases),
        HeadTask::Service => of_services(cases, assistant),
        HeadTask::Field => of_values(cases),
    }
}

/// Values that were found for fields, each right or not.
fn of_values(cases: &[ReadCase]) -> Vec<Example> {
    let mut examples = Vec::new();
    for case in cases {
        examples.extend(case.values.iter().map(|value| Example {
            case: case.truth.case.clone(),
            side: case.side,
            truth: value.is_right.then(|| RIGHT_LABEL.to_owned()),
            input: value.candidate.input(),
            by_rules: value.candidate.is_said_by_rules.then(|| RIGHT_LABEL.to_owned()),
            weight: 1.0,
            manner: None,
        }));
    }
    examples
}

/// Files that hold one document, whose kind is known then.
fn of_kinds(cases: &[ReadCase]) -> Vec<Example> {
    let mut examples = Vec::new();
    for case in cases {
        for (file, documents) in case.truth.files.iter().zip(&case.files) {
            let ([kind], [document]) = (file.kinds.as_slice(), documents.as_slice()) else {
                continue;
            };
            examples.extend(document.for_kind().map(|input| Example {
                case: case.truth.case.clone(),
                side: case.side,
                truth: (kind != UNKNOWN_KIND).then(|| kind.clone()),
                input,
                by_rules: document.kind.as_ref().map(|kind| kind.as_str().to_owned()),
                weight: 1.0,
                manner: None,
            }));
        }
    }
    examples
}

fn of_services(cases: &[ReadCase], assistant: &Assistant) -> Vec<Example> {
    let mut examples = Vec::new();
    for case in cases {
        let documents: Vec<&DocumentFeatures> = case.files.iter().flatten().collect();
        examples.extend(DocumentFeatures::for_service(&documents).map(|input| Example {
            case: case.truth.case.clone(),
            side: case.side,
            truth: case.truth.service.clone(),
            input,
            by_rules: assistant.service_by_rules(&documents),
            weight: 1.0,
            manner: None,
        }));
    }
    examples
}

impl Prepared {
    /// The examples of a side; there are some of each.
    pub(super) fn side(&self, side: Split) -> &Side {
        static NOTHING: Side = Side {
            labelled: Vec::new(),
            left_to_rules: 0,
        };
        self.sides.get(&side).unwrap_or(&NOTHING)
    }

    /// What a head says about the examples of a side.
    pub(super) fn scored(&self, side: Split, weights: &HeadWeights) -> Vec<Scored> {
        let scored = |(example, label): &(Example, usize)| Scored {
            case: example.case.clone(),
            channel: example.input.channel.clone(),
            truth: *label,
            logits: weights.logits(&example.input.features),
            may_name: self
                .places
                .iter()
                .enumerate()
                .map(|(label, place)| example.input.refusal(*place, label, weights).is_none())
                .chain([false])
                .collect(),
        };
        self.side(side).labelled.iter().map(scored).collect()
    }

    /// SHA-256 over labels and numbers of what is learned from.
    pub(super) fn digest(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(self.labels.join("\n"));
        for side in [Split::Train, Split::Tune] {
            for (example, label) in &self.side(side).labelled {
                digest.update((*label as u64).to_le_bytes());
                // A weight of 1 says nothing: heads of generated cases keep their version.
                if example.weight < 1.0 {
                    digest.update(example.weight.to_le_bytes());
                }
                for number in &example.input.features {
                    digest.update(number.to_le_bytes());
                }
            }
        }
        format!("{:x}", digest.finalize())
    }

    /// SHA-256 over truths and numbers of what is measured on: the same whatever was learned, and however it counts.
    pub(super) fn measured_on(&self) -> String {
        let mut digest = Sha256::new();
        for (example, _) in &self.side(Split::Test).labelled {
            digest.update(example.truth.as_deref().unwrap_or(NONE_LABEL));
            for number in &example.input.features {
                digest.update(number.to_le_bytes());
            }
        }
        format!("{:x}", digest.finalize())
    }
}

impl Side {
    /// The examples with their labels, by place.
    pub(super) fn labelled(&self) -> &[(Example, usize)] {
        &self.labelled
    }

    /// How many.
    pub(super) fn len(&self) -> usize {
        self.labelled.len()
    }

    /// As they are learned from.
    pub(super) fn examples(&self, width: usize) -> Examples {
        let mut examples = Examples::new(width);
        for (example, label) in &self.labelled {
            examples.push_weighted(&example.input.features, *label, example.weight);
        }
        examples
    }
}
