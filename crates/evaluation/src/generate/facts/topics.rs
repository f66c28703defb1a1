//! What a case is about beside its people: income, dwelling, child, business, vehicle, dog, building and the rest.
mod family;
mod living;
mod things;

use aktenlage_domain::clock::date_to_text;
use time::{Date, Duration};

use super::Facts;
use super::money::{about, stored};
use super::persons::Cast;
use crate::generate::people::Data;
use crate::generate::random::Chance;

/// Fields whose absence says something: no type draws them.
pub(super) fn decides(id: &str) -> bool {
    const TOPICS: [&str; 7] = [
        "partner.",
        "child.",
        "parent2.",
        "other_parent.",
        "separation.",
        "benefit.",
        "maintenance.",
    ];
    const ONES: [&str; 5] = [
        "certificate.fee_exempt",
        "household.single_adult",
        "income.kinds",
        "representative.role",
        "leave.variant",
    ];
    TOPICS.iter().any(|topic| id.starts_with(topic)) || ONES.contains(&id)
}

/// What all topics share while they are invented.
struct Scene<'a> {
    service: &'a str,
    cast: &'a Cast,
    data: &'a Data,
    today: Date,
    facts: &'a mut Facts,
    chance: &'a mut Chance,
}

/// Sets everything that any service asks for.
pub(super) fn all(
    service: &str,
    cast: &Cast,
    data: &Data,
    today: Date,
    facts: &mut Facts,
    chance: &mut Chance,
) {
    let mut scene = Scene {
        service,
        cast,
        data,
        today,
        facts,
        chance,
    };
    scene.application();
    scene.income();
    scene.bank();
    scene.dwelling();
    scene.moving();
    scene.family();
    scene.health();
    scene.business();
    scene.identity();
    scene.dog();
    scene.vehicle();
    scene.building();
}

impl Scene<'_> {
    fn set(&mut self, id: &str, value: impl Into<String>) {
        self.facts.set(id, value);
    }

    fn word(&mut self, id: &str, words: &[&str]) {
        let word = self.chance.word(words);
        self.set(id, word);
    }

    fn flag(&mut self, id: &str, percent: usize) -> bool {
        let is_so = self.chance.in_hundred(percent);
        self.set(id, is_so.to_string());
        is_so
    }

    /// Happens, and then this fact is known.
    fn sometimes(&mut self, id: &str, percent: usize, words: &[&str]) {
        if self.chance.in_hundred(percent) {
            self.word(id, words);
        }
    }

    /// A day so many days before receipt, or after it if negative.
    fn days_ago(&mut self, low: i64, high: i64) -> Date {
        let days = self.chance.between(low, high);
        self.today.saturating_sub(Duration::days(days))
    }

    fn day(&mut self, id: &str, low: i64, high: i64) -> Date {
        let day = self.days_ago(low, high);
        self.set(id, date_to_text(day));
        day
    }

    /// The first of a month, as tenancies and payments begin.
    fn first_of_month(&mut self, id: &str, low: i64, high: i64) -> Date {
        let day = self.days_ago(low, high);
        let first = day.replace_day(1).unwrap_or(day);
        self.set(id, date_to_text(first));
        first
    }

    fn money(&mut self, id: &str, low: i64, high: i64) -> i64 {
        let cents = about(low, high, self.chance);
        self.set(id, stored(cents));
        cents
    }

    fn number(&mut self, id: &str, low: i64, high: i64) {
        let number = self.chance.between(low, high);
        self.set(id, number.to_string());
    }

    fn is(&self, services: &[&str]) -> bool {
        services.contains(&self.service)
    }
}
