//! What somebody runs, keeps, drives or builds.
use super::Scene;
use crate::generate::people::numbers;

impl Scene<'_> {
    pub(super) fn business(&mut self) {
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

    pub(super) fn dog(&mut self) {
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

    pub(super) fn vehicle(&mut self) {
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

    pub(super) fn building(&mut self) {
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
