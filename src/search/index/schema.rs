//! What the index holds of each sentence and unit, and how words become terms.

use tantivy::schema::{Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer,
    TextAnalyzer, TokenizerManager,
};

use crate::corpus::{Unit, UnitKind};
use crate::text::number_words::{CARDINALS, ORDINALS};

const ENGLISH: &str = "english";

/// In bytes.
const LONGEST_TOKEN: usize = 60;

/// Sections up to this are also found by their number in words.
const MOST_NUMBERED: usize = 10;

#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub(super) text: Field,
    pub(super) kind: Field,
    pub(super) speech: Field,
}

/// Nothing is stored: the corpus holds the text.
pub(super) fn schema() -> (Schema, Fields) {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(ENGLISH)
        .set_index_option(IndexRecordOption::WithFreqs);
    let words = TextOptions::default().set_indexing_options(indexing);
    let mut schema = Schema::builder();
    let fields = Fields {
        text: schema.add_text_field("text", words.clone()),
        kind: schema.add_text_field("kind", words),
        speech: schema.add_u64_field("speech", INDEXED),
    };
    (schema.build(), fields)
}

pub(super) fn analyser() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST_TOKEN))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build()
}

pub(super) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(ENGLISH, analyser());
    manager
}

/// Words that readers use for a kind of unit but the unit does not.
pub fn kind_words(unit: &Unit) -> String {
    let words = match unit.kind {
        UnitKind::Title => "title name heading of the speech",
        UnitKind::Source => "publication source journal magazine date published updated website",
        UnitKind::Heading => "section heading point number",
        UnitKind::Paragraph => "",
        UnitKind::Caption => "photo picture photograph image caption shown",
        UnitKind::Note => "speech remarks note given delivered published appeared origin",
    };
    let (UnitKind::Heading, Some(section)) = (unit.kind, unit.locator.section()) else {
        return words.to_owned();
    };
    let number = section as usize;
    match ORDINALS.get(number).zip(CARDINALS.get(number)) {
        Some((ordinal, cardinal)) if number <= MOST_NUMBERED => {
            format!("{words} {ordinal} {number} {cardinal}")
        }
        _ => format!("{words} "),
    }
}
