//! The reasons of a date: each step of the count with the norm behind it.
use time::Date;

use super::Length;
use super::calendar::DayOff;

/// One step of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done.
    pub rule: Rule,
    /// The day that the step is about: for a beginning the day it names, else the last day after the step.
    pub day: Date,
}

/// What a step rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The day of the event does not count.
    DayOfEvent,
    /// The first day counts.
    FirstDayCounts,
    /// The length was counted.
    Counted(Length),
    /// The month has no day of that number: its last day takes the place.
    LastOfMonth,
    /// The clock stood still on these days, both included.
    Suspended {
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
    },
    /// The clock has stood still since this day.
    StandsStill,
    /// The authority extended the period.
    Extended(Length),
    /// The last day was no working day.
    Moved {
        /// The day that was none.
        from: Date,
        /// Why.
        day_off: DayOff,
    },
}

impl Rule {
    /// The norm of counting; `None` where the norm is that of the procedure, which names it itself.
    pub fn norm(&self) -> Option<&'static str> {
        match self {
            Self::DayOfEvent => Some("§ 187 Abs. 1 BGB"),
            Self::FirstDayCounts => Some("§ 187 Abs. 2 BGB"),
            Self::Counted(length) if length.months == 0 => Some("§ 188 Abs. 1 BGB"),
            Self::Counted(_) => Some("§ 188 Abs. 2 BGB"),
            Self::LastOfMonth => Some("§ 188 Abs. 3 BGB"),
            Self::Extended(_) => Some("§ 190 BGB"),
            Self::Moved { .. } => Some("§ 193 BGB"),
            Self::Suspended { .. } | Self::StandsStill => None,
        }
    }
}
