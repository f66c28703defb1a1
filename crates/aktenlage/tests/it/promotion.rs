//! A head is put to work only by a rule that was registered before it was measured.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::collections::BTreeMap;

use aktenlage_inference::head::{
    Calibration, ChannelCalibration, FORMAT, Head, HeadCard, HeadFiles, HeadFolder, HeadTask, HeadWeights,
    MeasuredFile, NONE_LABEL, RegisterEvent, Training, digest_of,
};

use crate::commands::Desk;

const RULE: &str = "
[[require]]
metric = \"right_when_answered\"
end = \"low\"
at_least = 0.95
minimum_n = 100

[against_active]
minimum_gain = 0.0
maximum_p = 0.05
minimum_n = 100
";

/// A head with weights of nothing; other seeds are other versions.
fn head(seed: u64) -> Head {
    let channel = ChannelCalibration {
        temperature: 1.0,
        threshold: Some(0.9),
        possible_from: None,
        n: 400,
        answered: 350,
        right: 349,
    };
    let card = HeadCard {
        format: FORMAT,
        task: HeadTask::Kind,
        version: String::new(),
        labels: ["payslip", NONE_LABEL].map(str::to_owned).to_vec(),
        left_to_rules: Vec::new(),
        dimension: 1,
        scores: vec!["payslip".to_owned()],
        words: 0,
        encoder: "scripted-1".to_owned(),
        prompt: "encoder/v1".to_owned(),
        blueprint: "b".to_owned(),
        program: "0".to_owned(),
        training: Training {
            seed,
            l2: 0.1,
            hidden_units: 0,
            epochs: 1,
            train: 1,
            tune: 1,
            examples_sha256: String::new(),
            reviews: None,
        },
        files: HeadFiles::default(),
    };
    let calibration = Calibration {
        target: 0.99,
        confidence: 0.95,
        least: 50,
        pooled: channel,
        channels: BTreeMap::new(),
    };
    Head::new(card, HeadWeights::zero(2, 2), calibration).unwrap()
}

/// Puts a head where heads are, with these figures beside it, and registers them as the training does.
fn measure(folder: &HeadFolder, head: &Head, low: &str, baseline: &str, cases: &str) {
    let evaluation = format!(
        "{{\"overall\":{{\"right_when_answered\":{{\"value\":0.98,\"low\":{low},\"high\":1.0,\"n\":400}}}},\"channels\":{{}}}}"
    );
    let trial = format!(
        "{{\"format\":1,\"head\":\"{}\",\"baseline\":\"{baseline}\",\"n\":400,\"both_right\":300,\"only_head\":60,\
         \"only_baseline\":20,\"neither\":20,\"p_value\":0.00001}}",
        head.identity()
    );
    let beside = [("evaluation.json", evaluation), ("trial.json", trial)];
    head.write(folder.root(), &beside).unwrap();
    let register = folder.register(HeadTask::Kind);
    let began_after = register.entries().unwrap().last().map_or(0, |entry| entry.number);
    let file = |(name, text): &(&str, String)| MeasuredFile {
        name: (*name).to_owned(),
        sha256: digest_of(text.as_bytes()),
    };
    let event = RegisterEvent::Evaluated {
        version: head.card().version.clone(),
        began_after,
        measured_on: cases.to_owned(),
        files: beside.iter().map(file).collect(),
    };
    register.append(event, "2026-11-23T09:00:00.000000Z").unwrap();
}

struct Office {
    desk: Desk,
    folder: HeadFolder,
}

impl Office {
    fn new() -> Self {
        let desk = Desk::new();
        let folder = HeadFolder::new(desk.path("no-models").join("heads"));
        Self { desk, folder }
    }

    fn register(&self, rule: &str) {
        let file = self.desk.path("rule.toml");
        fs_err::write(&file, rule).unwrap();
        let arguments = ["models", "register-rule", "--task", "kind", "--rule"];
        let registered = self
            .desk
            .run(&[&arguments[..], &[file.to_str().unwrap()]].concat());
        assert!(registered.good().contains("from now on"), "{}", registered.stdout);
    }

    /// What is said about putting a head to work; the heads at work stay as they were.
    fn refused(&self, head: &Head) -> String {
        let before = self.folder.active(HeadTask::Kind).unwrap();
        let version = head.card().version.clone();
        let refused = self.desk.run(&["models", "activate", "kind", &version]);
        assert_eq!(self.folder.active(HeadTask::Kind).unwrap(), before);
        refused.bad().to_owned()
    }

