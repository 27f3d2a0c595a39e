//! References: what is shown is read back as it was. The look-up of every unit tests the spellings.

use proptest::prelude::*;

use super::*;
use crate::corpus::UnitKind;

#[test]
fn what_is_no_reference_says_how_one_looks() {
    let typed = "|hello|§|2-3|§0|2.0|2.4-3|§1 ¶2 ¶3|99999999999.1|2.3-3.4|-|photo|§2 ¶";
    for typed in typed.split('|') {
        let error = typed.parse::<Reference>().expect_err(typed);
        assert!(error.to_string().contains("Write it like §2 ¶3"), "{typed:?}: {error}");
    }
    assert!("x".repeat(4_000).parse::<Reference>().unwrap_err().to_string().len() < 300);
}

fn locators() -> impl Strategy<Value = Locator> {
    let numbers =
        (1..5_000_u32, 0..40_u32).prop_map(|(first, more)| Numbers { first, last: first + more });
    prop_oneof![
        Just(Locator::new(UnitKind::Title, None, Numbers::one(1))),
        Just(Locator::new(UnitKind::Source, None, Numbers::one(1))),
        (1..999_u32).prop_map(Locator::heading),
        (0..999_u32, numbers.clone()).prop_map(|(section, numbers)| Locator::new(
            UnitKind::Paragraph,
            Some(section),
            numbers
        )),
        (0..999_u32, numbers.clone()).prop_map(|(section, numbers)| Locator::new(
            UnitKind::Caption,
            Some(section),
            numbers
        )),
        numbers.prop_map(|numbers| Locator::new(UnitKind::Note, None, numbers)),
    ]
}

/// Every way to part it was tried, for half a second.
#[test]
fn endless_text_is_no_reference() {
    let endless = "2.1-3".repeat(800);
    assert!(endless.parse::<Reference>().is_err());
    assert_eq!(super::named_places(&endless), None);
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(locator in locators(), speech in proptest::option::of("[a-z0-9][a-z0-9-]{0,20}")) {
        let speech = speech.filter(|id| reads_as_speech_id(id));
        let reference = Reference { speech, locator };
        prop_assert_eq!(reference.to_string().parse::<Reference>(), Ok(reference));
    }
}
