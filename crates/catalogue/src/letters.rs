//! What letters say: texts, legal notices by rule, wordings of what is asked for, and who writes.
use std::collections::BTreeMap;

use aktenlage_domain::ids::{RequirementId, ServiceKey};
use aktenlage_domain::letter::LetterKind;
use aktenlage_domain::service::LegalBasis;

use crate::authorities::Authority;
use crate::law::Laws;
use crate::library::{incomplete, label, repeated};
use crate::schema::{AnsweringEntry, LegalNoticesFile, LetterTextsFile, LetterheadEntry, WordingFile};
use crate::service::{EvidenceRequirement, Label, ServiceDefinition};

/// Where the template of Typst stands in a blueprint.
pub const TEMPLATE: &str = "letters/letter.typ";

/// Days for an answer where the blueprint names none.
const ANSWER_DAYS: u16 = 21;
/// Most days for an answer.
const ANSWER_DAYS_LIMIT: u16 = 366;

/// Words in braces that texts may hold, with what stands there in a letter.
const PLACEHOLDERS: [&str; 11] = [
    "service",
    "reference",
    "received_on",
    "name",
    "due_on",
    "weeks",
    "authority",
    "handed_over_on",
    "first_received_on",
    "first_authority",
    "first_receipt_basis",
];

/// What is wrong in one of the files: code and detail.
pub(crate) type Problems = Vec<(&'static str, String)>;

/// Everything that letters are made of.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    /// Who writes; `None` if the municipality has not said: then nothing can be sent.
    pub letterhead: Option<Letterhead>,
    /// Days for an answer.
    pub answering: Answering,
    /// What stands in every document request.
    pub document_request: LetterTexts,
    /// What stands in every acknowledgement of receipt.
    pub acknowledgement: LetterTexts,
    /// What stands in every hearing.
    pub hearing: LetterTexts,
    /// What stands in every covering letter to another authority.
    pub transfer: LetterTexts,
    /// What stands in every notice of a transfer.
    pub transfer_notice: LetterTexts,
    /// Legal notices of document requests; the first that fits is the rule's.
    pub legal_notices: Vec<LegalNotice>,
    /// Legal notices of hearings.
    pub hearing_notices: Vec<LegalNotice>,
    /// Legal notices of letters that hand a case over.
    pub transfer_notices: Vec<LegalNotice>,
    /// Authorities that cases are handed over to.
    pub authorities: Vec<Authority>,
    /// How letters ask for single pieces of evidence.
    pub wordings: Vec<ItemWording>,
    /// The template `letter.typ`; it reads `data.json`.
    pub template: Vec<u8>,
}

/// Who writes.
#[doc(alias = "Briefkopf")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// Name of the municipality.
    pub name: String,
    /// Part of it; may be empty.
    pub department: String,
    /// Street and number.
    pub street: String,
    /// Postal code and place.
    pub place: String,
    /// Telephone; may be empty.
    pub telephone: String,
    /// E-mail; may be empty.
    pub email: String,
    /// The small line above the address.
    pub return_line: String,
    /// The office's own sign before the case reference; may be empty.
    pub sender_mark: String,
}

/// Days for an answer, counted from the day on which a letter counts as received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answering {
    /// For every service.
    pub days: u16,
    /// Where they differ.
    pub services: BTreeMap<ServiceKey, u16>,
}

/// What stands in every letter of a kind, German, with words in braces where the case has its say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterTexts {
    /// The subject, which is also the title of the document.
    pub subject: String,
    /// The salutation.
    pub salutation: String,
    /// Paragraphs before what is asked for.
    pub opening: Vec<String>,
    /// Paragraphs if nothing is missing.
    pub complete: Vec<String>,
    /// Heading of what is asked for.
    pub items_heading: String,
    /// Paragraphs behind it.
    pub items_closing: Vec<String>,
    /// Heading of what the office means to decide.
    pub intended_heading: String,
    /// Heading of what the letter rests on.
    pub grounds_heading: String,
    /// Heading of the day until which.
    pub deadline_heading: String,
    /// Paragraphs about it.
    pub deadline: Vec<String>,
    /// Heading of the legal notice.
    pub legal_heading: String,
    /// Heading of how long it will take.
    pub duration_heading: String,
    /// Paragraphs about it.
    pub duration: Vec<String>,
    /// Last paragraphs.
    pub closing: Vec<String>,
    /// What stands before the name.
    pub sign_off: String,
}

/// What follows if nothing comes.
#[doc(alias = "Rechtsfolgenbelehrung")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalNotice {
    /// Its id.
    pub id: String,
    /// Its name on the screen.
    pub label: Label,
    /// It is the one for services with all these laws (short titles as in the regulations index).
    pub laws: Vec<String>,
    /// Law of procedure by which a letter counts as received.
    pub procedure: String,
    /// Its paragraphs, German.
    pub text: Vec<String>,
    /// Norms.
    pub basis: Vec<LegalBasis>,
}

