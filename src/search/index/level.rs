//! One level of the index: all sentences, units or questions as tantivy documents.

use std::collections::BTreeSet;

use tantivy::collector::{DocSetCollector, TopDocs};
use tantivy::directory::RamDirectory;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, ReloadPolicy, Searcher, TantivyDocument, Term};

use super::IndexError;
use super::schema::{self, Fields};

/// In bytes, of tantivy's tables at first; they grow as needed.
const WRITER_MEMORY: usize = 16 << 20;

pub(super) struct Document<'a> {
    pub(super) speech: u32,
    pub(super) text: &'a str,
    pub(super) kind: String,
}

pub(crate) type WeightedStem<'a> = (&'a str, f32);

pub(crate) struct Level {
    fields: Fields,
    /// Of one segment: tantivy numbers the documents as they came.
    searcher: Searcher,
}

impl Level {
    /// Builds on the calling thread: each of tantivy's would leave some megabytes in the allocator.
    pub(super) fn build<'a>(
        documents: impl Iterator<Item = Document<'a>>,
    ) -> Result<Level, IndexError> {
        let (schema, fields) = schema::schema();
        let builder = Index::builder().schema(schema).tokenizers(schema::tokenizers());
        let mut writer =
            builder.single_segment_index_writer(RamDirectory::default(), WRITER_MEMORY)?;
        for Document { speech, text, kind } in documents {
            let mut document = TantivyDocument::default();
            document.add_u64(fields.speech, u64::from(speech));
            document.add_text(fields.text, text);
            document.add_text(fields.kind, kind);
            writer.add_document(document)?;
        }
        let index = writer.finalize()?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Level { fields, searcher: reader.searcher() })
    }

    pub(crate) fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// In how many texts, words for their kinds included.
    pub(crate) fn frequency(&self, stem: &str) -> Result<u64, IndexError> {
        let of = |field| self.searcher.doc_freq(&Term::from_field_text(field, stem));
        Ok(of(self.fields.text)?.max(of(self.fields.kind)?))
    }

    pub(crate) fn stems_beginning(
        &self,
        beginning: &str,
        limit: usize,
    ) -> Result<Vec<String>, IndexError> {
        let mut stems = Vec::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.text)?;
            let mut terms = index.terms().range().ge(beginning).into_stream()?;
            while stems.len() < limit
                && terms.advance()
                && terms.key().starts_with(beginning.as_bytes())
            {
                stems.extend(std::str::from_utf8(terms.key()).map(str::to_owned));
            }
        }
        Ok(stems)
    }

    /// By BM25, best first; of the speeches with these numbers, or of all.
    pub(crate) fn best(
        &self,
        stems: &[WeightedStem<'_>],
        within: Option<&[u32]>,
        limit: usize,
    ) -> Result<Vec<(u32, f32)>, IndexError> {
        let mut clauses: Vec<Box<dyn Query>> = Vec::with_capacity(2 * stems.len());
        for (stem, weight) in stems {
            for field in [self.fields.text, self.fields.kind] {
                let query = TermQuery::new(
                    Term::from_field_text(field, stem),
                    IndexRecordOption::WithFreqs,
                );
                clauses.push(Box::new(BoostQuery::new(Box::new(query), *weight)));
            }
        }
        if clauses.is_empty() {
            return Ok(Vec::new());
        }
        let mut query = BooleanQuery::union(clauses);
        if let Some(speeches) = within {
            let number = |speech: &u32| Term::from_field_u64(self.fields.speech, (*speech).into());
            let chosen = speeches.iter().map(number).collect();
            let chosen = Box::new(BooleanQuery::new_multiterms_query(chosen));
            let unscored = ConstScoreQuery::new(chosen, 0.0);
            query = BooleanQuery::intersection(vec![Box::new(query), Box::new(unscored)]);
        }
        let found = self.searcher.search(&query, &TopDocs::with_limit(limit).order_by_score())?;
        Ok(found.into_iter().map(|(score, at)| (at.doc_id, score)).collect())
    }

    /// Those that hold one stem of each set, in the text's order.
    pub(crate) fn with_all(&self, stems: &[BTreeSet<String>]) -> Result<Vec<u32>, IndexError> {
        let one_of = |set: &BTreeSet<String>| -> Box<dyn Query> {
            let terms = set.iter().map(|stem| Term::from_field_text(self.fields.text, stem));
            // A set of terms would be built into an automaton, which takes longer than the search.
            Box::new(BooleanQuery::new_multiterms_query(terms.collect()))
        };
        let query = BooleanQuery::intersection(stems.iter().map(one_of).collect());
        let found = self.searcher.search(&query, &DocSetCollector)?;
        let mut numbers: Vec<u32> = found.into_iter().map(|at| at.doc_id).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }
}
