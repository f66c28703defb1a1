//! What is gained by silence: the share of errors among the surest answers, and how many may speak for a target.
use super::calibration::Answered;
use super::proportion::{items_needed, lower_bound, reaches};
use super::real;

/// A point of the curve: answers of at least this probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The least probability that speaks.
    pub threshold: f64,
    /// Answers that speak.
    pub answered: usize,
    /// How many of them are right.
    pub right: usize,
}

impl Point {
    /// The share of errors among those that speak.
    pub fn risk(&self) -> f64 {
        real(self.answered - self.right) / real(self.answered)
    }
}

/// The risk-coverage curve (El-Yaniv, Wiener, JMLR 2010), surest answers first: one point for each probability that
/// occurs, so that the order of equal ones does not matter.
pub fn curve<'a>(answers: impl IntoIterator<Item = &'a Answered>) -> Vec<Point> {
    let mut sorted: Vec<&Answered> = answers.into_iter().collect();
    sorted.sort_by(|left, right| right.probability.total_cmp(&left.probability));
    let mut points: Vec<Point> = Vec::new();
    let (mut answered, mut right) = (0, 0);
    for answer in sorted {
        answered += 1;
        right += usize::from(answer.is_right);
        let point = Point {
            threshold: answer.probability,
            answered,
            right,
        };
        match points.last_mut() {
            Some(last) if last.threshold.total_cmp(&answer.probability).is_eq() => *last = point,
            _ => points.push(point),
        }
    }
    points
}

/// The area under the risk-coverage curve (Geifman, Uziel, El-Yaniv, ICLR 2019): the mean of the risk over the answers,
/// surest first. What was not answered at all has no place in the curve. `None` without answers.
pub fn area(points: &[Point]) -> Option<f64> {
    let all = points.last()?.answered;
    let mut before = 0;
    let mut sum = 0.0;
    for point in points {
        sum += real(point.answered - before) * point.risk();
        before = point.answered;
    }
    Some(sum / real(all))
}

/// How many may speak so that a target holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Operating {
    /// The point.
    pub point: Point,
    /// The one-sided lower bound of the share of right answers.
    pub bound: f64,
}

/// The point that lets most answers speak and whose lower bound (Clopper, Pearson 1934) of right answers reaches the
/// target; `None` if none does. A threshold that is chosen and judged on the same cases looks better than it is.
pub fn at_target(points: &[Point], target: f64, confidence: f64) -> Option<Operating> {
    let point = points
        .iter()
        .rfind(|point| reaches(point.right, point.answered, target, confidence))?;
    Some(Operating {
        point: *point,
        bound: lower_bound(point.right, point.answered, confidence),
    })
}

/// How many answers without an error it takes at least for a target.
pub fn answers_needed(target: f64, confidence: f64) -> f64 {
    items_needed(target, confidence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::assert_near;

    fn answer(probability: f64, is_right: bool) -> Answered {
        Answered {
            probability,
            is_right,
        }
    }

    #[test]
    fn four_answers_by_hand() {
        // Risks of the surest 1, 2, 3, 4: 0, 1/2, 1/3, 1/4; their mean is 13/48.
        let answers = [
            answer(0.7, true),
            answer(0.9, true),
            answer(0.8, false),
            answer(0.6, true),
        ];
        let points = curve(&answers);
        assert_eq!(points.len(), 4);
        assert_near(points[1].risk(), 0.5);
        assert_near(area(&points).unwrap(), 13.0 / 48.0);
        assert_eq!(area(&[]), None);
    }

    #[test]
    fn the_order_of_equal_probabilities_does_not_matter() {
        let one = curve(&[answer(0.9, true), answer(0.9, false)]);
        let other = curve(&[answer(0.9, false), answer(0.9, true)]);
        assert_eq!(one, other);
        assert_eq!(one.len(), 1);
        assert_near(area(&one).unwrap(), 0.5);
    }

    #[test]
    fn the_target_is_reached_with_the_bound_and_not_with_the_share() {
        // 400 sure answers without an error, then 100 less sure ones of which half are wrong.
        let mut answers = vec![answer(0.95, true); 400];
        answers.extend((0..100).map(|index| answer(0.6, index % 2 == 0)));
        let points = curve(&answers);
        let found = at_target(&points, 0.99, 0.95).unwrap();
        assert_eq!((found.point.answered, found.point.right), (400, 400));
        assert_near(found.bound, 0.05_f64.powf(1.0 / 400.0));
        assert_eq!(
            at_target(&curve(&answers[..200]), 0.99, 0.95),
            None,
            "200 are too few"
        );
        assert_near(answers_needed(0.99, 0.95), 299.0);
    }
}
