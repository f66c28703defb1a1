//! One suite for every variant of the index. What a variant must do is written here and nowhere else;
//! failures panic, as tests do.
use std::collections::BTreeSet;

use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::ids::PassageId;
use aktenlage_domain::passage::{Level, Passage, PassageFilter};
use uuid::Uuid;

use crate::{IndexError, IndexPlace, PassageQuery, SearchMode, VectorIndex, VectorOrigin};

/// Dimensions of the suite's vectors.
pub const DIMENSION: usize = 8;

/// Law, section, Absatz, words, level, valid from, valid to.
type Row = (
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static str,
    Level,
    &'static str,
    &'static str,
);

const ROWS: [Row; 8] = [
    (
        "MietG",
        "1",
        Some("1"),
        "Wer zur Miete wohnt, kann einen Zuschuss zur Miete beantragen.",
        Level::Federal,
        "",
        "",
    ),
    (
        "MietG",
        "1",
        Some("2"),
        "Der Antrag auf Zuschuss ist schriftlich zu stellen.",
        Level::Federal,
        "",
        "",
    ),
    (
        "MietG",
        "2",
        None,
        "Einkommen wird durch Bescheinigungen des Arbeitgebers nachgewiesen.",
        Level::Federal,
        "2025-01-01",
        "",
    ),
    (
        "MietG",
        "10",
        None,
        "Die Behörde entscheidet binnen drei Monaten.",
        Level::Federal,
        "",
        "2024-12-31",
    ),
    (
        "SGB I",
        "60",
        Some("1"),
        "Wer Leistungen beantragt, hat alle Tatsachen anzugeben.",
        Level::Federal,
        "",
        "",
    ),
    (
        "HundeS",
        "3",
        Some("1"),
        "Die Steuer für jeden Hund beträgt hundert Euro.",
        Level::Municipal,
        "2024-01-01",
        "2025-12-31",
    ),
    (
        "BayMusterG",
        "Art. 4",
        Some("1"),
        "Landesrecht bleibt unberührt, Hunde sind anzumelden.",
        Level::State,
        "",
        "",
    ),
    (
        "Hinweise",
        "",
        None,
        "Ein Mietvertrag genügt als Nachweis der Miete.",
        Level::Guidance,
        "",
        "",
    ),
];

/// Passages of invented regulations, with vectors that are far from all the others'.
pub fn corpus() -> Vec<(Passage, Vec<f32>)> {
    let rows = ROWS.iter().enumerate();
    rows.map(|(number, (law, section, paragraph, text, level, from, to))| {
        let absatz = paragraph
            .map(|paragraph| format!(" Abs. {paragraph}"))
            .unwrap_or_default();
        let passage = Passage {
            id: PassageId(Uuid::from_u128(0x1000 + number as u128)),
            law: (*law).to_owned(),
            section: (*section).to_owned(),
            paragraph: paragraph.map(str::to_owned),
            heading: format!("Überschrift {number}"),
            citation: format!("§ {section}{absatz} {law}"),
            text: (*text).to_owned(),
            level: *level,
            valid_from: date_from_text(from),
            valid_to: date_from_text(to),
            source: "contract".to_owned(),
        };
        (passage, vector(number))
    })
    .collect()
}

/// A vector per number: mostly along its own axis, with a small share of every other; no two are equally near.
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
pub fn vector(number: usize) -> Vec<f32> {
    let value = |axis: usize| {
        let own = if axis == number % DIMENSION { 1.0 } else { 0.0 };
        own + 0.2 * ((number * 31 + axis * 17) as f32 * 0.7).sin()
    };
    (0..DIMENSION).map(value).collect()
}

/// What the suite's vectors are said to be made with.
pub fn origin() -> VectorOrigin {
    VectorOrigin::new("contract@0123456789ab", "encoder/v1", DIMENSION)
}

