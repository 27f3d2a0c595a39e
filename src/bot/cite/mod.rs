//! Passages by their place: shown page by page, cited in four forms, listed in an outline.

mod bibliography;
mod citation;
mod completion;
mod outline;
mod places;
#[cfg(test)]
mod tests;

pub use outline::Contents;
pub use places::CiteService;
