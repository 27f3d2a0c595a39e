//! The texts that the bot quotes: loaded, checked, cut into units and sentences, and cited by
//! references.
//!
//! Only the corpus holds a speech's text: other modules work with numbers (`UnitId`, `SentenceId`)
//! and ask for words only to quote them.

mod companion_file;
mod credit;
mod doubts;
mod error;
mod front_matter;
mod heading_number;
mod left_over;
mod load;
mod location;
mod lookup;
mod markdown;
mod mentioned;
mod permalink;
mod questions;
mod quiz;
mod quote;
mod reference;
mod resolve;
mod sentences;
mod source_file;
mod speech;
mod speeches;
mod unit_kind;
mod unread_file;

pub use doubts::doubts;
pub use error::{CorpusError, Fault};
pub use front_matter::FrontMatter;
pub use location::{Location, SentenceId, UnitId};
pub use lookup::{REFERENCE_END, names_places};
pub use mentioned::{Mentioned, has_place_sign};
pub use permalink::Permalink;
pub use questions::AskedPassage;
pub use quiz::WrittenItem;
pub use quote::Quote;
pub use reference::{Locator, Numbers, Reference, ReferenceError};
pub use speech::{Section, Speech, Unit};
pub use speeches::{Corpus, ReadersQuestion};
pub use unit_kind::{UnitKind, Voice};
pub use unread_file::UnreadFile;

pub type SharedCorpus = std::sync::Arc<Corpus>;
