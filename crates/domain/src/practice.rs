//! Practice: what became of a field of a case with a known truth. It tells what to look at again; nobody is scored.
use crate::review::Verdict;
use crate::value::{ValueKind, same_value};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a person made of a suggestion in a practice case, held against what is true.
    #[doc(alias = "Übungsergebnis")]
    PracticeOutcome {
        /// A wrong suggestion was taken, or its value entered by hand.
        FollowedWrong => "followed_wrong",
        /// A right suggestion was thrown away, or replaced by a value that is not true.
        RejectedRight => "rejected_right",
        /// The value entered is not true, and it is not the one that was suggested.
        EnteredWrong => "entered_wrong",
        /// A wrong suggestion was thrown away; what is true was not entered.
        RejectedWrong => "rejected_wrong",
        /// Nothing was said, or that it is unclear.
        LeftOpen => "left_open",
        /// Without help of the suggestion: what is true was entered, or that nothing is true there was seen.
        FoundYourself => "found_yourself",
        /// A right suggestion was taken.
        FollowedRight => "followed_right",
    }
}

/// Holds what a person did against what is true. Values are normalised; `truth` is `None` where the documents state
/// nothing, `answer` where the person did nothing.
pub fn judge(
    kind: ValueKind,
    suggested: Option<&str>,
    answer: Option<(Verdict, Option<&str>)>,
    truth: Option<&str>,
) -> PracticeOutcome {
    let is_true = |value: &str| truth.is_some_and(|truth| same_value(kind, value, truth));
    let is_right = suggested.is_some_and(is_true);
    let Some((verdict, value)) = answer else {
        return PracticeOutcome::LeftOpen;
    };
    match verdict {
        Verdict::Accepted | Verdict::Rejected if suggested.is_none() => PracticeOutcome::LeftOpen,
        Verdict::Accepted if is_right => PracticeOutcome::FollowedRight,
        Verdict::Accepted => PracticeOutcome::FollowedWrong,
        Verdict::Rejected if is_right => PracticeOutcome::RejectedRight,
        Verdict::Rejected if truth.is_none() => PracticeOutcome::FoundYourself,
        Verdict::Rejected => PracticeOutcome::RejectedWrong,
        Verdict::Amended | Verdict::Entered => match value {
            None => PracticeOutcome::LeftOpen,
            Some(value) if is_true(value) && is_right => PracticeOutcome::FollowedRight,
            Some(value) if is_true(value) => PracticeOutcome::FoundYourself,
            Some(_) if is_right => PracticeOutcome::RejectedRight,
            Some(value) if suggested.is_some_and(|suggested| same_value(kind, value, suggested)) => {
                PracticeOutcome::FollowedWrong
            }
            Some(_) => PracticeOutcome::EnteredWrong,
        },
        Verdict::Unclear | Verdict::Waived | Verdict::Withdrawn => PracticeOutcome::LeftOpen,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RENT: &str = "1012.00";
    const NET_RENT: &str = "812.00";

    fn of(suggested: Option<&str>, answer: Option<(Verdict, Option<&str>)>) -> PracticeOutcome {
        judge(ValueKind::Money, suggested, answer, Some(RENT))
    }

    #[test]
    fn a_wrong_suggestion_is_followed_by_taking_it_and_by_typing_it() {
        let wrong = Some(NET_RENT);
        let taken = Some((Verdict::Accepted, None));
        assert_eq!(of(wrong, taken), PracticeOutcome::FollowedWrong);
        let typed = Some((Verdict::Amended, Some(NET_RENT)));
        assert_eq!(of(wrong, typed), PracticeOutcome::FollowedWrong);
        let other = Some((Verdict::Amended, Some("95.00")));
        assert_eq!(of(wrong, other), PracticeOutcome::EnteredWrong);
        let thrown_away = Some((Verdict::Rejected, None));
        assert_eq!(of(wrong, thrown_away), PracticeOutcome::RejectedWrong);
        let corrected = Some((Verdict::Amended, Some(RENT)));
        assert_eq!(of(wrong, corrected), PracticeOutcome::FoundYourself);
    }

    #[test]
    fn a_right_suggestion_is_rejected_by_throwing_it_away_and_by_another_value() {
        let right = Some(RENT);
        for answer in [(Verdict::Rejected, None), (Verdict::Amended, Some(NET_RENT))] {
            assert_eq!(of(right, Some(answer)), PracticeOutcome::RejectedRight);
        }
        for answer in [(Verdict::Accepted, None), (Verdict::Amended, Some(RENT))] {
            assert_eq!(of(right, Some(answer)), PracticeOutcome::FollowedRight);
        }
    }

    #[test]
    fn where_the_machine_is_silent_a_person_finds_it_or_leaves_it_open() {
        let entered = Some((Verdict::Entered, Some(RENT)));
        assert_eq!(of(None, entered), PracticeOutcome::FoundYourself);
        for nothing in [
            None,
            Some((Verdict::Unclear, None)),
            Some((Verdict::Withdrawn, None)),
            Some((Verdict::Entered, None)),
            Some((Verdict::Accepted, None)),
            Some((Verdict::Rejected, None)),
        ] {
            assert_eq!(of(None, nothing), PracticeOutcome::LeftOpen, "{nothing:?}");
        }
    }

    #[test]
    fn what_no_document_states_is_found_by_throwing_the_suggestion_away() {
        let judge = |answer| judge(ValueKind::Text, Some("Nguyen"), Some(answer), None);
        assert_eq!(judge((Verdict::Rejected, None)), PracticeOutcome::FoundYourself);
        assert_eq!(judge((Verdict::Accepted, None)), PracticeOutcome::FollowedWrong);
        assert_eq!(
            judge((Verdict::Amended, Some("Nguyen GmbH"))),
            PracticeOutcome::EnteredWrong
        );
    }
}
