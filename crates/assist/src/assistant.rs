//! The entry: holds blueprint, encoder, index and instructions, and runs the tasks in order.
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::service::ServiceDefinition;
use aktenlage_domain::document::SourceSpan;
use aktenlage_domain::ids::{DocumentId, DocumentKind, RequirementId, ServiceKey};
use aktenlage_domain::service::RequirementState;
use aktenlage_domain::suggestion::{AbstentionReason, Answer, Origin, Remark, Subject, Suggestion};
use aktenlage_inference::Encoder;
use aktenlage_inference::head::Head;
use aktenlage_retrieval::{LawSummary, VectorIndex, VectorOrigin};
use time::Date;

use crate::features::DocumentFeatures;
use crate::heads::Heads;
use crate::meaning::{self, Meanings, Nearness};
use crate::prompt::Prompt;
use crate::submission::{DocumentInput, KnownFacts, NamedDocument, SubmissionInput};
use crate::tasks::classify_document::{self, KindGuess, KindLexicon};
use crate::tasks::recognise_service::{self, ServiceGuess, ServiceLexicon, Witness};
use crate::tasks::{
    check_evidence, divide_pages, find_duplicates, follow_forms, follow_heads, request_rescan,
};
use crate::templates::Sheet;
use crate::{Assessment, AssistError, FormLibrary, Prompts, Timings, digest, remark};

mod fields;
mod heads;
mod regulations;

/// Words alone decide from here on; below, the encoder is asked as well.
const SURE_BY_WORDS: f32 = 0.80;

