//! What must hold for each quiz item, from the texts alone.

use std::collections::HashSet;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use verbatim::corpus::Corpus;
use verbatim::quiz::{AnswerKey, Item, Kind};

/// Small letters and digits; every run of anything else is one space, but a mark between two digits
/// stays: “3,000” is one number. A space stands at both ends.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::from(" ");
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let inside = matches!(c, ',' | '.') && out.ends_with(|c: char| c.is_ascii_digit());
        match c.is_alphanumeric() || inside && characters.peek().is_some_and(char::is_ascii_digit) {
            true => out.extend(c.to_lowercase()),
            false if !out.ends_with(' ') => out.push(' '),
            false => {}
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// Words that every text has.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "a an the of in on at by to from with for into as and or nor but if so that \
                      which who whom whose what where when how why while than then is are was \
                      were be been being am has have had having do does did will would should \
                      shall can could may might must i you he she it we they me him her us them \
                      his its our their your my this these those there here not no any all some \
                      each both also only very more most such own same other another one s t d ll \
                      re ve m up out over under about between through during before after since \
                      until"
        .split_whitespace()
        .collect()
});

fn words(text: &str) -> Vec<String> {
    folded(text).split_whitespace().map(str::to_owned).collect()
}

fn stemmed(word: &str) -> String {
    static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));
    STEMMER.stem(word).into_owned()
}

/// Stems of the words that are not common.
fn stems(text: &str) -> HashSet<String> {
    let rare = words(text).into_iter().filter(|word| !COMMON.contains(word.as_str()));
    rare.map(|word| stemmed(&word)).collect()
}

/// What is checked for one item; each fault is a sentence.
pub(super) struct Check<'a> {
    pub(super) corpus: &'a Corpus,
    /// Every speech, folded.
    pub(super) texts: &'a [String],
    pub(super) item: &'a Item,
    pub(super) faults: Vec<String>,
}

impl<'a> Check<'a> {
    pub(super) fn that(&mut self, holds: bool, fault: impl Into<String>) {
        if !holds {
            self.faults.push(fault.into());
        }
    }

