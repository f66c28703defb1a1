//! Labels of the blueprint as vectors, made once, and how near a document is to each.
use aktenlage_catalogue::Catalogue;
use aktenlage_domain::document::DocumentText;
use aktenlage_inference::Encoder;
use tokio::sync::OnceCell;

use crate::AssistError;
use crate::prompt::{Prompt, Prompts};

/// Words per piece of a document that is compared with labels.
const WORDS_PER_PIECE: usize = 90;
/// Pieces of the first page that are compared.
const PIECES: usize = 2;

/// Vectors of one family of labels: for each class several examples.
pub(crate) type Labels = Vec<Vec<Vec<f32>>>;

/// Vectors of all labels. Filled when the first document needs them.
#[derive(Debug, Default)]
pub(crate) struct Meanings {
    kinds: OnceCell<Labels>,
    services: OnceCell<Labels>,
}

/// How near a document is to each kind and each service, 0 to 1.
#[derive(Clone, Debug)]
pub(crate) struct Nearness {
    pub(crate) kinds: Vec<f32>,
    pub(crate) services: Vec<f32>,
}

impl Meanings {
    /// Vectors of all kinds and services, made at the first call.
    pub(crate) async fn labels(
        &self,
        encoder: &Encoder,
        prompts: &Prompts,
        catalogue: &Catalogue,
    ) -> Result<(&Labels, &Labels), AssistError> {
        let kinds = self
            .kinds
            .get_or_try_init(|| async {
                let kinds = catalogue
                    .kinds
                    .iter()
                    .filter(|kind| kind.id.as_str() != "unknown");
                let texts =
                    kinds.map(|kind| examples(&prompts.document_kind, &kind.label.de, &kind.examples));
                embed(encoder, prompts, texts.collect()).await
            })
            .await?;
        let services = self
            .services
            .get_or_try_init(|| async {
                let services = catalogue.services.iter();
                let texts =
                    services.map(|service| examples(&prompts.service, &service.name.de, &service.examples));
                embed(encoder, prompts, texts.collect()).await
            })
            .await?;
        Ok((kinds, services))
    }

    /// Compares the beginning of a document, as [`vectors`] gives it, with all labels.
    pub(crate) async fn nearness(
        &self,
        encoder: &Encoder,
        prompts: &Prompts,
        catalogue: &Catalogue,
        vectors: &[Vec<f32>],
    ) -> Result<Nearness, AssistError> {
        let (kinds, services) = self.labels(encoder, prompts, catalogue).await?;
        if vectors.is_empty() {
            return Ok(Nearness {
                kinds: vec![0.0; kinds.len()],
                services: vec![0.0; services.len()],
            });
        }
        Ok(Nearness {
            kinds: relative(kinds, vectors),
            services: relative(services, vectors),
        })
    }
}

/// The beginning of a document as vectors, one for each piece; none if it has no words.
pub(crate) async fn vectors(
    encoder: &Encoder,
    prompts: &Prompts,
    document: &DocumentText,
) -> Result<Vec<Vec<f32>>, AssistError> {
    let fill = |piece: &String| prompts.encoder.fill("query", &[("text", piece)]);
    let texts: Vec<String> = pieces(document).iter().map(fill).collect();
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    Ok(encoder.encode(texts).await?)
}

/// The direction of several vectors together, of length 1; 0 throughout without any.
pub(crate) fn together(vectors: &[Vec<f32>], dimension: usize) -> Vec<f32> {
    let mut sum = vec![0.0_f32; dimension];
    for vector in vectors {
        for (sum, value) in sum.iter_mut().zip(vector) {
            *sum += value;
        }
    }
    let length = sum.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 0.0 {
        for value in &mut sum {
            *value /= length;
        }
    }
    sum
}

/// The wordings of one class; at most three examples keep the first call short.
fn examples(prompt: &Prompt, label: &str, examples: &[String]) -> Vec<String> {
    let fill = |example: &str| prompt.fill("label", &[("label", label), ("example", example)]);
    if examples.is_empty() {
        return vec![fill("")];
    }
    examples.iter().take(3).map(|example| fill(example)).collect()
}

async fn embed(
    encoder: &Encoder,
    prompts: &Prompts,
    classes: Vec<Vec<String>>,
) -> Result<Labels, AssistError> {
    let fill = |text: &String| prompts.encoder.fill("query", &[("text", text)]);
    let texts: Vec<String> = classes.iter().flatten().map(fill).collect();
    let mut vectors = encoder.encode(texts).await?.into_iter();
    let take = |class: &Vec<String>| vectors.by_ref().take(class.len()).collect();
    Ok(classes.iter().map(take).collect())
}

/// The first words of a document in pieces.
fn pieces(document: &DocumentText) -> Vec<String> {
    let Some(page) = document.pages.iter().find(|page| !page.words.is_empty()) else {
        return Vec::new();
    };
    let words: Vec<&str> = page.words.iter().map(|word| word.text.as_str()).collect();
    words
        .chunks(WORDS_PER_PIECE)
        .take(PIECES)
        .map(|piece| piece.join(" "))
        .collect()
}

/// Cosines of one encoder lie close together: what counts is how far a class stands out among the others.
fn relative(labels: &Labels, pieces: &[Vec<f32>]) -> Vec<f32> {
    let dot = |one: &[f32], two: &[f32]| one.iter().zip(two).map(|(one, two)| one * two).sum::<f32>();
    let best = |class: &Vec<Vec<f32>>| {
        let pairs = class
            .iter()
            .flat_map(|label| pieces.iter().map(move |piece| dot(label, piece)));
        pairs.fold(-1.0, f32::max)
    };
    let cosines: Vec<f32> = labels.iter().map(best).collect();
    #[expect(clippy::cast_precision_loss, reason = "there are few classes")]
    let count = cosines.len().max(1) as f32;
    let mean = cosines.iter().sum::<f32>() / count;
    let deviation = (cosines.iter().map(|cosine| (cosine - mean).powi(2)).sum::<f32>() / count).sqrt();
    let stands_out = |cosine: &f32| {
        if deviation > 1e-6 {
            (((cosine - mean) / deviation - 0.8) / 2.2).clamp(0.0, 1.0)
        } else {
            0.0
        }
    };
    cosines.iter().map(stands_out).collect()
}
