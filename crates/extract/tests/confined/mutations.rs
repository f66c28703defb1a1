//! Seeded damage to good files of every kind that is parsed: each costs one document and nothing else.
//!
//! The same number of the same inputs on every run; `fuzz/` beside this folder searches without end.

use std::time::Instant;

use crate::support::good_files::good_files;
use crate::support::packed::office;
use crate::support::{codes, resident_bytes};
use crate::{Case, GROWTH_BYTES, LONGEST, on_every_core, reader, take_within, wait};
use aktenlage_domain::document::IssueCode;
use aktenlage_extract::{ExtractError, Limits, from_json, has_pages, read, sniff, to_json};

pub(crate) const CASES: &[Case] = cases![
    the_same_seed_damages_alike,
    every_damaged_file_comes_back,
    every_damaged_page_is_drawn_or_refused,
    damaged_pages_that_were_set_here_come_back,
    damaged_office_documents_come_back,
    damaged_answers_are_taken_or_refused,
];

/// Damaged files made of each good one.
const MUTATIONS: u64 = 24;

const LIMITS: Limits = Limits {
    max_bytes: 4 * 1024 * 1024,
    max_seconds: 8,
    max_seconds_per_scan: 4,
    max_memory_bytes: 1024 * 1024 * 1024,
    ..Limits::recommended()
};

fn the_same_seed_damages_alike() {
    let (name, good) = &good_files()[0];
    let twice = [0, 0].map(|_| damaged(good, &mut Dice::of(name, 7)));
    assert_eq!(twice[0], twice[1]);
    assert_ne!(&twice[0], good);
    assert_ne!(twice[0], damaged(good, &mut Dice::of(name, 8)));
}

fn every_damaged_file_comes_back() {
    let files = good_files();
    let inputs: Vec<(&str, u64, Vec<u8>)> = files
        .iter()
        .flat_map(|(name, good)| {
            (0..MUTATIONS).map(move |number| (*name, number, damaged(good, &mut Dice::of(name, number))))
        })
        .collect();
    let before = resident_bytes();
    on_every_core(&inputs, |(name, number, bytes)| {
        let start = Instant::now();
        let taken = take_within(bytes.clone(), LIMITS, LIMITS.allowance());
        let codes = codes(&taken.reading);
        let is_answered =
            !taken.reading.text.pages.is_empty() || !codes.is_empty() || !taken.parts.is_empty();
        // Neither a hang nor the death of the child: what a parser gets wrong is told without either.
        let is_orderly =
            !codes.contains(&IssueCode::ReaderTimeout) && !codes.contains(&IssueCode::ReaderCrashed);
        assert!(
            is_answered && is_orderly && start.elapsed() < LONGEST,
            "{name} {number}: {codes:?} after {:?}",
            start.elapsed()
        );
    });
    let growth = resident_bytes().saturating_sub(before);
    assert!(growth < GROWTH_BYTES, "grew by {growth} bytes");
}

fn every_damaged_page_is_drawn_or_refused() {
    let inputs: Vec<(&str, u64, Vec<u8>)> = good_files()
        .iter()
        .filter(|(_, good)| has_pages(sniff(good)))
        .flat_map(|(name, good)| {
            (0..MUTATIONS).map(move |number| (*name, number, damaged(good, &mut Dice::of(name, number))))
        })
        .collect();
    on_every_core(&inputs, |(name, number, bytes)| {
        let drawn = wait(reader(LIMITS).render(bytes.clone(), 1, 300));
        let is_disorder = matches!(
            drawn,
            Err(ExtractError::Refused(
                IssueCode::ReaderTimeout | IssueCode::ReaderCrashed
            ))
        );
        assert!(!is_disorder, "{name} {number}: {drawn:?}");
    });
}

