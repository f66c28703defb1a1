//! What a use case could not do, as a problem.
use aktenlage_workflow::{ReportProblem, WorkflowError};

use crate::auth::password::PasswordError;
use crate::auth::randomness::RandomnessError;
use crate::problem::{FieldProblem, Problem, ProblemCode};

impl From<WorkflowError> for Problem {
    fn from(error: WorkflowError) -> Self {
        let simple = Self::new;
        match error {
            WorkflowError::Forbidden { required } => simple(ProblemCode::RoleMissing)
                .and(|members| members.required = Some(vec![required.to_string()])),
            WorkflowError::NotFound => simple(ProblemCode::NotFound),
            WorkflowError::VersionConflict {
                current_version,
                changed_by,
            } => simple(ProblemCode::VersionConflict).and(|members| {
                members.current_version = Some(current_version);
                members.changed_by = changed_by;
            }),
            WorkflowError::CaseIsDecided => simple(ProblemCode::CaseIsDecided),
            WorkflowError::CaseIsJoined => simple(ProblemCode::CaseIsJoined),
            WorkflowError::CaseIsNotNew => simple(ProblemCode::CaseIsNotNew),
            WorkflowError::DocumentIsPlaced => simple(ProblemCode::DocumentIsPlaced),
            WorkflowError::AwaitsRelease => simple(ProblemCode::CaseAwaitsRelease),
            WorkflowError::NothingToRelease => simple(ProblemCode::NothingToRelease),
            WorkflowError::OwnCase => simple(ProblemCode::OwnCase),
            WorkflowError::ChangedSinceSubmission => simple(ProblemCode::ChangedSinceSubmission),
            WorkflowError::CaseIsNotDecided => simple(ProblemCode::CaseIsNotDecided),
            WorkflowError::CaseNotReady => simple(ProblemCode::CaseNotReady),
            WorkflowError::Invalid(issues) => simple(ProblemCode::InvalidRequest).and(|members| {
                members.fields = issues
                    .into_iter()
                    .map(|issue| FieldProblem {
                        field: issue.field.into_owned(),
                        code: issue.code.to_owned(),
                    })
                    .collect();
            }),
            WorkflowError::PageNotRendered => simple(ProblemCode::PageNotRendered),
            WorkflowError::ReportUnreadable(problem) => simple(report_problem(problem)),
            WorkflowError::EvaluationUnderWay => simple(ProblemCode::EvaluationUnderWay),
            WorkflowError::RegulationsEmpty => simple(ProblemCode::RegulationsEmpty),
            WorkflowError::StorageFull => Self::with_detail(ProblemCode::StorageFull, "storage full"),
            WorkflowError::Unavailable(detail) => Self::with_detail(ProblemCode::Unavailable, detail),
            WorkflowError::Internal(detail) => Self::internal(detail),
        }
    }
}

fn report_problem(problem: ReportProblem) -> ProblemCode {
    match problem {
        ReportProblem::Malformed => ProblemCode::ReportMalformed,
        ReportProblem::UnknownFormat => ProblemCode::ReportFormatUnknown,
        ReportProblem::TooLarge => ProblemCode::ReportTooLarge,
    }
}

/// The stable code of a report that cannot be shown.
pub(crate) fn report_code(problem: ReportProblem) -> &'static str {
    report_problem(problem).as_str()
}

impl From<RandomnessError> for Problem {
    fn from(error: RandomnessError) -> Self {
        Self::with_detail(ProblemCode::Unavailable, error.to_string())
    }
}

impl From<PasswordError> for Problem {
    fn from(error: PasswordError) -> Self {
        Self::internal(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conflict_names_version_and_person() {
        let problem = Problem::from(WorkflowError::VersionConflict {
            current_version: 8,
            changed_by: Some("A. Yılmaz".into()),
        });
        let body = problem.body("r");
        assert_eq!((body.status, body.code), (412, "version_conflict"));
        assert_eq!(body.members.current_version, Some(8));
        assert_eq!(body.members.changed_by.as_deref(), Some("A. Yılmaz"));
    }

    #[test]
    fn causes_stay_inside() {
        let problem = Problem::from(WorkflowError::Internal("table cases".into()));
        assert!(
            !serde_json::to_string(&problem.body("r"))
                .unwrap()
                .contains("cases")
        );
        assert_eq!(problem.detail(), Some("table cases"));
    }
}
