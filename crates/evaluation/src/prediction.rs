//! What was suggested for a case, in plain words: whoever runs the suggestions fills this in.
use crate::metrics::exact_match::Comparison;
use crate::truth::Place;

/// The suggestions for one case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prediction {
    /// The service.
    pub service: Guess,
    /// The kind of each file.
    pub kinds: Vec<(String, Guess)>,
    /// The fields.
    pub fields: Vec<FieldPrediction>,
    /// The state of each requirement, by id.
    pub requirements: Vec<(String, Guess)>,
}

/// An answer or a silence; the default is silence without a reason.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guess {
    /// The value; `None` is an abstention.
    pub value: Option<String>,
    /// Of the value, between 0 and 1.
    pub probability: Option<f64>,
    /// Why nothing is said.
    pub abstention: Option<String>,
}

impl Guess {
    /// An answer.
    pub fn of(value: impl Into<String>, probability: f64) -> Self {
        Self {
            value: Some(value.into()),
            probability: Some(probability),
            abstention: None,
        }
    }
}

/// The suggestion for one field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldPrediction {
    /// Field id of the vocabulary.
    pub id: String,
    /// How its values are compared.
    pub comparison: Comparison,
    /// What is said.
    pub guess: Guess,
    /// Where it is said to stand.
    pub evidence: Vec<Place>,
}
