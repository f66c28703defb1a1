//! Takes an office's own encoder: any BERT or XLM-RoBERTa as published, checked before it counts.

use std::path::{Path, PathBuf};

use crate::InferenceError;
use crate::config::EncoderConfig;
use crate::manifest::is_plain_name;
use crate::metadata::{CONFIG, ModelFiles, ModelMetadata, PinnedFile, Pooling, TOKENIZER};
use crate::network::Network;
use crate::options::Precision;
use crate::staging::Staging;
use crate::tokenize::TextTokenizer;
use crate::weights::WeightFile;

/// Name of the weights, as published and as kept.
const WEIGHTS: &str = "model.safetensors";
/// A file that must work in every language.
const PROBE: &str = "query: Antrag auf Wohngeld";

/// Copies the encoder in `directory` to `destination/<name>` and returns that directory; without a name it has that of
/// its folder.
///
/// `directory` holds `config.json`, `tokenizer.json` and `model.safetensors`. Pooling and prefixes
/// are taken from the files sentence-transformers writes (`1_Pooling/config.json`,
/// `config_sentence_transformers.json`), else mean pooling and, for names with `e5` in them, the
/// prefixes that family was trained with. The model is loaded and encodes a probe first.
pub fn install(directory: &Path, destination: &Path, name: Option<&str>) -> Result<PathBuf, InferenceError> {
    let name = &name.map_or_else(|| name_of(directory), str::to_owned);
    if !is_plain_name(name) {
        return Err(InferenceError::Manifest {
            problems: vec![format!(
                "`{name}` is no model name (letters, digits, `-`, `_`, `.`)"
            )],
        });
    }
    if !directory.is_dir() {
        return Err(InferenceError::ModelMissing {
            directory: directory.to_owned(),
        });
    }
    for file in [CONFIG, TOKENIZER, WEIGHTS] {
        let path = directory.join(file);
        if !path.is_file() {
            return Err(InferenceError::FileMissing { path });
        }
    }
    let config = EncoderConfig::read(&directory.join(CONFIG))?;
    let pooling = pooling(directory)?;
    probe(directory, &config, pooling)?;

    fs_err::create_dir_all(destination).map_err(InferenceError::file_system)?;
    let staging = Staging::beside(&destination.join(name))?;
    for file in [CONFIG, TOKENIZER, WEIGHTS] {
        fs_err::copy(directory.join(file), staging.path().join(file)).map_err(InferenceError::file_system)?;
    }
    let (query_prefix, passage_prefix) = prefixes(directory, name);
    let metadata = ModelMetadata {
        name: name.to_owned(),
        licence: String::new(),
        revision: String::new(),
        dimension: config.hidden_size,
        max_tokens: config.max_tokens(),
        pooling,
        query_prefix,
        passage_prefix,
        made_from: Vec::new(),
        files: ModelFiles {
            weights: PinnedFile::of(staging.path(), WEIGHTS)?,
            tokenizer: PinnedFile::of(staging.path(), TOKENIZER)?,
            config: PinnedFile::of(staging.path(), CONFIG)?,
        },
    };
    metadata.write(staging.path())?;
    staging.put_in_place()
}

/// The name of a folder, also of `.`; empty if it has none.
fn name_of(directory: &Path) -> String {
    let full = fs_err::canonicalize(directory).unwrap_or_else(|_| directory.to_owned());
    let name = full.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Loads the model and encodes one text; a model that cannot do that is not installed.
fn probe(directory: &Path, config: &EncoderConfig, pooling: Pooling) -> Result<(), InferenceError> {
    let tokenizer = TextTokenizer::read(&directory.join(TOKENIZER), config.max_tokens().min(512))?;
    if tokenizer.vocabulary() > config.vocab_size {
        return Err(InferenceError::unsupported(
            "tokenizer.json has more tokens than the model: they do not belong together",
        ));
    }
    let weights = WeightFile::open(&directory.join(WEIGHTS))?;
    let network = Network::load(weights, config.clone(), pooling, Precision::F32)?;
    let tokens = tokenizer.tokens(PROBE)?;
    let vectors = network.encode(&[&tokens])?;
    if vectors.iter().flatten().all(|value| value.is_finite()) {
        Ok(())
    } else {
        Err(InferenceError::unsupported("its vectors are not finite numbers"))
    }
}

fn pooling(directory: &Path) -> Result<Pooling, InferenceError> {
    let path = directory.join("1_Pooling").join(CONFIG);
    if !path.is_file() {
        return Ok(Pooling::Mean);
    }
    let settings = json(&path)?;
    let is_set = |key: &str| settings.get(key).and_then(serde_json::Value::as_bool) == Some(true);
    if is_set("pooling_mode_mean_tokens") {
        Ok(Pooling::Mean)
    } else if is_set("pooling_mode_cls_token") {
        Ok(Pooling::FirstToken)
    } else {
        Err(InferenceError::unsupported(
            "its pooling is neither the mean nor the first token",
        ))
    }
}

fn prefixes(directory: &Path, name: &str) -> (String, String) {
    let settings = json(&directory.join("config_sentence_transformers.json")).unwrap_or_default();
    let prompt = |key: &str| {
        settings
            .get("prompts")
            .and_then(|prompts| prompts.get(key))
            .and_then(serde_json::Value::as_str)
            .map(str::to_owned)
    };
    let is_e5 = name
        .to_lowercase()
        .split(['-', '_', '.'])
        .any(|part| part == "e5");
    let default = |text: &str| if is_e5 { text.to_owned() } else { String::new() };
    (
        prompt("query").unwrap_or_else(|| default("query: ")),
        prompt("passage")
            .or_else(|| prompt("document"))
            .unwrap_or_else(|| default("passage: ")),
    )
}

fn json(path: &Path) -> Result<serde_json::Value, InferenceError> {
    let text = fs_err::read_to_string(path).map_err(InferenceError::file_system)?;
    serde_json::from_str(&text).map_err(|error| InferenceError::malformed(path, error))
}
