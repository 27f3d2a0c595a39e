//! The token vectors of a corpus, computed once and kept in a file.
//!
//! A token takes hundreds of bytes, so a question reads only its candidates' vectors: memory use
//! does not grow with the corpus.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::{NamedTempFile, TempPath};

use super::vector_folder;
use super::vectors::{BYTES, TokenVectors};
use crate::text::Slice;

/// Raise it when the format changes.
pub(super) const MAGIC: &[u8; 16] = b"verbatim vec 002";

/// Bytes per text length, in tokens. The lengths follow the vectors; a hash of everything comes
/// last.
const LENGTH: usize = 4;

pub(super) struct VectorFile {
    /// One handle on all systems: the lock is held while some kilobytes come from the system's
    /// cache.
    body: Mutex<Box<dyn Body>>,
    /// Each text's first token; at the end the number of all tokens.
    starts: Vec<u64>,
}

pub(super) struct VectorWriter {
    body: Box<dyn Body>,
    /// The file's name while it is written, and the one that it gets; none in memory.
    names: Option<(TempPath, PathBuf)>,
    hasher: blake3::Hasher,
    lengths: Vec<u32>,
    written: u64,
}

/// A file; if no folder can be written, memory.
trait Body: Read + Write + Seek + Send {}
impl<T: Read + Write + Seek + Send> Body for T {}

impl VectorFile {
    /// `None` unless the file is whole and holds this many texts.
    pub(super) fn open(path: &Path, texts: usize) -> Option<VectorFile> {
        let mut file = File::open(path).ok()?;
        let hashed = file.metadata().ok()?.len().checked_sub(blake3::OUT_LEN as u64)?;
        let mut hasher = blake3::Hasher::new();
        io::copy(&mut Read::by_ref(&mut file).take(hashed), &mut hasher).ok()?;
        let mut hash = [0; blake3::OUT_LEN];
        file.read_exact(&mut hash).ok()?;
        let end = hashed.checked_sub((LENGTH * texts) as u64)?;
        let mut lengths = vec![0; LENGTH * texts];
        file.seek(SeekFrom::Start(end)).ok()?;
        file.read_exact(&mut lengths).ok()?;
        let lengths = lengths
            .chunks_exact(LENGTH)
            .filter_map(|length| length.try_into().ok())
            .map(u32::from_le_bytes);
        let starts = starts(lengths);
        let mut magic = [0; MAGIC.len()];
        file.rewind().ok()?;
        file.read_exact(&mut magic).ok()?;
        let whole = hasher.finalize() == hash
            && magic == *MAGIC
            && starts.last().is_some_and(|tokens| offset(*tokens) == end);
        if !whole {
            return None;
        }
        vector_folder::touch(path);
        Some(VectorFile { body: Mutex::new(Box::new(file)), starts })
    }

    /// Fewer if there are not so many.
    pub(super) fn texts(&self, texts: Range<usize>) -> io::Result<Vec<TokenVectors>> {
        let starts = self.starts.slice(texts.start..(texts.end + 1).min(self.starts.len()));
        let (Some(first), Some(end)) = (starts.first(), starts.last()) else {
            return Ok(Vec::new());
        };
        let at = |token: u64| (token - first) as usize * BYTES;
        let mut bytes = vec![0; at(*end)];
        {
            let mut body = self.body.lock().unwrap_or_else(PoisonError::into_inner);
            body.seek(SeekFrom::Start(offset(*first)))?;
            body.read_exact(&mut bytes)?;
        }
        let texts = starts.windows(2).map(|two| bytes.slice(at(two[0])..at(two[1])));
        Ok(texts.map(TokenVectors::read).collect())
    }
}

impl VectorWriter {
    pub(super) fn new(path: Option<&Path>) -> io::Result<VectorWriter> {
        let begun = path.and_then(|path| {
            let folder = path.parent()?;
            let made = std::fs::create_dir_all(folder).and_then(|()| NamedTempFile::new_in(folder));
            let (file, name) = made.inspect_err(|error| warn(folder, error)).ok()?.into_parts();
            Some((file, (name, path.to_owned())))
        });
        let (body, names): (Box<dyn Body>, _) = match begun {
            Some((file, names)) => (Box::new(file), Some(names)),
            None => (Box::new(io::Cursor::new(Vec::new())), None),
        };
        let mut writer = VectorWriter::into(body, names);
        writer.write(MAGIC)?;
        Ok(writer)
    }

    fn into(body: Box<dyn Body>, names: Option<(TempPath, PathBuf)>) -> VectorWriter {
        VectorWriter { body, names, hasher: blake3::Hasher::new(), lengths: Vec::new(), written: 0 }
    }

    pub(super) fn add(&mut self, text: &TokenVectors) -> io::Result<()> {
        self.lengths.push(u32::try_from(text.len()).map_err(io::Error::other)?);
        self.write(text.bytes())
    }

