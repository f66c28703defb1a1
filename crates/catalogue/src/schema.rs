//! The blueprint's files as they stand on disk: a mirror for serde, checked and resolved elsewhere.
use std::collections::BTreeMap;

use serde::Deserialize;

/// A text in both languages; a missing one is reported by the check, not by the parser.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LabelText {
    #[serde(default)]
    pub(crate) de: String,
    #[serde(default)]
    pub(crate) en: String,
}

/// `laws.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LawsFile {
    #[serde(default)]
    pub(crate) laws: Vec<LawEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LawEntry {
    /// How citations end (`SGB I`).
    pub(crate) cited_as: String,
    /// Short title in the regulations index (`SGB 1`), if it differs.
    pub(crate) index: Option<String>,
    pub(crate) title: String,
    /// `federal`, `state`, `municipal` or `form`.
    pub(crate) level: String,
}

/// `calendar.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CalendarFile {
    #[serde(default)]
    pub(crate) holidays: Vec<HolidayEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HolidayEntry {
    pub(crate) id: String,
    pub(crate) label: LabelText,
    /// `MM-DD`, `easter+N`, `easter-N` or `WEEKDAY before MM-DD`.
    pub(crate) day: String,
    /// Kept in some municipalities only.
    #[serde(default)]
    pub(crate) local: bool,
    pub(crate) from_year: Option<i32>,
    pub(crate) until_year: Option<i32>,
}

/// `municipality.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MunicipalityFile {
    #[serde(default)]
    pub(crate) local_holidays: Vec<String>,
    pub(crate) letterhead: Option<LetterheadEntry>,
    pub(crate) answering: Option<AnsweringEntry>,
    #[serde(default)]
    pub(crate) authorities: Vec<AuthorityEntry>,
}

/// An authority that cases are handed over to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuthorityEntry {
    pub(crate) name: String,
    /// Name and address as they stand in the address field.
    pub(crate) address: Vec<String>,
    /// None: for every service.
    #[serde(default)]
    pub(crate) services: Vec<String>,
}

/// Who writes letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LetterheadEntry {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) department: String,
    pub(crate) street: String,
    pub(crate) place: String,
    #[serde(default)]
    pub(crate) telephone: String,
    #[serde(default)]
    pub(crate) email: String,
    /// The small line above the address.
    pub(crate) return_line: String,
    #[serde(default)]
    pub(crate) sender_mark: String,
}

/// Days for an answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnsweringEntry {
    pub(crate) days: u16,
    /// By service, where they differ.
    #[serde(default)]
    pub(crate) services: BTreeMap<String, u16>,
}

/// `letters/document_request.toml` and its like: what stands in every letter of a kind.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LetterTextsFile {
    pub(crate) subject: String,
    pub(crate) salutation: String,
    #[serde(default)]
    pub(crate) opening: Vec<String>,
    #[serde(default)]
    pub(crate) complete: Vec<String>,
    #[serde(default)]
    pub(crate) items_heading: String,
    #[serde(default)]
    pub(crate) items_closing: Vec<String>,
    #[serde(default)]
    pub(crate) intended_heading: String,
    #[serde(default)]
    pub(crate) grounds_heading: String,
    #[serde(default)]
    pub(crate) deadline_heading: String,
    #[serde(default)]
    pub(crate) deadline: Vec<String>,
    #[serde(default)]
    pub(crate) legal_heading: String,
    #[serde(default)]
    pub(crate) duration_heading: String,
    #[serde(default)]
    pub(crate) duration: Vec<String>,
    #[serde(default)]
    pub(crate) closing: Vec<String>,
    pub(crate) sign_off: String,
}

/// `letters/legal.toml`, `letters/legal_hearing.toml` and `letters/legal_transfer.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LegalNoticesFile {
    #[serde(default)]
    pub(crate) notices: Vec<LegalNoticeEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LegalNoticeEntry {
    pub(crate) id: String,
    pub(crate) label: LabelText,
    /// Short titles as in the regulations index; all of them. None: for every service.
    #[serde(default)]
    pub(crate) laws: Vec<String>,
    /// Law of procedure, as `delivery.toml` names it.
    pub(crate) procedure: String,
    pub(crate) text: Vec<String>,
    #[serde(default)]
    pub(crate) basis: Vec<String>,
    #[serde(default)]
    pub(crate) unverified_basis: Vec<String>,
}

/// `letters/wording.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordingFile {
    #[serde(default)]
    pub(crate) items: Vec<WordingEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordingEntry {
    pub(crate) service: String,
    pub(crate) requirement: String,
    pub(crate) text: String,
}

/// `remarks.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemarksFile {
    #[serde(default)]
    pub(crate) places: Vec<String>,
    #[serde(default)]
    pub(crate) office: Vec<String>,
    #[serde(default)]
    pub(crate) ends: Vec<String>,
}

/// `reopening.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReopeningFile {
    #[serde(default)]
    pub(crate) grounds: Vec<ReopeningEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReopeningEntry {
    /// Law of procedure, as `delivery.toml` names it.
    pub(crate) procedure: String,
    pub(crate) ground: String,
    #[serde(default)]
    pub(crate) basis: Vec<String>,
    #[serde(default)]
    pub(crate) unverified_basis: Vec<String>,
}

