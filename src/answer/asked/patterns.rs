//! The grammar's patterns, put together from named parts.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::lexicon::SPEECH_NOUNS;
use crate::text::pattern_of_parts;

const NAMES: &[(&str, &str)] = &[
    (
        "POLITE",
        r"(?:(?:hi|hey|hello|ok|okay|so|and|but|also|well|please|pls|plz|bot|um)\b[,!. ]*)*(?:(?:can|could|would|will) (?:you|u|someone|anyone|anybody) (?:please )?)?(?:(?:i|we) (?:want|need|would like|'d like) (?:to )?|i(?: a|')m (?:wondering|looking for) |i wonder |do you know |does anyone know |any idea )?(?:(?:please )?(?:tell|show|give|get|find|list|quote|print|name|see|have|know|check|let|count)(?: for)?(?: me| us)?(?: know)?\b *)*",
    ),
    ("AUX", r"(?:(?:does|do|did|has|have|had|is|are|was|were|can|could|will|would)(?:n'?t)?)"),
    (
        "ADV",
        r"(?:not|never|ever|even|also|actually|really|anywhere|explicitly|directly|specifically|just|once|still|both|all|at any point|been|being|get|got)",
    ),
    (
        "SAY",
        r"(?:mention(?:s|ed|ing)?|nam(?:e|es|ed|ing)|refer(?:s|red|ring)? (?:back )?to|referenc(?:e|es|ed|ing)|discuss(?:es|ed|ing)?|touch(?:es|ed|ing)? (?:on|upon)|(?:bring|brings|brought|bringing) up|(?:talk|talks|talked|talking|speak|speaks|spoke|spoken|speaking) (?:about|of|on)|contain(?:s|ed|ing)?|includ(?:e|es|ed|ing)|us(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|quot(?:e|es|ed|ing)|allud(?:e|es|ed|ing) to|finds?|(?:say|says|said|saying|writes?|wrote))",
    ),
    (
        "SAID_ABOUT",
        r"(?:any ?thing|something|a (?:single )?word)(?: at all)? (?:about|on|of|regarding|concerning)",
    ),
    (
        "MENTIONED",
        r"(?:mentioned|named|discussed|brought up|referred to|referenced|used|said|written|talked about|spoken (?:of|about)|touched (?:on|upon)|quoted|cited|found|appear(?:s|ed|ing)?|occur(?:s|red|ring)?|com(?:e|es|ing) up|came up|shows? up|pops? up|featured?|present|there)",
    ),
    (
        "PLACES",
        r"(?:lines?|sentences?|passages?|paragraphs?|places?|parts?|spots?|sections?|quotes?|times?|instances?|things?)",
    ),
    ("MENTIONS", r"(?:mentions?|occurrences?|uses|references?|instances?|usages?)"),
    (
        "ABOUT",
        r"(?:about|of|on|to|with|regarding|concerning|containing|mentioning|including|using|saying|that|which|for)",
    ),
    ("ALL", r"(?:(?:all|every|each|any)(?: of)?(?: the)?(?: single)?)"),
    (
        "TEXT",
        r"(?:(?:all of |all )?(?:the|this|that|these|those|each|every|any|both|all|his|her|their|your|\w+['’]s) (?:whole |entire |full )?(?:speeches|NOUN))",
    ),
    ("SOMEBODY", r"(?P<who>(?:[^ ]+ ){1,5}?)"),
    ("NOUN", SPEECH_NOUNS),
];

macro_rules! pattern {
    ($($name:ident = $source:literal;)*) => {
        $(
            pub(crate) static $name: LazyLock<Regex> =
                LazyLock::new(|| pattern_of_parts(concat!("(?i)", $source), NAMES));
        )*
    };
}