/// Runs the suite of making an index again on a place that holds none; removes nothing at the end.
pub async fn run_rebuild(place: &IndexPlace) {
    let code = |error: IndexError| error.code();
    assert!(
        place.open_existing().await.expect("look").is_none(),
        "looking makes nothing"
    );
    let index = place.open(&origin()).await.expect("make");
    index.upsert(corpus()).await.expect("upsert");
    drop(index);
    let other = VectorOrigin::new("other@ba9876543210", "encoder/v1", DIMENSION);
    let newer = VectorOrigin::new("contract@0123456789ab", "encoder/v2", DIMENSION);
    let wider = VectorOrigin::new("other@ba9876543210", "encoder/v1", DIMENSION + 4);
    for refused in [&other, &newer, &wider] {
        let error = place.open(refused).await.expect_err("vectors of another encoder");
        assert_eq!(error.code(), "index_encoder");
        let told = error.to_string();
        assert!(told.contains("aktenlage regulations reindex") && told.contains("contract@0123456789ab"));
    }
    let as_it_is = place.open_existing().await.expect("open").expect("there is one");
    assert_eq!(as_it_is.origin(), Some(&origin()));
    let by_words = as_it_is.search(&PassageQuery::new("Hund", None, 5)).await;
    assert_eq!(by_words.expect("words").len(), 2);
    drop(as_it_is);
    // The same dimension, another dimension, and back; each with an interruption on the way.
    for wanted in [&other, &wider, &origin()] {
        rebuild_with_interruption(place, wanted).await;
        let index = place.open(wanted).await.expect("open as usual");
        assert_eq!(index.origin(), Some(wanted));
        assert_eq!(index.count().await.expect("count"), ROWS.len());
        let cited = index.by_citation("§ 3 HundeS").await.expect("citation");
        let expected: Vec<Passage> = corpus().into_iter().map(|(passage, _)| passage).collect();
        assert_eq!(cited, expected[5..6], "the words of passages are what they were");
    }
    // Passages from elsewhere replace everything.
    let given = vec![corpus().swap_remove(0).0];
    let rebuild = place
        .begin_rebuild(&origin(), Some(given.clone()))
        .await
        .expect("begin");
    assert_eq!(rebuild.passages(), given);
    rebuild
        .index()
        .upsert(vectors(&given, DIMENSION))
        .await
        .expect("upsert");
    rebuild.finish().expect("finish");
    let index = place.open(&origin()).await.expect("open");
    assert_eq!(index.count().await.expect("count"), 1);
    drop(index);
    let narrow = place.open(&wider).await.map_err(code).err();
    assert_eq!(narrow, Some("index_encoder"));
}

async fn rebuild_with_interruption(place: &IndexPlace, wanted: &VectorOrigin) {
    let rebuild = place.begin_rebuild(wanted, None).await.expect("begin");
    assert_eq!(rebuild.passages().len(), ROWS.len());
    assert_eq!(
        rebuild.index().count().await.expect("count"),
        0,
        "no old vector is left"
    );
    let half = vectors(&rebuild.passages()[..3], wanted.dimension());
    let done: Vec<PassageId> = half.iter().map(|(passage, _)| passage.id).collect();
    rebuild.index().upsert(half).await.expect("upsert");
    drop(rebuild);
    for refused in [place.open(wanted).await.err(), place.open_existing().await.err()] {
        let refused = refused.expect("half an index is not opened");
        assert_eq!(refused.code(), "index_rebuild_unfinished");
    }
    let rebuild = place.begin_rebuild(wanted, None).await.expect("go on");
    assert_eq!(rebuild.passages().len(), ROWS.len());
    let kept = rebuild.index().existing(&done).await.expect("existing");
    assert_eq!(kept.len(), 3, "what was done is kept");
    let rest = vectors(&rebuild.passages()[3..], wanted.dimension());
    rebuild.index().upsert(rest).await.expect("upsert");
    rebuild.finish().expect("finish");
}

fn vectors(passages: &[Passage], dimension: usize) -> Vec<(Passage, Vec<f32>)> {
    let numbered = passages.iter().enumerate();
    numbered
        .map(|(number, passage)| {
            let mut vector = vector(number);
            vector.resize(dimension, 0.1);
            (passage.clone(), vector)
        })
        .collect()
}

/// Runs the whole suite on an empty index of [`DIMENSION`] dimensions.
pub async fn run(index: &VectorIndex) {
    empty_index(index).await;
    upsert_is_idempotent(index).await;
    origins(index).await;
    resume(index).await;
    searches_like_the_truth(index).await;
    filters(index).await;
    citations(index).await;
    refusals(index).await;
    searches_while_writing(index).await;
    deletions(index).await;
}

async fn empty_index(index: &VectorIndex) {
    assert_eq!(index.count().await.expect("count"), 0);
    assert_eq!(index.laws().await.expect("laws"), []);
    let found = index
        .search(&PassageQuery::new("Miete", Some(vector(0)), 5))
        .await;
    assert_eq!(found.expect("search"), []);
    assert_eq!(index.by_citation("§ 1 Abs. 1 MietG").await.expect("citation"), []);
    index.upsert(Vec::new()).await.expect("nothing to do");
    index
        .delete_passages(&[PassageId(Uuid::from_u128(1))])
        .await
        .expect("unknown id");
}