    fn right(&self) -> &'a str {
        self.item.answer.answer()
    }

    fn wrong(&self) -> Vec<&'a str> {
        let right = self.right();
        self.item
            .answer
            .choices()
            .iter()
            .map(String::as_str)
            .filter(|choice| *choice != right)
            .collect()
    }

    /// The prompt without the name of the speech, which stands in it where there are several.
    fn task(&self) -> &'a str {
        if self.corpus.speeches().len() == 1 {
            return &self.item.prompt;
        }
        let speech = self.corpus.speech_of(&self.item.evidence).unwrap();
        let (title, id) = (&speech.front().title, speech.id());
        let named = [format!("From “{title}”: "), format!("From “{title}” ({id}): ")];
        let task = named.iter().find_map(|name| self.item.prompt.strip_prefix(name));
        task.unwrap_or_else(|| panic!("{} does not name {id}", self.item.prompt))
    }

    fn anywhere(&self, text: &str) -> bool {
        let text = folded(text);
        self.texts.iter().any(|speech| speech.contains(&text))
    }

    pub(super) fn all(&mut self) {
        self.evidence();
        self.choices();
        self.giveaways();
        match self.item.kind {
            Kind::Blank => self.blank(),
            Kind::Finish => self.finish(),
            Kind::Section => self.section(),
            Kind::Altered => self.altered(),
            Kind::Written => self.asked(),
        }
    }

    fn evidence(&mut self) {
        let (evidence, right) = (&self.item.evidence, self.right());
        let speech = self.corpus.speech_of(evidence).unwrap();
        self.that(
            speech.text().get(evidence.range()) == Some(evidence.text()),
            "the proof is not the speech's words at its place",
        );
        let places = self.corpus.look_up(&evidence.reference().to_string()).unwrap();
        let unit = self.corpus.quote_place(places[0]);
        self.that(
            places.len() == 1 && unit.text().contains(evidence.text()),
            "the reference leads elsewhere",
        );
        if self.item.kind != Kind::Section {
            self.that(evidence.text().contains(right), "the proof does not hold the answer");
        }
        if let AnswerKey::Text { accepted } = &self.item.answer {
            self.that(
                !accepted.is_empty() && accepted.iter().all(|answer| !words(answer).is_empty()),
                "an accepted answer is empty",
            );
        }
        self.that((1..=3).contains(&self.item.difficulty), "the difficulty is none");
        let typed =
            matches!(self.item.answer, AnswerKey::Text { .. }) && self.item.kind != Kind::Written;
        self.that(!typed || self.item.difficulty > 1, "what has to be typed is called easy");
    }

    fn choices(&mut self) {
        let AnswerKey::Choice { choices, right } = &self.item.answer else { return };
        self.that(*right < choices.len() && choices.len() >= 2, "there is nothing to choose");
        // §1 and §2 differ in a digit, two versions of a sentence in a word.
        let alike: HashSet<Vec<String>> = choices
            .iter()
            .map(|choice| words(choice).iter().map(|word| stemmed(word)).collect())
            .collect();
        self.that(alike.len() == choices.len(), "two choices are the same word in other forms");
        if matches!(self.item.kind, Kind::Section | Kind::Written) {
            return;
        }
        let (right, wrong) = (self.right(), self.wrong());
        let capital = |text: &str| text.starts_with(char::is_uppercase);
        let digits = |text: &str| text.chars().any(|c| c.is_ascii_digit());
        let length = |text: &str| text.chars().count() as f64;
        self.that(
            wrong.iter().all(|choice| capital(choice) == capital(right)),
            "only some choices have a capital",
        );
        self.that(
            wrong.iter().all(|choice| digits(choice) == digits(right))
                || self.item.kind != Kind::Blank,
            "only some choices have digits",
        );
        let longest = wrong.iter().map(|choice| length(choice)).fold(0.0, f64::max);
        let shortest = wrong.iter().map(|choice| length(choice)).fold(f64::MAX, f64::min);
        self.that(
            length(right) <= longest * 2.0 + 6.0 && length(right) >= shortest / 2.0 - 6.0,
            "the answer's length tells it",
        );
    }

    /// Neither a word of the answer nor its initials stand in the prompt.
    fn giveaways(&mut self) {
        if self.item.kind == Kind::Altered {
            self.that(stems(self.task()).len() < 8, "the prompt says more than the task");
            return;
        }
        let prompt = self.item.prompt.replace("[blank]", " ");
        for answer in self.item.answer.accepted() {
            let (seen, own) = (stems(&prompt), stems(answer));
            let shared: Vec<&String> =
                seen.intersection(&own).filter(|_| self.item.kind != Kind::Section).collect();
            let fault = format!("the prompt holds {shared:?} of the answer");
            let (one, other) = (initials(answer), initials(&prompt));
            let capitals =
                |word: &str| word.chars().filter(|c| c.is_uppercase()).collect::<String>();
            let short = |text: &str| -> Vec<String> {
                let words =
                    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() <= 6);
                words.map(capitals).filter(|capitals| capitals.len() > 1).collect()
            };
            let abbreviated = short(&prompt).iter().any(|word| one.contains(word))
                || short(answer).iter().any(|word| other.contains(word));
            self.that(shared.is_empty(), fault);
            self.that(
                !abbreviated,
                "the prompt holds the answer's initials, or what they stand for",
            );
            self.that(
                !folded(&prompt).contains(&folded(answer)) || self.item.kind == Kind::Section,
                "the prompt holds the answer",
            );
        }
    }

    fn blank(&mut self) {
        let shown = self.task().strip_prefix("Fill in the blank: “");
        let shown = shown.and_then(|rest| rest.strip_suffix('”')).unwrap();
        let (right, wrong) = (self.right(), self.wrong());
        self.that(shown.matches("[blank]").count() == 1, "there is not one blank");
        self.that(
            shown.replace("[blank]", right) == self.item.evidence.text(),
            "the answer does not make the sentence",
        );
        let (before, after) = shown.split_once("[blank]").unwrap();
        let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        self.that(
            whole(before.chars().last()) && whole(after.chars().next()),
            "the blank cuts a word",
        );
        let next: Vec<String> = words(after).into_iter().take(2).collect();
        for choice in &wrong {
            self.that(
                !self.anywhere(&shown.replace("[blank]", choice)),
                format!("“{choice}” makes a sentence of the corpus"),
            );
            let clause = format!("{} {choice} {}", last(before, 2), next.join(" "));
            self.that(
                !self.anywhere(&clause),
                format!("“{choice}” makes words of the corpus: “{clause}”"),
            );
            self.that(
                !folded(shown).contains(&folded(choice)),
                format!("“{choice}” stands in the sentence already"),
            );
        }
        let article = last(before, 1);
        if matches!(article.as_str(), "a" | "an") {
            let vowel = |text: &str| text.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u']);
            self.that(
                wrong.iter().all(|choice| vowel(choice) == (article == "an")),
                "the article tells the answer",
            );
        }
        if !right.chars().any(|c| c.is_ascii_digit()) && !right.starts_with(char::is_uppercase) {
            self.that(
                wrong.iter().all(|choice| several(choice) == several(right)),
                "singular or plural tells the answer",
            );
        }
        self.that(!stems(right).is_empty(), "the blank is a word that every text has");
    }

    fn finish(&mut self) {
        let shown = self.task().strip_prefix("How does this sentence go on? “");
        let shown = shown.and_then(|rest| rest.strip_suffix(" …”")).unwrap();
        let right = self.right();
        self.that(
            folded(&format!("{shown} {right}")) == folded(self.item.evidence.text()),
            "the answer does not end the sentence",
        );
        let tail = last(shown, 3);
        for choice in self.wrong() {
            let begins = |text: &str| words(text).into_iter().next();
            self.that(
                !self.anywhere(&format!("{tail} {choice}")),
                format!("“{choice}” ends these words, too"),
            );
            self.that(
                begins(choice) == begins(right),
                format!("“{choice}” begins with another word than the answer"),
            );
        }
    }

    fn section(&mut self) {
        let sentence = folded(self.item.evidence.text());
        let speech = self.corpus.speech_of(&self.item.evidence).unwrap();
        let named =
            |number: u32| if number == 0 { "Intro".to_owned() } else { format!("§{number}") };
        let holding: Vec<String> = (speech.sections().iter())
            .filter(|section| {
                speech.units()[section.units.clone()]
                    .iter()
                    .any(|unit| folded(&speech.text()[unit.range.clone()]).contains(&sentence))
            })
            .map(|section| named(section.number))
            .collect();
        self.that(holding == [self.right()], format!("it stands in {holding:?}"));
        self.that(
            !self.task().contains('§') && !self.task().contains("Intro"),
            "the prompt names a section",
        );
        let number = format!("{}. ", self.right().replace('§', ""));
        let (mut mine, mut theirs) = (HashSet::new(), HashSet::new());
        for line in self.task().split("The headings:\n").nth(1).unwrap().lines() {
            let heading = if line.starts_with(&number) { &mut mine } else { &mut theirs };
            heading.extend(stems(line));
        }
        let told: Vec<String> = mine
            .difference(&theirs)
            .filter(|stem| stems(&sentence).contains(*stem))
            .cloned()
            .collect();
        self.that(
            told.is_empty() || self.right() == "Intro",
            format!("the heading tells it: {told:?}"),
        );
    }

    fn altered(&mut self) {
        let right = self.right();
        self.that(right == self.item.evidence.text(), "the answer is not the whole proof");
        for choice in self.wrong() {
            self.that(!self.anywhere(choice), "the altered sentence stands in the corpus");
            let (one, other) = (words(right), words(choice));
            let before = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
            let after = one
                .iter()
                .rev()
                .zip(other.iter().rev())
                .take_while(|(one, other)| one == other)
                .count();
            let changed = one.len().max(other.len()).saturating_sub(before + after);
            self.that((1..=8).contains(&changed), format!("{changed} words were changed"));
            let silly = [("new", "old"), ("first", "last"), ("best", "worst"), ("better", "worse")];
            let swapped = one
                .get(before)
                .zip(other.get(before))
                .map(|(one, other)| (one.as_str(), other.as_str()));
            let told = swapped.is_some_and(|(one, other)| {
                silly.contains(&(one, other)) || silly.contains(&(other, one))
            });
            self.that(!told, "the alteration turns a set phrase round");
        }
    }

    fn asked(&mut self) {
        for choice in self.wrong() {
            self.that(
                !folded(self.item.evidence.text()).contains(&folded(choice)),
                format!("the proof holds “{choice}”"),
            );
        }
        self.that(self.item.prompt.ends_with(['?', '”']), "the prompt asks nothing");
    }
}

