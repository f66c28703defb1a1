//! Pictures of pages: files that hold them, and what makes them readable.

mod colour;
mod faint;
mod file;
mod grey;
mod gutter;
mod light;
mod resolution;
mod sheet;
mod skew;
mod speckle;
mod tiff;
mod tiff_fax;
mod warp;

pub(crate) use colour::colour_inks;
pub(crate) use faint::stretch_faint;
pub(crate) use file::{GreyPage, PictureFile, is_picture, on_white};
pub(crate) use grey::{Grey, is_coloured, luma};
pub(crate) use gutter::find_gutter;
pub(crate) use light::even_out;
pub(crate) use resolution::A4_LONG_SIDE_INCHES;
pub(crate) use sheet::{Corners, find_sheet};
pub(crate) use skew::skew;
pub(crate) use speckle::{is_two_tone, remove_speckles};
pub(crate) use warp::{Projection, resample};
