//! Questions in a language that no loaded speech is in.

use whatlang::{Lang, detect};

use crate::corpus::Corpus;
use crate::text::lists::paired;

/// With fewer words, detection is wrong too often.
const FEWEST_WORDS: usize = 4;

pub(in crate::bot) fn foreign(question: &str, corpus: &Corpus) -> Option<Lang> {
    let found = detect(question)?;
    let enough = question.split_whitespace().count() >= FEWEST_WORDS
        || !question.chars().any(|c| c.is_ascii_alphabetic());
    // Many languages share the Latin script; any other is telling by itself.
    let sure = found.is_reliable() || found.script() != whatlang::Script::Latin;
    let known = languages(corpus);
    let foreign = enough && sure && !known.is_empty() && !known.contains(&found.lang());
    foreign.then_some(found.lang())
}

pub(in crate::bot) fn names(corpus: &Corpus) -> String {
    let names: Vec<&str> =
        languages(corpus).into_iter().map(|language| language.eng_name()).collect();
    names.join(" or ")
}

fn languages(corpus: &Corpus) -> Vec<Lang> {
    let mut known = Vec::new();
    for language in corpus.speeches().iter().filter_map(|speech| by_tag(speech.language())) {
        if !known.contains(&language) {
            known.push(language);
        }
    }
    known
}

/// A BCP 47 tag begins with a code of two or three letters.
fn by_tag(tag: &str) -> Option<Lang> {
    let code = tag.split('-').next()?;
    Lang::from_code(paired(TWO_LETTERS, code).unwrap_or(code))
}

/// ISO 639-1 and 639-3.
const TWO_LETTERS: &str = "af=afr ar=ara bg=bul bn=ben ca=cat cs=ces cy=cym da=dan de=deu el=ell \
                           en=eng eo=epo es=spa et=est fa=pes fi=fin fr=fra gu=guj he=heb hi=hin \
                           hr=hrv hu=hun hy=hye id=ind it=ita ja=jpn ka=kat km=khm kn=kan ko=kor \
                           la=lat lt=lit lv=lav mk=mkd ml=mal mr=mar my=mya ne=nep nl=nld no=nob \
                           pa=pan pl=pol pt=por ro=ron ru=rus si=sin sk=slk sl=slv sr=srp sv=swe \
                           ta=tam te=tel th=tha tr=tur uk=ukr ur=urd vi=vie zh=cmn";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_language_is_detected_and_a_short_question_gets_the_benefit_of_the_doubt() {
        let corpus =
            Corpus::from_source("tiny", "+++\ntitle = \"T\"\nlanguage = \"en-GB\"\n+++\nBread.\n")
                .unwrap();
        for foreign in [
            "工会的主要任务是什么？",
            "Что говорится о рабочих?",
            "Was sagt die Rede über die Rechte der Arbeiterinnen und Arbeiter?",
        ] {
            assert!(super::foreign(foreign, &corpus).is_some(), "{foreign}");
        }
        for asked in [
            "What does the speech say about the workers?",
            "prosperity",
            "ACFTU",
            "who is xi",
            "2012",
            "",
        ] {
            assert!(foreign(asked, &corpus).is_none(), "{asked}");
        }
        assert_eq!(names(&corpus), "English");
    }
}