/// How a letter asks for a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemWording {
    /// The service.
    pub service: ServiceKey,
    /// The requirement.
    pub requirement: RequirementId,
    /// The words, German.
    pub text: String,
}

impl Default for Answering {
    fn default() -> Self {
        Self {
            days: ANSWER_DAYS,
            services: BTreeMap::new(),
        }
    }
}

impl Letters {
    /// What stands in every letter of this kind.
    pub fn texts(&self, kind: LetterKind) -> &LetterTexts {
        match kind {
            LetterKind::DocumentRequest => &self.document_request,
            LetterKind::Acknowledgement => &self.acknowledgement,
            LetterKind::Hearing => &self.hearing,
            LetterKind::Transfer => &self.transfer,
            LetterKind::TransferNotice => &self.transfer_notice,
        }
    }

    /// The legal notices that a letter of this kind may hold.
    pub fn notices(&self, kind: LetterKind) -> &[LegalNotice] {
        match kind {
            LetterKind::DocumentRequest => &self.legal_notices,
            LetterKind::Acknowledgement => &[],
            LetterKind::Hearing => &self.hearing_notices,
            LetterKind::Transfer | LetterKind::TransferNotice => &self.transfer_notices,
        }
    }

    /// The legal notice that the rule chooses for a letter of this kind: the first whose laws are all laws of the
    /// service.
    pub fn notice_for(&self, kind: LetterKind, service: &ServiceDefinition) -> Option<&LegalNotice> {
        let fits = |notice: &&LegalNotice| notice.laws.iter().all(|law| service.laws.contains(law));
        self.notices(kind).iter().find(fits)
    }

    /// The legal notice of a document request for this service; it names the law of procedure.
    pub fn legal_notice_for(&self, service: &ServiceDefinition) -> Option<&LegalNotice> {
        self.notice_for(LetterKind::DocumentRequest, service)
    }

    /// The authorities that cases of this service go to; without a service only those that take every one.
    pub fn authorities_for<'a>(&'a self, service: Option<&ServiceKey>) -> Vec<&'a Authority> {
        let all = self.authorities.iter();
        all.filter(|authority| authority.takes(service)).collect()
    }

    /// How to ask for a piece of evidence: the wording for it, else why it is needed.
    pub fn wording(&self, service: &ServiceKey, requirement: &EvidenceRequirement) -> String {
        let is_for = |item: &&ItemWording| item.service == *service && item.requirement == requirement.id;
        let wording = self.wordings.iter().find(is_for);
        wording.map_or_else(|| requirement.why.de.clone(), |item| item.text.clone())
    }

    /// Days for an answer.
    pub fn answer_days(&self, service: &ServiceKey) -> u16 {
        let own = self.answering.services.get(service);
        own.copied().unwrap_or(self.answering.days)
    }
}

impl LegalNotice {
    /// Whether every norm was read in the official text.
    pub fn is_verified(&self) -> bool {
        !self.basis.is_empty() && self.basis.iter().all(|basis| basis.verified)
    }
}

pub(crate) fn texts(file: LetterTextsFile) -> (LetterTexts, Problems) {
    let mut problems = Problems::new();
    for (name, text) in [
        ("subject", &file.subject),
        ("salutation", &file.salutation),
        ("sign_off", &file.sign_off),
    ] {
        if text.trim().is_empty() {
            problems.push(("empty_text", format!("`{name}` says nothing")));
        }
    }
    let single = [
        &file.subject,
        &file.salutation,
        &file.items_heading,
        &file.intended_heading,
        &file.grounds_heading,
        &file.deadline_heading,
        &file.legal_heading,
        &file.duration_heading,
        &file.sign_off,
    ];
    let paragraphs = [
        &file.opening,
        &file.complete,
        &file.items_closing,
        &file.deadline,
        &file.duration,
        &file.closing,
    ];
    for text in single.into_iter().chain(paragraphs.into_iter().flatten()) {
        problems.extend(unknown_placeholder(text));
    }
    let texts = LetterTexts {
        subject: file.subject,
        salutation: file.salutation,
        opening: file.opening,
        complete: file.complete,
        items_heading: file.items_heading,
        items_closing: file.items_closing,
        intended_heading: file.intended_heading,
        grounds_heading: file.grounds_heading,
        deadline_heading: file.deadline_heading,
        deadline: file.deadline,
        legal_heading: file.legal_heading,
        duration_heading: file.duration_heading,
        duration: file.duration,
        closing: file.closing,
        sign_off: file.sign_off,
    };
    (texts, problems)
}

