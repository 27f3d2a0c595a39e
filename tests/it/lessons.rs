//! Lessons: found at once in their server, mostly in other words too, nowhere
//! else, and beside everything else without harm.

use std::path::Path;
use std::sync::Arc;

use verbatim::answer::{Answer, Verdict};
use verbatim::bot::{Actor, Ask, Bot, ChannelAccess, LessonCommand, Lessons, Preferences};
use verbatim::corpus::Corpus;
use verbatim::evaluate::{self, Case, Report};
use verbatim::search::index::PassageIndex;
use verbatim::search::{Encoder, Engine, Semantic};

use crate::corpus::{bot_over, shipped};
use crate::store::Database;

const HERE: u64 = 7;
const ELSEWHERE: u64 = 8;

/// A curator of the server.
const CURATOR: Actor = Actor {
    person: 5,
    name: String::new(),
    server: Some(HERE),
    channel: None,
    settings_channel: None,
    roles: Vec::new(),
    can_manage_server: true,
    access: ChannelAccess { can_post: true, can_create_thread: false },
};

/// Questions as a study group asks them: each with the passage that a curator finds right, and then
/// in other words.
fn taught() -> impl Iterator<Item = (&'static str, &'static str, Vec<&'static str>)> {
    include_str!("../data/lessons.tsv").lines().map(|line| {
        let mut columns = line.split('\t');
        (columns.next().unwrap(), columns.next().unwrap(), columns.collect())
    })
}

/// Two hundred questions about other things, all different.
fn unrelated() -> Vec<String> {
    const THINGS: &str = "sourdough bread, a bicycle chain, the northern lights, tomato plants, a \
                          chess opening, honey bees, a violin string, the tide, a sailing knot, \
                          goat cheese, a hedgehog, the moon, a snowman, ink stains, a campfire, \
                          the alphabet, a kite, lavender soap, an umbrella, a sundial";
    const FORMS: [&str; 10] = [
        "How long does {} last?",
        "Who invented {}?",
        "Why do cats like {}?",
        "Where can I buy {}?",
        "What colour is {}?",
        "When is the best season for {}?",
        "How do I photograph {}?",
        "Which museum shows {}?",
        "Is {} dangerous for children?",
        "What rhymes with {}?",
    ];
    FORMS
        .iter()
        .flat_map(|form| THINGS.split(", ").map(move |thing| form.replace("{}", thing)))
        .collect()
}

fn bot(encoder: bool, database: &Database) -> Bot {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = Arc::new(shipped());
    let engine = Engine::new(Arc::clone(&corpus), PassageIndex::build(&corpus).unwrap());
    let engine = match encoder {
        false => engine,
        true => {
            let encoder = Encoder::load(&root.join("models/all-minilm-l6-v2")).unwrap();
            let cache = Path::new(env!("CARGO_TARGET_TMPDIR"));
            engine.with_encoder(
                Semantic::prepare(encoder, &corpus, Some(cache), &mut |_, _| {}).unwrap(),
            )
        }
    };
    Bot::new(engine, 3).with_store(Some(database.store()))
}

async fn teach(bot: &Bot, question: &str, reference: &str) {
    let wish =
        LessonCommand::Add { question: question.to_owned(), reference: reference.to_owned() };
    let reply = bot.lessons.command(wish, &CURATOR).await.unwrap();
    assert!(
        format!("{:?}", reply.parts).contains("Taught: in this server"),
        "{question}: {:?}",
        reply.parts
    );
}

fn found(answer: &Answer) -> String {
    answer.passages.first().map(|passage| passage.text.reference().to_string()).unwrap_or_default()
}

/// Questions about other topics in the words of lessons.
const OTHERS: &[&str] = &[
    "Who opens the door on Thursday evening?",
    "How many books does the librarian own?",
    "Why was the canteen closed last spring?",
    "When is the next open day?",
];

/// Teaches the questions above: each must find its passage at once, and so must at least so many of
/// the paraphrases.
async fn finds(bot: &Bot, least: usize) {
    for (question, reference, _) in taught() {
        teach(bot, question, reference).await;
        let lessons = bot.lessons.of_server(Some(HERE)).await.unwrap();
        let answer =
            bot.ask.answer_as(Ask { question, lessons: Some(&lessons), ..Ask::default() }).unwrap();
        assert_eq!(
            (found(&answer).as_str(), answer.verdict),
            (reference, Verdict::Quoted),
            "{question}"
        );
        let reason = answer.reason.and_then(|reason| reason.lesson);
        assert_eq!(reason.as_deref(), Some(question));
        assert!(
            bot.ask.answer(question).unwrap().reason.is_none_or(|reason| reason.lesson.is_none()),
            "nowhere else: {question}"
        );
    }
    assert!(
        bot.lessons.of_server(Some(ELSEWHERE)).await.is_none()
            && bot.lessons.of_server(None).await.is_none()
    );
    let lessons = bot.lessons.of_server(Some(HERE)).await.unwrap();
    let asked = |question: &str| {
        bot.ask.answer_as(Ask { question, lessons: Some(&lessons), ..Ask::default() }).unwrap()
    };
    let missed: Vec<&str> = taught()
        .flat_map(|(_, reference, others)| others.into_iter().map(move |other| (reference, other)))
        .filter(|(reference, other)| {
            let answer = asked(other);
            (found(&answer).as_str(), answer.verdict) != (*reference, Verdict::Quoted)
        })
        .map(|(_, other)| other)
        .collect();
    let all = 3 * taught().count();
    assert!(all - missed.len() >= least, "missed: {missed:#?}");
    for other in OTHERS {
        assert!(asked(other).reason.is_none_or(|reason| reason.lesson.is_none()), "{other}");
    }
}