async fn upsert_is_idempotent(index: &VectorIndex) {
    for _ in 0..2 {
        index.upsert(corpus()).await.expect("upsert");
        assert_eq!(index.count().await.expect("count"), ROWS.len());
    }
    let laws = index.laws().await.expect("laws");
    let laws: Vec<_> = laws
        .iter()
        .map(|law| (law.law.as_str(), law.passages, law.level))
        .collect();
    assert_eq!(
        laws,
        [
            ("BayMusterG", 1, Level::State),
            ("Hinweise", 1, Level::Guidance),
            ("HundeS", 1, Level::Municipal),
            ("MietG", 4, Level::Federal),
            ("SGB I", 1, Level::Federal),
        ]
    );
    let (mut changed, vector) = corpus().swap_remove(0);
    let original = changed.clone();
    changed.text = String::from("Neue Worte.");
    index
        .upsert(vec![(changed.clone(), vector.clone())])
        .await
        .expect("replace");
    assert_eq!(
        index.by_citation("§ 1 Abs. 1 MietG").await.expect("citation"),
        [changed]
    );
    index.upsert(vec![(original, vector)]).await.expect("put back");
}

async fn origins(index: &VectorIndex) {
    assert_eq!(index.origin(), Some(&origin()));
    let passages = index.all_passages().await.expect("all");
    let ids: BTreeSet<PassageId> = passages.iter().map(|passage| passage.id).collect();
    assert_eq!((passages.len(), ids.len()), (ROWS.len(), ROWS.len()));
    for (passage, _) in corpus() {
        assert!(
            passages.contains(&passage),
            "{} with all its words",
            passage.citation
        );
    }
}

async fn resume(index: &VectorIndex) {
    let known: Vec<PassageId> = corpus().into_iter().map(|(passage, _)| passage.id).collect();
    let mut asked = known.clone();
    asked.push(PassageId(Uuid::from_u128(7)));
    let existing = index.existing(&asked).await.expect("existing");
    assert_eq!(existing, known.into_iter().collect::<BTreeSet<_>>());
    assert_eq!(index.existing(&[]).await.expect("existing"), BTreeSet::new());
}

async fn searches_like_the_truth(index: &VectorIndex) {
    let truth = VectorIndex::exact(&origin());
    truth.upsert(corpus()).await.expect("upsert");
    for (words, number) in [
        ("Zuschuss zur Miete", 1),
        ("Hunde", 5),
        ("Antrag stellen", 4),
        ("Nachweis Einkommen", 2),
    ] {
        for mode in [
            SearchMode::Hybrid,
            SearchMode::Weighted,
            SearchMode::Dense,
            SearchMode::Lexical,
        ] {
            let query = PassageQuery {
                mode,
                ..PassageQuery::new(words, Some(vector(number)), 5)
            };
            let found = index.search(&query).await.expect("search");
            let expected = truth.search(&query).await.expect("search");
            let ids = |found: &[aktenlage_domain::passage::FoundPassage]| -> Vec<_> {
                found.iter().map(|found| found.passage.id).collect()
            };
            assert!(!expected.is_empty());
            assert_eq!(ids(&found), ids(&expected), "{words}, {mode:?}");
            for (found, expected) in found.iter().zip(&expected) {
                assert_eq!(found.passage, expected.passage);
                assert!((0.0..=1.0).contains(&found.score) && (found.score - expected.score).abs() < 1e-4);
            }
            assert!(found.is_sorted_by(|left, right| left.score >= right.score));
        }
    }
    let without_vector = index
        .search(&PassageQuery::new("Hund", None, 3))
        .await
        .expect("words alone");
    let laws: BTreeSet<_> = without_vector
        .iter()
        .map(|found| found.passage.law.as_str())
        .collect();
    assert_eq!(
        laws,
        BTreeSet::from(["BayMusterG", "HundeS"]),
        "stems, not spellings"
    );
    let cited = index
        .search(&PassageQuery::new("§ 60 SGB 1", Some(vector(0)), 3))
        .await
        .expect("citation");
    assert_eq!(
        cited
            .first()
            .map(|found| (found.passage.law.as_str(), found.score)),
        Some(("SGB I", 1.0))
    );
    let nothing = PassageQuery {
        mode: SearchMode::Lexical,
        ..PassageQuery::new("Quantenfeld", None, 3)
    };
    assert_eq!(index.search(&nothing).await.expect("no hits"), []);
    assert_eq!(
        index
            .search(&PassageQuery::new("Hund", None, 0))
            .await
            .expect("limit 0"),
        []
    );
}

