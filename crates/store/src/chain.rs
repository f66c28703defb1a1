//! The arithmetic of the audit chain, and its check: in the database and in an export, without any trust in types.
//!
//! The hash of an entry is the SHA-256, in lower-case hex, of these seven texts joined by a line feed:
//! `previous_hash`, `sequence` in decimal, `at`, `actor`, `action`, `case_id` (empty if none), `detail`.
//! None of the first six can hold a line feed, and `detail` is canonical JSON (members sorted by name, no spaces, no
//! fractions), which holds none either; so two different entries never have the same text. Anybody can repeat it:
//! `printf '%s\n%s\n%s\n%s\n%s\n%s\n%s' … | sha256sum`.
use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::blobs::Blobs;
use crate::engine::{Store, Tx, fetch_all, fetch_one};
use crate::error::{StoreError, from_io};
use crate::records::{Group, vouchers};
use crate::sql;

/// What is wrong with the first bad entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadReason {
    /// Its content does not match its hash: it was changed.
    HashMismatch,
    /// It does not name the hash of the entry before: an entry was inserted, or the one before was rewritten.
    PreviousHashMismatch,
    /// The entry with this number is not where it should be: removed or moved.
    SequenceGap,
    /// The chain does not end where the head says: entries were cut off or added at the end.
    HeadMismatch,
    /// A record that the entry vouches for was changed or removed.
    RecordMismatch,
    /// A record is there that no entry vouches for.
    RecordUnknown,
    /// The file of a document or of a letter is gone.
    OriginalMissing,
    /// The file of a document is not the one that came in, or that of a letter not the one that was sent.
    OriginalChanged,
}

impl BadReason {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HashMismatch => "hash_mismatch",
            Self::PreviousHashMismatch => "previous_hash_mismatch",
            Self::SequenceGap => "sequence_gap",
            Self::HeadMismatch => "head_mismatch",
            Self::RecordMismatch => "record_mismatch",
            Self::RecordUnknown => "record_unknown",
            Self::OriginalMissing => "original_missing",
            Self::OriginalChanged => "original_changed",
        }
    }
}

/// The first entry that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstBad {
    /// Its number. For an original, and for a record that no entry vouches for: the number of the last entry.
    pub sequence: i64,
    /// What is wrong.
    pub reason: BadReason,
    /// The records that do not hold, as `table/id`.
    pub record: Option<String>,
}

impl FirstBad {
    fn of_record(sequence: Option<i64>, entries: i64, (table, group): &Group) -> Self {
        Self {
            sequence: sequence.unwrap_or(entries),
            reason: match sequence {
                Some(_) => BadReason::RecordMismatch,
                None => BadReason::RecordUnknown,
            },
            record: Some(format!("{}/{group}", table.as_str())),
        }
    }
}

/// What checking the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Whether everything holds.
    pub valid: bool,
    /// How many entries are there.
    pub entries: i64,
    /// How many records were compared with what the entries say of them; none for an export, which holds no records.
    pub records: i64,
    /// How many originals were read and compared with the digest they came in with.
    pub originals: i64,
    /// Hash of the last entry that holds: compare it with one written down elsewhere.
    pub head: String,
    /// The first entry that does not hold.
    pub first_bad: Option<FirstBad>,
}

impl Store {
    /// Checks on one snapshot the whole chain, and every person, case, submission, document, reading, suggestion, review,
    /// letter and decision against the digest in the entry that tells of it. Writers are not held up.
    pub async fn verify_audit(&self) -> Result<Verification, StoreError> {
        let mut tx = self.read().await?;
        let (entries, hash) = fetch_one!(tx, (i64, String), sql::AUDIT_HEAD)?;
        let mut check = Check::default();
        let mut vouched = BTreeMap::new();
        let mut last = i64::MIN;
        loop {
            let batch = batch_after(&mut tx, last).await?;
            let Some(end) = batch.last() else { break };
            last = end.sequence;
            for entry in &batch {
                check.take(entry);
                // An entry that is no JSON does not match its hash either.
                let detail = serde_json::from_str(&entry.detail).unwrap_or_default();
                let vouchers = vouchers(&detail).into_iter();
                vouched.extend(vouchers.map(|voucher| (voucher.key(), (entry.sequence, voucher))));
            }
        }
        let (records, bad) = tx.compare_records(vouched).await?;
        let mut found = check.finish(Some(&Head { entries, head: hash }));
        found.records = records;
        let first = bad
            .into_iter()
            .map(|(sequence, group)| FirstBad::of_record(sequence, found.entries, &group))
            .min_by_key(|bad| bad.sequence);
        // A broken chain is named first: what it says of records cannot be relied on.
        if let (None, Some(first)) = (&found.first_bad, first) {
            found.valid = false;
            found.first_bad = Some(first);
        }
        Ok(found)
    }

