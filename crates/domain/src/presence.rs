//! Who has a case open now: a hint between colleagues, no lock. Nothing of it is a record.
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use time::{Duration, OffsetDateTime};

use crate::ids::{CaseId, UnknownWord, UserId};
use crate::vocabulary::vocabulary;

/// A screen that said nothing for so long is gone: closed, asleep, or without connection.
const GONE_AFTER: Duration = Duration::seconds(60);
/// So many screens of one person on one case are told apart; beyond that the oldest one is forgotten.
const SCREENS_LIMIT: usize = 8;
/// Longest name of a screen, in characters.
const SCREEN_CHARACTERS: usize = 64;

vocabulary! {
    /// What a screen says about a case that is open on it.
    PresenceAct {
        /// It is open.
        Stay => "stay",
        /// The person goes on where somebody else was.
        TakeOver => "take_over",
        /// It is open no more.
        Leave => "leave",
    }
}

/// The name that a screen gave itself: 1 to 64 small letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenId(String);

impl FromStr for ScreenId {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if (1..=SCREEN_CHARACTERS).contains(&text.len()) && text.bytes().all(is_allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(UnknownWord { expected: "ScreenId" })
        }
    }
}

/// Who has a case open, as one of them sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Company {
    /// Who is at work on it: whoever came first, or took it over last. `None` if nobody has it open.
    pub holder: Option<UserId>,
    /// The other people who have it open, in the order in which they came.
    pub others: Vec<UserId>,
    /// Whether the holder took it over from this person.
    pub is_taken_over: bool,
}

/// The cases that are open somewhere. Pure: the caller says what time it is.
#[derive(Debug, Default)]
pub struct Presences {
    desks: BTreeMap<CaseId, Desk>,
}

impl Presences {
    /// A screen of a person says what it does with a case; answers who else has it open.
    pub fn beat(
        &mut self,
        case: CaseId,
        person: UserId,
        screen: &ScreenId,
        act: PresenceAct,
        now: OffsetDateTime,
    ) -> Company {
        self.keep(|seen| now - seen.seen_at <= GONE_AFTER);
        let desk = self.desks.entry(case).or_default();
        match act {
            PresenceAct::Stay => desk.see(person, screen, now),
            PresenceAct::TakeOver => {
                desk.see(person, screen, now);
                desk.take_over(person);
            }
            PresenceAct::Leave => desk
                .screens
                .retain(|seen| seen.person != person || seen.id != *screen),
        }
        desk.settle();
        let company = desk.company_of(person);
        self.desks.retain(|_, desk| !desk.screens.is_empty());
        company
    }

    /// A person signed out: whatever they had open is open no more.
    pub fn forget(&mut self, person: UserId) {
        self.keep(|seen| seen.person != person);
    }

    fn keep(&mut self, stays: impl Fn(&Screen) -> bool) {
        for desk in self.desks.values_mut() {
            desk.screens.retain(&stays);
            desk.settle();
        }
        self.desks.retain(|_, desk| !desk.screens.is_empty());
    }
}

/// A case that is open on at least one screen.
#[derive(Debug, Default)]
struct Desk {
    /// In the order in which they came.
    screens: Vec<Screen>,
    holder: Option<UserId>,
    /// From whom it was taken over.
    lost: BTreeSet<UserId>,
}

#[derive(Debug)]
struct Screen {
    id: ScreenId,
    person: UserId,
    seen_at: OffsetDateTime,
}

impl Desk {
    fn see(&mut self, person: UserId, screen: &ScreenId, now: OffsetDateTime) {
        let is_it = |seen: &&mut Screen| seen.person == person && seen.id == *screen;
        if let Some(seen) = self.screens.iter_mut().find(is_it) {
            seen.seen_at = now;
            return;
        }
        let own = self.screens.iter().filter(|seen| seen.person == person);
        if own.count() >= SCREENS_LIMIT
            && let Some(oldest) = self.screens.iter().position(|seen| seen.person == person)
        {
            self.screens.remove(oldest);
        }
        self.screens.push(Screen {
            id: screen.clone(),
            person,
            seen_at: now,
        });
    }

    fn take_over(&mut self, person: UserId) {
        if let Some(before) = self.holder.replace(person) {
            self.lost.insert(before);
        }
    }

    /// Where the holder is gone, whoever came first of the others is at work.
    fn settle(&mut self) {
        let here: BTreeSet<UserId> = self.screens.iter().map(|seen| seen.person).collect();
        self.lost.retain(|person| here.contains(person));
        self.holder = self
            .holder
            .filter(|holder| here.contains(holder))
            .or_else(|| self.screens.first().map(|seen| seen.person));
        if let Some(holder) = self.holder {
            self.lost.remove(&holder);
        }
    }

