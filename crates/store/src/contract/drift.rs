//! How suggestions fare day by day: each subject counts once, and the last review of a suggestion counts.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, DocumentId, RunId, SuggestionId};
use aktenlage_domain::review::Verdict;
use aktenlage_domain::suggestion::{AbstentionReason, Answer, Remark, Subject, SubjectKind, Suggestion};
use time::macros::date;
use time::{Duration, OffsetDateTime};

use super::fixtures::{draft, review, seed, span, suggestion, uuid};
use super::{Checked, TestDatabase, clock};
use crate::drift::{FirstSuggestions, RemarkedSuggestions, SettledSuggestions, VerdictCounts};

const CODES: [&str; 3] = ["form_recognised", "form_other_edition", "form_edition_unsure"];

fn silence(subject: Subject, reason: AbstentionReason) -> Suggestion {
    Suggestion {
        answer: Answer::Abstained {
            reason,
            evidence: vec![span()],
        },
        ..suggestion(subject, "")
    }
}

fn remarked(document: u128, remarks: Vec<Remark>) -> Suggestion {
    Suggestion {
        remarks,
        ..suggestion(
            Subject::DocumentKind(DocumentId(uuid(document))),
            "application_form",
        )
    }
}

async fn suggest(
    database: &TestDatabase,
    suggestions: &[(SuggestionId, Suggestion)],
    at: OffsetDateTime,
) -> Checked {
    let mut tx = database.store.begin().await?;
    tx.insert_suggestions(CaseId(uuid(1)), RunId(uuid(1)), suggestions, at)
        .await?;
    tx.append_audit(&draft(AuditAction::SuggestionsRecorded, Some(1)))
        .await?;
    tx.commit().await
}

/// What a later run says of a subject moves no day that is over, and what came before the instant stays out.
pub async fn first_suggestions_count_once(database: &TestDatabase) -> Checked {
    seed(&database.store).await?;
    let monday = clock().now();
    let id = |number| SuggestionId(uuid(number));
    let rent = || Subject::Field("dwelling.rent".into());
    let other_edition = Remark::new("form_other_edition").with("form", "Antrag \"neu\"");
    // Its words are those of a code, and it is none.
    let quoted = Remark::new("title_found").with("text", "\"code\":\"form_recognised\"");
    let first = [
        (id(1), silence(rent(), AbstentionReason::NoEvidence)),
        (id(2), suggestion(Subject::Service, "dog_tax")),
        (id(3), remarked(1, vec![Remark::new("form_recognised")])),
        (id(4), remarked(2, vec![other_edition.clone(), quoted.clone()])),
        (id(5), remarked(3, vec![quoted])),
    ];
    suggest(database, &first, monday).await?;
    let later = [
        (id(6), suggestion(rent(), "800.00")),
        (
            id(7),
            silence(Subject::Field("dog.name".into()), AbstentionReason::Ambiguous),
        ),
    ];
    suggest(database, &later, monday + Duration::days(1)).await?;

    let mut view = database.store.read().await?;
    let mut counted = view.first_suggestions(monday).await?;
    counted.sort_by_key(|one| (one.day, one.kind, one.abstention));
    let row = |day, kind, abstention, number| FirstSuggestions {
        day,
        kind,
        abstention,
        number,
    };
    let (one, other) = (date!(2026 - 11 - 22), date!(2026 - 11 - 23));
    assert_eq!(
        counted,
        [
            row(one, SubjectKind::DocumentKind, None, 3),
            row(one, SubjectKind::Service, None, 1),
            row(one, SubjectKind::Field, Some(AbstentionReason::NoEvidence), 1),
            row(other, SubjectKind::Field, Some(AbstentionReason::Ambiguous), 1),
        ]
    );
    let late = view.first_suggestions(monday + Duration::hours(1)).await?;
    assert_eq!(
        late,
        [row(
            other,
            SubjectKind::Field,
            Some(AbstentionReason::Ambiguous),
            1
        )]
    );

    let mut seen = view
        .first_suggestions_by_remark(SubjectKind::DocumentKind, CODES, monday)
        .await?;
    seen.sort_by_key(|one| one.code);
    let row = |code, remarks, number| RemarkedSuggestions {
        day: one,
        code,
        remarks,
        number,
    };
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert_eq!(seen[0], row(None, Vec::new(), 1));
    assert_eq!(seen[1], row(Some(0), Vec::new(), 1));
    assert_eq!((seen[2].code, &seen[2].remarks[0]), (Some(1), &other_edition));
    let none = view
        .first_suggestions_by_remark(SubjectKind::Service, CODES, monday + Duration::days(1))
        .await?;
    assert!(none.is_empty(), "{none:?}");
    Ok(())
}

/// A review that was taken back counts for nothing, one that was changed counts as it is now.
pub async fn the_last_review_counts_on_its_day(database: &TestDatabase) -> Checked {
    seed(&database.store).await?;
    let id = |number| SuggestionId(uuid(number));
    let subject = |number: u128| Subject::Field(format!("field.{number}").as_str().into());
    let mut suggested: Vec<_> = (1..=4)
        .map(|number| (id(number), suggestion(subject(number), "x")))
        .collect();
    suggested.push((id(5), suggestion(subject(6), "missing")));
    suggest(database, &suggested, clock().now() - Duration::days(9)).await?;
    // What was waived in the end is neither right nor wrong.
    let reviews = [
        review(1, subject(1), Some(id(1)), Verdict::Accepted),
        review(2, subject(2), Some(id(2)), Verdict::Accepted),
        review(3, subject(2), Some(id(2)), Verdict::Amended),
        review(4, subject(3), Some(id(3)), Verdict::Rejected),
        review(5, subject(4), Some(id(4)), Verdict::Rejected),
        review(6, subject(4), Some(id(4)), Verdict::Withdrawn),
        review(7, subject(5), None, Verdict::Entered),
        review(8, subject(6), Some(id(5)), Verdict::Amended),
        review(9, subject(6), Some(id(5)), Verdict::Waived),
    ];
    let mut tx = database.store.begin().await?;
    for one in &reviews {
        tx.insert_review(one).await?;
        tx.append_audit(&draft(AuditAction::ReviewRecorded, Some(1)))
            .await?;
    }
    tx.commit().await?;
    let mut view = database.store.read().await?;
    let settled = view.settled_suggestions(clock().now()).await?;
    assert_eq!(
        settled,
        [SettledSuggestions {
            day: date!(2026 - 11 - 22),
            model: "encoder@1".to_owned(),
            accepted: 1,
            amended: 1,
            rejected: 1,
        }]
    );
    let later = view
        .settled_suggestions(clock().now() + Duration::hours(1))
        .await?;
    assert!(later.is_empty(), "{later:?}");
    let none = VerdictCounts::default();
    for (number, counts) in [
        (1, VerdictCounts { accepted: 1, ..none }),
        (2, VerdictCounts { amended: 1, ..none }),
        (3, VerdictCounts { rejected: 1, ..none }),
        (4, none),
        (6, none),
    ] {
        let counted = view.verdicts_on(&subject(number), clock().now()).await?;
        assert_eq!(counted, counts, "field {number}");
    }
    let kind = Subject::DocumentKind(DocumentId(uuid(1)));
    assert_eq!(view.verdicts_on(&kind, clock().now()).await?, none);
    let later = clock().now() + Duration::hours(1);
    assert_eq!(view.verdicts_on(&subject(1), later).await?, none);
    Ok(())
}