    /// Renamed when finished, so that it appears whole.
    pub(super) fn finish(mut self) -> io::Result<VectorFile> {
        let lengths: Vec<u8> =
            self.lengths.iter().flat_map(|length| length.to_le_bytes()).collect();
        self.write(&lengths)?;
        let hash = self.hasher.finalize();
        self.write(hash.as_bytes())?;
        if let Some((name, path)) = self.names {
            match name.persist(&path) {
                Ok(()) => vector_folder::remove_old_beside(&path),
                Err(failed) => warn(&path, &failed.error),
            }
        }
        let starts = starts(self.lengths.into_iter());
        Ok(VectorFile { body: Mutex::new(self.body), starts })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hasher.update(bytes);
        if let Err(failed) = self.body.write_all(bytes) {
            self.go_on_in_memory(&failed)?;
            self.body.write_all(bytes)?;
        }
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// Where the disk is full. The file goes as its name is dropped.
    fn go_on_in_memory(&mut self, failed: &io::Error) -> io::Result<()> {
        if let Some((_, path)) = self.names.take() {
            warn(&path, failed);
        }
        let mut memory = io::Cursor::new(Vec::new());
        self.body.rewind()?;
        io::copy(&mut Read::by_ref(&mut self.body).take(self.written), &mut memory)?;
        self.body = Box::new(memory);
        Ok(())
    }
}

fn warn(path: &Path, error: &io::Error) {
    tracing::warn!(path = %path.display(), %error, "the vectors cannot be kept; the next start \
                                                    computes them again");
}

fn starts(lengths: impl Iterator<Item = u32>) -> Vec<u64> {
    let mut end = 0;
    let ends = lengths.map(|length| {
        end += u64::from(length);
        end
    });
    std::iter::once(0).chain(ends).collect()
}

fn offset(token: u64) -> u64 {
    MAGIC.len() as u64 + token * BYTES as u64
}

#[cfg(test)]
mod tests {
    use super::super::encoder::WIDTH;
    use super::*;

    /// Texts of 2, 0 and 1 tokens.
    fn texts() -> Vec<TokenVectors> {
        let token = |hot: usize| (0..WIDTH).map(move |at| if at == hot { 1.0 } else { -0.6 });
        vec![
            TokenVectors::rounded(&token(1).chain(token(2)).collect::<Vec<f32>>()),
            TokenVectors::default(),
            TokenVectors::rounded(&token(3).collect::<Vec<f32>>()),
        ]
    }

    fn written(path: Option<&Path>) -> VectorFile {
        let mut writer = VectorWriter::new(path).unwrap();
        texts().iter().for_each(|text| writer.add(text).unwrap());
        writer.finish().unwrap()
    }

    #[test]
    fn what_is_kept_is_read_back_from_a_file_and_from_memory() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("of/texts");
        let file = dir.path().join("file");
        std::fs::write(&file, "").unwrap();
        let written = [written(Some(&path)), written(None), written(Some(&file.join("texts")))];
        for vectors in written.iter().chain(&VectorFile::open(&path, 3)) {
            assert_eq!(vectors.texts(0..3).unwrap(), texts());
            assert_eq!(vectors.texts(2..3).unwrap(), texts()[2..]);
            assert_eq!(vectors.texts(1..9).unwrap(), texts()[1..]);
            assert_eq!(vectors.texts(7..9).unwrap(), []);
        }
        assert!(VectorFile::open(&path, 3).is_some());
    }

    /// A file on a disk with room for so many bytes.
    struct Full(io::Cursor<Vec<u8>>, usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let room = self.1 - self.0.get_ref().len();
            match room.min(bytes.len()) {
                0 => Err(io::ErrorKind::StorageFull.into()),
                room => self.0.write(&bytes[..room]),
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Read for Full {
        fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
            self.0.read(bytes)
        }
    }

    impl Seek for Full {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    #[test]
    fn what_a_full_disk_does_not_take_goes_on_in_memory() {
        let dir = tempfile::tempdir().unwrap();
        let whole = offset(3) as usize + 3 * LENGTH + blake3::OUT_LEN;
        for room in [0, 10, MAGIC.len(), MAGIC.len() + BYTES / 2, whole - 40, whole - 1] {
            let (_, name) = NamedTempFile::new_in(&dir).unwrap().into_parts();
            let path = dir.path().join("texts");
            let body = Box::new(Full(io::Cursor::default(), room));
            let mut writer = VectorWriter::into(body, Some((name, path.clone())));
            writer.write(MAGIC).unwrap();
            texts().iter().for_each(|text| writer.add(text).unwrap());
            let vectors = writer.finish().unwrap();
            assert_eq!(vectors.texts(0..3).unwrap(), texts(), "{room}");
            assert!(!path.exists() && std::fs::read_dir(&dir).unwrap().count() == 0, "{room}");
        }
    }

    #[test]
    fn a_cut_changed_or_foreign_file_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("texts");
        written(Some(&path));
        assert!(VectorFile::open(&path, 2).is_none(), "other texts");
        let whole = std::fs::read(&path).unwrap();
        let changed: Vec<u8> = whole
            .iter()
            .enumerate()
            .map(|(at, byte)| if at == 40 { byte ^ 1 } else { *byte })
            .collect();
        for bytes in [&whole[..whole.len() - 1], &changed, b"something else", b""] {
            std::fs::write(&path, bytes).unwrap();
            assert!(VectorFile::open(&path, 3).is_none());
        }
    }
}