    fn company_of(&self, person: UserId) -> Company {
        let mut others: Vec<UserId> = Vec::new();
        for seen in self.screens.iter().filter(|seen| seen.person != person) {
            if !others.contains(&seen.person) {
                others.push(seen.person);
            }
        }
        Company {
            holder: self.holder,
            others,
            is_taken_over: self.lost.contains(&person),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::clock::{Clock, FixedClock};

    const CASE: CaseId = CaseId(Uuid::from_u128(1));
    const ANNA: UserId = UserId(Uuid::from_u128(11));
    const BELA: UserId = UserId(Uuid::from_u128(12));
    const CEM: UserId = UserId(Uuid::from_u128(13));

    fn at(seconds: i64) -> OffsetDateTime {
        FixedClock::at("2026-11-23T09:00:00Z").now() + Duration::seconds(seconds)
    }

    /// A beat of the first screen of a person.
    fn beat(presences: &mut Presences, person: UserId, act: PresenceAct, seconds: i64) -> Company {
        on(presences, person, "a", act, seconds)
    }

    fn on(
        presences: &mut Presences,
        person: UserId,
        screen: &str,
        act: PresenceAct,
        seconds: i64,
    ) -> Company {
        presences.beat(CASE, person, &screen.parse().unwrap(), act, at(seconds))
    }

    #[test]
    fn who_came_first_is_at_work_and_both_see_each_other() {
        let mut presences = Presences::default();
        let alone = beat(&mut presences, ANNA, PresenceAct::Stay, 0);
        assert_eq!((alone.holder, alone.others), (Some(ANNA), vec![]));
        let second = beat(&mut presences, BELA, PresenceAct::Stay, 5);
        assert_eq!((second.holder, second.others), (Some(ANNA), vec![ANNA]));
        let first = beat(&mut presences, ANNA, PresenceAct::Stay, 15);
        assert_eq!((first.holder, first.others), (Some(ANNA), vec![BELA]));
        let elsewhere = presences.beat(
            CaseId(Uuid::from_u128(2)),
            CEM,
            &"a".parse().unwrap(),
            PresenceAct::Stay,
            at(16),
        );
        assert_eq!(elsewhere.others, [], "another case");
    }

    #[test]
    fn taking_over_is_told_to_the_one_it_was_taken_from_until_they_take_it_back() {
        let mut presences = Presences::default();
        beat(&mut presences, ANNA, PresenceAct::Stay, 0);
        beat(&mut presences, BELA, PresenceAct::Stay, 1);
        let bela = beat(&mut presences, BELA, PresenceAct::TakeOver, 2);
        assert_eq!((bela.holder, bela.is_taken_over), (Some(BELA), false));
        let again = beat(&mut presences, BELA, PresenceAct::TakeOver, 3);
        assert!(!again.is_taken_over, "from oneself nothing is taken");
        let anna = beat(&mut presences, ANNA, PresenceAct::Stay, 4);
        assert_eq!((anna.holder, anna.is_taken_over), (Some(BELA), true));
        let back = beat(&mut presences, ANNA, PresenceAct::TakeOver, 5);
        assert_eq!((back.holder, back.is_taken_over), (Some(ANNA), false));
        assert!(beat(&mut presences, BELA, PresenceAct::Stay, 6).is_taken_over);
    }

    #[test]
    fn who_says_nothing_for_a_minute_is_gone() {
        let mut presences = Presences::default();
        beat(&mut presences, ANNA, PresenceAct::Stay, 0);
        beat(&mut presences, BELA, PresenceAct::TakeOver, 30);
        beat(&mut presences, ANNA, PresenceAct::Stay, 50);
        let still = beat(&mut presences, ANNA, PresenceAct::Stay, 90);
        assert_eq!((still.others, still.is_taken_over), (vec![BELA], true));
        let alone = beat(&mut presences, ANNA, PresenceAct::Stay, 91);
        assert_eq!((alone.holder, alone.others), (Some(ANNA), vec![]));
        assert!(!alone.is_taken_over, "nobody is there who took it");
    }

    #[test]
    fn a_person_is_there_as_long_as_one_of_their_screens_is() {
        let mut presences = Presences::default();
        on(&mut presences, ANNA, "a", PresenceAct::Stay, 0);
        on(&mut presences, ANNA, "b", PresenceAct::Stay, 0);
        beat(&mut presences, BELA, PresenceAct::Stay, 1);
        on(&mut presences, ANNA, "a", PresenceAct::Leave, 2);
        assert_eq!(
            beat(&mut presences, BELA, PresenceAct::Stay, 3).holder,
            Some(ANNA)
        );
        on(&mut presences, ANNA, "b", PresenceAct::Leave, 4);
        let alone = beat(&mut presences, BELA, PresenceAct::Stay, 5);
        assert_eq!((alone.holder, alone.others), (Some(BELA), vec![]));
        beat(&mut presences, CEM, PresenceAct::Leave, 6);
        on(&mut presences, CEM, "a", PresenceAct::Stay, 7);
        presences.forget(BELA);
        let left = beat(&mut presences, CEM, PresenceAct::Stay, 8);
        assert_eq!((left.holder, left.others), (Some(CEM), vec![]));
        presences.forget(CEM);
        assert!(
            presences.desks.is_empty(),
            "nothing is kept of cases that nobody has open"
        );
    }

    #[test]
    fn made_up_screens_do_not_fill_the_memory() {
        let mut presences = Presences::default();
        for number in 0..50 {
            on(&mut presences, ANNA, &number.to_string(), PresenceAct::Stay, 0);
        }
        assert_eq!(presences.desks[&CASE].screens.len(), SCREENS_LIMIT);
        let long = "a".repeat(SCREEN_CHARACTERS + 1);
        for text in ["", "A", "a b", "ä", long.as_str()] {
            assert!(text.parse::<ScreenId>().is_err(), "{text}");
        }
    }
}
