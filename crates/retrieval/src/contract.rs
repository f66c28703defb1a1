//! One suite for every variant.
