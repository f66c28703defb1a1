//! A synthetic case as it stands in `evaluation/cases/<suite>/<case>.toml`: what is written and what is true.
use serde::{Deserialize, Serialize};

/// One application with its documents.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// What the case shows, German.
    pub title: String,
    /// The service that is asked for; none if the right answer is to abstain.
    pub service: Option<String>,
    /// Day of receipt, `YYYY-MM-DD`.
    pub received_on: String,
    /// All documents come as pages of one scan of this name, as from the feeder of a scanner.
    pub scanned_as: Option<String>,
    /// The documents in the order they arrive.
    pub documents: Vec<DocumentFile>,
    /// Requirements whose right state is worth checking: id and state.
    #[serde(default)]
    pub requirements: std::collections::BTreeMap<String, String>,
    /// Whether every field that the documents state has its truth here: only then is a value for another field wrong.
    #[serde(default)]
    pub truth_is_complete: bool,
}

/// How a document comes.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A form with live fields (AcroForm).
    Form,
    /// Text printed into a PDF.
    Printed,
    /// An image without text.
    Scan,
    /// Black and white, coarse, without text.
    Fax,
    /// Taken with a phone.
    Photo,
}

impl Channel {
    /// All of them, in the order of the generator's turns.
    pub const ALL: [Self; 5] = [Self::Form, Self::Printed, Self::Scan, Self::Fax, Self::Photo];

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Printed => "printed",
            Self::Scan => "scan",
            Self::Fax => "fax",
            Self::Photo => "photo",
        }
    }
}

/// One document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentFile {
    /// File name.
    pub file: String,
    /// Its true kind.
    pub kind: String,
    /// How it comes.
    pub channel: Channel,
    /// What stands on it, from top to bottom.
    pub blocks: Vec<Block>,
}

impl DocumentFile {
    /// The same form as nobody has filled it in yet, with live fields: as the office publishes it.
    #[must_use]
    pub fn blank(&self) -> Self {
        let mut blank = self.through(Channel::Form);
        for block in &mut blank.blocks {
            match block {
                Block::Field(field) => field.value = None,
                Block::Choice(choice) => choice.ticked = None,
                Block::Title(_) | Block::Section(_) | Block::Text(_) | Block::NewPage(_) => {}
            }
        }
        blank
    }

    /// The same document through another channel.
    #[must_use]
    pub fn through(&self, channel: Channel) -> Self {
        Self {
            channel,
            ..self.clone()
        }
    }
}

/// A piece of a page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Block {
    /// Large title.
    Title(String),
    /// Section heading with a rule.
    Section(String),
    /// A paragraph.
    Text(String),
    /// A labelled box to write in.
    Field(LabelledField),
    /// A question with boxes to tick.
    Choice(Choice),
    /// Start a new page.
    NewPage(bool),
}

/// A labelled box.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelledField {
    /// What is printed beside it.
    pub label: String,
    /// What is written in it; none is left empty.
    pub value: Option<String>,
    /// Field ids of the vocabulary with their true normalised values.
    #[serde(default)]
    pub truth: std::collections::BTreeMap<String, String>,
}

/// A question with boxes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The question.
    pub label: String,
    /// Wordings of the boxes.
    pub options: Vec<String>,
    /// The wording that is ticked, if any.
    pub ticked: Option<String>,
    /// Field ids of the vocabulary with their true values.
    #[serde(default)]
    pub truth: std::collections::BTreeMap<String, String>,
}
