//! Whether a JPEG holds all of its picture: decoders fill what is missing with grey and say nothing.
//!
//! A missing mark of the end says little: many scanners leave it out. What counts is that the data covers the picture.
use std::collections::{BTreeMap, BTreeSet};

use super::entropy::{Bits, Codes};
use super::is_nearly_all;

/// Marks (ITU-T T.81, table B.1).
const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const TABLES: u8 = 0xc4;
const INTERVAL: u8 = 0xdd;
/// Sequential pictures, each block of which is there at once.
const BASELINE: u8 = 0xc0;
const EXTENDED: u8 = 0xc1;
/// Pictures that become finer with every scan.
const PROGRESSIVE: u8 = 0xc2;
/// Set in the number of a table for all values of a block but the first.
const OTHERS: u8 = 0x10;
/// Components that a picture may have here; the standard allows more, nobody writes them.
const MAX_PARTS: usize = 4;

/// Whether the data covers the picture. `declared` is the size (width, height) that the file around the data gives it:
/// some name a senseless one in the data. True as well where this cannot be told: decoders refuse such data.
pub(crate) fn is_whole(data: &[u8], declared: Option<(u32, u32)>) -> bool {
    Jpeg::default().read(data, declared).unwrap_or(true)
}

/// The next mark from a place on, and where it ends.
pub(super) fn next_mark(data: &[u8], from: usize) -> Option<(u8, usize)> {
    let mut place = from;
    loop {
        place += data.get(place..)?.iter().position(|&byte| byte == 0xff)? + 1;
        match *data.get(place)? {
            // Not a mark but a value, or fill.
            0 | 0xff => {}
            mark => return Some((mark, place + 1)),
        }
    }
}

/// What was read before a scan.
#[derive(Default)]
struct Jpeg {
    frame: Option<Frame>,
    is_progressive: bool,
    /// Definitions of Huffman tables by their number.
    tables: BTreeMap<u8, Vec<u8>>,
    /// Units after which a mark stands; 0 without marks.
    interval: u64,
}

impl Jpeg {
    /// Whether the picture is whole; `None` if that cannot be told.
    fn read(mut self, data: &[u8], declared: Option<(u32, u32)>) -> Option<bool> {
        let mut place = 0;
        while let Some((mark, after)) = next_mark(data, place) {
            place = after;
            match mark {
                END => return self.frame.is_some().then_some(self.is_progressive),
                // Marks without a segment.
                START | 0x01 | 0xd0..=0xd7 => continue,
                _ => {}
            }
            let Some(segment) = segment(data, after) else {
                return Some(false);
            };
            place += 2 + segment.len();
            match mark {
                BASELINE | EXTENDED | PROGRESSIVE => {
                    self.frame = Some(Frame::new(segment, declared)?);
                    self.is_progressive = mark == PROGRESSIVE;
                }
                // Other kinds of pictures, which no decoder here reads.
                0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return None,
                TABLES => self.define(segment)?,
                INTERVAL => {
                    let (bytes, _) = segment.split_first_chunk()?;
                    self.interval = u64::from(u16::from_be_bytes(*bytes));
                }
                // Progressive ones are followed to the mark of their end: software writes them, never without it.
                SCAN if !self.is_progressive => {
                    let mut bits = Bits::new(data, place);
                    if !self.covers(segment, &mut bits)? {
                        return Some(false);
                    }
                    if self.frame.as_ref()?.parts.iter().all(|part| part.is_covered) {
                        return Some(true);
                    }
                    place = bits.position();
                }
                _ => {}
            }
        }
        Some(false)
    }

    /// Takes in definitions of tables.
    fn define(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((number, rest)) = segment.split_first() {
            let symbols: usize = rest.get(..16)?.iter().map(|&count| usize::from(count)).sum();
            let (definition, rest) = rest.split_at_checked(16 + symbols)?;
            self.tables.insert(*number, definition.to_vec());
            segment = rest;
        }
        Some(())
    }