/// The last of a text's words, so many.
fn last(text: &str, count: usize) -> String {
    let words = words(text);
    words[words.len().saturating_sub(count)..].join(" ")
}

/// The initials of the capitalised words that follow one another, small words between them aside.
fn initials(text: &str) -> Vec<String> {
    let letters: String = (text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.len() > 1 && !COMMON.contains(*word))
        .map(|word| word.chars().next().filter(|c| c.is_uppercase()).unwrap_or(' '))
        .collect();
    let runs = letters.split(' ').filter(|run| run.chars().count() > 1);
    runs.flat_map(|run| {
        let all: Vec<char> = run.chars().collect();
        (0..all.len())
            .flat_map(|from| {
                (from + 2..=all.len())
                    .map(|to| all[from..to].iter().collect())
                    .collect::<Vec<String>>()
            })
            .collect::<Vec<_>>()
    })
    .collect()
}

/// Whether the last word is that of several.
fn several(text: &str) -> bool {
    let last = words(text).pop().unwrap_or_default();
    let one = [
        "ethos", "pathos", "chaos", "cosmos", "bias", "gas", "atlas", "canvas", "lens", "series",
        "species",
    ];
    let several = last.ends_with('s')
        && !one.contains(&last.as_str())
        && !["ss", "us", "is", "ics", "news"].iter().any(|ending| last.ends_with(ending));
    several
        || ["men", "people", "children", "data", "media", "staff", "personnel"]
            .iter()
            .any(|ending| last.ends_with(ending))
}
