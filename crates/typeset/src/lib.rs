//! Sets data as PDF.
