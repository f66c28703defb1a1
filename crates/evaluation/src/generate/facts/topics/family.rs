//! Child, parents, health and papers of a person.
use aktenlage_domain::clock::{date_from_text, date_to_text};
use time::Duration;

use super::Scene;
use crate::generate::facts::extras::married_on;
use crate::generate::people::numbers;

impl Scene<'_> {
    pub(super) fn family(&mut self) {
        let married = married_on(self.facts, self.today, self.chance);
        self.set("marriage.date", date_to_text(married));
        let place = self.data.town(self.chance).city;
        self.set("marriage.place", place);
        let class = self.chance.between(1, 10);
        let letter = self.chance.character("abcd");
        self.set("school.class", format!("{class}{letter}"));
        self.word(
            "study.subject",
            &[
                "Maschinenbau",
                "Soziale Arbeit",
                "Informatik",
                "Lehramt an Mittelschulen",
                "Pflegewissenschaft",
            ],
        );
        self.number("study.semester", 1, 9);
        let Some(born) = self.facts.get("child.date_of_birth").map(str::to_owned) else {
            return;
        };
        let born = date_from_text(&born).unwrap_or(self.today);
        let age = i64::from(self.today.year() - born.year());
        let is_mother = self.facts.get("applicant.sex") == Some("female");
        self.set(
            "applicant.role_to_child",
            if is_mother { "mother" } else { "father" },
        );
        let is_married = self.facts.get("applicant.marital_status") == Some("married");
        self.set("child.parents_married", is_married.to_string());
        let named = is_married || self.chance.in_hundred(70);
        self.set("child.father_on_certificate", named.to_string());
        self.flag("child.multiple_birth", 4);
        self.number("child.premature_weeks", 0, 2);
        self.set("child.lives_with_since", date_to_text(born));
        let gets_support = self.facts.get("benefit.received") == Some("sgb2");
        self.set("child.benefit_sgb2", gets_support.to_string());
        if age >= 6 {
            let status = if age >= 16 { "vocational" } else { "general" };
            self.set("child.school_status", status);
        }
        if age >= 16 {
            self.money("child.income", 650, 1_150);
        }
        self.set("leave.start_date", date_to_text(born));
        let months = self.chance.between(4, 14);
        let end = born.saturating_add(Duration::days(months * 30));
        self.set("leave.end_date", date_to_text(end));
        self.set("leave.months", format!("1. bis {months}. Lebensmonat"));
        self.word("leave.variant", &["basis_only", "basis_only", "plus", "mixed"]);
        self.number("leave.weekly_hours", 0, 30);
        self.flag("leave.minimum_only", 12);
        self.flag("leave.work_income_announced", 20);
        let is_single = self.facts.get("household.single_adult") == Some("true");
        self.flag("applicant.claims_single_months", if is_single { 60 } else { 0 });
        self.flag("applicant.sole_custody", if is_single { 50 } else { 0 });
        self.flag("household.sibling_bonus_claimed", 20);
        self.flag("consent.registry_query", 80);
        self.flag("parent2.signed", 85);
        if is_single {
            let latest = (self.today - born).whole_days().max(31);
            self.day("separation.date", 30, latest);
            self.flag("other_parent.deceased", 4);
            self.flag("application.retroactive_month_claimed", 20);
        }
        self.flag("need.single_parent", if is_single { 90 } else { 0 });
    }

    pub(super) fn health(&mut self) {
        let is_care = self.is(&["state_care_allowance"]);
        if is_care || self.chance.in_hundred(12) {
            let level = self.chance.between(if is_care { 2 } else { 1 }, 5);
            self.set("applicant.care_level", level.to_string());
        }
        self.day("care.level_since", 60, 2_400);
        let fund = self.chance.text(&self.data.institutions.health_funds);
        self.set("care.fund_name", format!("Pflegekasse bei der {fund}"));
        if self.chance.in_hundred(18) {
            let degree = self.chance.between(2, 10) * 10;
            self.set("applicant.disability_degree", degree.to_string());
        }
        self.flag("need.pregnancy", 6);
        self.flag("need.diet", 5);
        self.flag("instruction.no_hindrance", 95);
    }

    pub(super) fn identity(&mut self) {
        let number = numbers::card_number(self.chance);
        self.set("identity.document_number", number);
        let city = self.cast.home.town.city.clone();
        self.set("identity.issued_by", format!("Stadt {city}"));
        self.day("identity.valid_until", -3_000, -30);
        self.flag("identity.lost", 12);
        self.flag("identity.previous_exists", 75);
        self.flag("applicant.name_changed", 8);
        self.number("applicant.height_cm", 148, 199);
        self.word(
            "applicant.eye_colour",
            &["braun", "blau", "grün", "graugrün", "blaugrau"],
        );
        self.word("certificate.kind", &["simple", "simple", "extended", "authority"]);
        self.word(
            "certificate.purpose",
            &[
                "Vorlage beim Arbeitgeber",
                "Tätigkeit als Übungsleiterin",
                "ehrenamtliche Betreuung von Jugendgruppen",
                "Gewerbeerlaubnis",
                "Bewerbung als Erzieher",
            ],
        );
        let association = self.chance.text(&self.data.institutions.associations);
        let recipient = if self.facts.get("certificate.kind") == Some("authority") {
            format!("Landratsamt, Az. {}/{}", self.chance.digits(3), self.today.year())
        } else {
            association
        };
        self.set("certificate.recipient", recipient);
        let volunteers = self.flag("certificate.volunteer", 30);
        if volunteers {
            self.set("certificate.fee_exempt", "volunteer");
        } else {
            self.sometimes("certificate.fee_exempt", 12, &["hardship"]);
        }
    }
}
