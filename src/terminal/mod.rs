//! The bot in a terminal: the same questions, the same replies, buttons pressed by their number.

mod line;
mod play;
mod render;

use std::io::{self, Write};
use std::path::Path;

use tokio::runtime::Runtime;

use crate::bot::{Actor, Ask, Bot, DailyCommand, Inline, LessonCommand, Press, Privacy, Solo};
use crate::reply::{Action, Reply};
use line::Lines;

pub(crate) use line::read_line;
pub use play::{now, play};
pub use render::render;

/// Who sits at the terminal: an id that Discord gives to nobody.
const YOU: Actor = Actor { person: 1, server: None, channel: None, can_manage_server: true };

/// What is said when a conversation begins.
const WELCOME: &str =
    "Ask a question, or type /help. Begin with > to ask on about the last answer. /quit ends.";

/// What is added to the help in a terminal.
const KEYS: &str = "Here: a number presses a button, > and a question asks on about the last \
                    answer, /quiz plays, /quit ends.";

/// What a typed line wants.
#[derive(Debug, PartialEq, Eq)]
enum Typed<'a> {
    Ask(&'a str),
    FollowUp(&'a str),
    Press(usize),
    Cite(&'a str),
    Verify(&'a str),
    Outline(&'a str),
    About,
    Help,
    Privacy(Privacy),
    LessonCommand,
    Daily,
    Quiz(&'a str),
    Settings(&'a str),
    Quit,
    Unknown(&'a str),
}

/// Talks until the input ends. `history` is where typed lines are kept; an empty path keeps none.
///
/// # Errors
/// When the terminal cannot be read or written.
pub fn chat(bot: &Bot, history: &Path) -> io::Result<()> {
    let mut lines = Lines::open(history)?;
    let mut out = anstream::stdout();
    if lines.interactive() {
        writeln!(out, "{WELCOME}\n")?;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut conversation = Conversation {
        bot,
        runtime,
        question: None,
        heading: None,
        choices: Vec::new(),
        quiz: None,
    };
    while let Some(line) = lines.next()? {
        let Some(replies) = conversation.replies(&line) else { break };
        for reply in replies {
            writeln!(out, "{}\n", render(&reply))?;
        }
    }
    lines.close()
}

/// What the next line may refer to.
struct Conversation<'a> {
    bot: &'a Bot,
    /// What waits for the store.
    runtime: Runtime,
    question: Option<String>,
    heading: Option<String>,
    /// What a number chooses, from 1.
    choices: Vec<Numbered>,
    /// The quiz that is being played.
    quiz: Option<Solo<'a>>,
}

/// What a number below a reply stands for.
enum Numbered {
    Button(Action),
    Question(String),
    Place(String),
}

impl Conversation<'_> {
    /// The replies to a line, a quiz's where one is being played; `None` when it ends the
    /// conversation.
    fn replies(&mut self, line: &str) -> Option<Vec<Reply>> {
        if let Some(quiz) = self.quiz.as_mut().filter(|quiz| !quiz.is_over()) {
            return Some(quiz.typed(line, now()));
        }
        if let Typed::Quiz(count) = read(line) {
            let deck = match self.runtime.block_on(self.bot.deck()) {
                Ok(deck) => deck,
                Err(refusal) => return Some(vec![refusal]),
            };
            let begun = play::options(count).and_then(|options| Solo::begin(deck, options, now()));
            return Some(match begun {
                Ok((quiz, replies)) => {
                    self.quiz = Some(quiz);
                    replies
                }
                Err(refusal) => vec![Reply::text(refusal)],
            });
        }
        Some(vec![self.answer(line)?])
    }

    /// The reply to a line; `None` when it ends the conversation.
    fn answer(&mut self, line: &str) -> Option<Reply> {
        let reply = match read(line) {
            // A quiz is begun before.
            Typed::Quit | Typed::Quiz(_) => return None,
            Typed::About => self.bot.about(),
            Typed::Help => {
                let mut reply = self.bot.help();
                reply.parts.push(crate::reply::Part::Text(KEYS.to_owned()));
                reply
            }
            Typed::Cite(reference) => {
                let preferences = self.runtime.block_on(self.bot.preferences(YOU));
                self.bot
                    .cite_as(reference, Ask { preferences: Some(&preferences), ..Ask::default() })
            }
            Typed::Privacy(options) => self.runtime.block_on(self.bot.privacy(options, YOU)),
            // There is no server here, and the bot says so.
            Typed::Daily => self.runtime.block_on(self.bot.daily(DailyCommand::Show, YOU)),
            Typed::LessonCommand => {
                self.runtime.block_on(self.bot.teach(LessonCommand::List { page: 0 }, YOU, &[]))
            }
            Typed::Settings(line) => self.runtime.block_on(self.bot.set_in_words(line, YOU)),
            Typed::Verify(quote) => {
                let preferences = self.runtime.block_on(self.bot.preferences(YOU));
                self.bot.verify_as(quote, Ask { preferences: Some(&preferences), ..Ask::default() })
            }
            Typed::Outline(speech) => self.bot.outline(speech, false),
            Typed::Unknown(command) => Reply::text(format!(
                "There is no command {command}. Type /help to see what there is."
            )),
            Typed::Press(number) => match number.checked_sub(1).and_then(|at| self.choices.get(at))
            {
                Some(Numbered::Button(Action::Forget { person })) => {
                    self.runtime.block_on(self.bot.forget(*person, YOU))
                }
                Some(Numbered::Button(action)) => {
                    let preferences = self.runtime.block_on(self.bot.preferences(YOU));
                    let preferences = Some(&*preferences);
                    let press = Press {
                        heading: self.heading.as_deref(),
                        by: "you",
                        preferences,
                        ..Press::default()
                    };
                    self.bot.press(&action.to_string(), press)
                }
                Some(Numbered::Place(place)) => self.bot.cite(place, false),
                Some(Numbered::Question(question)) => {
                    let question = question.clone();
                    self.ask(&question, None)
                }
                None => {
                    return Some(Reply::text(format!("The last reply has no button {number}.")));
                }
            },
            Typed::Ask(question) => self.ask(question, None),
            Typed::FollowUp(question) => {
                let earlier = self.question.clone();
                self.ask(question, earlier.as_deref())
            }
        };
        self.heading.clone_from(&reply.heading);
        let buttons = reply.buttons.iter().map(|button| Numbered::Button(button.action.clone()));
        let questions = reply.related.iter().cloned().map(Numbered::Question);
        let places = reply.places.iter().map(|place| Numbered::Place(place.value.clone()));
        self.choices = buttons.chain(questions).chain(places).collect();
        Some(reply)
    }

    fn ask(&mut self, question: &str, earlier: Option<&str>) -> Reply {
        let references = self.bot.inline(question);
        let rest = Inline::rest(question, &references);
        self.question = Some(rest.trim().to_owned());
        let preferences = self.runtime.block_on(self.bot.preferences(YOU));
        let ask =
            Ask { question: &rest, earlier, preferences: Some(&preferences), ..Ask::default() };
        match references.is_empty() {
            true => self.bot.ask(ask),
            false => self.bot.cite_inline(&references, ask),
        }
    }
}

fn read(line: &str) -> Typed<'_> {
    let line = line.trim();
    let (command, rest) = line
        .split_once(char::is_whitespace)
        .map_or((line, ""), |(command, rest)| (command, rest.trim()));
    match command {
        "/quit" | "/exit" | "/q" => Typed::Quit,
        "/about" => Typed::About,
        "/help" | "help" if rest.is_empty() => Typed::Help,
        "/ask" => Typed::Ask(rest),
        "/cite" => Typed::Cite(rest),
        "/privacy" => match rest {
            "" | "show" => Typed::Privacy(Privacy::Show),
            "export" => Typed::Privacy(Privacy::Export),
            "delete" => Typed::Privacy(Privacy::Delete),
            "optout" | "optout on" => Typed::Privacy(Privacy::OptOut(true)),
            "optout off" => Typed::Privacy(Privacy::OptOut(false)),
            _ => Typed::Unknown(line),
        },
        "/teach" => Typed::LessonCommand,
        "/daily" => Typed::Daily,
        "/quiz" => Typed::Quiz(rest.strip_prefix("start").unwrap_or(rest).trim_start()),
        "/settings" => Typed::Settings(rest),
        "/verify" => Typed::Verify(rest),
        "/outline" => Typed::Outline(rest),
        _ if command.starts_with('/') => Typed::Unknown(command),
        _ => match (line.strip_prefix('>'), line.parse()) {
            (Some(question), _) => Typed::FollowUp(question.trim()),
            (None, Ok(number)) if line.len() < 3 => Typed::Press(number),
            _ => Typed::Ask(line),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_question_unless_it_says_otherwise() {
        for (line, expected) in [
            ("who?", Typed::Ask("who?")),
            ("/ask who?", Typed::Ask("who?")),
            ("> why?", Typed::FollowUp("why?")),
            ("2", Typed::Press(2)),
            ("2012", Typed::Ask("2012")),
            ("/cite 2.1", Typed::Cite("2.1")),
            ("/verify “so it is”", Typed::Verify("“so it is”")),
            ("/outline", Typed::Outline("")),
            ("/quit", Typed::Quit),
            ("/privacy", Typed::Privacy(Privacy::Show)),
            ("/privacy optout", Typed::Privacy(Privacy::OptOut(true))),
            ("/privacy optout off", Typed::Privacy(Privacy::OptOut(false))),
            ("/quiz 3", Typed::Quiz("3")),
            ("/quiz start", Typed::Quiz("")),
            ("/settings", Typed::Settings("")),
            ("/settings quote sentence", Typed::Settings("quote sentence")),
            ("/privacy please", Typed::Unknown("/privacy please")),
            ("/teach list", Typed::LessonCommand),
            ("/daily show", Typed::Daily),
            ("help", Typed::Help),
            ("help for workers", Typed::Ask("help for workers")),
            ("/nothing", Typed::Unknown("/nothing")),
            ("", Typed::Ask("")),
        ] {
            assert_eq!(read(line), expected, "{line:?}");
        }
    }
}