/// `delivery.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeliveryFile {
    #[serde(default)]
    pub(crate) deliveries: Vec<DeliveryEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeliveryEntry {
    /// Law of procedure, as citations end.
    pub(crate) procedure: String,
    pub(crate) channel: String,
    pub(crate) days: u16,
    /// Whether the fictional day moves to a working day.
    #[serde(default)]
    pub(crate) moves_to_working_day: bool,
    pub(crate) valid_from: Option<String>,
    pub(crate) valid_until: Option<String>,
    pub(crate) basis: String,
    pub(crate) verified: bool,
}

/// `kinds.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KindsFile {
    #[serde(default)]
    pub(crate) kinds: Vec<KindEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KindEntry {
    pub(crate) id: String,
    pub(crate) label: LabelText,
    #[serde(default)]
    pub(crate) titles: Vec<String>,
    #[serde(default)]
    pub(crate) phrases: Vec<String>,
    #[serde(default)]
    pub(crate) examples: Vec<String>,
}

/// `fields.toml`: the field library.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldsFile {
    /// Persons that forms ask about.
    #[serde(default)]
    pub(crate) roles: Vec<RoleEntry>,
    /// Fields that every person has.
    #[serde(default)]
    pub(crate) person_fields: Vec<FieldEntry>,
    /// Everything else.
    #[serde(default)]
    pub(crate) fields: Vec<FieldEntry>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleEntry {
    pub(crate) prefix: String,
    pub(crate) label: LabelText,
    #[serde(default)]
    pub(crate) sections: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldEntry {
    pub(crate) id: String,
    pub(crate) label: LabelText,
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) options: Vec<OptionEntry>,
    #[serde(default)]
    pub(crate) form_labels: Vec<String>,
    #[serde(default)]
    pub(crate) sections: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OptionEntry {
    pub(crate) id: String,
    pub(crate) label: LabelText,
    #[serde(default)]
    pub(crate) form_labels: Vec<String>,
}

/// `services/<key>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServiceFile {
    pub(crate) key: String,
    pub(crate) reference_prefix: String,
    pub(crate) name: LabelText,
    pub(crate) leika: Option<String>,
    pub(crate) verified: bool,
    pub(crate) law_checked_on: Option<String>,
    pub(crate) valid_from: Option<String>,
    pub(crate) valid_to: Option<String>,
    pub(crate) authority: String,
    #[serde(default)]
    pub(crate) laws: Vec<String>,
    /// The norm by which the receipt at an authority that is not competent counts.
    pub(crate) first_receipt: Option<String>,
    #[serde(default)]
    pub(crate) decision: DecisionEntry,
    #[serde(default)]
    pub(crate) phrases: Vec<String>,
    #[serde(default)]
    pub(crate) form_titles: Vec<String>,
    /// Ids of taught forms with which it is applied for.
    #[serde(default)]
    pub(crate) forms: Vec<String>,
    #[serde(default)]
    pub(crate) examples: Vec<String>,
    #[serde(default)]
    pub(crate) negative_phrases: Vec<String>,
    #[serde(default)]
    pub(crate) fields: Vec<FieldUse>,
    #[serde(default)]
    pub(crate) evidence: Vec<EvidenceEntry>,
    #[serde(default)]
    pub(crate) deadlines: Vec<DeadlineEntry>,
}

/// How the office decides on it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionEntry {
    /// Which decisions need a second person.
    #[serde(default)]
    pub(crate) four_eyes: FourEyesEntry,
}

/// `true`, `false`, or outcomes.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum FourEyesEntry {
    All(bool),
    Outcomes(Vec<String>),
}

impl Default for FourEyesEntry {
    fn default() -> Self {
        Self::All(false)
    }
}

/// Fields of the library that a service asks for, with what is special about them here.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldUse {
    pub(crate) ids: Vec<String>,
    pub(crate) requirement: String,
    pub(crate) when: Option<String>,
    /// Replaces the library's label.
    pub(crate) label: Option<LabelText>,
    /// Stand before the library's.
    #[serde(default)]
    pub(crate) form_labels: Vec<String>,
    /// Replace the library's.
    pub(crate) sections: Option<Vec<String>>,
    /// Ids of the options that this service knows; all if left out.
    pub(crate) options: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) basis: Vec<String>,
    #[serde(default)]
    pub(crate) unverified_basis: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EvidenceEntry {
    pub(crate) id: String,
    pub(crate) label: LabelText,
    #[serde(default)]
    pub(crate) accepts: Vec<String>,
    pub(crate) when: Option<String>,
    pub(crate) freshness: Option<String>,
    #[serde(default)]
    pub(crate) basis: Vec<String>,
    #[serde(default)]
    pub(crate) unverified_basis: Vec<String>,
    pub(crate) why: LabelText,
    pub(crate) demand: String,
    pub(crate) verified: bool,
}

/// What a last day that is no working day means.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EndsOn {
    #[default]
    WorkingDay,
    AnyDay,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeadlineEntry {
    pub(crate) id: String,
    pub(crate) label: LabelText,
    pub(crate) runs_from: String,
    /// Whether an earlier receipt at another authority counts; needs `first_receipt` of the service.
    #[serde(default)]
    pub(crate) from_first_receipt: bool,
    pub(crate) days: Option<u16>,
    pub(crate) months: Option<u16>,
    /// `working_day` (the rule) or `any_day`.
    #[serde(default)]
    pub(crate) ends_on: EndsOn,
    #[serde(default)]
    pub(crate) shown_in_queue: bool,
    #[serde(default)]
    pub(crate) basis: Vec<String>,
    #[serde(default)]
    pub(crate) unverified_basis: Vec<String>,
    pub(crate) verified: bool,
}