/// What a suggestion was made by: nothing that had no part may be named.
#[derive(Clone, Copy, Debug)]
enum MadeBy<'a> {
    /// No model.
    Rules,
    /// Words, and the encoder asked with this.
    Encoder(&'a Prompt),
    /// What labels mean to the encoder.
    Meaning,
    /// A trained head over words and the encoder.
    Head(&'a Head),
    /// A trained head over words alone.
    HeadOnWords(&'a Head),
}

/// What was found about one document.
#[derive(Debug)]
struct Classified<'a> {
    guess: KindGuess,
    /// What the encoder says of it, if words left it open.
    near: Option<Nearness>,
    /// What heads take, if there are any.
    features: Option<DocumentFeatures>,
    /// The head that decided.
    by_head: Option<&'a Head>,
}

/// Makes suggestions. Cheap to share behind an `Arc`; holds no state of cases.
#[derive(Debug)]
pub struct Assistant {
    catalogue: Arc<Catalogue>,
    encoder: Option<Encoder>,
    index: Option<VectorIndex>,
    prompts: Prompts,
    kinds: KindLexicon,
    services: ServiceLexicon,
    meanings: Meanings,
    /// Trained heads.
    heads: Heads,
    /// Forms that were taught.
    forms: Arc<FormLibrary>,
    /// Vectors of questions to the regulations: they depend on the blueprint only.
    questions: Mutex<BTreeMap<String, Vec<f32>>>,
    /// Vectors of phrases that ask for fields, by phrase.
    phrases: Mutex<BTreeMap<String, Vec<f32>>>,
}

impl Assistant {
    /// Works with what there is: without an encoder on words alone, without an index without norm texts. An index that
    /// another encoder made is searched by words.
    ///
    /// # Panics
    /// If the instructions that ship with the program are broken, which its tests rule out.
    pub fn new(catalogue: Arc<Catalogue>, encoder: Option<Encoder>, index: Option<VectorIndex>) -> Self {
        let prompts = Prompts::built_in().expect("the shipped instructions are complete");
        let prompts = prompts.for_encoder(encoder.as_ref().and_then(Encoder::metadata));
        Self {
            kinds: KindLexicon::of(&catalogue),
            services: ServiceLexicon::of(&catalogue),
            meanings: Meanings::default(),
            heads: Heads::default(),
            forms: Arc::default(),
            questions: Mutex::default(),
            phrases: Mutex::default(),
            catalogue,
            encoder,
            index,
            prompts,
        }
    }

    /// The same with forms that were taught: what is recognised as one of them is read by its template.
    #[must_use]
    pub fn with_forms(self, forms: Arc<FormLibrary>) -> Self {
        Self { forms, ..self }
    }

    /// The blueprint it works with.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// The laws that can be searched; none without an index.
    pub async fn laws(&self) -> Result<Vec<LawSummary>, AssistError> {
        match &self.index {
            Some(index) => Ok(index.laws().await?),
            None => Ok(Vec::new()),
        }
    }

    /// Version of the instructions for the encoder.
    pub fn prompt_version(&self) -> String {
        self.prompts.encoder.name()
    }

    /// The index of regulations, if one is open.
    pub fn index(&self) -> Option<&VectorIndex> {
        self.index.as_ref()
    }

    /// What the vectors of the encoder are made with; `None` without one.
    pub fn vector_origin(&self) -> Option<VectorOrigin> {
        let encoder = self.encoder.as_ref()?;
        let instruction = self.prompts.encoder.name();
        Some(VectorOrigin::new(
            encoder.identity(),
            &instruction,
            encoder.dimension(),
        ))
    }

    /// The encoder if its vectors may be compared with those of the index. With an index that another encoder made,
    /// words alone search.
    fn searching_encoder(&self) -> Option<&Encoder> {
        let origin = self.vector_origin()?;
        let index = self.index.as_ref()?;
        self.encoder
            .as_ref()
            .filter(|_| index.check_origin(&origin).is_ok())
    }

    /// Name and digest of the encoder, `none` without one.
    pub fn model(&self) -> String {
        let encoder = self.encoder.as_ref();
        encoder.map_or_else(|| "none".to_owned(), |encoder| encoder.identity().to_owned())
    }

    /// Makes the vectors that every submission needs, so that the first one is not slow: the labels of the blueprint and
    /// the questions to the regulations. Without an encoder there is nothing to do. Services are taken one by one, so that
    /// a submission that arrives meanwhile waits for one of them only.
    pub async fn warm_up(&self) -> Result<(), AssistError> {
        let Some(encoder) = &self.encoder else {
            return Ok(());
        };
        self.meanings
            .labels(encoder, &self.prompts, &self.catalogue)
            .await?;
        for service in &self.catalogue.services {
            let texts = service
                .evidence
                .iter()
                .map(|requirement| self.question(service, requirement))
                .collect();
            self.known_questions(texts).await?;
        }
        Ok(())
    }

    /// Reads one submission: kinds, service, fields, completeness, legal bases.
    pub async fn assess(&self, submission: &SubmissionInput) -> Result<Assessment, AssistError> {
        self.assess_by_forms(submission, &self.forms).await
    }

    /// The same by these forms instead of its own: where forms are taught while it is at work.
    pub async fn assess_by_forms(
        &self,
        submission: &SubmissionInput,
        forms: &FormLibrary,
    ) -> Result<Assessment, AssistError> {
        let started = Instant::now();
        let mut embedding = Duration::ZERO;
        let sheets: Vec<Sheet> = submission
            .documents
            .iter()
            .map(|document| Sheet::of(document, forms))
            .collect();
        let input = digest::of(submission, &templates(&sheets));
        let classified = self.classify(&sheets, &mut embedding).await?;
        let mut suggestions: Vec<Suggestion> = classified
            .iter()
            .zip(&submission.documents)
            .map(|(classified, document)| self.kind_suggestion(classified, document.id, &input))
            .collect();
        for (document, remark) in find_duplicates::find(&submission.documents) {
            let subject = Subject::DocumentKind(document);
            let own = suggestions
                .iter_mut()
                .find(|suggestion| suggestion.subject == subject);
            if let Some(suggestion) = own {
                suggestion.remarks.push(remark);
            }
        }
        let settled = settled_kinds(&classified, submission);
        suggestions.extend(self.rescans(submission, &input));
        suggestions.extend(self.divisions(submission, &sheets, &input));
        let (service, by_head) = self.recognise(&sheets, &settled, &classified)?;
        let encoder_was_asked = classified.iter().any(|classified| classified.near.is_some());
        let made_by = Self::made_by(by_head, encoder_was_asked, &self.prompts.service);
        suggestions.push(self.service_suggestion(&service, made_by, submission.received_on, &input));
        let key = submission
            .service
            .clone()
            .or_else(|| service.service.clone().ok());
        let mut assessment = Assessment::default();
        let definition = key
            .as_ref()
            .and_then(|key| self.catalogue.service_on(key, submission.received_on));
        if let (Some(definition), Some(key)) = (definition, &key) {
            let fields = self.fields(submission, &sheets, &settled, definition, &input, &mut embedding);
            suggestions.extend(fields.await?);
            let documents: Vec<NamedDocument> =
                submission.documents.iter().map(NamedDocument::from).collect();
            let known = KnownFacts::gather(
                &documents,
                &suggestions,
                &submission.confirmed,
                submission.received_on,
            );
            let requirements = self.judge(definition, &known, &input);
            let before = Instant::now();
            let vectors = self.question_vectors(definition, &requirements).await?;
            embedding += before.elapsed();
            let references = self
                .references(definition, &requirements, &vectors, submission.received_on)
                .await?;
            suggestions.extend(requirements.iter().cloned());
            suggestions.extend(self.legal_suggestions(definition, &requirements, &references, &input));
            assessment.legal_bases = references;
            tracing::debug!(
                service = key.as_str(),
                suggestions = suggestions.len(),
                "assessed"
            );
        }
        assessment.suggestions = suggestions;
        assessment.timings = Timings {
            embed_ms: milliseconds(embedding),
            assess_ms: milliseconds(started.elapsed()),
        };
        Ok(assessment)
    }

    /// Judges completeness again after people settled values and kinds. Needs no model and does no input or output.
    /// An unknown service has no requirements.
    pub fn completeness(&self, service: &ServiceKey, facts: &KnownFacts) -> Vec<Suggestion> {
        let input = digest::of_facts(service, facts);
        let definition = self.catalogue.service_on(service, facts.received_on);
        definition.map_or_else(Vec::new, |definition| self.judge(definition, facts, &input))
    }

    /// Vectors of passages for the index, in the order given; those of [`crate::words_alone`] without an encoder.
    pub async fn embed_passages(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, AssistError> {
        let Some(encoder) = &self.encoder else {
            return Ok(vec![vec![1.0]; texts.len()]);
        };
        let fill = |text: &String| self.prompts.encoder.fill("passage", &[("text", text)]);
        Ok(encoder.encode(texts.iter().map(fill).collect()).await?)
    }

    async fn classify(
        &self,
        sheets: &[Sheet],
        embedding: &mut Duration,
    ) -> Result<Vec<Classified<'_>>, AssistError> {
        let mut all = Vec::new();
        for sheet in sheets {
            let (document, layouts) = (&sheet.document, sheet.layouts.as_slice());
            let scores = classify_document::score(&self.kinds, document, layouts);
            let services = recognise_service::score(&self.services, document, layouts);
            let best = |values: &[f32]| values.iter().copied().fold(0.0, f32::max);
            let unsure = best(&scores.values) < SURE_BY_WORDS || best(&services.values) < SURE_BY_WORDS;
            let (mut near, mut features) = (None, None);
            if let Some(encoder) = &self.encoder
                && (unsure || !self.heads.need_no_vector())
            {
                let before = Instant::now();
                let vectors = meaning::vectors(encoder, &self.prompts, &document.text).await?;
                if unsure {
                    let asked = self
                        .meanings
                        .nearness(encoder, &self.prompts, &self.catalogue, &vectors);
                    near = Some(asked.await?);
                }
                *embedding += before.elapsed();
                if !self.heads.need_no_vector() {
                    let vector = meaning::together(&vectors, encoder.dimension());
                    features = Some(self.document_features(sheet, &scores, &services, vector));
                }
            }
            let meaning = near.as_ref().map(|near: &Nearness| near.kinds.as_slice());
            let mut guess = classify_document::decide(&self.kinds, document, &scores, meaning);
            let mut by_head = None;
            if let (Some(head), Some(features)) = (&self.heads.kind, &features)
                && follow_heads::kind(&mut guess, &self.kinds, &scores, sheet, features, head)?
            {
                by_head = Some(head.head());
            }
            if follow_forms::kind(&mut guess, sheet, &self.catalogue) {
                by_head = None;
            }
            all.push(Classified {
                guess,
                near,
                features,
                by_head,
            });
        }
        Ok(all)
    }

    fn recognise(
        &self,
        sheets: &[Sheet],
        kinds: &[Option<DocumentKind>],
        classified: &[Classified<'_>],
    ) -> Result<(ServiceGuess, Option<&Head>), AssistError> {
        let mut documents = Vec::new();
        for (position, sheet) in sheets.iter().enumerate() {
            documents.push(Witness {
                document: &sheet.document,
                kind: kinds[position].clone(),
                scores: recognise_service::score(&self.services, &sheet.document, &sheet.layouts),
                meaning: classified[position]
                    .near
                    .as_ref()
                    .map(|near| near.services.clone()),
            });
        }
        let mut guess = recognise_service::decide(&self.services, &documents);
        let mut by_head = None;
        let features: Vec<&DocumentFeatures> = classified
            .iter()
            .filter_map(|classified| classified.features.as_ref())
            .collect();
        if let Some(head) = &self.heads.service
            && follow_heads::service(&mut guess, &self.services, &documents, &features, head)?
        {
            by_head = Some(head.head());
        }
        if follow_forms::service(&mut guess, sheets, &self.catalogue) {
            by_head = None;
        }
        Ok((guess, by_head))
    }

    /// One suggestion for each document with pages that should be scanned again.
    fn rescans(&self, submission: &SubmissionInput, input: &str) -> Vec<Suggestion> {
        let documents = submission.documents.iter();
        let suggest = |document: &DocumentInput| {
            let (answer, remarks) = request_rescan::suggest(document)?;
            Some(self.by_rules(Subject::Rescan(document.id), answer, remarks, input))
        };
        documents.filter_map(suggest).collect()
    }

    /// One suggestion for each scan in which documents begin behind its first page, or seem to.
    fn divisions(&self, submission: &SubmissionInput, sheets: &[Sheet], input: &str) -> Vec<Suggestion> {
        let documents = submission.documents.iter().zip(sheets);
        let suggest = |(document, sheet): (&DocumentInput, &Sheet)| {
            let (answer, remarks) = divide_pages::suggest(document, sheet, &self.kinds)?;
            Some(self.by_rules(Subject::Division(document.id), answer, remarks, input))
        };
        documents.filter_map(suggest).collect()
    }

    fn judge(&self, service: &ServiceDefinition, facts: &KnownFacts, input: &str) -> Vec<Suggestion> {
        let reservation = not_in_force(service, facts.received_on);
        check_evidence::check(service, facts)
            .into_iter()
            .map(|(requirement, answer, remarks)| {
                let (answer, remarks) = reserved(answer, remarks, reservation.as_ref());
                let subject = Subject::Requirement(requirement.id.clone());
                self.by_rules(subject, answer, remarks, input)
            })
            .collect()
    }

    fn kind_suggestion(&self, classified: &Classified<'_>, document: DocumentId, input: &str) -> Suggestion {
        let Classified {
            guess, near, by_head, ..
        } = classified;
        let named = guess
            .kind
            .as_ref()
            .map(DocumentKind::as_str)
            .map_err(|reason| *reason);
        let answer = answer(named, guess.probability, &guess.evidence);
        self.suggestion(
            Subject::DocumentKind(document),
            answer,
            guess.remarks.clone(),
            Self::made_by(*by_head, near.is_some(), &self.prompts.document_kind),
            input,
        )
    }

    fn service_suggestion(
        &self,
        guess: &ServiceGuess,
        made_by: MadeBy<'_>,
        received_on: Date,
        input: &str,
    ) -> Suggestion {
        let named = guess
            .service
            .as_ref()
            .map(ServiceKey::as_str)
            .map_err(|reason| *reason);
        let answer = answer(named, guess.probability, &guess.evidence);
        let mut remarks = guess.remarks.clone();
        let definition = guess.service.as_ref().ok();
        let definition = definition.and_then(|key| self.catalogue.service_on(key, received_on));
        remarks.extend(definition.and_then(|service| not_in_force(service, received_on)));
        self.suggestion(Subject::Service, answer, remarks, made_by, input)
    }

    /// A suggestion in which no model has a part.
    fn by_rules(&self, subject: Subject, answer: Answer, remarks: Vec<Remark>, input: &str) -> Suggestion {
        self.suggestion(subject, answer, remarks, MadeBy::Rules, input)
    }

    /// A head that decided, else the encoder if it was asked.
    fn made_by<'a>(head: Option<&'a Head>, encoder_was_asked: bool, prompt: &'a Prompt) -> MadeBy<'a> {
        match head {
            Some(head) => MadeBy::Head(head),
            None if encoder_was_asked => MadeBy::Encoder(prompt),
            None => MadeBy::Rules,
        }
    }

    fn suggestion(
        &self,
        subject: Subject,
        answer: Answer,
        remarks: Vec<Remark>,
        made_by: MadeBy<'_>,
        input: &str,
    ) -> Suggestion {
        let (model, prompt) = match made_by {
            MadeBy::Encoder(prompt) => (self.model(), self.prompts.names(prompt)),
            MadeBy::Meaning => (self.model(), self.prompts.encoder.name()),
            MadeBy::HeadOnWords(head) => (format!("rules {}", head.identity()), "none".to_owned()),
            // A head has no instruction of its own: what it learned stands in its card.
            MadeBy::Head(head) => (
                format!("{} {}", self.model(), head.identity()),
                self.prompts.encoder.name(),
            ),
            MadeBy::Rules => ("rules".to_owned(), "none".to_owned()),
        };
        let origin = Origin {
            model,
            prompt,
            blueprint: self.catalogue.version.clone(),
            input: input.to_owned(),
        };
        Suggestion {
            subject,
            answer,
            remarks,
            origin,
        }
    }
}

/// Of each document the kind that a person confirmed, else the suggested one.
fn settled_kinds(classified: &[Classified<'_>], submission: &SubmissionInput) -> Vec<Option<DocumentKind>> {
    let settled = classified.iter().zip(&submission.documents);
    settled
        .map(|(classified, document)| {
            let confirmed = submission.confirmed.kinds.get(&document.id).cloned();
            confirmed.or_else(|| classified.guess.kind.clone().ok())
        })
        .collect()
}

/// Requirements that somebody has to look at: all but those that are not required.
fn asked<'c>(
    service: &'c ServiceDefinition,
    requirements: &'c [Suggestion],
) -> impl Iterator<Item = &'c aktenlage_catalogue::service::EvidenceRequirement> {
    let is_open = |id: &RequirementId| {
        let subject = Subject::Requirement(id.clone());
        requirements
            .iter()
            .find(|suggestion| suggestion.subject == subject)
            .is_some_and(|suggestion| {
                suggestion.answer.value() != Some(RequirementState::NotRequired.as_str())
            })
    };
    service
        .evidence
        .iter()
        .filter(move |requirement| is_open(&requirement.id))
}

/// Ids and versions of the forms that were recognised, in order.
fn templates(sheets: &[Sheet]) -> Vec<String> {
    let forms = sheets.iter().flat_map(|sheet| &sheet.forms);
    forms
        .map(|form| format!("{} {}", form.form.id, form.form.version()))
        .collect()
}

/// What a guess says: a name, or why there is none.
fn answer(named: Result<&str, AbstentionReason>, probability: f32, evidence: &[SourceSpan]) -> Answer {
    let evidence = evidence.to_vec();
    match named {
        Ok(name) => Answer::Value {
            value: name.to_owned(),
            probability,
            evidence,
            alternatives: Vec::new(),
        },
        Err(reason) => Answer::Abstained { reason, evidence },
    }
}

/// The reservation if no version of a service was in force on the day of receipt and the nearest one stands in.
fn not_in_force(service: &ServiceDefinition, received_on: Date) -> Option<Remark> {
    let day = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    (!service.in_force_on(received_on)).then(|| {
        Remark::new(remark::SERVICE_NOT_IN_FORCE)
            .with("received_on", received_on.to_string())
            .with("valid_from", day(service.valid_from))
            .with("valid_to", day(service.valid_to))
    })
}

/// What rules that were not in force say is said with that reservation, and is no reason to demand anything.
fn reserved(
    mut answer: Answer,
    mut remarks: Vec<Remark>,
    reservation: Option<&Remark>,
) -> (Answer, Vec<Remark>) {
    let Some(reservation) = reservation else {
        return (answer, remarks);
    };
    match &mut answer {
        Answer::Value { value, .. } if value == RequirementState::Missing.as_str() => {
            RequirementState::Unclear.as_str().clone_into(value);
            remarks.insert(0, reservation.clone());
        }
        Answer::Value { .. } | Answer::Abstained { .. } => remarks.push(reservation.clone()),
    }
    (answer, remarks)
}

fn silent(reason: AbstentionReason) -> Answer {
    Answer::Abstained {
        reason,
        evidence: Vec::new(),
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
