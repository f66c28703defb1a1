//! When a letter counts as received: fictions that change with the years, and what the file says against them.
use time::{Date, Duration};

use super::OutOfRange;
use super::calendar::{Calendar, DayOff};
use crate::service::LegalBasis;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// How a letter goes to a person.
    #[doc(alias = "Bekanntgabeweg")]
    DeliveryChannel {
        /// By post within Germany.
        Post => "post",
        /// Electronically, for example by e-mail or to a mailbox.
        Electronic => "electronic",
        /// Made ready to be fetched over a public network.
        Retrieval => "retrieval",
        /// Handed over.
        InPerson => "in_person",
        /// Delivered with proof (Zustellung).
        FormalDelivery => "formal_delivery",
    }
}

/// A fiction of delivery for one procedure, channel and time.
#[doc(alias = "Bekanntgabefiktion")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRule {
    /// Which law of procedure it belongs to, for example `VwVfG`, `SGB X`.
    pub procedure: String,
    /// The channel.
    pub channel: DeliveryChannel,
    /// After how many days.
    pub days: u16,
    /// Whether a fictional day that is no working day moves to the next one; courts differ between procedures.
    pub moves_to_working_day: bool,
    /// First day of dispatch for which it holds.
    pub valid_from: Option<Date>,
    /// Last day of dispatch for which it holds.
    pub valid_until: Option<Date>,
    /// Norm.
    pub basis: LegalBasis,
}

/// The day on which a letter counts as received.
#[doc(alias = "Bekanntgabe")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The day.
    pub on: Date,
    /// Why that day.
    pub because: DeliveryReason,
}

/// Why a letter counts as received on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryReason {
    /// A fiction of the law.
    Fiction {
        /// So many days after dispatch.
        days: u16,
        /// The days off over which it moved, with their dates.
        moved: Vec<(Date, DayOff)>,
        /// Norm.
        basis: LegalBasis,
    },
    /// The file proves the day: it was later than the fiction, or no fiction applies.
    Proven,
}

/// When a letter of `dispatched` counts as received. `arrived` is the day that the file proves, if any: it replaces a
/// fiction only if it is later (§ 41 Abs. 2 Satz 3 `VwVfG`, § 37 Abs. 2 Satz 3 SGB X). `None` if no rule holds for
/// procedure, channel and day and nothing is proven: then nobody may compute a date.
pub fn delivered(
    rules: &[DeliveryRule],
    procedure: &str,
    channel: DeliveryChannel,
    dispatched: Date,
    arrived: Option<Date>,
    calendar: &Calendar,
) -> Result<Option<Delivery>, OutOfRange> {
    let proven = |on| Delivery {
        on,
        because: DeliveryReason::Proven,
    };
    let holds = |rule: &&DeliveryRule| {
        rule.procedure == procedure
            && rule.channel == channel
            && rule.valid_from.is_none_or(|from| from <= dispatched)
            && rule.valid_until.is_none_or(|until| until >= dispatched)
    };
    let Some(rule) = rules.iter().find(holds) else {
        return Ok(arrived.map(proven));
    };
    let mut on = dispatched
        .checked_add(Duration::days(i64::from(rule.days)))
        .ok_or(OutOfRange)?;
    let mut moved = Vec::new();
    if rule.moves_to_working_day {
        while let Some(day_off) = calendar.day_off(on) {
            moved.push((on, day_off));
            on = on.next_day().ok_or(OutOfRange)?;
        }
    }
    if let Some(later) = arrived.filter(|arrived| *arrived > on) {
        return Ok(Some(proven(later)));
    }
    Ok(Some(Delivery {
        on,
        because: DeliveryReason::Fiction {
            days: rule.days,
            moved,
            basis: rule.basis.clone(),
        },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn rule(days: u16, from: Option<Date>, until: Option<Date>, moves: bool) -> DeliveryRule {
        DeliveryRule {
            procedure: "VwVfG".to_owned(),
            channel: DeliveryChannel::Post,
            days,
            moves_to_working_day: moves,
            valid_from: from,
            valid_until: until,
            basis: LegalBasis {
                law: "VwVfG".to_owned(),
                citation: "§ 41 Abs. 2 Satz 1 VwVfG".to_owned(),
                verified: true,
            },
        }
    }

    fn on(rules: &[DeliveryRule], dispatched: Date, arrived: Option<Date>) -> Option<Date> {
        let post = DeliveryChannel::Post;
        delivered(rules, "VwVfG", post, dispatched, arrived, &Calendar::default())
            .unwrap()
            .map(|delivery| delivery.on)
    }

    #[test]
    fn the_day_of_dispatch_decides_which_fiction_holds() {
        let rules = [
            rule(4, Some(date!(2025 - 01 - 01)), None, false),
            rule(3, None, Some(date!(2024 - 12 - 31)), false),
        ];
        assert_eq!(
            on(&rules, date!(2024 - 12 - 31), None),
            Some(date!(2025 - 01 - 03))
        );
        assert_eq!(
            on(&rules, date!(2025 - 01 - 01), None),
            Some(date!(2025 - 01 - 05))
        );
    }

    #[test]
    fn only_a_later_arrival_displaces_the_fiction() {
        let rules = [rule(4, None, None, false)];
        let dispatched = date!(2026 - 11 - 02);
        assert_eq!(
            on(&rules, dispatched, Some(date!(2026 - 11 - 03))),
            Some(date!(2026 - 11 - 06))
        );
        assert_eq!(
            on(&rules, dispatched, Some(date!(2026 - 11 - 09))),
            Some(date!(2026 - 11 - 09))
        );
    }

    #[test]
    fn a_fiction_moves_over_the_weekend_only_where_the_rule_says_so() {
        // The fourth day is a Sunday.
        let dispatched = date!(2026 - 11 - 18);
        assert_eq!(
            on(&[rule(4, None, None, false)], dispatched, None),
            Some(date!(2026 - 11 - 22))
        );
        assert_eq!(
            on(&[rule(4, None, None, true)], dispatched, None),
            Some(date!(2026 - 11 - 23))
        );
    }

    #[test]
    fn without_a_rule_only_a_proven_day_counts() {
        assert_eq!(on(&[], date!(2026 - 11 - 02), None), None);
        assert_eq!(
            on(&[], date!(2026 - 11 - 02), Some(date!(2026 - 11 - 04))),
            Some(date!(2026 - 11 - 04))
        );
    }
}
