//! The weights of a head: one number for each pair of feature and label, and one for each label; where it has a layer of
//! hidden units, its labels are weighed from these.

use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};

use super::{HeadError, WEIGHTS};

/// Weights of a linear classifier, or of a network with one layer of hidden units.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadWeights {
    /// What is made of features before labels are weighed; nothing in a linear classifier.
    pub(crate) hidden: Option<Layer>,
    /// One row for each feature or hidden unit, one column for each label.
    pub(crate) weight: Vec<f32>,
    /// One for each label.
    pub(crate) bias: Vec<f32>,
}

/// Weights of hidden units, whose answer is the hyperbolic tangent of the weighted sum.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Layer {
    /// One row for each feature, one column for each unit.
    pub(crate) weight: Vec<f32>,
    /// One for each unit.
    pub(crate) bias: Vec<f32>,
}

impl Layer {
    /// The answer of each unit, between -1 and 1.
    pub(crate) fn answers(&self, features: &[f32]) -> Vec<f32> {
        let mut sums = weighed(features, &self.weight, &self.bias);
        for sum in &mut sums {
            *sum = sum.tanh();
        }
        sums
    }
}

impl HeadWeights {
    /// Nothing learned: every label is as likely as the others.
    pub fn zero(features: usize, labels: usize) -> Self {
        Self {
            hidden: None,
            weight: vec![0.0; features * labels],
            bias: vec![0.0; labels],
        }
    }

    /// Makes a label likelier by as much, whatever the features are.
    pub fn prefer(&mut self, label: usize, by: f32) {
        if let Some(bias) = self.bias.get_mut(label) {
            *bias += by;
        }
    }

    /// Makes a label likelier by as much for each unit of a feature.
    pub fn lean(&mut self, feature: usize, label: usize, by: f32) {
        let at = feature * self.labels() + label;
        if let Some(weight) = self.weight.get_mut(at) {
            *weight += by;
        }
    }

    /// How much a unit of a feature speaks for a label rather than for the others; 0 where hidden units lie between.
    pub fn leaning(&self, feature: usize, label: usize) -> f32 {
        let labels = self.labels().max(1);
        let row = self.weight.chunks_exact(labels).nth(feature);
        match (row, &self.hidden) {
            (Some(row), None) => {
                #[expect(clippy::cast_precision_loss, reason = "there are few labels")]
                let mean = row.iter().sum::<f32>() / labels as f32;
                row.get(label).map_or(0.0, |weight| weight - mean)
            }
            (_, Some(_)) | (None, None) => 0.0,
        }
    }

    /// How many labels.
    pub fn labels(&self) -> usize {
        self.bias.len()
    }

    /// How many hidden units; 0 in a linear classifier.
    pub fn hidden_units(&self) -> usize {
        self.hidden.as_ref().map_or(0, |layer| layer.bias.len())
    }

    /// How many features.
    pub fn features(&self) -> usize {
        let (numbers, columns) = match &self.hidden {
            Some(layer) => (layer.weight.len(), layer.bias.len()),
            None => (self.weight.len(), self.labels()),
        };
        numbers.checked_div(columns).unwrap_or(0)
    }

    /// One number for each label: the larger, the likelier. Features beyond those of the head are not looked at.
    pub fn logits(&self, features: &[f32]) -> Vec<f32> {
        match &self.hidden {
            Some(layer) => weighed(&layer.answers(features), &self.weight, &self.bias),
            None => weighed(features, &self.weight, &self.bias),
        }
    }

    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, HeadError> {
        let bytes =
            |numbers: &[f32]| -> Vec<u8> { numbers.iter().flat_map(|number| number.to_le_bytes()).collect() };
        let (labels, units) = (self.labels(), self.hidden_units());
        let rows = self.weight.len().checked_div(labels).unwrap_or(0);
        let mut tensors = vec![
            ("weight", vec![rows, labels], bytes(&self.weight)),
            ("bias", vec![labels], bytes(&self.bias)),
        ];
        if let Some(layer) = &self.hidden {
            tensors.push((HIDDEN_WEIGHT, vec![self.features(), units], bytes(&layer.weight)));
            tensors.push((HIDDEN_BIAS, vec![units], bytes(&layer.bias)));
        }
        let broken = |error: safetensors::SafeTensorError| HeadError::malformed(WEIGHTS, error);
        let mut views = Vec::new();
        for (name, shape, data) in &tensors {
            let view = TensorView::new(Dtype::F32, shape.clone(), data);
            views.push((*name, view.map_err(broken)?));
        }
        safetensors::serialize(views, None).map_err(broken)
    }

    pub(super) fn of_bytes(bytes: &[u8], features: usize, labels: usize) -> Result<Self, HeadError> {
        let file = SafeTensors::deserialize(bytes).map_err(|error| HeadError::malformed(WEIGHTS, error))?;
        let hidden = match file.tensor(HIDDEN_BIAS) {
            Ok(tensor) => {
                let units = tensor.shape().first().copied().unwrap_or(0);
                Some(Layer {
                    weight: numbers(&file, HIDDEN_WEIGHT, &[features, units])?,
                    bias: numbers(&file, HIDDEN_BIAS, &[units])?,
                })
            }
            Err(_) => None,
        };
        let rows = hidden.as_ref().map_or(features, |layer| layer.bias.len());
        Ok(Self {
            hidden,
            weight: numbers(&file, "weight", &[rows, labels])?,
            bias: numbers(&file, "bias", &[labels])?,
        })
    }
}

/// Names of the tensors of hidden units.
const HIDDEN_WEIGHT: &str = "hidden.weight";
const HIDDEN_BIAS: &str = "hidden.bias";

/// The sums of values, each weighed for every column, on top of what the columns begin with.
fn weighed(values: &[f32], weight: &[f32], bias: &[f32]) -> Vec<f32> {
    let mut sums = bias.to_vec();
    // By values, so that the inner loop runs over neighbours and can be vectorised without changing an order.
    for (value, row) in values.iter().zip(weight.chunks_exact(bias.len().max(1))) {
        // Of words most places are empty.
        if *value == 0.0 {
            continue;
        }
        for (sum, weight) in sums.iter_mut().zip(row) {
            *sum += value * weight;
        }
    }
    sums
}

fn numbers(file: &SafeTensors<'_>, name: &str, shape: &[usize]) -> Result<Vec<f32>, HeadError> {
    let tensor = file
        .tensor(name)
        .map_err(|error| HeadError::malformed(WEIGHTS, error))?;
    if tensor.dtype() != Dtype::F32 || tensor.shape() != shape {
        return Err(HeadError::malformed(
            WEIGHTS,
            format!(
                "`{name}` has shape {:?} of {:?}, head.json promises {shape:?} of F32",
                tensor.shape(),
                tensor.dtype()
            ),
        ));
    }
    let values: Vec<f32> = tensor
        .data()
        .chunks_exact(4)
        .map(|bytes| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
        .collect();
    if values.iter().all(|value| value.is_finite()) {
        return Ok(values);
    }
    Err(HeadError::malformed(
        WEIGHTS,
        format!("`{name}` holds what is no number"),
    ))
}
