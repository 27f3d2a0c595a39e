//! References, permalinks and names, in the ways people write them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use super::*;
use crate::corpus::{Locator, UnitKind};

static SHIPPED: LazyLock<Corpus> = LazyLock::new(|| {
    Corpus::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))).unwrap()
});

/// The ways to write a number, each with its sign in [`forms`].
const WAYS: [(&str, [&str; 6]); 5] = [
    ("", ["0", "1", "2", "3", "4", "5"]),
    ("w", ["zero", "one", "two", "three", "four", "five"]),
    ("o", ["zeroth", "first", "second", "third", "fourth", "fifth"]),
    ("e", ["0th", "1st", "2nd", "3rd", "4th", "5th"]),
    ("r", ["", "I", "II", "III", "IV", "V"]),
];

/// The digits as East Asian keyboards type them.
fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
            _ => c,
        })
        .collect()
}

/// What people put around any reference.
fn around(reference: &str) -> Vec<String> {
    let spaced = reference.replace(' ', "\u{a0}");
    vec![
        reference.to_owned(),
        reference.to_uppercase(),
        reference.to_lowercase(),
        full_width(reference),
        format!("[{reference}]"),
        format!("\\[{reference}\\]"),
        format!("({reference})"),
        format!("“{reference}”"),
        format!("'{reference}'"),
        format!("**{reference}**"),
        format!("`{reference}`"),
        format!("{reference}/"),
        format!("{reference}."),
        format!("{reference},"),
        format!("#{reference}"),
        format!("  {spaced}\u{202f}"),
        format!("\u{200b}{reference}\u{feff}"),
        format!("the {reference}"),
        format!("acftu-2023 {reference}"),
        format!("ACFTU-2023#{reference}"),
        format!("{reference} · It is imperative that trade unions …"),
    ]
}

/// The forms that a reference to this place has, besides what stands around it: `{s}` is the
/// section, `{p}` the number in it, `{po}` this as an ordinal.
fn forms(locator: &Locator) -> Vec<String> {
    let section = locator.section().unwrap_or_default();
    let (forms, number) = match (locator.kind, section) {
        (UnitKind::Title, _) => ("Title|title|the title", 0),
        (UnitKind::Source, _) => ("Source|publication", 0),
        (UnitKind::Heading, _) => (
            "§{s}|§ {s}|§§{s}|{s}|s{s}|sec. {s}|section {s}|Section {sw}|section {sr}|§{sr}|\
             chapter {s}|part {s}|{so} section|{se} section",
            0,
        ),
        (UnitKind::Paragraph, 0) => (
            "Intro ¶{p}|intro {p}|intro.{p}|intro:{p}|i{p}|i.{p}|Introduction, paragraph {p}|\
             intro p{p}|intro para {p}|introduction, paragraph {pw}|\
             {po} paragraph of the introduction|{pe} paragraph of the intro|\
             par. {p} of the introduction|Intro ¶{pr}",
            locator.numbers.first,
        ),
        (UnitKind::Paragraph, _) => (
            "§{s} ¶{p}|§{s}¶{p}|§ {s}, ¶ {p}|§ {s} ¶ {p}|§{s}   ¶{p}|§§{s} ¶¶{p}|§{s}, {p}|\
             {s}.{p}|{s}:{p}|{s},{p}|{s}/{p}|{s} {p}|#{s}.{p}|§{s}.{p}|§{s}:{p}|{s}¶{p}|\
             {s} ¶{p}|{s}p{p}|s{s}p{p}|s{s} p{p}|s.{s} p.{p}|S{s}P{p}|sec {s} par {p}|\
             sec. {s} para {p}|sec. {s}, para. {p}|sect. {s} ¶{p}|section {s} paragraph {p}|\
             Section {s}, Paragraph {p}|SECTION {s}: PARAGRAPH {p}|chapter {s}, paragraph {p}|\
             part {s}, p. {p}|paragraph {p} of section {s}|par. {p} of section {s}|\
             ¶{p} of §{s}|p. {p}, sec. {s}|paragraph number {p} in section number {s}|\
             Section {sw}, paragraph {pw}|{po} paragraph of section {s}|\
             {po} paragraph of the {so} section|the {so} section, {po} paragraph|\
             {pe} paragraph of section {sw}|§{sr} ¶{p}|section {sr} paragraph {pr}|\
             §{s} ¶{p}–{p}|{s}.{p}—{s}.{p}",
            locator.numbers.first,
        ),
        (UnitKind::Caption, _) => (
            "§{s} photo {p}|{s} photo {p}|{s}.photo{p}|section {s}, picture {p}|s{s} fig. {p}|\
             §{s} caption {p}|photo {p} of section {s}|{po} photo of section {sw}|\
             {pe} picture in the {so} section",
            locator.numbers.first,
        ),
        (UnitKind::Note, _) => (
            "Note {p}|note{p}|notes {p}|n{p}|n. {p}|footnote {p}|endnote {p}|note {pw}|\
             {po} note|note {pr}",
            locator.numbers.first,
        ),
    };
    let written = |form: &str| {
        WAYS.iter().fold(form.to_owned(), |form, (way, numbers)| {
            form.replace(&format!("{{s{way}}}"), numbers[section as usize])
                .replace(&format!("{{p{way}}}"), numbers[number as usize])
        })
    };
    forms.split('|').map(written).collect()
}