    /// The same, and then every original against the digest it came in with, and every letter against the one it was
    /// sent with: reads all files.
    pub async fn verify_with_originals(&self, blobs: &Blobs) -> Result<Verification, StoreError> {
        let mut found = self.verify_audit().await?;
        let mut tx = self.read().await?;
        let mut last = String::new();
        loop {
            let batch = fetch_all!(tx, (String, String), sql::ORIGINALS_AFTER, &last, BATCH)?;
            let Some((end, _)) = batch.last() else {
                return Ok(found);
            };
            last.clone_from(end);
            for (sha256, record) in &batch {
                found.originals += 1;
                let reason = match blobs.get(sha256).await {
                    Ok(Some(_)) => continue,
                    Ok(None) => BadReason::OriginalMissing,
                    Err(StoreError::Corrupt(_)) => BadReason::OriginalChanged,
                    Err(error) => return Err(error),
                };
                if found.valid {
                    found.valid = false;
                    found.first_bad = Some(FirstBad {
                        sequence: found.entries,
                        reason,
                        record: Some(record.clone()),
                    });
                }
            }
        }
    }

    /// Writes the whole chain as JSON lines, the head last, as [`verify_export`] reads them.
    pub async fn export_audit(&self, writer: &mut (dyn Write + Send)) -> Result<(), StoreError> {
        let mut tx = self.read().await?;
        let (entries, head) = fetch_one!(tx, (i64, String), sql::AUDIT_HEAD)?;
        let mut last = i64::MIN;
        loop {
            let batch = batch_after(&mut tx, last).await?;
            let Some(end) = batch.last() else { break };
            last = end.sequence;
            for entry in &batch {
                write_line(writer, &ExportedEntry::from_raw(entry)?)?;
            }
        }
        write_line(writer, &Head { entries, head })
    }
}

/// Checks an export without any database. An export that does not end with its head was cut off; a line that is not
/// written exactly as [`Store::export_audit`] writes it was changed.
pub fn verify_export(reader: &mut dyn BufRead) -> std::io::Result<Verification> {
    let mut check = Check::default();
    let mut head: Option<Head> = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        if head.is_some() {
            // Something follows the head: it was added at the end.
            check.fail(check.last_seen + 1, BadReason::HeadMismatch);
        } else if let Ok(entry) = serde_json::from_slice::<ExportedEntry>(&line) {
            if !entry.is_written_as(line.trim_ascii()) {
                check.fail(entry.sequence, BadReason::HashMismatch);
            }
            check.take(&entry.into_raw());
        } else if let Ok(found) = serde_json::from_slice::<Head>(&line) {
            head = Some(found);
        } else {
            check.entries += 1;
            check.fail(check.last_seen + 1, BadReason::HashMismatch);
        }
    }
    Ok(check.finish(head.as_ref()))
}

/// What the first entry names as the hash before it.
pub(crate) const FIRST_PREVIOUS_HASH: &str =
    "0000000000000000000000000000000000000000000000000000000000000000";

row! {
    /// An entry as it stands in the database: checked as it is, before anything reads meaning into it.
    #[derive(Clone, Debug)]
    pub(crate) struct RawEntry {
        pub(crate) sequence: i64,
        pub(crate) at: String,
        pub(crate) actor: String,
        pub(crate) action: String,
        pub(crate) case_id: Option<String>,
        pub(crate) detail: String,
        pub(crate) previous_hash: String,
        pub(crate) hash: String,
    }
}

/// An entry as a line of an export: the same members, `detail` as JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExportedEntry {
    sequence: i64,
    at: String,
    actor: String,
    action: String,
    case_id: Option<String>,
    detail: Value,
    previous_hash: String,
    hash: String,
}

/// Where the chain ends.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    entries: i64,
    head: String,
}

