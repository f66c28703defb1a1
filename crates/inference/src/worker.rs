//! The thread that owns the weights: takes requests, forms passes, answers.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use crate::InferenceError;
use crate::batch;
use crate::network::Network;
use crate::tokenize::TextTokenizer;

/// Requests up to this many tokens overtake larger ones between two passes: a clerk's query does
/// not wait until an import is through.
const SHORT_REQUEST_TOKENS: usize = 128;

/// What a caller gets back.
pub(crate) type Answer = Result<Vec<Vec<f32>>, InferenceError>;

/// Texts of one caller and where to send their vectors.
pub(crate) struct Request {
    pub(crate) texts: Vec<String>,
    pub(crate) answer: oneshot::Sender<Answer>,
}

/// Everything the thread owns.
pub(crate) struct Worker {
    pub(crate) network: Network,
    pub(crate) tokenizer: Arc<TextTokenizer>,
    pub(crate) pool: rayon::ThreadPool,
}

/// A request that is being worked on.
struct Open {
    tokens: Vec<Vec<u32>>,
    vectors: Vec<Vec<f32>>,
    passes: VecDeque<Vec<usize>>,
    answer: oneshot::Sender<Answer>,
    short: bool,
}

impl Worker {
    /// Runs until every handle is gone.
    pub(crate) fn run(self, mut requests: mpsc::Receiver<Request>) {
        let mut open: VecDeque<Open> = VecDeque::new();
        loop {
            if open.is_empty() {
                match requests.blocking_recv() {
                    Some(request) => self.admit(request, &mut open),
                    None => return,
                }
            }
            // One bulk request at a time is worked on: what is left stays in the queue, which is
            // bounded, so that callers feel the back-pressure.
            while open.len() < 2 {
                match requests.try_recv() {
                    Ok(request) => self.admit(request, &mut open),
                    Err(_) => break,
                }
            }
            self.step(&mut open);
        }
    }

    fn admit(&self, request: Request, open: &mut VecDeque<Open>) {
        let Request { texts, answer } = request;
        if answer.is_closed() {
            return;
        }
        let tokens = self.pool.install(|| {
            use rayon::prelude::*;
            texts
                .par_iter()
                .map(|text| self.tokenizer.tokens(text))
                .collect::<Result<Vec<_>, _>>()
        });
        match tokens {
            Ok(tokens) => {
                let lengths: Vec<usize> = tokens.iter().map(Vec::len).collect();
                let short = lengths.iter().sum::<usize>() <= SHORT_REQUEST_TOKENS;
                let entry = Open {
                    vectors: vec![Vec::new(); tokens.len()],
                    passes: batch::passes(&lengths).into(),
                    tokens,
                    answer,
                    short,
                };
                open.push_back(entry);
            }
            Err(error) => drop(answer.send(Err(error))),
        }
    }

    /// One pass for one request; short requests first, then the oldest.
    fn step(&self, open: &mut VecDeque<Open>) {
        open.retain(|request| !request.answer.is_closed());
        let next = open.iter().position(|request| request.short).unwrap_or(0);
        let Some(mut request) = open.remove(next) else {
            return;
        };
        if let Some(pass) = request.passes.pop_front() {
            match self.pass(&request.tokens, &pass) {
                Ok(vectors) => {
                    for (index, vector) in pass.into_iter().zip(vectors) {
                        request.vectors[index] = vector;
                    }
                }
                Err(error) => return drop(request.answer.send(Err(error))),
            }
        }
        if request.passes.is_empty() {
            drop(request.answer.send(Ok(request.vectors)));
        } else {
            open.insert(next, request);
        }
    }

    fn pass(&self, tokens: &[Vec<u32>], pass: &[usize]) -> Answer {
        let texts: Vec<&[u32]> = pass.iter().map(|index| tokens[*index].as_slice()).collect();
        // A defect in the arithmetic must not take the thread, and with it every later request.
        catch_unwind(AssertUnwindSafe(|| {
            self.pool.install(|| self.network.encode(&texts))
        }))
        .unwrap_or_else(|_| {
            Err(InferenceError::Computation {
                reason: "the forward pass panicked".to_owned(),
            })
        })
    }
}