fn shown(corpus: &Corpus, typed: &str) -> String {
    let places = corpus.look_up(typed).unwrap_or_else(|error| panic!("{typed:?}: {error}"));
    let locators = places.iter().map(|place| corpus.unit(place.unit).1.locator.to_string());
    locators.collect::<Vec<_>>().join(" ")
}

#[test]
fn several_places_are_named_by_lists_and_spans() {
    let section_1 = "§1 §1 ¶1 §1 photo 1 §1 ¶2 §1 ¶3 §1 photo 2";
    for (typed, expected) in [
        ("§1 ¶3 – §2 ¶1", "§1 ¶3 §1 photo 2 §2 §2 ¶1"),
        ("1.3-2.1", "§1 ¶3 §1 photo 2 §2 §2 ¶1"),
        ("2.1, 3", "§2 ¶1 §2 ¶3"),
        ("[§2 ¶1, 3]", "§2 ¶1 §2 ¶3"),
        ("§2 ¶1 and 3", "§2 ¶1 §2 ¶3"),
        ("§2 ¶1; §3 ¶2", "§2 ¶1 §3 ¶2"),
        ("Intro ¶1, ¶2", "Intro ¶1 Intro ¶2"),
        ("§2, ¶1", "§2 ¶1"),
        ("§2 ¶1?", "§2 ¶1"),
        ("<§2 ¶1>", "§2 ¶1"),
        ("see §2 ¶1", "§2 ¶1"),
        ("acftu-2023, §2 ¶1", "§2 ¶1"),
        ("introduction", "Intro ¶1 Intro ¶2"),
        ("the intro", "Intro ¶1 Intro ¶2"),
        ("notes", "Note 1 Note 2"),
        ("from §2 ¶1 to §2 ¶2", "§2 ¶1 §2 ¶2"),
        ("between §2 ¶1 and §2 ¶2", "§2 ¶1 §2 ¶2"),
        ("all of §2", "§2"),
        ("whole section 2", "§2"),
        ("re: §2 ¶1", "§2 ¶1"),
        ("→ §2 ¶1", "§2 ¶1"),
        ("heading 2", "§2"),
        ("last section", "§3"),
        ("first paragraph", "Intro ¶1"),
        ("the 3rd paragraph", "§1 ¶1"),
        ("acftu-2023 first paragraph", "Intro ¶1"),
        ("first two paragraphs", "Intro ¶1 Intro ¶2"),
        ("last paragraph", "§3 ¶3"),
        ("last two paragraphs", "§3 ¶2 §3 ¶3"),
        ("first paragraph and last paragraph", "Intro ¶1 §3 ¶3"),
        ("third paragraph, note 1", "§1 ¶1 Note 1"),
        ("second paragraph to third paragraph", "Intro ¶2 §1 ¶1"),
        ("next paragraph after the second paragraph", "§1 ¶1"),
        ("Xi §1 ¶2", "§1 ¶2"),
        ("Xi Jinping §1 ¶2", "§1 ¶2"),
        ("xi jinping §1 ¶2", "§1 ¶2"),
        ("xi §1 ¶2", "§1 ¶2"),
        ("§1 ¶2, Xi", "§1 ¶2"),
        ("Xi’s 2.1", "§2 ¶1"),
        ("the last paragraph of section 2", "§2 ¶3"),
        ("final paragraph of the last section", "§3 ¶3"),
        ("first two paragraphs of section 3", "§3 ¶1 §3 ¶2"),
        ("last section ¶1 and 3", "§3 ¶1 §3 ¶3"),
        ("2.1/2.2", "§2 ¶1 §2 ¶2"),
        ("2.2ff", "§2 ¶2 §2 ¶3"),
        ("2.1f.", "§2 ¶1 §2 ¶2"),
        ("photos", "§1 photo 1 §1 photo 2"),
        ("first photo", "§1 photo 1"),
        ("photos 1-2", "§1 photo 1 §1 photo 2"),
        ("photos 1-2 in section 1", "§1 photo 1 §1 photo 2"),
        ("photos in section 1", "§1 photo 1 §1 photo 2"),
        ("§1, photo 1 and 2", "§1 photo 1 §1 photo 2"),
        ("§1 photo 1 and 2", "§1 photo 1 §1 photo 2"),
        ("photo 1, 2", "§1 photo 1 §1 photo 2"),
        ("§1 photo 1–2", "§1 photo 1 §1 photo 2"),
        ("§1, photos", "§1 photo 1 §1 photo 2"),
        ("introduction and 2.1", "Intro ¶1 Intro ¶2 §2 ¶1"),
        ("notes, 1.1", "§1 ¶1 Note 1 Note 2"),
        ("acftu-2023 - §2 ¶1", "§2 ¶1"),
        ("acftu-2023/§2 ¶1", "§2 ¶1"),
        ("§2 ¶1 of acftu-2023", "§2 ¶1"),
        ("§2 ¶1 (acftu-2023)", "§2 ¶1"),
        ("next paragraph after §2 ¶3", "§3 ¶1"),
    ] {
        assert_eq!(shown(&SHIPPED, typed), expected, "{typed:?}");
    }
    for typed in ["§1–1", "sections 1-1", "section 1 to section 1"] {
        assert_eq!(shown(&SHIPPED, typed), section_1, "{typed:?}");
    }
    for typed in [
        "§§1-2",
        "§1–2",
        "sections 1 and 2",
        "§1 - §2",
        "§1 - §2, ¶1",
        "sections 1, 2",
        "§§ 1, 2",
        "§§1,2",
        "sections 1 2",
        "parts 1-2",
        "sections one to two",
        "sections one and two",
    ] {
        let places = shown(&SHIPPED, typed);
        assert!(places.starts_with(section_1) && places.ends_with("§2 ¶3"), "{typed:?}");
    }
    for typed in ["§2 ¶1, bread", "§2 ¶1 – bread", "and", ",", "2-1", "§3 – §1"] {
        assert!(SHIPPED.look_up(typed).is_err(), "{typed:?}");
    }
}

