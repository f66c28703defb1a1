//! Amounts in cents, as the vocabulary stores them.
use crate::generate::random::Chance;

/// `812.00` of 81200 cents.
pub(super) fn stored(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

/// An amount between two of whole euros: most are rounded, some are to the cent.
pub(super) fn about(low: i64, high: i64, chance: &mut Chance) -> i64 {
    let euros = chance.between(low, high);
    match chance.below(4) {
        0 => euros * 100 + chance.between(0, 99),
        1 => euros / 10 * 1000,
        _ => euros * 100,
    }
}

/// A share of an amount in parts of a thousand, to the cent.
pub(super) const fn share(cents: i64, per_thousand: i64) -> i64 {
    cents * per_thousand / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_stored_with_two_places() {
        assert_eq!(stored(81_205), "812.05");
        assert_eq!(stored(-7), "-0.07");
        assert_eq!(share(100_000, 186), 18_600);
    }
}
