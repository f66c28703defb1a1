//! Questions with the norms that answer them: a table with a head line and tabulators between its columns.
use serde::Serialize;

use crate::metrics::random::SplitMix64;

/// What a search has to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A section of a law, whichever of its passages is found.
    Norm,
    /// A file of statutes.
    File,
}

/// What a question is for: thresholds and weights are chosen on one half, figures are told of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// To choose by.
    Tune,
    /// To tell by.
    Test,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The column `id`, else the question.
    pub id: String,
    /// In the words of a clerk or citizen.
    pub text: String,
    /// What answers it, one of them is enough; nothing if the regulations have no answer.
    pub gold: Vec<String>,
    /// `plain` or `legal`, empty if not said.
    pub wording: String,
    /// Empty if not said.
    pub topic: String,
    /// The column `split`, else by a hash of the id.
    pub split: Split,
}

/// A table of questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionSet {
    /// What all of them ask for.
    pub unit: Unit,
    /// In the order of the table.
    pub questions: Vec<Question>,
}

/// Why a table cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionsError {
    /// The head line lacks a column.
    #[error("the head line has no column `{0}`")]
    ColumnMissing(&'static str),
    /// A line cannot be read.
    #[error("line {line}: {problem}")]
    Line {
        /// From 1, the head line counted.
        line: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// There is no question.
    #[error("there are no questions")]
    Empty,
}

impl QuestionSet {
    /// Reads a table: `question` and either `gold` (norms such as `WoGG § 4`, `;` between several) or `relevant_file`
    /// (a path, of which the name counts) are needed, `id`, `wording`, `topic`, `split` may be there.
    pub fn parse(text: &str) -> Result<Self, QuestionsError> {
        let mut lines = (1..).zip(text.lines());
        let (_, head) = lines.next().ok_or(QuestionsError::Empty)?;
        let columns: Vec<&str> = head
            .trim_start_matches('\u{feff}')
            .split('\t')
            .map(str::trim)
            .collect();
        let column = |name: &str| columns.iter().position(|column| *column == name);
        let asked = column("question").ok_or(QuestionsError::ColumnMissing("question"))?;
        let (unit, gold) = match (column("gold"), column("relevant_file")) {
            (Some(gold), _) => (Unit::Norm, gold),
            (None, Some(file)) => (Unit::File, file),
            (None, None) => return Err(QuestionsError::ColumnMissing("gold")),
        };
        let (id, wording, topic) = (column("id"), column("wording"), column("topic"));
        let split = column("split");
        let mut questions = Vec::new();
        for (line, row) in lines {
            if row.trim().is_empty() {
                continue;
            }
            let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
            let cell = |at: Option<usize>| {
                at.and_then(|at| cells.get(at))
                    .copied()
                    .filter(|cell| !cell.is_empty())
            };
            let text = cell(Some(asked)).ok_or(QuestionsError::Line {
                line,
                problem: "no question",
            })?;
            let id = cell(id).unwrap_or(text);
            let split = match cell(split) {
                Some("tune") => Split::Tune,
                Some("test") => Split::Test,
                None => split_of(id),
                Some(_) => {
                    return Err(QuestionsError::Line {
                        line,
                        problem: "`split` is neither tune nor test",
                    });
                }
            };
            questions.push(Question {
                id: id.to_owned(),
                text: text.to_owned(),
                gold: cell(Some(gold)).map_or_else(Vec::new, |gold| golds(unit, gold)),
                wording: cell(wording).unwrap_or_default().to_owned(),
                topic: cell(topic).unwrap_or_default().to_owned(),
                split,
            });
        }
        if questions.is_empty() {
            return Err(QuestionsError::Empty);
        }
        Ok(Self { unit, questions })
    }
}

fn golds(unit: Unit, cell: &str) -> Vec<String> {
    let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
    match unit {
        Unit::Norm => parts.map(str::to_owned).collect(),
        Unit::File => parts
            .map(|path| path.rsplit('/').next().unwrap_or(path).to_owned())
            .collect(),
    }
}

/// The half that an id falls into: FNV-1a of its bytes, mixed once, by the last bit.
pub fn split_of(id: &str) -> Split {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in id.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    if SplitMix64::new(hash).next_number().is_multiple_of(2) {
        Split::Tune
    } else {
        Split::Test
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norms_files_and_silence_are_read() {
        let norms = "id\tquestion\tgold\twording\ttopic\tsplit\n\
                     a\tWer bekommt das?\tWoGG § 3; BKGG § 1\tplain\tsocial\ttest\n\
                     \n\
                     b\tWas kostet ein Hund?\t\tplain\tnone\ttune\n";
        let set = QuestionSet::parse(norms).unwrap();
        assert_eq!(set.unit, Unit::Norm);
        let [first, second] = set.questions.as_slice() else {
            panic!("two questions")
        };
        assert_eq!(first.gold, ["WoGG § 3", "BKGG § 1"]);
        assert_eq!((first.split, first.topic.as_str()), (Split::Test, "social"));
        assert!(second.gold.is_empty() && second.split == Split::Tune);

        let files = QuestionSet::parse("question\trelevant_file\nHundekot?\ta/b/Polizei.md\n").unwrap();
        assert_eq!(files.unit, Unit::File);
        assert_eq!(files.questions[0].gold, ["Polizei.md"]);
        assert_eq!(files.questions[0].id, "Hundekot?");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let error = |text: &str| QuestionSet::parse(text).unwrap_err().to_string();
        assert_eq!(error(""), "there are no questions");
        assert_eq!(error("question\tgold\n"), "there are no questions");
        assert_eq!(error("gold\nx\n"), "the head line has no column `question`");
        assert_eq!(error("question\nx\n"), "the head line has no column `gold`");
        assert_eq!(error("question\tgold\n\tWoGG § 3\n"), "line 2: no question");
        assert_eq!(
            error("question\tgold\tsplit\nx\ty\tboth\n"),
            "line 2: `split` is neither tune nor test"
        );
    }

    #[test]
    fn halves_are_about_halves_and_stay() {
        let tune = (0..400)
            .filter(|number| split_of(&format!("law-{number}")) == Split::Tune)
            .count();
        assert!((150..250).contains(&tune), "{tune}");
        assert_eq!(split_of("law-1"), split_of("law-1"));
    }

    #[test]
    fn the_shipped_questions_are_enough_and_divided_by_their_ids() {
        let set = QuestionSet::parse(include_str!("../../../../evaluation/questions/laws.tsv")).unwrap();
        let count = |is_so: &dyn Fn(&Question) -> bool| {
            set.questions.iter().filter(|question| is_so(question)).count()
        };
        let with_answer = count(&|question: &Question| !question.gold.is_empty());
        assert!(with_answer >= 120, "{with_answer}");
        assert!(set.questions.len() - with_answer >= 40);
        let plain = count(&|question: &Question| !question.gold.is_empty() && question.wording == "plain");
        assert!(2 * plain >= with_answer, "{plain}");
        for question in &set.questions {
            assert_eq!(question.split, split_of(&question.id), "{}", question.id);
        }
        for split in [Split::Tune, Split::Test] {
            let silent = count(&|question: &Question| question.gold.is_empty() && question.split == split);
            assert!(silent >= 30, "{split:?}: {silent}");
        }
    }
}
