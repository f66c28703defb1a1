//! Use cases and jobs: the only place that opens a transaction.
