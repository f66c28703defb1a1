//! The coded part of a sequential JPEG (ITU-T T.81, F.2.2): how much of the picture it covers, without its pixels.

/// Longest code of a table, in bits.
const LONGEST: u16 = 16;
/// Values of a block of 8 by 8 pixels.
const VALUES: usize = 64;

/// A Huffman table, as it is looked up: for each next 16 bits the length of the code that they begin with and the
/// symbol it stands for; 0 where there is no such code.
pub(super) struct Codes(Vec<u16>);

impl Codes {
    /// A table from how many codes of each length it has, followed by their symbols; `None` if it is none.
    pub(super) fn new(definition: &[u8]) -> Option<Self> {
        let (counts, symbols) = definition.split_at_checked(usize::from(LONGEST))?;
        let mut entries = vec![0; 1_usize << LONGEST];
        let mut symbols = symbols.iter();
        let mut next = 0;
        for (length, count) in (1..=LONGEST).zip(counts) {
            let span = 1_usize << (LONGEST - length);
            for _ in 0..*count {
                let symbol = u16::from(*symbols.next()?);
                entries.get_mut(next..next + span)?.fill(length << 8 | symbol);
                next += span;
            }
        }
        Some(Self(entries))
    }
}

/// Takes bits off coded data, up to the next mark.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    position: usize,
    /// Bits that are taken next, the lowest ones of it.
    ahead: u64,
    /// How many of them there are.
    count: u32,
}

impl<'a> Bits<'a> {
    /// The bits of what comes after the header of a scan.
    pub(super) fn new(data: &'a [u8], position: usize) -> Self {
        Self {
            data,
            position,
            ahead: 0,
            count: 0,
        }
    }

    /// Up to where the data was looked at, at most to the next mark.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// How many of so many units can be taken, each of blocks with these tables (first value, others). With an
    /// interval the count begins anew after each mark that so many units are followed by.
    pub(super) fn covered(&mut self, units: u64, interval: u64, blocks: &[(&Codes, &Codes)]) -> u64 {
        for unit in 0..units {
            if interval > 0 && unit > 0 && unit.is_multiple_of(interval) && !self.restart() {
                return unit;
            }
            for (first, others) in blocks {
                if self.block(first, others).is_none() {
                    return unit;
                }
            }
        }
        units
    }

    fn block(&mut self, first: &Codes, others: &Codes) -> Option<()> {
        /// Symbol without a value: so many zeros, and not the end of the block.
        const ZEROS: u8 = 15;
        let size = self.symbol(first)?;
        self.skip(u32::from(size))?;
        let mut place = 1;
        while place < VALUES {
            let symbol = self.symbol(others)?;
            let (zeros, size) = (symbol >> 4, symbol & 15);
            if size == 0 && zeros < ZEROS {
                break;
            }
            self.skip(u32::from(size))?;
            place += usize::from(zeros) + 1;
        }
        Some(())
    }

    fn symbol(&mut self, codes: &Codes) -> Option<u8> {
        let longest = u32::from(LONGEST);
        if self.count < longest {
            self.fill();
        }
        let bits = if self.count >= longest {
            self.ahead >> (self.count - longest)
        } else {
            self.ahead << (longest - self.count)
        };
        let [.., upper, lower] = bits.to_be_bytes();
        let [length, symbol] = codes
            .0
            .get(usize::from(u16::from_be_bytes([upper, lower])))?
            .to_be_bytes();
        if length == 0 {
            return None;
        }
        self.count = self.count.checked_sub(u32::from(length))?;
        Some(symbol)
    }

    fn skip(&mut self, bits: u32) -> Option<()> {
        if self.count < bits {
            self.fill();
        }
        self.count = self.count.checked_sub(bits)?;
        Some(())
    }

    fn fill(&mut self) {
        while self.count <= u64::BITS - 16 {
            let Some(&byte) = self.data.get(self.position) else {
                return;
            };
            if byte == 0xff {
                match self.data.get(self.position + 1) {
                    // A zero tells that it is no mark.
                    Some(0) => self.position += 1,
                    // Any number of these may stand before a mark.
                    Some(0xff) => {
                        self.position += 1;
                        continue;
                    }
                    Some(_) | None => return,
                }
            }
            self.position += 1;
            self.ahead = self.ahead << 8 | u64::from(byte);
            self.count += 8;
        }
    }

    /// Goes on behind the next mark; tells whether it is one to go on at.
    fn restart(&mut self) -> bool {
        self.count = 0;
        match super::jpeg::next_mark(self.data, self.position) {
            Some((0xd0..=0xd7, after)) => {
                self.position = after;
                true
            }
            Some(_) | None => false,
        }
    }
}