#[test]
fn paragraphs_without_headings_have_numbers_alone() {
    let source = "+++\ntitle = \"T\"\n+++\n# T\n\nOne.\n\nTwo.\n\nThree.\n";
    let corpus = Corpus::from_source("plain", source).unwrap();
    for (typed, expected) in [
        ("¶2", "¶2"),
        ("paragraph 2", "¶2"),
        ("the second paragraph", "¶2"),
        ("Intro ¶2", "¶2"),
        ("¶1–2", "¶1 ¶2"),
        ("¶1, 3", "¶1 ¶3"),
        ("plain ¶3", "¶3"),
    ] {
        assert_eq!(shown(&corpus, typed), expected, "{typed:?}");
    }
    let error = SHIPPED.look_up("¶2").unwrap_err().to_string();
    assert!(error.contains("numbered by section"), "{error}");
}

#[test]
fn forty_spellings_of_every_unit_lead_to_it() {
    for unit in SHIPPED.unit_ids() {
        let (_, of) = SHIPPED.unit(unit);
        let spellings: BTreeSet<String> =
            forms(&of.locator).iter().flat_map(|form| around(form)).collect();
        assert!(spellings.len() >= 40, "{}: {}", of.locator, spellings.len());
        for typed in spellings {
            assert_eq!(
                SHIPPED.look_up(&typed),
                Ok(vec![Location::from(unit)]),
                "{typed:?} is {}",
                of.locator
            );
        }
        let plain: BTreeSet<String> = forms(&of.locator).into_iter().collect();
        assert!(of.kind != UnitKind::Paragraph || plain.len() >= 14, "{plain:?}");
    }
}

