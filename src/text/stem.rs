//! What the inflected forms of an English word have in common.

use std::collections::HashMap;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

use super::lists::pairs;

const IRREGULAR: &str = "gave=give given=give took=take taken=take made=make held=hold led=lead \
                         built=build began=begin begun=begin became=become won=win lost=lose \
                         wrote=write written=write spoke=speak spoken=speak said=say told=tell \
                         went=go gone=go came=come saw=see seen=see knew=know known=know \
                         grew=grow grown=grow fought=fight brought=bring bought=buy taught=teach \
                         sent=send spent=spend met=meet left=leave kept=keep found=find sold=sell \
                         paid=pay rose=rise fell=fall fallen=fall chose=choose chosen=choose \
                         drew=draw drawn=draw drove=drive driven=drive sang=sing sung=sing \
                         swore=swear sworn=swear ran=run stood=stand struck=strike shot=shoot \
                         men=man women=woman children=child people=person died=die death=die \
                         born=birth";

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));

static BASE_OF: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| pairs(IRREGULAR).collect());

pub(crate) fn stem(lower: &str) -> String {
    STEMMER.stem(BASE_OF.get(lower).copied().unwrap_or(lower)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for (one, other) in [
            ("gave", "given"),
            ("hold", "held"),
            ("cities", "city"),
            ("founded", "founding"),
            ("planned", "plans"),
            ("adopted", "adopts"),
            ("close", "closed"),
            ("churches", "church"),
            ("companies", "company"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        assert_ne!(stem("nation"), stem("native"));
        assert_eq!(stem("is"), "is");
    }
}
