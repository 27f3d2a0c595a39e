//! Reading lines: with editing and history at a terminal, as they come from a pipe.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

const PROMPT: &str = "› ";

pub(super) enum Lines {
    Typed(Box<DefaultEditor>, PathBuf),
    Piped(io::StdinLock<'static>),
}

impl Lines {
    pub(super) fn open(history: &Path) -> io::Result<Lines> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Ok(Lines::Piped(io::stdin().lock()));
        }
        let mut editor = DefaultEditor::new().map_err(io::Error::other)?;
        if history.exists() {
            editor.load_history(history).map_err(io::Error::other)?;
        }
        Ok(Lines::Typed(Box::new(editor), history.to_owned()))
    }

    pub(super) fn interactive(&self) -> bool {
        matches!(self, Lines::Typed(..))
    }

    pub(super) fn next(&mut self) -> io::Result<Option<String>> {
        match self {
            Lines::Typed(editor, _) => match editor.readline(PROMPT) {
                Ok(line) => {
                    editor.add_history_entry(&line).map_err(io::Error::other)?;
                    Ok(Some(line))
                }
                Err(ReadlineError::Eof | ReadlineError::Interrupted) => Ok(None),
                Err(error) => Err(io::Error::other(error)),
            },
            Lines::Piped(input) => read_line(input),
        }
    }

    pub(super) fn close(mut self) -> io::Result<()> {
        match &mut self {
            Lines::Typed(editor, history) if !history.as_os_str().is_empty() => {
                editor.save_history(history).map_err(io::Error::other)
            }
            _ => io::stdout().flush(),
        }
    }
}

/// Invalid UTF-8 is replaced.
pub(crate) fn read_line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if input.read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned()))
}