    /// Whether a scan covers what its header announces; `None` if it cannot be read.
    fn covers(&mut self, header: &[u8], bits: &mut Bits<'_>) -> Option<bool> {
        let frame = self.frame.as_mut()?;
        let (&count, rest) = header.split_first()?;
        let entries = rest.get(..2 * usize::from(count))?.chunks_exact(2);
        let mut chosen = Vec::new();
        for entry in entries {
            let index = frame.parts.iter().position(|part| part.id == entry[0])?;
            chosen.push((index, entry[1] >> 4, OTHERS | (entry[1] & 15)));
        }
        // What came before is not looked at again: nobody writes it, and it costs.
        if chosen.iter().all(|(index, _, _)| frame.parts[*index].is_covered) {
            return Some(true);
        }
        let numbers: BTreeSet<u8> = chosen
            .iter()
            .flat_map(|(_, first, others)| [*first, *others])
            .collect();
        let codes = numbers
            .into_iter()
            .map(|number| Some((number, Codes::new(self.tables.get(&number)?)?)))
            .collect::<Option<BTreeMap<u8, Codes>>>()?;
        let units = match chosen.as_slice() {
            [(index, _, _)] => frame.blocks_of(&frame.parts[*index]),
            _ => frame.units(),
        };
        let mut blocks = Vec::new();
        for (index, first, others) in &chosen {
            let part = &mut frame.parts[*index];
            part.is_covered = true;
            let repeated = if chosen.len() == 1 {
                1
            } else {
                part.across * part.down
            };
            let tables = (codes.get(first)?, codes.get(others)?);
            blocks.extend((0..repeated).map(|_| tables));
        }
        Some(is_nearly_all(bits.covered(units, self.interval, &blocks), units))
    }
}

/// What follows a mark, without its length; `None` if the data ends before.
fn segment(data: &[u8], after: usize) -> Option<&[u8]> {
    let (length, rest) = data.get(after..)?.split_first_chunk()?;
    rest.get(..usize::from(u16::from_be_bytes(*length)).checked_sub(2)?)
}

/// Size and components of a picture.
struct Frame {
    width: u32,
    height: u32,
    parts: Vec<Part>,
}

/// A component of a picture.
struct Part {
    id: u8,
    /// How many of its blocks one unit has across and down.
    across: u32,
    down: u32,
    /// Whether a scan had it.
    is_covered: bool,
}

impl Frame {
    fn new(segment: &[u8], declared: Option<(u32, u32)>) -> Option<Self> {
        let [
            _,
            height_upper,
            height_lower,
            width_upper,
            width_lower,
            _,
            parts @ ..,
        ] = segment
        else {
            return None;
        };
        let side = |upper: u8, lower: u8| u32::from(u16::from_be_bytes([upper, lower]));
        let own = (
            side(*width_upper, *width_lower),
            side(*height_upper, *height_lower),
        );
        let area = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
        let longest = u32::from(u16::MAX);
        // As the decoder does it.
        let (width, height) = declared
            .filter(|&(width, height)| width <= longest && height <= longest)
            .filter(|&declared| area(declared) < area(own))
            .unwrap_or(own);
        let parts: Vec<Part> = parts
            .chunks_exact(3)
            .map(|part| Part {
                id: part[0],
                across: u32::from(part[1] >> 4),
                down: u32::from(part[1] & 15),
                is_covered: false,
            })
            .collect();
        let is_sound = (1..=MAX_PARTS).contains(&parts.len())
            && parts
                .iter()
                .all(|part| (1..=4).contains(&part.across) && (1..=4).contains(&part.down));
        (is_sound && width > 0 && height > 0).then_some(Self { width, height, parts })
    }

    /// Blocks of the component that is sampled finest, across and down one unit.
    fn finest(&self) -> (u32, u32) {
        let most = |side: fn(&Part) -> u32| self.parts.iter().map(side).max().unwrap_or(1);
        (most(|part| part.across), most(|part| part.down))
    }

    /// Units of a scan of several components.
    fn units(&self) -> u64 {
        let (across, down) = self.finest();
        u64::from(self.width.div_ceil(8 * across)) * u64::from(self.height.div_ceil(8 * down))
    }

    /// Blocks of a component that has a scan of its own.
    fn blocks_of(&self, part: &Part) -> u64 {
        let (across, down) = self.finest();
        let columns = (self.width * part.across).div_ceil(8 * across);
        let rows = (self.height * part.down).div_ceil(8 * down);
        u64::from(columns) * u64::from(rows)
    }
}
