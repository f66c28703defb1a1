//! The codes of remarks: why a suggestion says what it says, and what was checked. Stable; sentences are made in
//! [`crate::wording`] and in the workbench.
use aktenlage_domain::ids::DocumentKind;
use aktenlage_domain::suggestion::Remark;

/// The form asks for it and the applicant left it empty.
pub const LEFT_EMPTY: &str = "left_empty";
/// Read from an interactive form field.
pub const FORM_FIELD: &str = "form_field";
/// Read from printed text beside a label.
pub const PRINTED_LABEL: &str = "printed_label";
/// No known phrase is in the label; what it means asks for the field.
pub const LABEL_BY_MEANING: &str = "label_by_meaning";
/// One box holds several statements; this is one of them.
pub const SPLIT_FROM_BOX: &str = "split_from_box";
/// Other places say something else.
pub const CONTRADICTION: &str = "contradiction";
/// The check of the type was passed; the parameter `check` names it.
pub const CHECK_PASSED: &str = "check_passed";
/// The check of the type failed; the parameter `check` names it.
pub const CHECK_FAILED: &str = "check_failed";
/// The form does not ask for it.
pub const NOT_ON_FORM: &str = "not_on_form";
/// Several boxes of a group are ticked.
pub const SEVERAL_TICKED: &str = "several_ticked";
/// A box on paper may be ticked or not: a person has to look.
pub const TICK_UNSURE: &str = "tick_unsure";
/// None of the boxes on paper that were found is ticked.
pub const NO_TICK_SEEN: &str = "no_tick_seen";
/// A tick on paper, seen with this confidence.
pub const TICK_ON_PAPER: &str = "tick_on_paper";
/// Nothing can be read in a field on paper: it may be empty or not.
pub const NO_TEXT_SEEN: &str = "no_text_seen";
/// The document is a form that was taught: its name, and number and version of the teaching.
pub const FORM_RECOGNISED: &str = "form_recognised";
/// The document is a form that was taught, in another edition: it was not read by the template.
pub const FORM_OTHER_EDITION: &str = "form_other_edition";
/// The document is a form that was taught, but its edition is not sure: it was not read by the template.
pub const FORM_EDITION_UNSURE: &str = "form_edition_unsure";
/// A field of a form on paper, found by the template: form, version, and name of the field.
pub const TEMPLATE_FIELD: &str = "template_field";
/// A signature was seen at its place.
pub const SIGNATURE_SEEN: &str = "signature_seen";
/// Nothing was seen at the place of the signature.
pub const NO_SIGNATURE_SEEN: &str = "no_signature_seen";
/// Something stands at the place of the signature that may be none.
pub const SIGNATURE_UNSURE: &str = "signature_unsure";
/// The file holds a digital signature; whether it is valid was not checked.
pub const DIGITAL_SIGNATURE: &str = "digital_signature";
/// There is handwriting at the place, which is not read.
pub const HANDWRITTEN: &str = "handwritten";
/// The same document was sent in before under this name.
pub const DUPLICATE_DOCUMENT: &str = "duplicate_document";
/// The same page stands in another document or on another page.
pub const DUPLICATE_PAGE: &str = "duplicate_page";
/// The page looks like another picture of a page that is there already.
pub const RESCANNED_PAGE: &str = "rescanned_page";
/// The field is required and empty.
pub const REQUIRED_BUT_EMPTY: &str = "required_but_empty";
/// The title of the document decided.
pub const TITLE_FOUND: &str = "title_found";
/// Typical phrases decided.
pub const PHRASES_FOUND: &str = "phrases_found";
/// The meaning of the text decided.
pub const MEANING_SIMILAR: &str = "meaning_similar";
/// A trained head went by the words of the lines that are shown.
pub const WORDS_SPEAK: &str = "words_speak";
/// A trained head says that it is none of the known kinds or services.
pub const NONE_OF_KNOWN: &str = "none_of_known";
/// A trained head is not sure enough to keep this share of right answers, in percent.
pub const BELOW_TARGET: &str = "below_target";
/// The kinds that a document may be, likeliest first: all others are ruled out as surely as the office asks for.
pub const MAY_BE: &str = "may_be";
/// All kinds that a head learned are ruled out; those that are left nobody could learn.
pub const MAY_BE_NONE: &str = "may_be_none";
/// The document that asks for the service.
pub const FROM_DOCUMENT: &str = "from_document";
/// A similar service is named.
pub const CONFUSED_WITH: &str = "confused_with";
/// A person settled it.
pub const SETTLED_BY_PERSON: &str = "settled_by_person";
/// A document of an accepted kind is there.
pub const DOCUMENT_FOUND: &str = "document_found";
/// The condition holds and no document of an accepted kind is there.
pub const CONDITION_TRUE: &str = "condition_true";
/// It is always needed and no document of an accepted kind is there.
pub const ALWAYS_REQUIRED: &str = "always_required";
/// The condition does not hold.
pub const CONDITION_FALSE: &str = "condition_false";
/// The condition depends on fields that are unknown.
pub const CONDITION_OPEN: &str = "condition_open";
/// It must not be demanded.
pub const MUST_NOT_BE_DEMANDED: &str = "must_not_be_demanded";
/// The applicant may add it.
pub const VOLUNTARY: &str = "voluntary";
/// The authority asks the register or another authority first.
pub const AUTHORITY_QUERIES_FIRST: &str = "authority_queries_first";
/// It may be asked for only with a reason in the single case.
pub const ONLY_WITH_REASON: &str = "only_with_reason";
/// A document that cannot be read or named may be the one.
pub const UNREADABLE_DOCUMENT_MAY_SATISFY: &str = "unreadable_document_may_satisfy";
/// The words were recognised on a picture of the page, the least sure one with this confidence.
pub const READ_FROM_PICTURE: &str = "read_from_picture";
/// The kind of the document is not sure.
pub const KIND_UNSURE: &str = "kind_unsure";
/// It must be this recent.
pub const FRESHNESS: &str = "freshness";
/// No version of the service was in force on the day of receipt; this version was used instead.
pub const SERVICE_NOT_IN_FORCE: &str = "service_not_in_force";
/// The index holds no text of the norms.
pub const REGULATIONS_EMPTY: &str = "regulations_empty";
/// Norms that the blueprint names.
pub const NORMS_CITED: &str = "norms_cited";
/// Norms that the search found beside them.
pub const NORMS_FOUND: &str = "norms_found";
/// So many percent of the words of this page are unsure.
pub const PAGE_POOR: &str = "page_poor";
/// Next to nothing of this page can be relied on.
pub const PAGE_UNREADABLE: &str = "page_unreadable";
/// Words of this page run off the edge of the picture.
pub const PAGE_CUT_OFF: &str = "page_cut_off";
/// The picture of this page is too dark: its paper is so bright, in percent.
pub const PAGE_TOO_DARK: &str = "page_too_dark";
/// The print of this page is too pale: it is so bright, in percent.
pub const PAGE_TOO_LIGHT: &str = "page_too_light";
/// Print and paper of this page differ by so much, in percent.
pub const PAGE_LOW_CONTRAST: &str = "page_low_contrast";
/// This page has so few dots per inch.
pub const PAGE_LOW_RESOLUTION: &str = "page_low_resolution";
/// The edges of the print on this page are so wide, in thousandths of a millimetre.
pub const PAGE_BLURRED: &str = "page_blurred";
/// A picture of this page is damaged, or not all of it is there.
pub const PAGE_NOT_WHOLE: &str = "page_not_whole";
/// The lines of this page fall or rise by so many degrees.
pub const PAGE_SKEWED: &str = "page_skewed";
/// A document begins on this page: the first one of a taught form.
pub const BEGINS_WITH_FORM: &str = "begins_with_form";
/// A document begins on this page: its count begins with one, in these words.
pub const BEGINS_WITH_COUNT: &str = "begins_with_count";
/// A document begins on this page: it has this title.
pub const BEGINS_WITH_TITLE: &str = "begins_with_title";
/// A document begins on this page: a letter, with these words.
pub const BEGINS_WITH_LETTER: &str = "begins_with_letter";
/// A document begins on this page: a separator sheet lies before it.
pub const BEGINS_AFTER_SEPARATOR: &str = "begins_after_separator";
/// The page before this one is blank.
pub const BEGINS_AFTER_BLANK: &str = "begins_after_blank";
/// The page before this one is the last of its count, in these words.
pub const BEGINS_AFTER_LAST: &str = "begins_after_last";
/// The count of this page, in these words, does not follow that of the page before.
pub const COUNT_DOES_NOT_FOLLOW: &str = "count_does_not_follow";
/// This page is of another size than the one before.
pub const PAGE_FORMAT_DIFFERS: &str = "page_format_differs";
/// Of this page and the one before, one is a picture and one is not.
pub const PAGE_SOURCE_DIFFERS: &str = "page_source_differs";
/// This page is blank and in none of the documents.
pub const LEFT_OUT_BLANK: &str = "left_out_blank";
/// This page is a separator sheet and in none of the documents.
pub const LEFT_OUT_SEPARATOR: &str = "left_out_separator";

/// The kinds that remarks leave open; `None` if they rule out nothing.
pub fn possible_kinds(remarks: &[Remark]) -> Option<Vec<DocumentKind>> {
    let remark = remarks
        .iter()
        .find(|remark| [MAY_BE, MAY_BE_NONE].contains(&remark.code.as_str()))?;
    let kinds = remark.parameter("kinds")?.split(',');
    let named = kinds.filter(|kind| !kind.is_empty());
    Some(named.map(DocumentKind::from).collect())
}

/// Whether the remarks say that the applicant left the field empty.
pub fn is_left_empty(remarks: &[Remark]) -> bool {
    remarks.iter().any(|remark| remark.code == LEFT_EMPTY)
}
