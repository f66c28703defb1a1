//! What a clerk writes, as JSON text: in drafts, and inside the record of a letter that was sent.
use aktenlage_domain::clock::{date_from_text, date_to_text};
use aktenlage_domain::ids::RequirementId;
use aktenlage_domain::letter::{Letter, LetterContent, LetterDraft, LetterItem};
use serde_json::{Value, json};

use crate::error::WorkflowError;

/// The member of a letter's record that holds what the clerk wrote.
const WRITTEN: &str = "written";

/// What a clerk wrote.
pub(super) fn to_json(content: &LetterContent) -> Value {
    let item = |item: &LetterItem| {
        json!({
            "requirement": item.requirement.as_str(),
            "text": item.text,
            "reason": item.reason,
            "ask_again": item.ask_again,
        })
    };
    json!({
        "recipient": content.recipient,
        "items": content.items.iter().map(item).collect::<Vec<Value>>(),
        "due_on": content.due_on.map(date_to_text),
        "legal_notice": content.legal_notice,
        "legal_notice_reason": content.legal_notice_reason,
        "expected_weeks": content.expected_weeks,
        "grounds": content.grounds,
        "intended_decision": content.intended_decision,
        "note": content.note,
    })
}

/// The record of a letter that is sent: what the clerk wrote, what was set from it, and by which blueprint.
pub(super) fn record(content: &LetterContent, sheet: &Value, blueprint: &str) -> String {
    json!({ WRITTEN: to_json(content), "sheet": sheet, "blueprint": blueprint }).to_string()
}

/// What stands in a draft.
pub(super) fn of_draft(draft: &LetterDraft) -> Result<LetterContent, WorkflowError> {
    let value: Option<Value> = serde_json::from_str(&draft.content).ok();
    value
        .as_ref()
        .and_then(from_json)
        .ok_or_else(|| WorkflowError::Internal(format!("the draft of a letter in case {}", draft.case)))
}

/// What the clerk wrote in a letter that was sent.
pub(crate) fn of_letter(letter: &Letter) -> Result<LetterContent, WorkflowError> {
    let value: Option<Value> = serde_json::from_str(&letter.content).ok();
    value
        .as_ref()
        .and_then(|value| from_json(value.get(WRITTEN)?))
        .ok_or_else(|| WorkflowError::Internal(format!("the record of letter {}", letter.id)))
}

/// What a letter that was sent asks for: each requirement, with its name as it stands in the letter.
pub(crate) fn asked_for(letter: &Letter) -> Result<Vec<(RequirementId, String)>, WorkflowError> {
    let record: Value = serde_json::from_str(&letter.content).unwrap_or_default();
    let sections = record["sheet"]["sections"].as_array().into_iter().flatten();
    let set = sections.flat_map(|section| section["items"].as_array().into_iter().flatten());
    let titles: Vec<&str> = set.filter_map(|item| item["title"].as_str()).collect();
    let items = of_letter(letter)?.items.into_iter().enumerate();
    let named = items.map(|(position, item)| {
        let title = titles.get(position).copied();
        let title = title.unwrap_or_else(|| item.requirement.as_str()).to_owned();
        (item.requirement, title)
    });
    Ok(named.collect())
}

fn from_json(value: &Value) -> Option<LetterContent> {
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let recipient = value.get("recipient")?.as_array()?.iter();
    let recipient = recipient.map(|line| line.as_str().map(str::to_owned));
    let item = |value: &Value| {
        Some(LetterItem {
            requirement: RequirementId::new(text(value, "requirement")?),
            text: text(value, "text")?,
            reason: text(value, "reason"),
            ask_again: value.get("ask_again")?.as_bool()?,
        })
    };
    let due_on = match text(value, "due_on") {
        Some(day) => Some(date_from_text(&day)?),
        None => None,
    };
    let weeks = value.get("expected_weeks").and_then(Value::as_u64);
    Some(LetterContent {
        recipient: recipient.collect::<Option<_>>()?,
        items: value
            .get("items")?
            .as_array()?
            .iter()
            .map(item)
            .collect::<Option<_>>()?,
        due_on,
        legal_notice: text(value, "legal_notice"),
        legal_notice_reason: text(value, "legal_notice_reason"),
        expected_weeks: weeks.and_then(|weeks| u16::try_from(weeks).ok()),
        grounds: text(value, "grounds"),
        intended_decision: text(value, "intended_decision"),
        note: text(value, "note"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_reads_back() {
        let content = LetterContent {
            recipient: vec!["Erika Brandl".to_owned(), "86150 Beispielstadt".to_owned()],
            items: vec![LetterItem {
                requirement: "tenancy".into(),
                text: "Bitte senden Sie uns \"alles\".\nDanke.".to_owned(),
                reason: Some("Widerspruch".to_owned()),
                ask_again: true,
            }],
            due_on: date_from_text("2026-12-15"),
            legal_notice: Some("social_benefits".to_owned()),
            legal_notice_reason: None,
            expected_weeks: Some(12),
            grounds: Some("Tatsachen".to_owned()),
            intended_decision: Some("Ablehnung".to_owned()),
            note: Some("Gruß".to_owned()),
        };
        assert_eq!(from_json(&to_json(&content)), Some(content));
        let empty = LetterContent::default();
        assert_eq!(from_json(&to_json(&empty)), Some(empty));
        assert_eq!(from_json(&json!({ "recipient": [7] })), None);
    }
}
