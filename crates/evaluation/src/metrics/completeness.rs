//! Errors about evidence requirements, weighted by what they cost.
use super::real;

/// What an error costs.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Weights {
    /// Something is called present (or not required) that is not there: the application is decided on too little.
    pub false_present: f64,
    /// Something is called missing that is not: somebody is asked for what is there or not needed.
    pub false_missing: f64,
}

impl Default for Weights {
    /// Provisional: no office has weighed them yet.
    fn default() -> Self {
        Self {
            false_present: 10.0,
            false_missing: 1.0,
        }
    }
}

/// Counts over requirements with a known state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Errors {
    /// Requirements.
    pub n: usize,
    /// Those that are not truly present.
    pub not_present: usize,
    /// Of these, called present.
    pub false_present: usize,
    /// Those that are truly missing.
    pub missing: usize,
    /// Of these, called not required: nobody would ask for them.
    pub overlooked: usize,
    /// Those that are not truly missing.
    pub not_missing: usize,
    /// Of these, called missing.
    pub false_missing: usize,
}

impl Errors {
    /// Counts pairs of true and suggested state (`present`, `missing`, `unclear`, `not_required`).
    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Self {
        let mut errors = Self::default();
        for (truth, suggested) in pairs {
            errors.n += 1;
            if truth != "present" {
                errors.not_present += 1;
                errors.false_present += usize::from(suggested == Some("present"));
            }
            if truth == "missing" {
                errors.missing += 1;
                errors.overlooked += usize::from(suggested == Some("not_required"));
            } else {
                errors.not_missing += 1;
                errors.false_missing += usize::from(suggested == Some("missing"));
            }
        }
        errors
    }

    /// The mean cost of a requirement; `None` without requirements. `unclear` costs nothing: a person looks.
    pub fn cost(&self, weights: Weights) -> Option<f64> {
        let overlooked = weights.false_present * real(self.false_present + self.overlooked);
        let bothered = weights.false_missing * real(self.false_missing);
        (self.n > 0).then(|| (overlooked + bothered) / real(self.n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::assert_near;

    #[test]
    fn errors_by_hand() {
        let errors = Errors::of([
            ("present", Some("present")),
            ("present", Some("missing")),
            ("missing", Some("present")),
            ("missing", Some("not_required")),
            ("missing", Some("unclear")),
            ("unclear", Some("present")),
            ("not_required", Some("missing")),
            ("missing", None),
        ]);
        assert_eq!((errors.false_present, errors.not_present), (2, 6));
        assert_eq!((errors.overlooked, errors.missing), (1, 4));
        assert_eq!((errors.false_missing, errors.not_missing), (2, 4));
        let weights = Weights {
            false_present: 10.0,
            false_missing: 1.0,
        };
        assert_near(errors.cost(weights).unwrap(), 32.0 / 8.0);
        assert_eq!(Errors::default().cost(weights), None);
    }
}
