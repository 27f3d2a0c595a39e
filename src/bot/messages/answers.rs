//! Above, under and in place of an answer.

use whatlang::Lang;

use crate::answer::Reason;
use crate::bot::excerpt;
use crate::corpus::Quote;

/// In characters.
const EARLIER_LENGTH: usize = 160;

pub(crate) fn closest(passages: usize) -> &'static str {
    match passages {
        0 | 1 => "The closest passage I found:",
        _ => "The closest passages I found:",
    }
}

/// `all` is how many speeches there are.
pub(crate) fn not_covered(searched: &[&str], all: usize) -> String {
    let speeches = match searched {
        [one] if all > 1 => format!("the speech {one}"),
        [_] => "the speech".to_owned(),
        _ => "the speeches".to_owned(),
    };
    format!("I found nothing about this in {speeches}.")
}

pub(crate) const RELATED: &str = "Related questions";

/// Above a place in which nothing was found.
pub(crate) const NOTHING_THERE: &str = "I found no clear answer there. It says:";

pub(crate) fn from_edition(value: &str) -> String {
    format!("{value} (from the edition's data)")
}

pub(crate) fn topics(speeches: usize) -> &'static str {
    match speeches {
        1 => "Some of what it speaks of:",
        _ => "Some of what they speak of:",
    }
}

pub(crate) fn follow_up(question: &str, earlier: &str) -> String {
    format!("{question} (on: {})", excerpt::cut(earlier, EARLIER_LENGTH))
}

/// The question and the earlier one.
pub(crate) fn follow_up_of(heading: &str) -> Option<(&str, &str)> {
    heading.strip_suffix(')')?.split_once(" (on: ")
}

pub(crate) fn outline(has_headings: bool) -> &'static str {
    match has_headings {
        true => "I do not summarise. These are the headings:",
        false => "I do not summarise, and the speech has no headings. It consists of:",
    }
}

pub(crate) fn about_speech(id: &str) -> String {
    format!("What is {id} about?")
}

/// In the language that was found, where known, and in English.
pub(crate) fn not_read(language: Option<Lang>, languages: &str) -> String {
    let english = format!("I can't read this. Please ask in {languages}.");
    let known = NOT_READ.iter().find(|(known, _)| Some(*known) == language);
    known.map_or_else(|| english.clone(), |(_, sentence)| format!("{sentence}\n{english}"))
}

/// “I can't read this language.”
const NOT_READ: &[(Lang, &str)] = &[
    (Lang::Ara, "لا أستطيع قراءة هذه اللغة."),
    (Lang::Cmn, "我看不懂这种语言。"),
    (Lang::Deu, "Diese Sprache kann ich nicht lesen."),
    (Lang::Fra, "Je ne peux pas lire cette langue."),
    (Lang::Hin, "मैं यह भाषा नहीं पढ़ सकता।"),
    (Lang::Ind, "Saya tidak dapat membaca bahasa ini."),
    (Lang::Ita, "Non so leggere questa lingua."),
    (Lang::Jpn, "この言語は読めません。"),
    (Lang::Kor, "이 언어는 읽을 수 없습니다."),
    (Lang::Nld, "Deze taal kan ik niet lezen."),
    (Lang::Pol, "Nie umiem czytać w tym języku."),
    (Lang::Por, "Não consigo ler esta língua."),
    (Lang::Rus, "Я не могу читать на этом языке."),
    (Lang::Spa, "No puedo leer este idioma."),
    (Lang::Tur, "Bu dili okuyamıyorum."),
    (Lang::Ukr, "Я не можу читати цією мовою."),
    (Lang::Vie, "Tôi không đọc được ngôn ngữ này."),
];

pub(crate) const SEARCH_FAILED: &str =
    "I could not search the speech just now. Please try again in a moment.";

pub(crate) fn passage_of(at: usize, passages: usize) -> String {
    format!("Passage {} of {passages}", at + 1)
}

pub(crate) fn reason(reason: &Reason) -> String {
    let words = reason.words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ");
    let by_words = match words.is_empty() {
        true => "It shares no words with your question; I found it by its meaning.".to_owned(),
        false => format!("It contains {words}."),
    };
    if let Some(lesson) = &reason.lesson {
        return format!(
            "{by_words} In this server the question “{lesson}” was taught to lead here."
        );
    }
    let by_question = reason
        .question
        .as_ref()
        .map(|question| format!(" It answers readers who ask “{question}”"))
        .unwrap_or_default();
    format!("{by_words}{by_question} (fit {:.2})", reason.score)
}

/// Settings, lessons or the text may differ from when it was.
pub(crate) const NOT_FOUND: &str = "I do not find this passage for this question now.";

pub(crate) fn not_the_best(best: &Quote) -> String {
    format!("{} fits the question better than this passage.", best.reference())
}

pub(crate) const QUESTION_CUT: &str = "The question is too long to stand above its answer in \
     full, so I cannot look at it again to say why.";

pub(crate) fn shared_by(name: &str) -> String {
    format!("Shared by {name}")
}

pub(crate) const SHARED_ALREADY: &str =
    "This was shared a moment ago; everybody can see it already.";

pub(crate) const NEXT_PASSAGE: &str = "Next passage";
pub(crate) const PREVIOUS_PASSAGE: &str = "Previous passage";
pub(crate) const AROUND: &str = "Around it";
pub(crate) const WHY: &str = "Why this?";
pub(crate) const SHARE: &str = "Share";

pub(crate) const NOTHING_TO_FIND: &str = "That message holds no text that I could look up in the \
     speech. Please choose one with words in it.";
