//! Originals of the office, read again as they are read when they come in. What is found is kept nowhere: it is made of
//! people's documents, and goes when they go.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use aktenlage_assist::{Assistant, DocumentFeatures, DocumentInput};
use aktenlage_domain::division::PageSet;
use aktenlage_domain::ids::DocumentId;
use aktenlage_extract::confined::Reader;
use aktenlage_store::Blobs;
use aktenlage_workflow::learning::LessonDocument;
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::task::JoinSet;

use crate::config::Config;
use crate::wiring;

/// A document of an original: which pages of it, under which name.
type Place = (Option<PageSet>, String);

/// The features of documents.
#[derive(Default)]
pub(super) struct Originals {
    /// By digest and place; without those whose original is gone.
    features: BTreeMap<(String, Place), DocumentFeatures>,
}

impl Originals {
    /// What a document gives; nothing if its original is gone.
    pub(super) fn features(&self, document: &LessonDocument) -> Option<&DocumentFeatures> {
        let place = (document.pages.clone(), document.name.clone());
        self.features.get(&(document.sha256.clone(), place))
    }

    /// Reads each original once, with as many at once as there are cores. Taught forms are left aside, as where heads are
    /// trained on generated cases.
    pub(super) async fn read(
        config: &Config,
        assistant: &Arc<Assistant>,
        documents: impl Iterator<Item = &LessonDocument>,
    ) -> anyhow::Result<Self> {
        let mut places: BTreeMap<String, BTreeSet<Place>> = BTreeMap::new();
        for document in documents {
            let place = (document.pages.clone(), document.name.clone());
            places.entry(document.sha256.clone()).or_default().insert(place);
        }
        let blobs = Blobs::open(&config.data.directory.join("files"))?;
        let reader = Arc::new(wiring::reader(config)?);
        let bar = ProgressBar::new(places.len() as u64);
        bar.set_style(ProgressStyle::with_template(
            "originals   {bar:40} {pos}/{len}, {eta} left",
        )?);
        let at_once = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let mut waiting = places.into_iter();
        let mut running = JoinSet::new();
        let mut originals = Self::default();
        loop {
            while running.len() < at_once
                && let Some((sha256, places)) = waiting.next()
            {
                let (blobs, reader, assistant) = (blobs.clone(), Arc::clone(&reader), Arc::clone(assistant));
                running.spawn(async move {
                    let found = read_one(&blobs, &reader, &assistant, &sha256, places).await;
                    let found = found.with_context(|| format!("the original {sha256}"));
                    found.map(|found| (sha256, found))
                });
            }
            let Some(done) = running.join_next().await else {
                break;
            };
            let (sha256, found) = done??;
            for (place, features) in found {
                originals.features.insert((sha256.clone(), place), features);
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(originals)
    }
}

async fn read_one(
    blobs: &Blobs,
    reader: &Reader,
    assistant: &Assistant,
    sha256: &str,
    places: BTreeSet<Place>,
) -> anyhow::Result<Vec<(Place, DocumentFeatures)>> {
    let Some(bytes) = blobs.get(sha256).await? else {
        return Ok(Vec::new());
    };
    // What is packed in it stands beside it as a document of its own.
    let taken = reader.take(bytes, reader.limits().allowance()).await;
    let id = DocumentId(uuid::Uuid::nil());
    let whole = DocumentInput {
        id,
        file_name: String::new(),
        text: taken.reading.text,
        issues: taken.reading.issues,
        pages: None,
        sha256: Some(sha256.to_owned()),
    };
    let mut found = Vec::with_capacity(places.len());
    for (pages, name) in places {
        let document = match &pages {
            Some(pages) => whole.of_pages(id, name.clone(), pages),
            None => DocumentInput {
                file_name: name.clone(),
                ..whole.clone()
            },
        };
        let features = assistant.features(&document).await?;
        found.push(((pages, name), features));
    }
    Ok(found)
}