pattern! {
    BEGINNING = r"^POLITE(?P<whether>(?:if|whether)\b)? *";
    // “, and how often”: all places are shown with their number anyway.
    END = r"(?:[ ,]+(?:(?:(?:and|&|n)[, ]+)?how (?:often|frequently|many times)|(?:and|&|n) (?:(?:exactly )?where|(?:in|on) (?:which|what) (?:PLACES|speech(?:es)?))|(?P<within>(?:anywhere |somewhere )?(?:in|within|from|inside|across|throughout|of|by) (?:TEXT|it|there|here|the speaker|the author|him|her))|anywhere|somewhere|at all|ever|even once|or not|please|pls|plz|thanks|thx|at (?:any|some) point|exactly|in total|altogether|overall|in general|briefly|the (?:most|least)(?: often)?)|, ?(?:right|correct|yes|no|yes or no))?[ ?.!,]*$";
    COUNT = r"^(?:where(?: and| &|,) )?(?:how (?:often|frequently)|(?:what(?: is|'s) )?(?:the )?(?:exact )?(?:how many|number of|count of) (?:times|MENTIONS)|(?:how many|the) times|every time)(?:(?: and| &|,) where)? *(?:(?:are|is|were|was) there )?";
    EVERY = r"^(?:where(?: all| else| exactly)?(?: in (?:TEXT|it))?|(?:in |on |at )?(?:which|what) PLACES|in (?:which|what) speech(?:es)?|(?:ALL |the )PLACES (?:where|in which|when)|every time) ";
    CLAUSE = r"^(?:(?P<aux>AUX) )?SOMEBODY(?:ADV )*(?P<say>SAY)(?P<about> SAID_ABOUT)? (?P<what>.+)$";
    BRING = r"^(?:(?P<aux>AUX) )?SOMEBODY(?:ADV )*(?:bring|brings|brought) (?P<what>.+) up$";
    PASSIVE = r"^(?:(?P<aux>AUX) )?(?P<what>.+?)(?: AUX)?(?: ADV)* (?P<said>MENTIONED)$";
    BY_SPEAKER = r"^(?P<mentioned>.+ MENTIONED)(?: anywhere)? (?:by|in|within|throughout) (?P<who>.+)$";
    COMPARED = r"^(?P<says>.+?)(?:,? (?:the )?(?:most|more|least|less)(?: (?:often|frequently|times))?(?:[,:]? (?P<who>.+))?|[,:] (?P<among>.+ or .+))$";
    WHO = r"^(?:who(?: all| else)?|(?:which|what)(?: of (?:the|these|those))? (?P<kind>[^ ]+)) (?:AUX )?";
    // “Who names the chairman?” asks for no words.
    HOLDS = r"^(?:ADV )*(?:nam|inclu|contain)";
    THERE = r"^(?:(?:(?:is|are|was|were) there|(?:do|did|can) you (?:see|find|have)) (?:any |an? |some |one )?(?:single |direct |explicit )?(?:PLACES|MENTIONS|words?|talk|discussion|any ?thing|something)(?: at all)?(?: said| written)?|any(?: PLACES| MENTIONS| words?|thing)(?: at all)?|nothing) (?:(?:where|in which) (?:[^ ]+ ){1,4}?SAY|(?:that |which )?SAY|ABOUT) (?P<what>.+)$";
    LISTED = r"^(?:(?:ALL |(?:which|what|the) )?PLACES (?:(?:that |which )?(?:SAY|are about|is about)|about|on|with|containing|mentioning|including|using|saying|regarding)|(?:ALL )?(?:the )?MENTIONS (?:of|to)) (?P<what>.+)$";
    OCCURRENCES = r"^(?:(?:of|to) )?(?P<what>.+?)(?: (?:are|is|were|was) there)?$";
    WITHIN = r"^(?:is|are|was|were) (?P<what>.+)$";
    WORD = r"^(?:an? |the |any |some )*(?:exact |specific )?(?:words?|phrases?|terms?|expressions?|names?) (?:(?:like|of|for|as) )?";
    TOPIC = r"^(?:an? |the |any |some |either |neither )*(?:(?:topics?|subjects?|issues?|questions?|concepts?|ideas?|themes?|notions?) of )?(?:an? |the |any |some )?(?:(?:numbers?|years?|dates?|figures?|amounts?|sums?) (?:of )?(?P<figure>[$€£]?\d))?";
    OUTLINE = r"^(?:what(?: is| are|'s|s)? |which (?:are )?)?(?:me |us )?(?:all )?(?:an? |the |its |his |her |TEXT's )*(?:short |quick |brief )?(?:(?:two|three|four|five|six|seven|eight|nine|ten|\d+) )?(?:(?:main|key|major|central|core|most important|overall|general|big|basic|numbered) (?:points?|ideas?|themes?|topics?|messages?|takeaways?|arguments?|parts?|sections?|thesis)|points|themes|topics|takeaways|sections|headings|chapters|outline|structure|summary|gist|overview|synopsis|contents|table of contents|tl;?dr)(?: (?:does|do|did|is|are|was) SOMEBODY(?:have|has|make|makes|cover|covered|talk about|speak of)| are there)?(?: (?:of|in|from) (?:TEXT|it|this))?$";
    ABOUT_IT = r"^(?:what(?: topics| subjects| things| themes| issues)?|whats|what's)(?: is| was| does| did| do|'s)? SOMEBODY(?:all |mainly |mostly |basically |generally |talk |talking |speak |speaking )*(?:about|cover|say)$";
    SUMMARISE = r"^(?:summari[sz]e|sum up|recap|outline|tl;?dr|condense)(?: (?:it|this|that|everything|TEXT|all|the|main|key|points?|ideas?|up|for|me|us|in|a|an|one|two|three|few|couple|of|\d+|short|brief|bullets?|points?|words?|sentences?|paragraphs?|what (?P<who>(?:[^ ]+ ){1,3}?)says?))*$";
    BUILT = r"^how (?:is|was) SOMEBODY(?:structured|organi[sz]ed|divided|built|laid out|arranged)(?: up)?$";
    SECTIONS = r"^(?:how many|which|what) (?:sections|parts|chapters|headings)(?: are there| (?:does|do|is) SOMEBODY(?:have|has|divided into))?$";
}
