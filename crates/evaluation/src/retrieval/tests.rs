//! Figures of made-up lists of hits, counted by hand.
use super::questions::{Question, QuestionSet, Split, Unit};
use super::*;

const SETTINGS: Settings = Settings {
    minimum_n: 1,
    false_answers: 0.25,
    seed: 4,
    resamples: 200,
};

fn question(number: usize, gold: &[&str], split: Split) -> Question {
    Question {
        id: number.to_string(),
        text: "?".to_owned(),
        gold: gold.iter().map(|gold| (*gold).to_owned()).collect(),
        wording: "plain".to_owned(),
        topic: String::new(),
        split,
    }
}

fn run(mode: &str, lists: &[&[(&str, f64)]]) -> Run {
    let hit = |(unit, score): &(&str, f64)| Hit {
        unit: (*unit).to_owned(),
        score: *score,
    };
    Run {
        mode: mode.to_owned(),
        is_absolute: true,
        hits: lists.iter().map(|list| list.iter().map(hit).collect()).collect(),
        micros: vec![1000; lists.len()],
    }
}

fn report(set: &QuestionSet, runs: &[Run], settings: Settings) -> Report {
    Report::of(
        set,
        runs,
        "bm25",
        MadeWith::default(),
        settings,
        "2026-01-01T00:00:00Z".to_owned(),
    )
}

#[test]
fn passages_of_one_norm_take_one_place() {
    let set = QuestionSet {
        unit: Unit::Norm,
        questions: vec![
            question(1, &["c"], Split::Test),
            question(2, &["x", "c"], Split::Test),
        ],
    };
    let list: &[(&str, f64)] = &[
        ("a", 0.9),
        ("a", 0.8),
        ("a", 0.7),
        ("b", 0.6),
        ("b", 0.5),
        ("c", 0.4),
    ];
    let found = report(&set, &[run("bm25", &[list, list])], SETTINGS);
    assert_eq!((found.answerable, found.unanswerable), (2, 0));
    let all = &found.modes[0].parts[0];
    let recall: Vec<_> = all.recall.iter().map(|at| (at.k, at.figure.value)).collect();
    assert_eq!(
        recall,
        [(1, Some(0.0)), (3, Some(1.0)), (5, Some(1.0)), (10, Some(1.0))]
    );
    assert_eq!(
        all.listed_recall.value,
        Some(0.0),
        "the sixth passage of the list"
    );
    assert_eq!(all.mrr.value, Some(rounded(1.0 / 3.0)));
    // 1/2 of one right norm; 1/2 of the 1 + 1/log2(3) of two.
    let expected = f64::midpoint(0.5, 0.5 / (1.0 + 1.0 / 3.0_f64.log2()));
    assert_eq!(all.ndcg.value, Some(rounded(expected)));
    assert!(found.modes[0].no_answer.is_none() && found.paired.is_empty());
    // All, two halves, one wording; nobody named a topic.
    assert_eq!(found.modes[0].parts.len(), 4);
    assert_eq!(found.modes[0].parts[1].mrr.value, None);
}

#[test]
fn too_few_questions_make_no_figure() {
    let set = QuestionSet {
        unit: Unit::File,
        questions: vec![question(1, &["c"], Split::Tune), question(2, &[], Split::Tune)],
    };
    let runs = [
        run("bm25", &[&[("c", 1.0)], &[("c", 1.0)]]),
        run("dense", &[&[("b", 1.0)], &[]]),
    ];
    let found = report(&set, &runs, Settings::default());
    assert_eq!(found.modes[0].parts[0].mrr.value, None);
    assert_eq!(found.paired[0].recall_p_value, None);
    assert_eq!(found.paired[0].mrr_p_value, None);
    assert_eq!((found.paired[0].n, found.paired[0].only_first), (1, 1));
    let silence = found.modes[0].no_answer.as_ref().unwrap();
    assert_eq!(silence.threshold, None);
    assert_eq!(silence.tune.false_answers.value, None);
}

#[test]
fn a_better_way_is_told_from_words_alone() {
    let questions = (0..20)
        .map(|number| question(number, &["c"], Split::Test))
        .collect();
    let set = QuestionSet {
        unit: Unit::Norm,
        questions,
    };
    let missed: &[(&str, f64)] = &[("a", 1.0)];
    let found: &[(&str, f64)] = &[("c", 1.0)];
    let runs = [run("bm25", &[missed; 20]), run("hybrid", &[found; 20])];
    let report = report(&set, &runs, SETTINGS);
    let all = &report.paired[0];
    assert_eq!(
        (all.first.as_str(), all.second.as_str(), all.split),
        ("bm25", "hybrid", None)
    );
    assert_eq!((all.only_first, all.only_second, all.n), (0, 20, 20));
    assert!(all.recall_p_value.unwrap() < 0.001);
    assert!(all.mrr_p_value.unwrap() < 0.01);
    assert_eq!(all.mrr_difference.value, Some(1.0));
    assert_eq!(report.paired.len(), 3);
}

#[test]
fn the_threshold_is_chosen_on_one_half_and_told_on_the_other() {
    let mut questions = Vec::new();
    let mut lists: Vec<Vec<(&str, f64)>> = Vec::new();
    let mut add = |gold: &[&str], split: Split, score: f64| {
        questions.push(question(questions.len(), gold, split));
        lists.push(vec![("c", score)]);
    };
    // One of four may speak: above 0.6.
    for score in [0.9, 0.6, 0.5, 0.4] {
        add(&[], Split::Tune, score);
    }
    add(&["c"], Split::Tune, 0.7);
    add(&[], Split::Test, 0.65);
    add(&[], Split::Test, 0.6);
    add(&["c"], Split::Test, 0.8);
    add(&["d"], Split::Test, 0.8);
    add(&["c"], Split::Test, 0.3);
    let lists: Vec<&[(&str, f64)]> = lists.iter().map(Vec::as_slice).collect();
    let set = QuestionSet {
        unit: Unit::Norm,
        questions,
    };
    let mut by_rank = run("rrf", &lists);
    by_rank.is_absolute = false;
    let found = report(&set, &[run("bm25", &lists), by_rank], SETTINGS);
    let silence = found.modes[0].no_answer.as_ref().unwrap();
    assert_eq!(silence.threshold, Some(0.6));
    assert_eq!(silence.tune.false_answers.value, Some(0.25));
    assert_eq!(silence.tune.kept.value, Some(1.0));
    assert_eq!(silence.test.false_answers.value, Some(0.5));
    assert_eq!(silence.test.kept.value, Some(rounded(2.0 / 3.0)));
    assert_eq!(silence.test.kept_right.value, Some(rounded(1.0 / 3.0)));
    assert!(found.modes[1].no_answer.is_none(), "ranks know no silence");
}