#[test]
fn any_dash_makes_a_range() {
    let expected = SHIPPED.look_up("§2 ¶1–3").unwrap();
    assert_eq!(expected.len(), 3);
    let dashes = "-|‐|‑|‒|–|—|―|−|﹣|－|~| – | to | through |-¶|-p|–2.| - §2 ¶";
    for dash in dashes.split('|') {
        for start in ["2.1", "§2 ¶1", "§2 ¶¶1", "section two, paragraph 1", "２：１"] {
            let typed = format!("{start}{dash}3");
            assert_eq!(SHIPPED.look_up(&typed).as_ref(), Ok(&expected), "{typed:?}");
        }
    }
    assert_eq!(SHIPPED.look_up("paragraphs 1-3 of section 2").as_ref(), Ok(&expected));
}

#[test]
fn what_is_no_reference_is_not_made_one() {
    let words = "Xi|one|two three|first|the|of|v2|x|mix 2|in one|2.3 percent|1.2.3|the first";
    for typed in words.split('|') {
        let refused = SHIPPED.look_up(typed).unwrap_err();
        let plainly =
            matches!(refused, ReferenceError::Unreadable(_) | ReferenceError::NoSpeech { .. });
        assert!(plainly, "{typed:?}: {refused}");
    }
}

#[test]
fn what_does_not_exist_is_told_with_what_there_is() {
    for (typed, words) in [
        ("§9 ¶1", "There is no §9 ¶1. The speech has 3 sections."),
        ("section nine", "There is no §9. The speech has 3 sections."),
        ("2.9", "§2 has 3 paragraphs."),
        ("2.2-9", "There is no §2 ¶2–9. §2 has 3 paragraphs."),
        ("Intro 7", "The introduction has 2 paragraphs."),
        ("note 5", "The speech has 2 notes."),
        ("§1 ¶5ff", "There is no §1 ¶5. §1 has 3 paragraphs."),
        ("Note 3ff", "There is no Note 3. The speech has 2 notes."),
        ("2ff f", "is not a reference"),
        ("§999999 ¶999999f", "There is no §999999 ¶999999. The speech has 3 sections."),
        ("§2 photo 1", "§2 has 0 photos."),
        ("photos 1-9", "There is no photo 1–9. The speech has 2 photos."),
        ("photo 3", "There is no photo 3. The speech has 2 photos."),
        ("photos in section 2", "There is no §2 photo 1. §2 has 0 photos."),
        ("photos 0-2", "is not a reference"),
        ("photos 2-1", "is not a reference"),
        ("nowhere-1 1.1", "No speech is called “nowhere-1”. There is: acftu-2023."),
        ("nowhere-1#zzzz", "No speech is called “nowhere-1”. There is: acftu-2023."),
        ("acftu-2023#zzzz", "No words have the permalink acftu-2023#zzzz now"),
        ("#zzzzzzzzzz", "No words have the permalink #zzzzzzzzzz now"),
        ("acftu-2023#9.1", "The speech has 3 sections."),
        ("paragraph 1", "The paragraphs of this speech are numbered by section"),
        ("ninetieth paragraph", "is not a reference"),
        ("20th paragraph", "The paragraphs of this speech are numbered by section"),
        ("§2 xi", "There is no §2 ¶11."),
        ("XI.2", "There is no §11 ¶2."),
        ("from bread §2 ¶1", "is not a reference"),
        ("Abschnitt 2", "“Abschnitt 2” is not a reference"),
        ("2.3-1", "“§2 ¶3 – §2 ¶1” runs backwards. Name the earlier place first."),
        ("§3 – §1", "“§3 – §1” runs backwards."),
        ("acft-2023 §2", "No speech is called “acft-2023”"),
        ("acftuu §2", "No speech is called “acftuu”"),
    ] {
        let error = SHIPPED.look_up(typed).unwrap_err().to_string();
        assert!(error.contains(words), "{typed}: {error}");
    }
}

