//! When to say nothing: thresholds and margins per task. Provisional until calibration on reviewed cases sets them.
use aktenlage_domain::suggestion::AbstentionReason;

/// Bounds of one task.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// The best answer must be at least this sure.
    pub(crate) threshold: f32,
    /// And this much ahead of the next.
    pub(crate) margin: f32,
}

/// Document kinds.
pub(crate) const DOCUMENT_KIND: Bounds = Bounds {
    threshold: 0.50,
    margin: 0.06,
};

/// Services.
pub(crate) const SERVICE: Bounds = Bounds {
    threshold: 0.66,
    margin: 0.08,
};

/// Field values.
pub(crate) const FIELD: Bounds = Bounds {
    threshold: 0.60,
    margin: 0.0,
};

impl Bounds {
    /// Why the best of several scores is not enough, if it is not. Scores need not be sorted.
    pub(crate) fn refuse(self, scores: &[f32]) -> Option<AbstentionReason> {
        let mut sorted = scores.to_vec();
        sorted.sort_by(|one, two| two.total_cmp(one));
        let best = sorted.first().copied().unwrap_or(0.0);
        let second = sorted.get(1).copied().unwrap_or(0.0);
        if best <= 0.05 {
            Some(AbstentionReason::NoEvidence)
        } else if best < self.threshold {
            Some(AbstentionReason::BelowThreshold)
        } else if best - second < self.margin {
            Some(AbstentionReason::Ambiguous)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_refuse_what_is_not_sure() {
        let bounds = Bounds {
            threshold: 0.5,
            margin: 0.1,
        };
        assert_eq!(bounds.refuse(&[]), Some(AbstentionReason::NoEvidence));
        assert_eq!(bounds.refuse(&[0.4]), Some(AbstentionReason::BelowThreshold));
        assert_eq!(bounds.refuse(&[0.55, 0.7]), None);
        assert_eq!(bounds.refuse(&[0.65, 0.7]), Some(AbstentionReason::Ambiguous));
    }
}
