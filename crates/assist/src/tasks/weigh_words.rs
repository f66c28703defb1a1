//! How far a reading can be trusted whose words were recognised on a picture.
use aktenlage_domain::document::{DocumentText, SourceSpan};
use aktenlage_domain::suggestion::Remark;

use crate::remark;
use crate::tasks::match_fields::Found;

/// Lowers what was found by the doubt in the words it was read from; born-digital words raise none.
pub(crate) fn weigh(found: &mut [Found], text: &DocumentText) {
    for found in found {
        let confidences = found.evidence.iter().filter_map(|span| weakest_word(text, span));
        let Some(confidence) = confidences.reduce(f32::min) else {
            continue;
        };
        found.probability *= trust(confidence);
        let percent = format!("{:.0}", confidence * 100.0);
        found
            .remarks
            .push(Remark::new(remark::READ_FROM_PICTURE).with("percent", percent));
    }
}

/// Confidence of the least sure word inside a place.
pub(crate) fn weakest_word(text: &DocumentText, span: &SourceSpan) -> Option<f32> {
    let page = text.pages.iter().find(|page| page.number == span.page)?;
    page.words
        .iter()
        .filter(|word| span.bbox.contains(word.bbox.center_x(), word.bbox.center_y()))
        .filter_map(|word| word.confidence)
        .reduce(f32::min)
}

/// One from a confidence of 0.94 on; below 0.5 even the clearest label does not reach the threshold of fields.
fn trust(confidence: f32) -> f32 {
    (0.25 + 0.80 * confidence).min(1.0)
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::document::{Page, PageBox, TextSource, Word};
    use aktenlage_domain::ids::{DocumentId, FieldId};

    use super::*;
    use crate::field_signs::Signs;
    use crate::tasks::match_fields::Reading;

    const PLACE: PageBox = PageBox {
        left: 0.1,
        top: 0.1,
        right: 0.3,
        bottom: 0.12,
    };

    fn weighed(confidence: Option<f32>) -> (f32, usize) {
        let word = Word {
            text: "Huber".to_owned(),
            bbox: PLACE,
            confidence,
        };
        let text = DocumentText {
            pages: vec![Page {
                number: 1,
                width_points: 595.0,
                height_points: 842.0,
                rotation: 0,
                source: TextSource::Text,
                words: vec![word],
                scan: None,
            }],
            ..DocumentText::default()
        };
        let mut found = [Found {
            field: FieldId::from("applicant.family_name"),
            reading: Reading::Value("Huber".to_owned()),
            probability: 0.9,
            evidence: vec![SourceSpan {
                document: DocumentId(uuid::Uuid::nil()),
                page: 1,
                bbox: PLACE,
                text: "Huber".to_owned(),
            }],
            remarks: Vec::new(),
            signs: Signs::default(),
        }];
        weigh(&mut found, &text);
        (found[0].probability, found[0].remarks.len())
    }

    #[test]
    fn unsure_words_make_unsure_values() {
        assert_eq!(weighed(None), (0.9, 0));
        assert_eq!(weighed(Some(0.96)), (0.9, 1));
        assert!(weighed(Some(0.80)).0 < 0.82);
        assert!(weighed(Some(0.45)).0 < crate::abstain::FIELD.threshold);
    }
}
