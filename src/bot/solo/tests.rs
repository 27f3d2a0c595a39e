use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::corpus::Corpus;
use crate::quiz::Kind;

static DECK: LazyLock<Deck> = LazyLock::new(|| {
    let corpus = Corpus::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))).unwrap();
    Deck::new(&corpus)
});

const WISH: SoloOptions<'static> = SoloOptions {
    count: 4,
    seed: 3,
    filter: Filter { kind: None, difficulty: None, speech: None },
    seconds: None,
};

fn text(replies: &[Reply]) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Passage(excerpt) => {
            excerpt.quotes().map(|quote| quote.text().to_owned()).collect::<String>()
                + "\n"
                + &excerpt.reference
        }
        other => panic!("{other:?}"),
    };
    let of = |reply: &Reply| {
        reply
            .heading
            .iter()
            .cloned()
            .chain(reply.parts.iter().map(part))
            .collect::<Vec<_>>()
            .join("\n")
    };
    replies.iter().map(of).collect::<Vec<_>>().join("\n---\n")
}

fn right(solo: &Solo<'_>, number: usize) -> String {
    match &solo.items[number].answer {
        AnswerKey::Choice { right, .. } => letter(*right).to_string(),
        AnswerKey::Text { accepted } => accepted[0].clone(),
    }
}

fn wrong(solo: &Solo<'_>, number: usize) -> String {
    match &solo.items[number].answer {
        AnswerKey::Choice { right, choices } => ((right + 1) % choices.len() + 1).to_string(),
        AnswerKey::Text { .. } => "wheelbarrow".to_owned(),
    }
}

#[test]
fn who_knows_everything_has_everything_right() {
    let (mut solo, first) = Solo::begin(&DECK, WISH, 0).unwrap();
    assert!(text(&first).starts_with("Question 1 of 4"), "{}", text(&first));
    let mut last = Vec::new();
    for number in 0..4 {
        assert!(!solo.is_over());
        last = solo.typed(&right(&solo, number), 0);
        let said = text(&last);
        assert!(
            said.starts_with("Right: ") && said.contains(solo.items[number].evidence.text()),
            "{said}"
        );
    }
    assert!(solo.is_over());
    let end = text(&last);
    assert!(
        end.contains("4 of 4 right")
            && end.contains("4 right in a row")
            && !end.contains("To look at again"),
        "{end}"
    );
    assert_eq!(solo.typed("a", 0), []);
}

#[test]
fn what_was_missed_is_shown_again_and_a_skip_is_no_answer() {
    let filter = Filter { kind: Some(Kind::Section), ..WISH.filter };
    let (mut solo, _) = Solo::begin(&DECK, SoloOptions { filter, count: 2, ..WISH }, 0).unwrap();
    assert!(text(&solo.typed(&wrong(&solo, 0), 0)).starts_with("Not right. The answer: "));
    let end = text(&solo.typed("s", 0));
    assert!(
        end.contains("Skipped. The answer: ") && end.contains("0 of 2 right, 0 points."),
        "{end}"
    );
    let review = end.split_once("To look at again:").unwrap().1;
    for item in &solo.items {
        assert!(review.contains(&item.evidence.reference().to_string()), "{review}");
    }
}

#[test]
fn typed_answers_have_three_tries_and_hints_cost() {
    let item = DECK.items().find(|item| item.kind == Kind::Written && !is_choice(item)).unwrap();
    let filter =
        Filter { kind: Some(Kind::Written), difficulty: Some(item.difficulty), ..WISH.filter };
    let (mut solo, _) = (0..500)
        .map(|seed| Solo::begin(&DECK, SoloOptions { filter, seed, ..WISH }, 0).unwrap())
        .find(|(solo, _)| !is_choice(solo.items[0]))
        .unwrap();
    assert_eq!(text(&solo.typed("  ", 0)), TYPE);
    assert_eq!(text(&solo.typed("wheelbarrow", 0)), "That is not it. 2 tries left.");
    assert!(text(&solo.typed("?", 0)).starts_with("Hint: "));
    assert!(text(&solo.typed("hint", 0)).starts_with("Hint: "));
    assert_eq!(text(&solo.typed("?", 0)), "There is no further hint.");
    assert_eq!(text(&solo.typed("handcart", 0)), "That is not it. 1 try left.");
    let points = u32::from(solo.items[0].difficulty) * 10 / 2;
    let said = text(&solo.typed(&right(&solo, 0), 0));
    assert!(
        said.contains(&format!("({points} points)")),
        "half is left after two hints, with nothing for speed: {said}"
    );
}

#[test]
fn a_time_limit_holds_and_three_unanswered_questions_end_the_round() {
    let (mut solo, first) =
        Solo::begin(&DECK, SoloOptions { seconds: Some(10), ..WISH }, 1_000_000).unwrap();
    assert!(text(&first).contains("open for 10 seconds"));
    let mut now = 1_000_000;
    now += 9_000;
    assert!(text(&solo.typed(&right(&solo, 0), now)).starts_with("Right: "));
    // The pause is skipped: the next question is open from now on.
    now += 9_900;
    assert!(text(&solo.typed(&right(&solo, 1), now)).starts_with("Right: "));
    now += 10_100;
    let late = text(&solo.typed(&right(&solo, 2), now));
    assert!(late.starts_with("The time for this question was over.\n---\nThe answer: "), "{late}");

    let (mut solo, _) = Solo::begin(&DECK, SoloOptions { seconds: Some(10), ..WISH }, 0).unwrap();
    let said: Vec<String> = (1..=3).map(|time| text(&solo.typed("a", time * 60_000))).collect();
    let end = said.last().unwrap();
    assert!(solo.is_over() && end.contains("nobody answered in time"), "{end}");
}

#[test]
fn leaving_ends_the_round_and_nothing_to_ask_is_said() {
    let (mut solo, _) = Solo::begin(&DECK, WISH, 0).unwrap();
    assert!(text(&solo.leave(0)).contains("No question was finished."));
    assert!(solo.is_over());
    let nothing = Filter { speech: Some("nothing"), ..WISH.filter };
    assert_eq!(
        Solo::begin(&DECK, SoloOptions { filter: nothing, ..WISH }, 0).err(),
        Some(NOTHING.to_owned())
    );
}

#[test]
fn choices_are_typed_by_letter_number_or_words() {
    let choices = ["seven", "3", "1", "two words"].map(str::to_owned);
    for (typed, expected) in [
        ("a", Some(0)),
        ("D)", Some(3)),
        ("4.", Some(3)),
        ("Two Words", Some(3)),
        // A choice that is written so comes before its number.
        ("3", Some(1)),
        ("1", Some(2)),
        ("2", Some(1)),
        ("e", None),
        ("5", None),
        ("0", None),
        ("", None),
        ("é", None),
    ] {
        assert_eq!(chosen(&choices, typed), expected, "{typed}");
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_the_round_goes_on_or_ends(
        lines in proptest::collection::vec("[a-e1-5?sq]|skip|(?s).{0,12}", 0..40), timed: bool, step in 0..20_000_u64
    ) {
        let (mut solo, _) = Solo::begin(&DECK, SoloOptions { seconds: timed.then_some(10), ..WISH }, 5).unwrap();
        let mut now = 5;
        for line in lines {
            let over = solo.is_over();
            let replies = solo.typed(&line, now);
            prop_assert_eq!(replies.is_empty(), over, "{:?}", line);
            now += step;
        }
        let ends = !solo.is_over();
        prop_assert_eq!(solo.leave(now).is_empty(), !ends);
        prop_assert!(solo.is_over());
    }
}
