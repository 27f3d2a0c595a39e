//! Strips wrappings ("what does the speech say about …"), whose words would lead to the speech's
//! title and notes, and chat slang from questions.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::Corpus;
use crate::text::lexicon::{SPEECH_NOUNS, STOP_WORDS};
use crate::text::lists::{holds, listed};
use crate::text::normalize::{CURLY_SINGLE, composed, is_invisible, one_line};
use crate::text::spelling::sorted_letters;

/// In characters; Discord lets nobody type more.
const LONGEST: usize = 4_000;

pub(super) fn visible(typed: &str) -> String {
    let all = composed(typed);
    let kept = all.chars().take(LONGEST).filter(|c| !is_invisible(*c));
    one_line(&kept.collect::<String>())
}

pub(super) struct Cleaner {
    wrappings: Vec<(Regex, &'static str)>,
}

impl Cleaner {
    pub(super) fn new(corpus: &Corpus) -> Cleaner {
        let speakers = corpus.speeches().iter().flat_map(|speech| {
            let name = speech.front().speaker.as_deref().unwrap_or_default().to_lowercase();
            let words = name.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            words.into_iter().chain(speech.speaker_words())
        });
        // “Solheim-Baptiste” before “Solheim”.
        let names = BTreeSet::from_iter(speakers).into_iter().rev();
        let names: String = names.map(|name| format!("|{}", regex::escape(&name))).collect();
        let speech = THE_SPEECH.replace("NOUN", SPEECH_NOUNS).replace("SPEAKER", &names);
        let speech = format!(r"(?:(?:,?\s+(?:and|or|nor)\s+|,\s+)?{speech})+");
        let wrappings = WRAPPINGS.iter().filter_map(|(wrapping, instead)| {
            let wrapping = wrapping.replace("NOUN", SPEECH_NOUNS).replace("SPEECH", &speech);
            let pattern = format!("(?i){wrapping}");
            Some((Regex::new(&pattern).ok()?, *instead))
        });
        Cleaner { wrappings: wrappings.collect() }
    }

    /// The question as typed when nothing would be left.
    pub(super) fn clean(&self, typed: &str) -> String {
        let straight = typed.replace(CURLY_SINGLE, "'");
        let mut text: String = (straight.split(' '))
            .filter_map(|word| {
                let bare =
                    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/').to_lowercase();
                let mut meanings = CHAT_WORDS.split(", ").filter_map(|pair| pair.split_once('='));
                let meant = meanings.find(|(chat, _)| *chat == bare).map(|(_, meant)| meant);
                (!holds(SAYS_NOTHING, &bare)).then(|| meant.unwrap_or(word))
            })
            .collect::<Vec<_>>()
            .join(" ");
        for (wrapping, instead) in &self.wrappings {
            text = wrapping.replace(&text, *instead).trim().to_owned();
        }
        match text.chars().any(char::is_alphanumeric) {
            true => text,
            false => straight,
        }
    }
}

const CHAT_WORDS: &str = "u=you, ur=your, r=are, wat=what, wut=what, wot=what, whats=what is, whos=who is, \
    wheres=where is, abt=about, bout=about, bc=because, cuz=because, coz=because, \
    cos=because, ppl=people, peeps=people, govt=government, w/=with, w=with, n=and, \
    teh=the, any1=anyone, every1=everyone, some1=someone, rly=really, w/o=without, \
    b4=before, 2day=today, ya=you, gonna=going to, gotta=have to, wanna=want to, \
    tho=though, thru=through, pic=photo, pics=photos, info=information";

const SAYS_NOTHING: &str = "pls plz please thx thanks lol lmao btw tbh idk omg umm um uh hmm hey \
    hi hello yo bro dude guys";

const THE_SPEECH: &str = r"(?:(?:the|this|that|his|her|their|president|chairman|mr\.?|mrs\.?|ms\.?)\s+)*(?:NOUN|passage|speaker|author|president|it|he|she|theySPEAKER)(?:\s+(?:himself|herselfSPEAKER))*";

const WRAPPINGS: &[(&str, &str)] = &[
    (r"^(?:so|ok|okay|well|and|but|also)[, ]+", ""),
    (
        r"^(?:can|could|would|will) (?:you|someone|anyone|anybody) (?:please )?(?:tell|show|explain|remind)(?: to)?(?: me| us)?\s*",
        "",
    ),
    (r"^(?:tell|show|remind) (?:me|us)\s*(?:about\b)?", ""),
    (r"^(?:i|we) (?:want|need|would like|'d like) to know\s*(?:about\b)?", ""),
    (r"^(?:does |do )?(?:anyone|anybody|someone|you) know\s*(?:if\b|whether\b)?\s*", ""),
    (
        r"^what (?:does|do|did|is|was) SPEECH (?:say|says|said|saying|tell us|state|states|claim|mention|think|write) (?:about|on|of|regarding|concerning)\s",
        "",
    ),
    (r"^what SPEECH (?:says|said) (?:about|on)\s", ""),
    (
        r"^what (?:is|was|'s) (?:said|written|mentioned|stated) (?:in SPEECH )?(?:about|on|regarding|concerning)\s",
        "",
    ),
    (
        r"^(?:does|do|did) SPEECH (?:say|mention|talk about|speak about|speak of|state|discuss|address|cover)(?: anything| something)?(?: about| on| regarding)?\s",
        "",
    ),
    (r"^is there (?:anything|something) (?:said )?(?:about|on|regarding)\s", ""),
    (r"^where (?:does|do|did|in) SPEECH (?:say|mention|talk about|speak of|state)(?: that)?\s", ""),
    (
        r",? ?\b(?:according to|acc to|(?:as )?per|as (?:stated|described|given) in) SPEECH\b(?:, )?",
        "",
    ),
    (r"\b(?:in|of|from|during|within) (?:the|this|that|his|her) (?:NOUN)(?P<end>[?.! ]*)$", "$end"),
    (r"^(?:in|according to|(?:as )?per) SPEECH,?\s", ""),
];

const MORE_COMMON: &str = "say says said saying mention mentions mentioned speak speaks spoke talk \
                            talks tell tells told happen happens happened describe describes \
                            described summarize summarise explain anything something thing things \
                            us may might must shall would could one ones list enumerate line lines \
                            quote quotes quoted passage passages wording exact exactly";

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    // The tokenizer cuts at apostrophes: "doesn't" arrives as "doesn" and "t".
    let stop_words = STOP_WORDS.iter().flat_map(|word| [*word].into_iter().chain(word.split('\'')));
    stop_words.chain(listed(MORE_COMMON)).collect()
});

