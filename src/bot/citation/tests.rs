//! Citations: the styles' punctuation with every part of the front matter missing in turn, and the words untouched.

use super::*;
use crate::bot::tests::{BOT, ODD, assert_verbatim, bot, button};
use crate::bot::{Ask, Press};
use crate::corpus::Corpus;

fn forms(bot: &Bot, custom_id: &str) -> [String; 4] {
    let reply = bot.press(custom_id, Press { private: true, ..Press::default() });
    assert!(reply.private);
    assert_verbatim(bot, &reply);
    let text = |part: &Part| if let Part::Copyable(copyable) = part { copyable.to_string() } else { panic!("{part:?}") };
    reply.parts.iter().map(text).collect::<Vec<_>>().try_into().unwrap()
}

fn with(front: &str) -> [String; 4] {
    let source = format!("+++\ntitle = \"On Bread\"\n{front}\n+++\n# On Bread\n\n## One\n\nBread is good.\n");
    let bot = bot(Corpus::from_source("talk", &source).unwrap());
    let key = bot.corpus().unit(bot.corpus().look_up("1.1").unwrap()[0].unit).1.key.clone();
    forms(&bot, &format!("c1:{key}")).map(|form| form.replace(&key, "NAME"))
}

#[test]
fn an_answer_is_cited_in_four_forms() {
    let answer = BOT.ask(Ask { question: "Who creates the wealth?", ..Ask::default() });
    let [plain, markdown, apa, mla] = forms(&BOT, &button(&answer, "Copy citation"));
    let place = BOT.corpus().look_up("3.1").unwrap()[0];
    let name = BOT.corpus().permalink(Place { sentence: Some(1), ..place }).to_string();
    let title = "Mobilizing Hundreds of Millions of Workers to Build a Great Country and Advance National Rejuvenation";
    let words = "The working class and workers are the main creators of social wealth.";
    assert_eq!(plain, format!("“{words}”\n— Xi Jinping, {title}, October 23, 2023, §3 ¶1 ({name})"));
    assert_eq!(markdown, format!("> {words}\n>\n> — Xi Jinping, *{title}*, October 23, 2023, §3 ¶1 (`{name}`)"));
    assert_eq!(
        apa,
        format!(
            "“{words}” (Xi, 2023/2024, Section 3, para. 1)\n\nXi, J. (2024, July 4). {title} [Speech transcript]. English Edition of \
             Qiushi Journal. {name} (Original work published 2023)"
        )
    );
    assert_eq!(
        mla,
        format!(
            "“{words}” (Xi, sec. 3, par. 1)\n\nXi Jinping. “{title}.” Meeting with the new leadership of the All-China Federation of \
             Trade Unions, 23 Oct. 2023, Zhongnanhai, Beijing. English Edition of Qiushi Journal, 4 July 2024, {name}. Transcript."
        )
    );
    let cited = BOT.cite(&name, false);
    assert_eq!(cited.heading.as_deref(), Some("§3 ¶1"), "the permalink of a citation leads back");
}

#[test]
fn what_the_front_matter_lacks_leaves_no_gap() {
    for (front, plain, apa, mla) in [
        (
            "",
            "— On Bread, §1 ¶1 (talk#NAME)",
            "(“On Bread”, n.d., Section 1, para. 1)\n\nOn Bread [Speech transcript]. (n.d.). talk#NAME",
            "(“On Bread”, sec. 1, par. 1)\n\n“On Bread.” talk#NAME. Transcript.",
        ),
        (
            "speaker = \"The Baker\"",
            "— The Baker, On Bread, §1 ¶1 (talk#NAME)",
            "(The Baker, n.d., Section 1, para. 1)\n\nThe Baker. (n.d.). On Bread [Speech transcript]. talk#NAME",
            "(The Baker, sec. 1, par. 1)\n\nThe Baker. “On Bread.” talk#NAME. Transcript.",
        ),
        (
            "speaker = \"Martin Luther King Jr.\"\nfamily_name = \"King\"\ndelivered = \"28 August 1963\"\nvenue = \"Washington, D.C.\"",
            "— Martin Luther King Jr., On Bread, 28 August 1963, §1 ¶1 (talk#NAME)",
            "(King, 1963, Section 1, para. 1)\n\nKing, M. L., Jr. (1963, August 28). On Bread [Speech transcript]. talk#NAME",
            "(King, sec. 1, par. 1)\n\nKing, Martin Luther, Jr. “On Bread.” 28 Aug. 1963, Washington, D.C. talk#NAME. Transcript.",
        ),
        (
            "speaker = \"Jean-Paul Dupont\"\nfamily_name = \"Dupont\"\ndelivered = \"Easter 1999\"\npublished = \"1999\"\nsource = \"The Loaf!\"",
            "— Jean-Paul Dupont, On Bread, Easter 1999, §1 ¶1 (talk#NAME)",
            "(Dupont, 1999, Section 1, para. 1)\n\nDupont, J.-P. (1999). On Bread [Speech transcript]. The Loaf! talk#NAME",
            "(Dupont, sec. 1, par. 1)\n\nDupont, Jean-Paul. “On Bread.” Easter 1999. The Loaf!, 1999, talk#NAME. Transcript.",
        ),
        (
            "speaker = \"Ann Baker\"\nfamily_name = \"Miller\"\ndelivered = \"long ago\"",
            "— Ann Baker, On Bread, long ago, §1 ¶1 (talk#NAME)",
            "(Ann Baker, n.d., Section 1, para. 1)\n\nAnn Baker. (long ago). On Bread [Speech transcript]. talk#NAME",
            "(Ann Baker, sec. 1, par. 1)\n\nAnn Baker. “On Bread.” long ago. talk#NAME. Transcript.",
        ),
    ] {
        let [first, _, third, fourth] = with(front);
        assert_eq!(first, format!("“Bread is good.”\n{plain}"));
        assert_eq!(third, format!("“Bread is good.” {apa}"));
        assert_eq!(fourth, format!("“Bread is good.” {mla}"));
    }
}

#[test]
fn a_long_passage_is_cut_at_a_sentence_and_a_long_sentence_at_a_word() {
    let longest = BOT.corpus().unit_ids().max_by_key(|unit| BOT.corpus().unit(*unit).1.range.len()).unwrap();
    let key = &BOT.corpus().unit(longest).1.key;
    let [plain, ..] = forms(&BOT, &format!("c1:{key}"));
    let quoted = plain.split_once('“').and_then(|(_, rest)| rest.split_once(" …”\n")).unwrap().0;
    assert!(quoted.ends_with('.') && quoted.len() <= QUOTED, "{plain}");
    for bot in ODD.iter() {
        for unit in bot.corpus().unit_ids() {
            let key = &bot.corpus().unit(unit).1.key;
            for form in forms(bot, &format!("c1:{key}")) {
                assert!(form.len() <= 2 * QUOTED + 3 * LONGEST, "{}", form.len());
            }
        }
    }
}