#[test]
fn only_places_that_there_are_are_offered() {
    let source = |speaker: &str, paragraphs: usize| {
        let text = "Bread is good.\n\n".repeat(paragraphs);
        format!("+++\ntitle = \"T\"\nspeaker = \"{speaker}\"\n+++\n{text}")
    };
    let (short, long) = (source("Ann Baker", 2), source("Ed Miller", 4));
    let corpus = Corpus::from_sources(&[("short-1", &short), ("long-2", &long)]).unwrap();
    let said = |typed: &str| corpus.look_up(typed).unwrap_err().to_string();
    let which = "Several speeches are loaded. Say which one: ";
    assert_eq!(said("¶4"), format!("{which}long-2 ¶4."));
    assert_eq!(said("intro 1"), format!("{which}short-1 Intro ¶1, long-2 Intro ¶1."));
    assert_eq!(said("¶9"), "There is no ¶9. None of the speeches that are loaded has it.");
    assert_eq!(said("§1 ¶1"), "There is no §1 ¶1. None of the speeches that are loaded has it.");
    for (typed, given) in [("photos", "photo 1"), ("last note", "Note 1")] {
        let none = "None of the speeches that are loaded has it.";
        assert_eq!(said(typed), format!("There is no {given}. {none}"));
    }
    for typed in ["Miller ¶4", "paragraph 4 of long-2", "Ed Miller's ¶4", "¶4 (long-2)"] {
        assert_eq!(shown(&corpus, typed), "¶4", "{typed:?}");
    }
    let with_heading = source("Ann Baker", 1) + "## One\n\nMore bread.\n";
    let corpus = Corpus::from_sources(&[("short-1", &with_heading), ("long-2", &long)]).unwrap();
    for (typed, places) in [
        ("first paragraph", "short-1 Intro ¶1, long-2 ¶1"),
        ("last paragraph", "short-1 §1 ¶1, long-2 ¶4"),
        ("4th paragraph", "long-2 ¶4"),
    ] {
        let error = corpus.look_up(typed).unwrap_err().to_string();
        assert!(error.ends_with(&format!("Say which one: {places}.")), "{error}");
    }
    assert!(said("Baker ¶4").starts_with("There is no short-1 ¶4."), "{}", said("Baker ¶4"));
    let alone = Corpus::from_source("short-1", &short).unwrap();
    let said = |typed: &str| alone.look_up(typed).unwrap_err().to_string();
    assert_eq!(said("¶9"), "There is no ¶9. It has 2 paragraphs.");
    for typed in ["§3", "intro 99"] {
        let said = said(typed);
        assert!(said.ends_with("no sections; its paragraphs are ¶1, ¶2 and on."), "{said}");
    }
}

