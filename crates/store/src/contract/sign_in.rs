//! The throttle against guessing: what counts, for how long, and that tries side by side count like tries in a row.
use aktenlage_domain::clock::Clock;
use time::{Duration, OffsetDateTime};

use super::{Checked, TestDatabase, clock};
use crate::error::StoreError;
use crate::sessions::{AttemptLimits, NewAttempt};

const LIMITS: AttemptLimits = AttemptLimits {
    per_username: 2,
    per_address: 3,
    window: Duration::minutes(15),
};

fn attempt(id: &str, username: &str, address: &str, minute: i64) -> NewAttempt {
    NewAttempt {
        id: id.to_owned(),
        username_hash: username.to_owned(),
        address: address.to_owned(),
        at: at(minute),
    }
}

fn at(minute: i64) -> OffsetDateTime {
    clock().now() + Duration::minutes(minute)
}

/// Tries count by name and by address until they leave the window; a success of the name starts it anew.
pub async fn failed_sign_ins_are_counted(database: &TestDatabase) -> Checked {
    let store = &database.store;
    let reserve = async |id: &str, username: &str, address: &str, minute: i64| {
        store
            .reserve_attempt(&attempt(id, username, address, minute), &LIMITS)
            .await
    };
    assert_eq!(reserve("a", "u", "1", 0).await?, None);
    assert_eq!(reserve("b", "u", "2", 1).await?, None);
    let blocked = reserve("c", "u", "3", 2).await?;
    assert_eq!(
        blocked,
        Some(at(15)),
        "the name, until its first failure is forgotten"
    );
    assert_eq!(
        reserve("d", "v", "1", 2).await?,
        None,
        "another name is not affected"
    );

    let mut tx = store.begin().await?;
    tx.attempt_succeeded("b").await?;
    tx.commit().await?;
    assert_eq!(
        reserve("e", "u", "1", 3).await?,
        None,
        "the success forgives what was before"
    );
    let blocked = reserve("f", "w", "1", 4).await?;
    assert_eq!(
        blocked,
        Some(at(15)),
        "the address: its failures are those of all names"
    );
    assert_eq!(
        reserve("g", "w", "2", 4).await?,
        None,
        "a success does not count there"
    );
    assert_eq!(reserve("h", "w", "1", 15).await?, None, "room again");

    let mut tx = store.begin().await?;
    assert_eq!(tx.delete_attempts_before(at(4)).await?, 4);
    tx.commit().await
}

/// Whoever asks often at once gets no more tries than whoever asks in a row.
pub async fn tries_side_by_side_do_not_pass_together(database: &TestDatabase) -> Checked {
    let mut tasks = Vec::new();
    for number in 0..40 {
        let store = database.store.clone();
        tasks.push(tokio::spawn(async move {
            let attempt = attempt(&number.to_string(), "u", &number.to_string(), 0);
            store.reserve_attempt(&attempt, &LIMITS).await
        }));
    }
    let mut passed = 0;
    for task in tasks {
        passed += i64::from(task.await.expect("no panic")?.is_none());
    }
    assert_eq!(passed, LIMITS.per_username);
    Ok::<_, StoreError>(())
}