/// One edit away: by a swap of letters, in longer words by any edit.
pub(super) fn function_word(typed: &str) -> Option<&'static str> {
    let lower = typed.to_lowercase();
    let letters = sorted_letters(&lower);
    let meant = |word: &&&str| {
        let long = lower.len() > 3 && word.len() > 3 && lower.starts_with(|c| word.starts_with(c));
        let swapped = || word.len() == lower.len() && sorted_letters(word) == letters;
        (long || swapped()) && strsim::osa_distance(&lower, word) == 1
    };
    STOP_WORDS.iter().filter(meant).min().copied()
}

pub(super) fn is_common(word: &str) -> bool {
    COMMON.contains(word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaner() -> Cleaner {
        Cleaner::new(
            &Corpus::from_source(
                "tiny",
                "+++\ntitle = \"T\"\nspeaker = \"Ann Lee Baker-Long\"\n+++\nBread.\n",
            )
            .unwrap(),
        )
    }

    #[test]
    fn wrapping_and_slang_are_taken_away() {
        for (typed, expected) in [
            ("What does the speech say about bread?", "bread?"),
            ("what did he say about the price of bread", "the price of bread"),
            ("Does the text mention bread", "bread"),
            ("hey can u tell me who bakes the bread pls", "who bakes the bread"),
            ("According to the speech, who bakes?", "who bakes?"),
            ("Who bakes, according to the speaker?", "Who bakes?"),
            ("How many loaves are baked, per the speech?", "How many loaves are baked?"),
            ("Which bread is named in the speech?", "Which bread is named ?"),
            ("wat abt bread", "what about bread"),
            ("Where does it say that bread is good?", "bread is good?"),
            ("what does Baker say about bread", "bread"),
            ("What did President Ann Baker say about bread?", "bread?"),
            ("what did Baker, Long and ALB say about bread", "bread"),
            ("Who bakes, according to Baker-Long?", "Who bakes?"),
            ("What did Trump say about bread?", "What did Trump say about bread?"),
            ("What do farmers think about bread?", "What do farmers think about bread?"),
            ("speech", "speech"),
            ("pls", "pls"),
            ("Who was the speaker's teacher?", "Who was the speaker's teacher?"),
        ] {
            assert_eq!(cleaner().clean(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn every_pattern_of_the_table_is_read() {
        assert_eq!(cleaner().wrappings.len(), WRAPPINGS.len());
    }

    #[test]
    fn invisible_characters_do_not_hide_a_word() {
        assert_eq!(visible(" br\u{200b}ead\u{0}and\n\twater "), "bread and water");
        assert_eq!(visible(&"x".repeat(5_000)).len(), LONGEST);
    }
}
