//! The handle callers hold: asynchronous, cheap to clone, in front of the model's thread.

use std::path::Path;
use std::sync::Arc;

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
                backend: Backend::Scripted,
            }),
        }
    }

    /// One vector of length 1 per text, in the order given.
    ///
    /// The caller puts the model's prefix (`query: `, `passage: `) before each text. Texts beyond
    /// the longest input are cut. Waits for a place when the queue is full.
    pub async fn encode(&self, texts: Vec<String>) -> Result<Vec<Vec<f32>>, InferenceError> {
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
