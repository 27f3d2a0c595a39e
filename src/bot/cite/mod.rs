//! Passages by their place: shown page by page, cited in four forms, listed in an outline.

mod bibliography;
mod citation;
mod completion;
mod outline;
mod places;

pub use outline::Contents;
pub use places::CiteService;
