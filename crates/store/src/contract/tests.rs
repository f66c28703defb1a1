//! Runs the contract: on SQLite always, on PostgreSQL when `AKTENLAGE_TEST_POSTGRES_URL` is set.
use std::sync::Arc;

use super::{Checked, TestDatabase};

/// The PostgreSQL to test on. Without one the tests on it are skipped, unless all are required.
fn postgres_url() -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told by the environment what they may use"
    )]
    let (url, all) = (
        std::env::var("AKTENLAGE_TEST_POSTGRES_URL"),
        std::env::var("AKTENLAGE_TEST_REQUIRE_ALL"),
    );
    let url = url.ok().filter(|url| !url.is_empty());
    assert!(
        url.is_some() || all.is_err(),
        "AKTENLAGE_TEST_REQUIRE_ALL is set, AKTENLAGE_TEST_POSTGRES_URL is not"
    );
    if url.is_none() {
        println!("skipped: AKTENLAGE_TEST_POSTGRES_URL is not set");
    }
    url
}

/// Waits for a check, removes its database whatever happened, and passes a panic on.
async fn finish(database: Arc<TestDatabase>, check: tokio::task::JoinHandle<Checked>) {
    let outcome = check.await;
    let database = Arc::into_inner(database).expect("the check has ended");
    let removed = database.remove().await;
    match outcome {
        Ok(checked) => checked.unwrap(),
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
    removed.unwrap();
}

macro_rules! contract {
    ($($module:ident::$check:ident),+ $(,)?) => {
        mod sqlite {
            use super::*;
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $check() {
                    let database = Arc::new(TestDatabase::sqlite().await.unwrap());
                    let subject = Arc::clone(&database);
                    let check = tokio::spawn(async move { crate::contract::$module::$check(&subject).await });
                    finish(database, check).await;
                }
            )+
        }
        mod postgres {
            use super::*;
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $check() {
                    let Some(url) = postgres_url() else { return };
                    let database = Arc::new(TestDatabase::postgres(&url).await.unwrap());
                    let subject = Arc::clone(&database);
                    let check = tokio::spawn(async move { crate::contract::$module::$check(&subject).await });
                    finish(database, check).await;
                }
            )+
        }
    };
}

contract! {
    units::a_change_needs_its_entry,
    units::dropped_is_rolled_back,
    units::views_change_nothing,
    units::no_commit_after_a_failed_statement,
    units::writers_follow_one_another,
    units::a_view_stands_still,
    units::opening_twice_changes_nothing,
    units::looking_makes_nothing,
    records::people_sign_in_and_out,
    sign_in::failed_sign_ins_are_counted,
    sign_in::tries_side_by_side_do_not_pass_together,
    records::stale_versions_conflict,
    records::documents_and_readings_come_back,
    records::suggestions_are_superseded,
    records::the_last_review_counts,
    records::a_case_is_decided_once,
    records::written_once_is_never_changed,
    queue::views_and_counts_agree,
    queue::filters_find,
    queue::pages_are_in_order,
    queue::a_line_carries_its_figures,
    audit::entries_form_a_chain,
    audit::fractions_become_text,
    audit::tampering_in_the_database_is_found,
    audit::tampering_with_records_is_found,
    audit::tampering_in_an_export_is_found,
    packed::parts_of_a_document_are_there_once,
    packed::tampering_with_origins_is_found,
    packed::older_vouchers_still_hold,
    divided::pages_of_a_scan_are_there_once,
    divided::tampering_with_pages_is_found,
    transfer::what_people_said_comes_back,
    transfer::what_people_said_is_told_singly,
    transfer::tampering_with_what_people_said_is_found,
    shadows::what_was_tried_comes_back,
    shadows::tampering_with_what_was_tried_is_found,
    drift::first_suggestions_count_once,
    drift::the_last_review_counts_on_its_day,
    letters::what_was_sent_comes_back,
    letters::first_requests_count_once,
    letters::a_letter_is_told_singly,
    letters::tampering_with_letters_is_found,
    letters::a_draft_is_changed_only_as_it_was_seen,
    joinings::post_counts_for_the_case_it_was_joined_to,
    joinings::a_case_is_joined_once_and_told_singly,
    joinings::tampering_with_joinings_is_found,
    placements::a_document_counts_for_another_case_and_comes_back,
    placements::pages_of_a_scan_follow_their_scan,
    placements::a_placement_is_told_singly,
    placements::tampering_with_placements_is_found,
    status_links::what_was_made_comes_back,
    status_links::a_token_opens_its_case_until_it_ends,
    status_links::links_are_told_singly,
    status_links::tampering_with_links_is_found,
    triage::a_case_that_is_put_back_leaves_the_working_list,
    triage::a_deadline_is_never_hidden,
    triage::what_is_awaited_is_counted,
    triage::snoozes_are_told_singly,
    triage::saved_filters_are_kept_by_their_last_row,
    triage::tampering_with_what_was_put_back_is_found,
    first_receipts::what_was_said_comes_back_in_order,
    first_receipts::first_receipts_are_told_singly,
    first_receipts::tampering_with_first_receipts_is_found,
    case_views::a_mark_is_the_latest_of_one_person,
    case_views::what_others_did_is_counted,
    case_views::marks_end_with_the_work,
    copies::the_same_file_is_found_in_other_cases,
    copies::the_same_page_is_found_in_other_documents,
    copies::copies_are_found_by_an_index,
    samples::what_was_drawn_comes_back,
    samples::what_was_entered_blind_comes_back_with_what_was_withheld,
    samples::draws_are_told,
    samples::tampering_with_samples_is_found,
    decisions::a_proposal_waits_until_somebody_answers,
    decisions::a_case_is_decided_again_once_per_reopening,
    decisions::releases_are_told_singly,
    decisions::tampering_with_releases_is_found,
    intake::an_item_becomes_one_submission,
    intake::refusals_are_told_singly_and_counted,
    intake::tampering_with_what_came_is_found,
    mailboxes::a_message_becomes_one_submission,
    mailboxes::tampering_with_messages_is_found,
    jobs::no_job_is_claimed_twice,
    jobs::a_key_waits_once_and_runs_once,
    jobs::failures_end_in_the_dead_letters,
    jobs::a_lost_lease_is_noticed,
    jobs::jobs_survive_a_restart,
    jobs::interruptions_are_no_failures,
    schema::every_statement_prepares,
}

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    let Some(url) = postgres_url() else { return };
    let sqlite = TestDatabase::sqlite().await.unwrap();
    let postgres = TestDatabase::postgres(&url).await.unwrap();
    let columns = crate::contract::schema::columns(&sqlite).await.unwrap();
    assert_eq!(columns.len(), 38);
    assert_eq!(
        columns,
        crate::contract::schema::columns(&postgres).await.unwrap()
    );
    sqlite.remove().await.unwrap();
    postgres.remove().await.unwrap();
}