    fn activated(&self, head: &Head) -> String {
        let version = head.card().version.clone();
        let activated = self.desk.run(&["models", "activate", "kind", &version]);
        let said = activated.good().to_owned();
        assert_eq!(self.folder.active(HeadTask::Kind).unwrap(), Some(version));
        said
    }
}

#[test]
fn a_rule_counts_only_for_what_is_measured_later() {
    let office = Office::new();
    let head = head(1);
    head.write(office.folder.root(), &[]).unwrap();
    assert!(office.refused(&head).contains("not_measured"));
    measure(&office.folder, &head, "0.96", "rules", "first cases");
    let refused = office.refused(&head);
    assert!(
        refused.contains("no_rule") && refused.contains("register-rule"),
        "{refused}"
    );
    office.register(RULE);
    assert!(
        office.refused(&head).contains("no_rule"),
        "it was registered too late"
    );
    // Measuring once more on the same cases makes no rule of what is known already.
    measure(&office.folder, &head, "0.96", "rules", "first cases");
    let refused = office.refused(&head);
    assert!(
        refused.contains("figures_known") && refused.contains("rule 2 was registered after entry 1"),
        "{refused}"
    );
    measure(&office.folder, &head, "0.96", "rules", "second cases");
    let said = office.activated(&head);
    assert!(
        said.contains("satisfies rule 2")
            && said.contains("1 times before")
            && said.contains("2 times since"),
        "{said}"
    );
    // What was measured under one rule is not judged by a later, stricter one.
    office.register(&RULE.replace("0.95", "0.5"));
    let second = self::head(2);
    let identity = head.identity();
    measure(&office.folder, &second, "0.94", &identity, "third cases");
    office.register(&RULE.replace("0.95", "0.99"));
    assert!(office.activated(&second).contains("satisfies rule 6"));
    let listed = office.desk.run(&["models", "list"]);
    assert!(
        listed
            .good()
            .lines()
            .any(|line| line.starts_with(&second.identity()) && line.contains(" active ")),
        "{}",
        listed.stdout
    );
}

#[test]
fn what_does_not_satisfy_the_rule_is_not_put_to_work() {
    let office = Office::new();
    office.register(RULE);
    let head = head(1);
    measure(&office.folder, &head, "0.949", "rules", "cases");
    let refused = office.refused(&head);
    assert!(
        refused.contains("rule_not_satisfied") && refused.contains("0.949") && refused.contains("0.95"),
        "{refused}"
    );
    measure(&office.folder, &head, "0.96", "kind@0123456789ab", "cases");
    assert!(office.refused(&head).contains("at work is rules"));
    // Figures that were written by hand are not the measured ones.
    measure(&office.folder, &head, "0.949", "rules", "cases");
    let path = office
        .folder
        .root()
        .join("kind")
        .join(&head.card().version)
        .join("evaluation.json");
    let text = fs_err::read_to_string(&path).unwrap();
    fs_err::write(&path, text.replace("0.949", "0.999")).unwrap();
    assert!(office.refused(&head).contains("measurement_changed"));
    // Neither is a register that somebody wrote into.
    measure(&office.folder, &head, "0.96", "rules", "cases");
    let register = office.folder.root().join("kind/register.jsonl");
    let text = fs_err::read_to_string(&register).unwrap();
    fs_err::write(&register, text.replace("0.95", "0.50")).unwrap();
    assert!(office.refused(&head).contains("head_register"));
    let senseless = office.desk.path("rule.toml");
    fs_err::write(&senseless, "require = []\n").unwrap();
    let arguments = ["models", "register-rule", "--task", "kind", "--rule"];
    let refused = office
        .desk
        .run(&[&arguments[..], &[senseless.to_str().unwrap()]].concat());
    assert!(refused.bad().contains("rule_senseless"));
}

#[test]
fn trying_a_head_needs_no_rule_and_puts_nothing_to_work() {
    let office = Office::new();
    let head = head(1);
    head.write(office.folder.root(), &[]).unwrap();
    let version = head.card().version.clone();
    let tried = office
        .desk
        .run(&["models", "activate", "--shadow", "kind", &version]);
    assert!(tried.good().contains("shown to nobody"), "{}", tried.stdout);
    assert_eq!(office.folder.active(HeadTask::Kind).unwrap(), None);
    assert_eq!(
        office.folder.shadow(HeadTask::Kind).unwrap(),
        Some(version.clone())
    );
    let listed = office.desk.run(&["models", "list"]);
    assert!(listed.good().contains(" shadow "), "{}", listed.stdout);
    office
        .desk
        .run(&["models", "activate", "--shadow", "kind", "none"])
        .good();
    assert_eq!(office.folder.shadow(HeadTask::Kind).unwrap(), None);
}
