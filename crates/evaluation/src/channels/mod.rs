//! What becomes of printed pages on their way to the office: drawn as pictures, then scanned, faxed or photographed.
//! Every change is seeded and knows where a place on the page comes to lie.
pub mod damage;
pub mod degrade;
pub mod picture;
pub mod write;