/// The pages of an e-mail: a font of many tables, embedded, and the codes of its letters, none of it packed.
fn damaged_pages_that_were_set_here_come_back() {
    let mail = good_files()
        .into_iter()
        .find(|(name, _)| *name == "e-mail")
        .unwrap();
    let pages = take_within(mail.1, LIMITS, LIMITS.allowance()).rendition.unwrap();
    let mut document = lopdf::Document::load_mem(&pages).unwrap();
    document.decompress();
    let mut good = Vec::new();
    document.save_to(&mut good).unwrap();
    let numbers: Vec<u64> = (0..MUTATIONS).collect();
    on_every_core(&numbers, |number| {
        let bytes = damaged(&good, &mut Dice::of("pages", *number));
        let reading = take_within(bytes.clone(), LIMITS, LIMITS.allowance()).reading;
        let codes = codes(&reading);
        assert!(
            !reading.text.pages.is_empty() || !codes.is_empty(),
            "{number}: nothing is said"
        );
        let is_disorder =
            |code: &IssueCode| matches!(code, IssueCode::ReaderTimeout | IssueCode::ReaderCrashed);
        assert!(!codes.iter().any(is_disorder), "{number}: {codes:?}");
        let drawn = wait(reader(LIMITS).render(bytes, 1, 300));
        let crashed = Err(ExtractError::Refused(IssueCode::ReaderCrashed));
        assert!(drawn != crashed, "{number}");
    });
}

/// Their type is told here, their pages are made by a program of others: it may give up, in its time.
fn damaged_office_documents_come_back() {
    /// The converter takes a second for each.
    const CONVERTED: usize = 3;
    let limits = Limits {
        max_seconds: 8,
        ..Limits::recommended()
    };
    for (name, good) in [
        ("word", office(true, "Antrag auf Wohngeld")),
        ("open document", office(false, "Antrag auf Wohngeld")),
    ] {
        let files: Vec<Vec<u8>> = (0..10 * MUTATIONS)
            .map(|number| damaged(&good, &mut Dice::of(name, number)))
            .collect();
        let own = sniff(&good);
        let known = files.iter().filter(|bytes| sniff(bytes) == own).count();
        assert!(known > 0 && known < files.len(), "{name}: {known}");
        on_every_core(&files[..CONVERTED], |bytes| {
            let start = Instant::now();
            let taken = take_within(bytes.clone(), limits, limits.allowance());
            let is_answered = !taken.reading.issues.is_empty() || !taken.parts.is_empty();
            assert!(is_answered && start.elapsed() < LONGEST, "{name}");
        });
    }
}

/// What a child answers that fell into the wrong hands.
fn damaged_answers_are_taken_or_refused() {
    let (mut taken, mut refused) = (0, 0);
    for (name, good) in good_files() {
        if !has_pages(sniff(&good)) {
            continue;
        }
        let answer = to_json(&read(&good, &LIMITS));
        assert!(from_json(&answer).is_ok(), "{name}");
        for number in 0..10 * MUTATIONS {
            let bytes = damaged(answer.as_bytes(), &mut Dice::of(name, number));
            match from_json(&String::from_utf8_lossy(&bytes)) {
                Ok(_) => taken += 1,
                Err(_) => refused += 1,
            }
        }
    }
    assert!(taken > 0 && refused > 100, "{taken} {refused}");
}

/// Numbers that parsers stumble over.
const NUMBERS: [&str; 8] = [
    "0",
    "-1",
    "65536",
    "2147483648",
    "4294967296",
    "99999999999999999999",
    "1e9",
    "0.0000001",
];

/// Does one to six kinds of damage.
fn damaged(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=dice.below(6) {
        if bytes.len() < 16 {
            break;
        }
        let at = dice.below(bytes.len() - 8);
        let length = 1 + dice.below((bytes.len() - at).min(200) - 1);
        match dice.below(7) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at..at + 4].fill([0, 0xff, 0x7f, 0x80][dice.below(4)]),
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let piece = bytes[at..at + length].to_vec();
                bytes.splice(at..at, piece.repeat(1 + dice.below(30)));
            }
            4 => bytes.truncate(bytes.len() - length),
            // Something from elsewhere in the same file: references that point at the wrong object.
            5 => {
                let from = dice.below(bytes.len() - length);
                let piece = bytes[from..from + length].to_vec();
                bytes.splice(at..at + length, piece);
            }
            _ => replace_number(&mut bytes, at, NUMBERS[dice.below(NUMBERS.len())]),
        }
    }
    bytes
}

/// The first number at or after a place becomes another one.
fn replace_number(bytes: &mut Vec<u8>, at: usize, number: &str) {
    let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit) else {
        return;
    };
    let start = at + start;
    let digits = bytes[start..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    bytes.splice(start..start + digits, number.bytes());
}

/// Numbers that are the same on every run (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn of(name: &str, number: u64) -> Self {
        Self(
            name.bytes()
                .fold(number, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())),
        )
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let bound = u64::try_from(bound).unwrap().max(1);
        usize::try_from((mixed ^ (mixed >> 31)) % bound).unwrap()
    }
}
