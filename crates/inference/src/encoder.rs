//! The handle callers hold: asynchronous, cheap to clone, in front of the model's thread.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{mpsc, oneshot};

use crate::InferenceError;
use crate::config::EncoderConfig;
use crate::metadata::ModelMetadata;
use crate::network::Network;
use crate::options::EncoderOptions;
use crate::scripted;
use crate::tokenize::TextTokenizer;
use crate::weights::WeightFile;
use crate::worker::{Request, Worker};

/// Turns texts into vectors of length 1, with a local model on its own threads.
#[derive(Clone, Debug)]
pub struct Encoder {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    metadata: Option<ModelMetadata>,
    identity: String,
    dimension: usize,
    given: AtomicUsize,
    backend: Backend,
}

enum Backend {
    Model {
        requests: mpsc::Sender<Request>,
        tokenizer: Arc<TextTokenizer>,
    },
    Scripted,
}

impl std::fmt::Debug for Backend {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Model { .. } => "Model",
            Self::Scripted => "Scripted",
        })
    }
}

impl Encoder {
    /// Loads a model directory as written by [`crate::fetch`] or [`crate::install`] and starts its
    /// thread. Every file is compared with its digest first.
    pub fn load(directory: &Path, options: &EncoderOptions) -> Result<Self, InferenceError> {
        let metadata = ModelMetadata::read(directory)?;
        let config = EncoderConfig::read(&directory.join(&metadata.files.config.name))?;
        if metadata.dimension != config.hidden_size {
            return Err(InferenceError::WrongDimension {
                expected: metadata.dimension,
                found: config.hidden_size,
            });
        }
        let max_tokens = options
            .max_tokens
            .min(metadata.max_tokens)
            .min(config.max_tokens())
            .max(3);
        let vocabulary = config.vocab_size;
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(options.threads)
            .thread_name(|index| format!("encoder-{index}"))
            .build()
            .map_err(|error| InferenceError::Computation {
                reason: error.to_string(),
            })?;
        // The tokenizer takes longest; the digests and the weights are read beside it.
        let (tokenizer, (digests, network)) = pool.join(
            || TextTokenizer::read(&directory.join(&metadata.files.tokenizer.name), max_tokens),
            || {
                rayon::join(
                    || metadata.verify(directory),
                    || {
                        let file = WeightFile::open(&directory.join(&metadata.files.weights.name))?;
                        Network::load(file, config, metadata.pooling, options.precision)
                    },
                )
            },
        );
        // A wrong digest explains whatever else went wrong.
        digests?;
        let (tokenizer, network) = (Arc::new(tokenizer?), network?);
        if tokenizer.vocabulary() > vocabulary {
            return Err(InferenceError::unsupported(
                "tokenizer.json has more tokens than the model: they do not belong together",
            ));
        }
        let dimension = network.dimension();
        let (requests, receiver) = mpsc::channel(options.queue.max(1));
        let worker = Worker {
            network,
            tokenizer: Arc::clone(&tokenizer),
            pool,
        };
        std::thread::Builder::new()
            .name("encoder".to_owned())
            .spawn(move || worker.run(receiver))
            .map_err(InferenceError::file_system)?;
        Ok(Self {
            inner: Arc::new(Inner {
                identity: metadata.identity(),
                metadata: Some(metadata),
                dimension,
                given: AtomicUsize::new(0),
                backend: Backend::Model { requests, tokenizer },
            }),
        })
    }

    /// A deterministic stand-in without weights, for tests: texts with common words are close.
    pub fn scripted(dimension: usize) -> Self {
        Self {
            inner: Arc::new(Inner {
                metadata: None,
                identity: format!("{}-{dimension}", scripted::NAME),
                dimension,
                given: AtomicUsize::new(0),
                backend: Backend::Scripted,
            }),
        }
    }

    /// One vector of length 1 per text, in the order given.
    ///
    /// The caller puts the model's prefix (`query: `, `passage: `) before each text. Texts beyond
    /// the longest input are cut. Waits for a place when the queue is full.
    pub async fn encode(&self, texts: Vec<String>) -> Result<Vec<Vec<f32>>, InferenceError> {
        self.inner.given.fetch_add(texts.len(), Ordering::Relaxed);
        match &self.inner.backend {
            Backend::Model { requests, .. } if !texts.is_empty() => {
                let (answer, answered) = oneshot::channel();
                requests
                    .send(Request { texts, answer })
                    .await
                    .map_err(|_| InferenceError::Stopped)?;
                answered.await.map_err(|_| InferenceError::Stopped)?
            }
            Backend::Model { .. } | Backend::Scripted => Ok(self.scripted_vectors(&texts)),
        }
    }

