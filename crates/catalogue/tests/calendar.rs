//! Working days and fictions of delivery of the built-in blueprint, and what is said about broken ones.
use aktenlage_catalogue::load;
use aktenlage_domain::deadline::calendar::DayOff;
use aktenlage_domain::deadline::delivery::{DeliveryChannel, delivered};
use time::macros::date;

#[test]
fn the_holidays_of_bavaria_are_those_of_the_official_calendar() {
    let (catalogue, _) = load(None);
    let days: Vec<_> = catalogue
        .calendar
        .holidays_of(2026)
        .into_iter()
        .map(|(date, holiday)| (date, holiday.id.as_str()))
        .collect();
    let expected = [
        (date!(2026 - 01 - 01), "new_year"),
        (date!(2026 - 01 - 06), "epiphany"),
        (date!(2026 - 04 - 03), "good_friday"),
        (date!(2026 - 04 - 06), "easter_monday"),
        (date!(2026 - 05 - 01), "labour_day"),
        (date!(2026 - 05 - 14), "ascension"),
        (date!(2026 - 05 - 25), "whit_monday"),
        (date!(2026 - 06 - 04), "corpus_christi"),
        (date!(2026 - 08 - 15), "assumption_day"),
        (date!(2026 - 10 - 03), "german_unity_day"),
        (date!(2026 - 11 - 01), "all_saints"),
        (date!(2026 - 12 - 25), "christmas_day"),
        (date!(2026 - 12 - 26), "second_christmas_day"),
    ];
    assert_eq!(days, expected);
    let named = |id: &str| catalogue.holidays.iter().any(|(known, _)| known == id);
    assert!(days.iter().all(|(_, id)| named(id)));
    // One day of one year, and a day that was one until 1994.
    let holiday = |id: &str| Some(DayOff::Holiday(id.to_owned()));
    assert_eq!(
        catalogue.calendar.day_off(date!(2017 - 10 - 31)),
        holiday("reformation_jubilee")
    );
    assert_eq!(catalogue.calendar.day_off(date!(2018 - 10 - 31)), None);
    assert_eq!(
        catalogue.calendar.day_off(date!(1994 - 11 - 16)),
        holiday("repentance_day")
    );
    assert_eq!(catalogue.calendar.day_off(date!(2026 - 11 - 18)), None);
}

#[test]
fn a_municipality_names_the_local_holidays_it_keeps() {
    let folder = tempfile::tempdir().unwrap();
    let municipality = folder.path().join("municipality.toml");
    fs_err::write(&municipality, "local_holidays = [\"peace_festival\"]\n").unwrap();
    let (catalogue, issues) = load(Some(folder.path()));
    assert_eq!(issues, []);
    let day_off = |day| catalogue.calendar.day_off(day);
    assert_eq!(
        day_off(date!(2029 - 08 - 08)),
        Some(DayOff::Holiday("peace_festival".to_owned()))
    );
    assert_eq!(day_off(date!(2029 - 08 - 15)), None);

    fs_err::write(&municipality, "local_holidays = [\"carnival\"]\n").unwrap();
    let (_, issues) = load(Some(folder.path()));
    let found: Vec<_> = issues
        .iter()
        .map(|issue| (issue.code, issue.file.as_str()))
        .collect();
    assert_eq!(found, [("unknown_holiday", "municipality.toml")]);
}

#[test]
fn letters_count_as_received_on_the_fourth_day_since_2025() {
    let (catalogue, _) = load(None);
    for procedure in ["VwVfG", "SGB X"] {
        let received = |dispatched| {
            let post = DeliveryChannel::Post;
            delivered(
                &catalogue.deliveries,
                procedure,
                post,
                dispatched,
                None,
                &catalogue.calendar,
            )
            .unwrap()
            .map(|delivery| delivery.on)
        };
        assert_eq!(received(date!(2025 - 01 - 01)), Some(date!(2025 - 01 - 05)));
        assert_eq!(received(date!(2024 - 12 - 31)), Some(date!(2025 - 01 - 03)));
    }
}

#[test]
fn broken_days_and_rules_are_named_and_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let label = "label = { de = \"Tag\", en = \"Day\" }";
    let days = ["02-30", "easter", "someday before 11-23", "11"]
        .map(|day| format!("[[holidays]]\nid = \"{day}\"\n{label}\nday = \"{day}\"\n"));
    fs_err::write(folder.path().join("calendar.toml"), days.concat()).unwrap();
    fs_err::write(folder.path().join("municipality.toml"), "").unwrap();
    let rule = |channel: &str, from: &str, basis: &str| {
        format!(
            "[[deliveries]]\nprocedure = \"VwVfG\"\nchannel = \"{channel}\"\ndays = 4\nvalid_from = \"{from}\"\nbasis = \
             \"{basis}\"\nverified = true\n"
        )
    };
    let norm = "§ 41 Abs. 2 VwVfG";
    let rules = [
        rule("post", "2025-01-01", norm),
        rule("post", "2026-01-01", norm),
        rule("pigeon", "2025-01-01", norm),
        rule("electronic", "2025-13-01", norm),
        rule("electronic", "2025-01-01", "§ 1 Nirgends"),
    ];
    fs_err::write(folder.path().join("delivery.toml"), rules.concat()).unwrap();
    let (catalogue, issues) = load(Some(folder.path()));
    let found: Vec<_> = issues
        .iter()
        .map(|issue| (issue.file.as_str(), issue.code))
        .collect();
    let calendar = ("calendar.toml", "invalid_date");
    let expected = [
        calendar,
        calendar,
        calendar,
        calendar,
        ("delivery.toml", "overlapping_validity"),
        ("delivery.toml", "unknown_word"),
        ("delivery.toml", "invalid_date"),
        ("delivery.toml", "unknown_law"),
    ];
    assert_eq!(found, expected);
    assert_eq!(catalogue.calendar.holidays_of(2026), []);
}
