//! What somebody lives on and in: the application itself, income, account, dwelling, move.
use super::Scene;
use crate::generate::facts::money::{about, share, stored};
use crate::generate::people::numbers;

impl Scene<'_> {
    pub(super) fn application(&mut self) {
        let kinds: &[&str] = match self.service {
            "housing_benefit_rent" => &["first", "first", "first", "renewal", "increase"],
            "resident_parking_permit" => &["first", "first", "renewal", "change"],
            "identity_card" => &["first", "first", "renewal", "replacement"],
            "second_home_tax" => &["first", "first", "change"],
            _ => &["first", "first", "renewal"],
        };
        self.word("application.kind", kinds);
        let role = if self.is(&["vehicle_registration_by_proxy"]) {
            "power_of_attorney"
        } else if self.chance.in_hundred(88) {
            "none"
        } else {
            "power_of_attorney"
        };
        self.set("representative.role", role);
        self.sometimes(
            "applicant.residence_title",
            100,
            &[
                "Aufenthaltserlaubnis",
                "Niederlassungserlaubnis",
                "Aufenthaltserlaubnis nach § 24 AufenthG",
            ],
        );
        if self.facts.get("applicant.nationality") == Some("deutsch") {
            self.facts.remove("applicant.residence_title");
        }
    }

    pub(super) fn income(&mut self) {
        let is_old = self.today.year() - self.cast.applicant.born.year() >= 66;
        let kinds = if is_old {
            "pension".to_owned()
        } else {
            self.chance.word(&[
                "employment",
                "employment",
                "employment",
                "employment,maintenance_advance",
                "self_employed",
                "unemployment",
                "student_grant",
                "none",
            ])
        };
        self.set("income.kinds", kinds.as_str());
        let gross = match kinds.as_str() {
            "none" => about(538, 540, self.chance),
            "pension" => about(780, 1_900, self.chance),
            "student_grant" => about(600, 990, self.chance),
            _ => about(1_350, 4_200, self.chance),
        };
        let tax = share(gross, 90);
        let church = self.chance.word(&["rk", "ev", "--", "--"]);
        let church_tax = if church == "--" { 0 } else { share(tax, 80) };
        let insurance = share(gross, 204);
        let (pension, unemployment, care) = (share(gross, 93), share(gross, 13), share(gross, 18));
        self.set("amount.gross", stored(gross));
        self.set("amount.tax", stored(tax));
        self.set("amount.church_tax", stored(church_tax));
        self.set("amount.insurance", stored(insurance));
        self.set("amount.pension", stored(pension));
        self.set("amount.unemployment", stored(unemployment));
        self.set("amount.care", stored(care));
        self.set("amount.health", stored(insurance - pension - unemployment - care));
        self.set("amount.net", stored(gross - tax - church_tax - insurance));
        self.set("tax.church", church);
        self.word("tax.class", &["1", "1", "2", "3", "4", "5"]);
        if kinds != "none" {
            self.set("income.gross_monthly", stored(gross));
            self.set("income.gross_yearly", stored(gross * 12));
            self.set("income.positive_sum", stored(gross * 12 - 123_000));
        }
        let employer = self.chance.text(&self.data.institutions.employers);
        self.set("employer.name", employer);
        let town = self.data.town(self.chance);
        let place = self.data.address(&town, self.chance);
        self.set("employer.street", place.street);
        self.set("employer.house_number", place.house_number);
        self.set("employer.postal_code", place.town.postal_code);
        self.set("employer.city", place.town.city);
        let title = self.chance.text(&self.data.institutions.jobs);
        self.set("job.title", title);
        self.first_of_month("job.since", 200, 4_000);
        self.word(
            "benefit.received",
            &["none", "none", "none", "none", "sgb2", "sgb12_basic"],
        );
        if self.chance.in_hundred(12) {
            self.day("benefit.refused_on", 10, 60);
        }
        if self.flag("maintenance.paid", 10) {
            let monthly = about(180, 420, self.chance);
            self.set("maintenance.paid_yearly", stored(monthly * 12));
        }
        let is_single = self.facts.get("household.single_adult") == Some("true");
        if self.flag("maintenance.received", if is_single { 50 } else { 4 }) {
            self.money("maintenance.received_monthly", 60, 320);
        }
        self.flag("maintenance.title_exists", if is_single { 60 } else { 3 });
        for (id, percent) in [
            ("income.deduction_claimed", 60),
            ("income.costs_claimed", 20),
            ("insurance.private_or_voluntary", 12),
            ("assets.considerable", 4),
            ("applicant.taxable_income_over_limit", 3),
            ("parent.never_assessed", 15),
            ("applicant.earning_capacity", 90),
            ("household.all_in_training", 4),
        ] {
            self.flag(id, percent);
        }
        let fund = self.chance.text(&self.data.institutions.health_funds);
        self.set("insurance.health_fund", fund);
        let initial = self.cast.applicant.family_name.chars().next().unwrap_or('M');
        let number = numbers::pension_number(self.cast.applicant.born, initial, self.chance);
        self.set("applicant.pension_number", number);
        self.money("amount.fee", 10, 95);
        self.money("amount.balance", 120, 6_400);
        self.money("amount.balance_old", 120, 6_400);
        self.money("amount.benefit", 120, 960);
        self.money("amount.price", 60, 18_000);
    }

    pub(super) fn bank(&mut self) {
        if let Some(bank) = self.chance.pick(&self.data.institutions.banks) {
            let iban = numbers::iban(&bank.code, self.chance);
            self.facts.set("bank.iban", iban);
            self.facts.set("bank.bic", bank.bic.as_str());
            self.facts.set("bank.institute", bank.name.as_str());
        }
    }

    pub(super) fn dwelling(&mut self) {
        let home = if self.is(&["second_home_tax"]) {
            let town = self.data.town(self.chance);
            self.data.address(&town, self.chance)
        } else {
            self.cast.home.clone()
        };
        self.set("dwelling.street", home.street);
        self.set("dwelling.house_number", home.house_number);
        self.set("dwelling.postal_code", home.town.postal_code);
        self.set("dwelling.city", home.town.city);
        let tenures: &[&str] = if self.is(&["housing_benefit_rent"]) {
            &["rent", "rent", "rent", "rent", "sublet", "home"]
        } else {
            &["rent", "rent", "rent", "sublet", "owner"]
        };
        self.word("dwelling.tenure", tenures);
        let half_metres = self.chance.between(44, 230);
        let area = if half_metres % 2 == 0 {
            (half_metres / 2).to_string()
        } else {
            format!("{}.5", half_metres / 2)
        };
        self.set("dwelling.living_space_m2", area);
        self.number("dwelling.shared_space_m2", 8, 30);
        let cold = half_metres / 2 * self.chance.between(880, 1_650);
        let (costs, heating) = (about(60, 190, self.chance), about(40, 150, self.chance));
        self.set("dwelling.net_cold_rent", stored(cold));
        self.set("dwelling.heating_costs", stored(heating));
        self.set("dwelling.total_rent", stored(cold + costs + heating));
        self.set("amount.rent_cold", stored(cold));
        self.set("amount.costs", stored(costs));
        self.set("amount.heating", stored(heating));
        self.set("amount.rent_total", stored(cold + costs + heating));
        self.set("amount.deposit", stored(cold * 3));
        self.set("dwelling.rooms", (half_metres / 45 + 1).to_string());
        self.word(
            "dwelling.floor",
            &[
                "EG",
                "EG rechts",
                "1. OG",
                "1. OG links",
                "2. OG Mitte",
                "3. OG",
                "DG",
                "Souterrain",
            ],
        );
        self.first_of_month("dwelling.move_in_date", 60, 5_000);
        if self.chance.in_hundred(15) {
            self.day("dwelling.end_date", -20, 40);
        }
        self.word(
            "dwelling.current",
            &[
                "2-Zimmer-Wohnung, zu klein für vier Personen",
                "bei den Eltern, ein Zimmer",
                "befristeter Mietvertrag, endet zum Jahresende",
                "Schimmel in Bad und Schlafzimmer",
            ],
        );
        self.flag("dwelling.urgency_claimed", 30);
        self.sometimes(
            "sublet.share",
            25,
            &["ein Zimmer", "ein Drittel der Wohnfläche", "18 m²"],
        );
        self.flag("exemption.job_reason", 25);
        self.word("certificate.scope", &["general", "general", "targeted"]);
        if self.chance.in_hundred(12) {
            self.day("household.pregnancy_due", -200, -40);
        }
        let is_married = self.facts.get("applicant.marital_status") == Some("married");
        self.flag("household.young_couple_claimed", if is_married { 25 } else { 0 });
    }

    pub(super) fn moving(&mut self) {
        let home = self.cast.home.clone();
        let town = self.data.town(self.chance);
        let previous = self.data.address(&town, self.chance);
        for (which, address) in [("new", home), ("previous", previous)] {
            self.set(&format!("move.{which}_street"), address.street);
            self.set(&format!("move.{which}_house_number"), address.house_number);
            self.set(&format!("move.{which}_postal_code"), address.town.postal_code);
            self.set(&format!("move.{which}_city"), address.town.city);
        }
        self.day("move.move_in_date", 1, 16);
        self.word(
            "move.dwelling_status",
            &["sole", "sole", "sole", "main", "secondary"],
        );
        self.flag("move.first_in_germany", 5);
        self.flag("landlord.refused", 3);
    }
}