    /// Tokens of each text, special tokens included, cut to the longest input.
    pub async fn count_tokens(&self, texts: Vec<String>) -> Result<Vec<usize>, InferenceError> {
        match &self.inner.backend {
            Backend::Model { tokenizer, .. } => {
                let tokenizer = Arc::clone(tokenizer);
                tokio::task::spawn_blocking(move || {
                    texts
                        .iter()
                        .map(|text| tokenizer.tokens(text).map(|tokens| tokens.len()))
                        .collect()
                })
                .await
                .map_err(|_| InferenceError::Stopped)?
            }
            Backend::Scripted => Ok(texts.iter().map(|text| scripted::token_count(text)).collect()),
        }
    }

    /// How many texts it was given to encode so far, by all who hold it.
    pub fn texts_given(&self) -> usize {
        self.inner.given.load(Ordering::Relaxed)
    }

    /// Length of every vector.
    pub fn dimension(&self) -> usize {
        self.inner.dimension
    }

    /// Name and beginning of the weights' digest, for example `multilingual-e5-small@0123456789ab`.
    pub fn identity(&self) -> &str {
        &self.inner.identity
    }

    /// What `model.toml` says; nothing for the stand-in.
    pub fn metadata(&self) -> Option<&ModelMetadata> {
        self.inner.metadata.as_ref()
    }

    fn scripted_vectors(&self, texts: &[String]) -> Vec<Vec<f32>> {
        texts
            .iter()
            .map(|text| scripted::vector(text, self.inner.dimension))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An encoder with so many places whose requests the test takes itself.
    fn without_worker(places: usize) -> (Encoder, mpsc::Receiver<Request>) {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("tokenizer.json");
        fs_err::write(&file, include_str!("../tests/data/tokenizer.json")).unwrap();
        let tokenizer = Arc::new(TextTokenizer::read(&file, 8).unwrap());
        let (requests, receiver) = mpsc::channel(places);
        let inner = Inner {
            metadata: None,
            identity: "none".to_owned(),
            dimension: 1,
            given: AtomicUsize::new(0),
            backend: Backend::Model { requests, tokenizer },
        };
        let encoder = Encoder {
            inner: Arc::new(inner),
        };
        (encoder, receiver)
    }

    #[tokio::test]
    async fn a_full_queue_makes_callers_wait() {
        const PLACES: usize = 2;
        let (encoder, mut receiver) = without_worker(PLACES);
        let callers: Vec<_> = (0..6)
            .map(|number| {
                let encoder = encoder.clone();
                tokio::spawn(async move { encoder.encode(vec![format!("Text {number}")]).await })
            })
            .collect();
        // One thread runs them all, each until it waits.
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert_eq!(receiver.len(), PLACES, "the others have not handed over anything");
        // One that gives up while it waits for a place takes none.
        callers[5].abort();
        let mut taken = Vec::new();
        while taken.len() < 5 {
            let Request { texts, answer } = receiver.recv().await.unwrap();
            assert!(receiver.len() <= PLACES);
            answer.send(Ok(vec![vec![1.0]; texts.len()])).unwrap();
            taken.extend(texts);
        }
        assert_eq!(taken, ["Text 0", "Text 1", "Text 2", "Text 3", "Text 4"]);
        let mut answered = 0;
        for caller in callers {
            if let Ok(answer) = caller.await {
                assert_eq!(answer.unwrap(), [[1.0_f32]]);
                answered += 1;
            }
        }
        assert_eq!(answered, 5);
        drop(encoder);
        assert!(
            receiver.recv().await.is_none(),
            "nothing is left of the one that gave up"
        );
    }

    #[tokio::test]
    async fn callers_are_told_that_nobody_works_any_more() {
        let (encoder, receiver) = without_worker(1);
        let waiting = tokio::spawn({
            let encoder = encoder.clone();
            async move { encoder.encode(vec!["Antrag".to_owned()]).await }
        });
        tokio::task::yield_now().await;
        drop(receiver);
        assert!(matches!(waiting.await.unwrap(), Err(InferenceError::Stopped)));
        let late = encoder.encode(vec!["Antrag".to_owned()]).await;
        assert!(matches!(late, Err(InferenceError::Stopped)));
    }
}