pub(crate) fn legal_notices(file: LegalNoticesFile, laws: &Laws) -> (Vec<LegalNotice>, Problems) {
    let mut problems = Problems::new();
    let mut notices = Vec::new();
    if let Some(twice) = repeated(file.notices.iter().map(|notice| notice.id.as_str())) {
        problems.push(("duplicate_id", format!("`{twice}` stands twice")));
    }
    for entry in file.notices {
        let of = &entry.id;
        if incomplete(&entry.label) {
            let detail = format!("{of}: German and English label are both needed");
            problems.push(("missing_label", detail));
        }
        for law in entry.laws.iter().filter(|law| !laws.knows(law)) {
            problems.push((
                "unknown_law",
                format!("{of}: `{law}` does not stand in laws.toml"),
            ));
        }
        if entry.text.is_empty() {
            problems.push(("empty_text", format!("{of}: it says nothing")));
        }
        for text in &entry.text {
            problems.extend(unknown_placeholder(text));
        }
        let marked = (entry.basis.iter().map(|text| (text, true)))
            .chain(entry.unverified_basis.iter().map(|text| (text, false)));
        let mut basis = Vec::new();
        for (citation, verified) in marked {
            match laws.citation(citation, verified) {
                Some(norm) => basis.push(norm),
                None => problems.push((
                    "unknown_law",
                    format!("{of}: no law of laws.toml ends `{citation}`"),
                )),
            }
        }
        if basis.is_empty() {
            problems.push(("empty_basis", format!("{of}: a legal notice needs a norm")));
        }
        notices.push(LegalNotice {
            label: label(&entry.label),
            id: entry.id,
            laws: entry.laws,
            procedure: entry.procedure,
            text: entry.text,
            basis,
        });
    }
    if notices
        .last()
        .is_none_or(|last: &LegalNotice| !last.laws.is_empty())
    {
        let detail = "the last notice has no `laws`, so that there is one for every service".to_owned();
        problems.push(("no_general_notice", detail));
    }
    (notices, problems)
}

pub(crate) fn wordings(file: WordingFile, services: &[&ServiceDefinition]) -> (Vec<ItemWording>, Problems) {
    let mut problems = Problems::new();
    let mut wordings: Vec<ItemWording> = Vec::new();
    for entry in file.items {
        let of = format!("{}: {}", entry.service, entry.requirement);
        let wording = ItemWording {
            service: ServiceKey::new(entry.service),
            requirement: RequirementId::new(entry.requirement),
            text: entry.text,
        };
        let mut versions = services
            .iter()
            .filter(|service| service.key == wording.service)
            .flat_map(|service| &service.evidence);
        if !versions.any(|requirement| requirement.id == wording.requirement) {
            problems.push(("unknown_requirement", format!("{of}: no service asks for it")));
            continue;
        }
        if wording.text.trim().is_empty() {
            problems.push(("empty_text", format!("{of}: it says nothing")));
            continue;
        }
        let same = |known: &ItemWording| {
            known.service == wording.service && known.requirement == wording.requirement
        };
        if wordings.iter().any(same) {
            problems.push(("duplicate_id", format!("{of} stands twice")));
        }
        wordings.push(wording);
    }
    (wordings, problems)
}

pub(crate) fn office(
    letterhead: Option<LetterheadEntry>,
    answering: Option<AnsweringEntry>,
    services: &[&ServiceDefinition],
) -> (Option<Letterhead>, Answering, Problems) {
    let mut problems = Problems::new();
    let letterhead = letterhead.map(|entry| Letterhead {
        name: entry.name,
        department: entry.department,
        street: entry.street,
        place: entry.place,
        telephone: entry.telephone,
        email: entry.email,
        return_line: entry.return_line,
        sender_mark: entry.sender_mark,
    });
    let is_complete = |head: &Letterhead| {
        [&head.name, &head.street, &head.place, &head.return_line]
            .iter()
            .all(|text| !text.trim().is_empty())
    };
    if letterhead.as_ref().is_some_and(|head| !is_complete(head)) {
        let detail = "the letterhead needs name, street, place and return_line".to_owned();
        problems.push(("incomplete_letterhead", detail));
    }
    let letterhead = letterhead.filter(is_complete);
    let Some(entry) = answering else {
        return (letterhead, Answering::default(), problems);
    };
    let mut answering = Answering {
        days: entry.days,
        services: BTreeMap::new(),
    };
    for (service, days) in entry.services {
        let service = ServiceKey::new(service);
        if !services.iter().any(|known| known.key == service) {
            problems.push(("unknown_service", format!("answering: `{service}` is no service")));
        }
        answering.services.insert(service, days);
    }
    let mut all = std::iter::once(&answering.days).chain(answering.services.values());
    if all.any(|days| !(1..=ANSWER_DAYS_LIMIT).contains(days)) {
        let detail = format!("answering: days lie between 1 and {ANSWER_DAYS_LIMIT}");
        problems.push(("out_of_range", detail));
        answering = Answering::default();
    }
    (letterhead, answering, problems)
}

/// A word in braces that no letter fills.
fn unknown_placeholder(text: &str) -> Option<(&'static str, String)> {
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('{') {
        let Some((word, after)) = behind.split_once('}') else {
            return Some(("unknown_placeholder", format!("a brace is not closed: `{text}`")));
        };
        if !PLACEHOLDERS.contains(&word) {
            return Some((
                "unknown_placeholder",
                format!("`{{{word}}}` is no word of letters"),
            ));
        }
        rest = after;
    }
    None
}
