//! What a case is about beside its people: income, dwelling, child, business, vehicle, dog, building and the rest.
use aktenlage_domain::clock::date_to_text;
use time::{Date, Duration};

use super::Facts;
use super::extras::married_on;
use super::money::{about, share, stored};
use super::persons::Cast;
use crate::generate::people::{Data, numbers};
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

    fn application(&mut self) {
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

    fn income(&mut self) {
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

    fn bank(&mut self) {
        if let Some(bank) = self.chance.pick(&self.data.institutions.banks) {
            let iban = numbers::iban(&bank.code, self.chance);
            self.facts.set("bank.iban", iban);
            self.facts.set("bank.bic", bank.bic.as_str());
            self.facts.set("bank.institute", bank.name.as_str());
        }
    }

    fn dwelling(&mut self) {
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

    fn moving(&mut self) {
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

    fn family(&mut self) {
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
        let born = aktenlage_domain::clock::date_from_text(&born).unwrap_or(self.today);
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

    fn health(&mut self) {
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

    fn business(&mut self) {
        const TRADES: [(&str, &str, bool, bool); 8] = [
            (
                "Änderungsschneiderei und Handel mit Stoffen",
                "trade",
                false,
                false,
            ),
            ("Handel mit Gebrauchtwagen", "trade", false, false),
            ("Friseursalon", "craft", true, false),
            ("Elektroinstallation", "craft", true, false),
            (
                "Schank- und Speisewirtschaft mit Außenbewirtung",
                "other",
                false,
                true,
            ),
            ("Vermittlung von Immobilien", "other", false, true),
            ("Hausmeisterdienste, Gartenpflege", "other", false, false),
            ("Entwicklung von Software, Beratung", "other", false, false),
        ];
        let (activity, kind, is_craft, needs_permit) = TRADES[self.chance.below(TRADES.len())];
        self.set("business.activity", activity);
        self.set("business.kind", kind);
        self.set("business.craft_annex_a", is_craft.to_string());
        self.set("business.permit_trade", needs_permit.to_string());
        self.flag("business.craft_card_present", if is_craft { 70 } else { 0 });
        self.flag("business.permit_present", if needs_permit { 60 } else { 0 });
        if self.chance.in_hundred(35) {
            let name = self.cast.applicant.family_name.clone();
            let (form, short) = [
                ("Gesellschaft mit beschränkter Haftung", "GmbH"),
                (
                    "Unternehmergesellschaft (haftungsbeschränkt)",
                    "UG (haftungsbeschränkt)",
                ),
                ("eingetragener Kaufmann", "e. K."),
            ][self.chance.below(3)];
            self.set("business.name", format!("{name} {short}"));
            self.set("business.legal_form", form);
            let court = self.chance.word(&["München", "Augsburg", "Landshut", "Nürnberg"]);
            self.set("register.court", format!("Amtsgericht {court}"));
            let number = self.chance.between(10_000, 299_999);
            self.set(
                "register.number",
                format!("{} {number}", if short == "e. K." { "HRA" } else { "HRB" }),
            );
            self.number("business.representatives_count", 1, 3);
            self.flag("business.in_formation", 15);
        }
        self.flag("business.side_business", 35);
        self.day("business.start_date", -30, 20);
        self.number("business.employee_count", 0, 6);
        let site = if self.chance.in_hundred(60) {
            self.cast.home.clone()
        } else {
            self.data.address(&self.cast.home.town, self.chance)
        };
        self.set("business.street", site.street);
        self.set("business.house_number", site.house_number);
        self.set("business.postal_code", site.town.postal_code);
        self.set("business.city", site.town.city);
        let phone = numbers::phone(self.chance);
        self.set("business.phone", phone);
        self.word(
            "business.site_kind",
            &["main", "main", "main", "branch", "outlet"],
        );
        self.word("business.reason", &["new", "new", "new", "restart", "takeover"]);
        if self.facts.get("business.reason") == Some("takeover") {
            let former = self.data.person((40, 75), self.today, self.chance);
            self.set(
                "business.former_owner",
                format!("{} {}", former.given_names, former.family_name),
            );
        }
    }

    fn identity(&mut self) {
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

    fn dog(&mut self) {
        self.word(
            "dog.name",
            &[
                "Balu",
                "Rex",
                "Lilly",
                "Bella vom Ampergrund",
                "Čapek",
                "Wastl",
                "Zoë",
                "Nala",
            ],
        );
        self.word(
            "dog.breed",
            &[
                "Labrador",
                "Dackel",
                "Mischling (Schäferhund/Collie)",
                "Bayerischer Gebirgsschweißhund",
                "Bichon Frisé",
                "Jack Russell Terrier",
                "Pudel",
            ],
        );
        self.word("dog.sex", &["male", "female"]);
        let born = self.day("dog.date_of_birth", 80, 2_600);
        let age = (self.today - born).whole_days();
        self.day("dog.kept_since", 1, (age - 60).max(2));
        let chip = numbers::chip_number(self.chance);
        self.set("dog.chip_number", chip);
        self.word(
            "dog.colour",
            &["schwarz", "braun", "schwarz-weiß", "falb", "tricolor"],
        );
        self.number("dog.count_in_household", 1, 3);
        if self.chance.in_hundred(60) {
            let shelter = self.chance.text(&self.data.institutions.shelters);
            self.set("dog.previous_keeper", shelter);
        }
        self.word(
            "dog.dangerous_breed",
            &[
                "none",
                "none",
                "none",
                "none",
                "none",
                "none",
                "category_1",
                "category_2",
            ],
        );
        self.flag("tax.exemption_claimed", 25);
        self.flag("tax.chip_required", 50);
        self.flag("tax.insurance_required", 30);
    }

    fn vehicle(&mut self) {
        self.word(
            "vehicle.registration_kind",
            &[
                "first",
                "transfer_same",
                "transfer_same",
                "transfer_outside",
                "renewed",
            ],
        );
        let vin = numbers::vin(self.chance);
        self.set("vehicle.vin", vin);
        let plate = numbers::plate(&self.cast.home.town.plate, self.chance);
        self.set("vehicle.plate", plate);
        self.word(
            "vehicle.make",
            &[
                "Volkswagen",
                "Škoda",
                "BMW",
                "Opel",
                "Renault",
                "Citroën",
                "Toyota",
                "Dacia",
            ],
        );
        let number = numbers::insurance_number(self.chance);
        self.set("vehicle.evb_number", number);
        self.flag("vehicle.keep_plate", 30);
        self.word(
            "vehicle.model",
            &[
                "Golf", "Octavia", "Corsa", "Clio", "C3", "Yaris", "Sandero", "320d",
            ],
        );
        self.word(
            "vehicle.colour",
            &["schwarz", "weiß", "silber", "blau", "rot", "grau"],
        );
        self.number("vehicle.power_kw", 44, 190);
        self.number("vehicle.mileage", 12, 214_000);
        self.day("vehicle.first_registered", 200, 5_200);
        let month = self.chance.between(1, 12);
        let year = self.today.year() + 1;
        self.set("vehicle.next_inspection", format!("{month:02}/{year}"));
        self.sometimes(
            "vehicle.use",
            15,
            &["Taxi", "Mietwagen", "Selbstfahrervermietfahrzeug"],
        );
        let is_new = self.facts.get("vehicle.registration_kind") == Some("first");
        self.set("vehicle.zb2_issued", (!is_new).to_string());
        if !self.flag("vehicle.keeper_is_applicant", 80) {
            let keeper = self.data.person((25, 70), self.today, self.chance);
            self.set(
                "vehicle.keeper_name",
                format!("{} {}", keeper.given_names, keeper.family_name),
            );
        }
        self.flag("vehicle.inspection_due", 30);
        self.flag("vehicle.import_third_country", 5);
        let zone = self.chance.between(1, 12);
        self.set("parking.zone", format!("Gebiet {zone}"));
        self.word("parking.duration_months", &["12", "24"]);
    }

    fn building(&mut self) {
        let town = self.cast.home.town.clone();
        self.set("plot.municipality", town.city);
        self.word(
            "plot.district",
            &["Emmering", "Puch", "Aich", "Lengfelden", "Oberhöß"],
        );
        let (parcel, part) = (self.chance.between(12, 2_400), self.chance.between(1, 24));
        self.set("plot.parcel_number", format!("{parcel}/{part}"));
        self.word(
            "project.description",
            &[
                "Neubau eines Einfamilienhauses mit Doppelgarage",
                "Anbau eines Wintergartens",
                "Nutzungsänderung Laden zu Arztpraxis",
                "Errichtung eines Carports",
                "Ausbau des Dachgeschosses mit zwei Gauben",
            ],
        );
        self.word("project.kind", &["new", "change", "change_of_use"]);
        self.money("project.costs", 18_000, 740_000);
        self.number("project.gross_floor_area", 24, 480);
        self.number("project.building_class", 1, 4);
        self.flag("project.commercial_use", 20);
        self.flag("project.special_building", 5);
        self.sometimes(
            "project.deviations",
            30,
            &[
                "Befreiung von der Baugrenze im Norden",
                "Abweichung von den Abstandsflächen nach Westen",
            ],
        );
        self.flag("neighbours.consent", 70);
        let list = self.chance.digits(6);
        self.set(
            "designer.entitlement",
            format!("Bayerische Architektenkammer Nr. {list}"),
        );
    }
}
