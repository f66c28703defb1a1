//! Runs local models: encode text in batches on own threads; knows nothing of cases.