impl ExportedEntry {
    fn from_raw(raw: &RawEntry) -> Result<Self, StoreError> {
        Ok(Self {
            sequence: raw.sequence,
            at: raw.at.clone(),
            actor: raw.actor.clone(),
            action: raw.action.clone(),
            case_id: raw.case_id.clone(),
            detail: crate::convert::json("audit_entries.detail", &raw.detail)?,
            previous_hash: raw.previous_hash.clone(),
            hash: raw.hash.clone(),
        })
    }

    /// Whether a line says this and nothing else: of a member that stands there twice a reader sees one only, and
    /// which one is up to the reader.
    fn is_written_as(&self, line: &[u8]) -> bool {
        let detail = self.detail.to_string();
        let is_canonical = canonical(&self.detail) == detail;
        is_canonical && serde_json::to_vec(self).is_ok_and(|written| written == line)
    }

    fn into_raw(self) -> RawEntry {
        RawEntry {
            sequence: self.sequence,
            at: self.at,
            actor: self.actor,
            action: self.action,
            case_id: self.case_id,
            detail: canonical(&self.detail),
            previous_hash: self.previous_hash,
            hash: self.hash,
        }
    }
}

/// The hash that an entry should have.
pub(crate) fn hash(entry: &RawEntry) -> String {
    let sequence = entry.sequence.to_string();
    let parts = [
        entry.previous_hash.as_str(),
        &sequence,
        &entry.at,
        &entry.actor,
        &entry.action,
        entry.case_id.as_deref().unwrap_or_default(),
        &entry.detail,
    ];
    format!("{:x}", Sha256::digest(parts.join("\n")))
}

/// JSON with members sorted by name and no spaces. Numbers with a fraction become text.
pub(crate) fn canonical(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort_unstable();
            let members = names
                .into_iter()
                .map(|name| format!("{}:{}", Value::from(name.as_str()), canonical(&members[name])));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::Number(number) if number.is_f64() => Value::from(number.to_string()).to_string(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

/// A walk along the chain that stops judging at the first bad entry.
struct Check {
    entries: i64,
    last_seen: i64,
    last_hash: String,
    first_bad: Option<FirstBad>,
}

impl Default for Check {
    fn default() -> Self {
        Self {
            entries: 0,
            last_seen: 0,
            last_hash: FIRST_PREVIOUS_HASH.to_owned(),
            first_bad: None,
        }
    }
}

impl Check {
    fn take(&mut self, entry: &RawEntry) {
        self.entries += 1;
        let expected = self.last_seen + 1;
        self.last_seen = self.last_seen.max(entry.sequence);
        if self.first_bad.is_some() {
            return;
        }
        if entry.sequence != expected {
            self.fail(expected, BadReason::SequenceGap);
        } else if entry.previous_hash != self.last_hash {
            self.fail(expected, BadReason::PreviousHashMismatch);
        } else if entry.hash != hash(entry) {
            self.fail(expected, BadReason::HashMismatch);
        } else {
            self.last_hash.clone_from(&entry.hash);
        }
    }

    fn fail(&mut self, sequence: i64, reason: BadReason) {
        self.first_bad.get_or_insert(FirstBad {
            sequence,
            reason,
            record: None,
        });
    }

    fn finish(mut self, head: Option<&Head>) -> Verification {
        match head {
            Some(head) if head.entries == self.last_seen && head.head == self.last_hash => {}
            // As many as there should be: the last one was rewritten together with its hash.
            Some(head) if head.entries == self.last_seen => self.fail(head.entries, BadReason::HeadMismatch),
            // Too few entries: the first that is missing. Too many: the first that the head does not know.
            Some(head) => self.fail(head.entries.clamp(0, self.last_seen) + 1, BadReason::HeadMismatch),
            None => self.fail(self.last_seen + 1, BadReason::HeadMismatch),
        }
        Verification {
            valid: self.first_bad.is_none(),
            entries: self.entries,
            records: 0,
            originals: 0,
            head: self.last_hash,
            first_bad: self.first_bad,
        }
    }
}

/// Entries per round trip.
const BATCH: i64 = 1_000;

async fn batch_after(tx: &mut Tx, sequence: i64) -> Result<Vec<RawEntry>, StoreError> {
    fetch_all!(tx, RawEntry, sql::AUDIT_AFTER, sequence, BATCH)
}

fn write_line<T: Serialize>(writer: &mut (dyn Write + Send), line: &T) -> Result<(), StoreError> {
    let text = crate::convert::to_json(line)?;
    writeln!(writer, "{text}").map_err(|error| from_io(&error))
}