#[test]
fn a_speakers_name_leads_to_the_speech_as_people_type_it() {
    let source = |speaker: &str| {
        format!("+++\ntitle = \"T\"\nspeaker = \"{speaker}\"\n+++\nBread is good.\n")
    };
    let speakers = ["Ann O’Neil", "Juan García", "Ed Miller", "Jean-Paul Dupont"].map(source);
    let ids = ["a-1", "b-2", "c-3", "d-4"];
    let sources: Vec<(&str, &str)> =
        ids.into_iter().zip(speakers.iter().map(String::as_str)).collect();
    let corpus = Corpus::from_sources(&sources).unwrap();
    for (typed, id) in [
        ("O'Neil ¶1", "a-1"),
        ("oneil's ¶1", "a-1"),
        ("Ann O’Neil ¶1", "a-1"),
        ("Garcia ¶1", "b-2"),
        ("García ¶1", "b-2"),
        ("mr. miller ¶1", "c-3"),
        ("President Ed Miller ¶1", "c-3"),
        ("¶1, Dr Miller", "c-3"),
        ("Jean-Paul ¶1", "d-4"),
        ("Paul ¶1", "d-4"),
        ("Miller ¶1 and Garcia ¶1", "b-2"),
        ("Garcia ¶1; Miller ¶1", "b-2"),
    ] {
        let places = corpus.look_up(typed).unwrap_or_else(|error| panic!("{typed:?}: {error}"));
        assert_eq!(corpus.unit(places[0].unit).0.id(), id, "{typed:?}");
    }
}

#[test]
fn a_section_is_named_by_the_numeral_of_its_heading() {
    let source = "+++\ntitle = \"T\"\n+++\n# T\n\n## I\n\nOne.\n\n## III\n\nThree.\n\n\
                  ## 5. On bread\n\nFive.\n";
    let corpus = Corpus::from_source("plain", source).unwrap();
    for (typed, expected) in
        [("§III ¶1", "§3 ¶1"), ("§5", "§5"), ("5.1", "§5 ¶1"), ("last section", "§5")]
    {
        assert_eq!(shown(&corpus, typed), expected, "{typed:?}");
    }
    let error = corpus.look_up("§2").unwrap_err().to_string();
    assert_eq!(error, "There is no §2. The speech has the sections §1, §3, §5.");
}

#[test]
fn every_unit_and_sentence_of_the_speech_has_a_permalink_that_leads_to_it() {
    for unit in SHIPPED.unit_ids() {
        let sentences = SHIPPED.unit(unit).1.sentences.len();
        let of_sentences = (0..sentences)
            .filter(|_| sentences > 1)
            .map(|number| Location { unit, sentence: Some(number) });
        for place in of_sentences.chain([Location::from(unit)]) {
            let permalink = SHIPPED.permalink(place).to_string();
            assert_eq!(SHIPPED.look_up(&permalink), Ok(vec![place]), "{permalink}");
            let (short, _) = permalink.split_at(permalink.len() - 4);
            assert_eq!(SHIPPED.look_up(&format!("{short}…")), Ok(vec![place]), "{short}");
        }
    }
}

#[test]
fn a_beginning_that_several_permalinks_share_names_them() {
    let paragraphs: String = (0..6_000).map(|number| format!("Word {number}.\n\n")).collect();
    let corpus =
        Corpus::from_source("many", &format!("+++\ntitle = \"T\"\n+++\n\n{paragraphs}")).unwrap();
    let names: Vec<String> =
        corpus.unit_ids().map(|unit| corpus.permalink(unit.into()).name).collect();
    let mut begin: Vec<&str> = names.iter().map(|name| name.get(..4).unwrap()).collect();
    begin.sort_unstable();
    let shared = begin
        .windows(2)
        .find(|pair| pair[0] == pair[1])
        .expect("6,000 names share some beginning of four")[0];
    let error = corpus.look_up(&format!("many#{shared}")).unwrap_err().to_string();
    assert!(
        error.contains("is the beginning of several permalinks: many#") && error.contains("(¶"),
        "{error}"
    );
}