fn evaluated(bot: &Bot, cases: &[Case], lessons: Option<&Lessons>) -> Report {
    let answers: Vec<Answer> = cases
        .iter()
        .map(|case| {
            bot.ask.answer_as(Ask { question: &case.question, lessons, ..Ask::default() }).unwrap()
        })
        .collect();
    evaluate::report(cases.iter().zip(&answers).map(|(case, answer)| (case, case.score(answer))))
}

/// So many lessons change no figure of every so-manieth question of a file by more than one
/// question.
async fn does_no_harm(bot: &Bot, lessons: usize, of_questions: usize) {
    let references = ["§1 ¶1", "§2 ¶2", "§3 ¶3", "Note 1", "§1 photo 1"];
    for (question, reference) in unrelated().iter().take(lessons).zip(references.iter().cycle()) {
        teach(bot, question, reference).await;
    }
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/questions.jsonl");
    let file = std::env::var("TAUGHT_BESIDE").unwrap_or_else(|_| default.to_owned());
    let text = std::fs::read_to_string(file).unwrap();
    let lines = text.lines().step_by(of_questions);
    let cases: Vec<Case> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
    let lessons = bot.lessons.of_server(Some(HERE)).await.unwrap();
    let (before, after) = (evaluated(bot, &cases, None), evaluated(bot, &cases, Some(&lessons)));
    assert!(before.len() > 3 && before.keys().eq(after.keys()));
    for (kind, before) in &before {
        let (after, count) = (&after[kind], before.questions as f64);
        let of = |figures: &verbatim::evaluate::Figures| {
            [
                figures.unit_at_1,
                figures.unit_at_3,
                figures.sentence_at_1,
                figures.not_covered,
                figures.quoted,
            ]
        };
        for (before, after) in of(before).into_iter().zip(of(after)) {
            let questions = (before - after).abs() * count;
            assert!(questions < 1.01, "{kind}: {before} became {after}");
        }
    }
}

#[tokio::test]
async fn with_the_encoder_paraphrases_find_lessons_and_other_answers_stay() {
    let database = Database::sqlite();
    let bot = bot(true, &database);
    // Unoptimised, the encoder takes its time.
    does_no_harm(&bot, 60, 2).await;
    finds(&bot, 24).await;
}

#[tokio::test]
async fn by_words_alone_close_wordings_find_lessons_and_other_answers_stay() {
    let database = Database::sqlite();
    let bot = bot(false, &database);
    does_no_harm(&bot, 200, 1).await;
    finds(&bot, 18).await;
}

#[tokio::test]
async fn lesson_of_a_speech_that_is_not_searched_hides_no_other() {
    let database = Database::sqlite();
    let text = |words| format!("+++\ntitle = \"T\"\n+++\n{words}\n\nNothing more is said.\n");
    let (one, two) = (text("Bread rests for an hour."), text("Water runs to the sea."));
    let corpus = Corpus::from_sources(&[("one", &one), ("two", &two)]).unwrap();
    let bot = bot_over(corpus).with_store(Some(database.store()));
    let question = "Which motto does our reading circle have?";
    teach(&bot, "Which motto does our circle have?", "one ¶1").await;
    teach(&bot, question, "two ¶1").await;
    let lessons = bot.lessons.of_server(Some(HERE)).await.unwrap();
    for (speeches, expected) in
        [(vec![], "two ¶1"), (vec!["two".to_owned()], "two ¶1"), (vec!["one".to_owned()], "one ¶1")]
    {
        let preferences = Preferences { speeches, ..Preferences::default() };
        let (lessons, preferences) = (Some(&*lessons), Some(&preferences));
        let ask = Ask { question, lessons, preferences, ..Ask::default() };
        let answer = bot.ask.answer_as(ask).unwrap();
        assert!(answer.reason.as_ref().is_some_and(|reason| reason.lesson.is_some()));
        assert_eq!(found(&answer), expected);
    }
}