async fn filters(index: &VectorIndex) {
    let found = async |filter: PassageFilter| -> BTreeSet<usize> {
        let query = PassageQuery {
            filter,
            mode: SearchMode::Dense,
            ..PassageQuery::new("", Some(vector(0)), 100)
        };
        let found = index.search(&query).await.expect("search");
        let numbers = found.iter().map(|found| found.passage.id.0.as_u128() - 0x1000);
        numbers
            .map(|number| usize::try_from(number).expect("small"))
            .collect()
    };
    let law = |law: &str| PassageFilter {
        laws: vec![law.to_owned()],
        ..PassageFilter::default()
    };
    assert_eq!(found(PassageFilter::default()).await.len(), ROWS.len());
    assert_eq!(found(law("mietg")).await, BTreeSet::from([0, 1, 2, 3]));
    assert_eq!(found(law("SGB 1")).await, BTreeSet::from([4]));
    assert_eq!(found(law("FehltG")).await, BTreeSet::new());
    let levels = PassageFilter {
        levels: vec![Level::Municipal, Level::State],
        ..PassageFilter::default()
    };
    assert_eq!(found(levels).await, BTreeSet::from([5, 6]));
    for (day, in_force) in [
        ("2023-12-31", BTreeSet::from([0, 1, 3, 4, 6, 7])),
        ("2024-12-31", BTreeSet::from([0, 1, 3, 4, 5, 6, 7])),
        ("2025-01-01", BTreeSet::from([0, 1, 2, 4, 5, 6, 7])),
        ("2026-01-01", BTreeSet::from([0, 1, 2, 4, 6, 7])),
    ] {
        let filter = PassageFilter {
            valid_on: date_from_text(day),
            ..PassageFilter::default()
        };
        assert_eq!(found(filter).await, in_force, "{day}");
    }
    let both = PassageFilter {
        valid_on: date_from_text("2026-01-01"),
        ..law("MietG")
    };
    assert_eq!(found(both).await, BTreeSet::from([0, 1, 2]));
}

async fn citations(index: &VectorIndex) {
    for (text, expected) in [
        ("§ 1 Abs. 1 MietG", vec![0]),
        ("§ 1 MietG", vec![0, 1]),
        ("§ 60 Abs. 1 Satz 1 Nr. 3 SGB 1", vec![4]),
        ("Artikel 4 Absatz 1 BayMusterG", vec![6]),
        ("§ 1 Abs. 9 MietG", vec![]),
        ("§ 10 MietG", vec![3]),
        ("Hinweise", vec![]),
    ] {
        let found = index.by_citation(text).await.expect("citation");
        let numbers: Vec<_> = found
            .iter()
            .map(|passage| passage.id.0.as_u128() - 0x1000)
            .collect();
        assert_eq!(numbers, expected, "{text}");
    }
}

async fn refusals(index: &VectorIndex) {
    let code = |error: IndexError| error.code();
    let empty = index.search(&PassageQuery::new(" ", None, 5)).await;
    assert_eq!(empty.map_err(code).err(), Some("query_empty"));
    let narrow = index
        .search(&PassageQuery::new("Miete", Some(vec![1.0; 3]), 5))
        .await;
    assert_eq!(narrow.map_err(code).err(), Some("query_dimension"));
    let (passage, _) = corpus().swap_remove(0);
    let narrow = index.upsert(vec![(passage, vec![1.0; 3])]).await;
    assert_eq!(narrow.map_err(code).err(), Some("query_dimension"));
    assert_eq!(index.count().await.expect("count"), ROWS.len());
}

async fn searches_while_writing(index: &VectorIndex) {
    let writer = index.clone();
    let writing = tokio::spawn(async move {
        for _ in 0..10 {
            writer.upsert(corpus()).await.expect("upsert");
        }
    });
    for _ in 0..20 {
        let found = index
            .search(&PassageQuery::new("Zuschuss zur Miete", Some(vector(0)), 3))
            .await;
        assert_eq!(found.expect("search").len(), 3);
    }
    writing.await.expect("writer");
    assert_eq!(index.count().await.expect("count"), ROWS.len());
}

async fn deletions(index: &VectorIndex) {
    let ids: Vec<PassageId> = index
        .ids_of_law("mietg")
        .await
        .expect("ids")
        .into_iter()
        .collect();
    assert_eq!(ids.len(), 4);
    index.delete_passages(&ids).await.expect("delete");
    assert_eq!(index.ids_of_law("MietG").await.expect("ids"), BTreeSet::new());
    assert_eq!(index.by_citation("§ 1 MietG").await.expect("citation"), []);
    assert_eq!(index.count().await.expect("count"), ROWS.len() - 4);
    let laws = index.laws().await.expect("laws");
    assert!(
        laws.iter().all(|law| law.law != "MietG"),
        "a law without passages is gone"
    );
    index.upsert(corpus()).await.expect("upsert again");
    assert_eq!(index.count().await.expect("count"), ROWS.len());
}
