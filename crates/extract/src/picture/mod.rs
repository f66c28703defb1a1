//! Pictures of pages: files that hold them, and what makes them readable.

mod file;
mod grey;
mod light;
mod resolution;
mod skew;
mod speckle;
mod tiff;
mod warp;

pub(crate) use file::{PictureFile, is_picture, on_white};
pub(crate) use grey::{Grey, luma};
pub(crate) use light::even_out;
pub(crate) use skew::skew;
pub(crate) use speckle::{is_two_tone, remove_speckles};
pub(crate) use warp::{Projection, resample};
