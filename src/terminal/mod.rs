//! The bot in a terminal: the same questions, the same replies, buttons pressed by their number.

mod line;
mod play;
mod render;

use std::io::{self, Write};
use std::path::Path;

use tokio::runtime::Runtime;

use crate::bot::{
    Actor, Bot, DailyCommand, LessonCommand, Message, Origin, PrivacyCommand, Request, RequestKind,
    Solo, Visibility, messages,
};
use crate::reply::{Part, Reply};
use line::Lines;
use render::show;

pub(crate) use line::read_line;
pub use play::{now, play};
pub use render::render;

#[derive(Debug, PartialEq)]
enum Typed<'a> {
    Press(usize),
    Request(RequestKind),
    Quiz(&'a str),
    Quit,
    Unknown(&'a str),
}

/// `history` keeps typed lines; none where empty.
pub fn chat(bot: &Bot, history: &Path) -> io::Result<()> {
    let mut lines = Lines::open(history)?;
    if lines.interactive() {
        writeln!(anstream::stdout(), "{}\n", messages::help::TERMINAL_WELCOME)?;
    }
    let mut conversation = Conversation::new(bot)?;
    while let Some(line) = lines.next()? {
        let Some(replies) = conversation.replies(&line) else { break };
        show(&replies)?;
    }
    lines.close()
}

struct Conversation<'a> {
    bot: &'a Bot,
    runtime: Runtime,
    heading: Option<String>,
    choices: Vec<RequestKind>,
    quiz: Option<Solo<'a>>,
}

impl<'a> Conversation<'a> {
    fn new(bot: &'a Bot) -> io::Result<Conversation<'a>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Conversation { bot, runtime, heading: None, choices: Vec::new(), quiz: None })
    }

    /// A quiz's where one is played; `None` ends the conversation.
    fn replies(&mut self, line: &str) -> Option<Vec<Reply>> {
        if let Some(quiz) = self.quiz.as_mut().filter(|quiz| !quiz.is_over()) {
            return Some(quiz.typed(line, now()));
        }
        let kind = match parse(line, self.heading.as_deref()) {
            Typed::Quit => return None,
            Typed::Quiz(count) => {
                let begun = self.begin_quiz(count);
                return Some(begun.unwrap_or_else(|instead| vec![instead]));
            }
            Typed::Unknown(command) => {
                (self.heading, self.choices) = (None, Vec::new());
                return Some(vec![Reply::text(messages::help::no_such_command(command))]);
            }
            Typed::Press(number) => {
                let place = number.checked_sub(1);
                match place.and_then(|place| self.choices.get(place)) {
                    Some(kind) => kind.clone(),
                    None => return Some(vec![Reply::text(messages::help::no_such_button(number))]),
                }
            }
            Typed::Request(kind) => kind,
        };
        Some(vec![self.answer(kind)])
    }

    fn begin_quiz(&mut self, count: &str) -> Result<Vec<Reply>, Reply> {
        let deck = self.runtime.block_on(self.bot.quiz.deck())?;
        let begun = play::options(count).and_then(|options| Solo::begin(deck, options, now()));
        let (quiz, replies) = begun.map_err(Reply::text)?;
        self.quiz = Some(quiz);
        // They belong to an answer that has scrolled away.
        (self.heading, self.choices) = (None, Vec::new());
        Ok(replies)
    }

    fn answer(&mut self, kind: RequestKind) -> Reply {
        let explains_keys = kind == RequestKind::Help;
        let is_press = matches!(kind, RequestKind::Press { .. });
        let origin =
            Origin { heading: self.heading.clone(), reads_all_messages: true, ..Origin::default() };
        let request = Request { actor: you(), origin, visibility: Visibility::Public, kind };
        let mut reply = self.runtime.block_on(self.bot.handle(request)).unwrap_or_default();
        if explains_keys {
            reply.parts.push(Part::text(messages::help::TERMINAL_KEYS));
        }
        let press = |action, values| RequestKind::Press { action, values };
        let buttons = reply.buttons.iter().map(|button| press(button.action.clone(), Vec::new()));
        let chosen = render::listed_menus(&reply).flat_map(|menu| {
            let choices = menu.choices().iter();
            choices.map(|choice| press(menu.action.clone(), vec![choice.value.clone()]))
        });
        let choices: Vec<RequestKind> = buttons.chain(chosen).collect();
        // What explains an answer leaves it its buttons.
        if !(is_press && choices.is_empty()) {
            self.heading.clone_from(&reply.heading);
            self.choices = choices;
        }
        reply
    }
}

fn message(question: &str, earlier: Option<&str>) -> RequestKind {
    let (content, earlier) = (question.to_owned(), earlier.map(str::to_owned));
    RequestKind::Message(Message { content, earlier, ..Message::default() })
}

fn you() -> Actor {
    Actor { person: 1, name: "you".to_owned(), can_manage_server: true, ..Actor::default() }
}

/// `> …` asks on after the answer to `earlier`.
fn parse<'a>(line: &'a str, earlier: Option<&str>) -> Typed<'a> {
    let line = line.trim();
    let (command, rest) = line
        .split_once(char::is_whitespace)
        .map_or((line, ""), |(command, rest)| (command, rest.trim()));
    Typed::Request(match command {
        "/quit" | "/exit" | "/q" => return Typed::Quit,
        "/quiz" => return Typed::Quiz(rest.strip_prefix("start").unwrap_or(rest).trim_start()),
        "/about" => RequestKind::About,
        // The commands that can be named are Discord's.
        "/help" => RequestKind::Help,
        "help" if rest.is_empty() => RequestKind::Help,
        "/ask" => message(rest, None),
        "/cite" => RequestKind::Cite { reference: rest.to_owned() },
        "/privacy" => match privacy(rest) {
            Some(command) => RequestKind::Privacy(command),
            None => return Typed::Unknown(line),
        },
        "/teach" => RequestKind::Lessons(LessonCommand::List { page: 0 }),
        "/daily" => RequestKind::Daily(DailyCommand::Show),
        "/settings" => RequestKind::SetInWords { line: rest.to_owned() },
        "/verify" => RequestKind::Verify { text: rest.to_owned() },
        "/mentions" => RequestKind::Mentions { words: rest.to_owned(), speech: String::new() },
        "/outline" => RequestKind::Outline { speech: rest.to_owned() },
        _ if command.starts_with('/') => return Typed::Unknown(command),
        _ => match (line.strip_prefix('>'), line.parse()) {
            (Some(question), _) => message(question.trim(), earlier),
            (None, Ok(number)) if line.len() < 3 => return Typed::Press(number),
            _ => message(line, None),
        },
    })
}

fn privacy(typed: &str) -> Option<PrivacyCommand> {
    Some(match typed {
        "" | "show" => PrivacyCommand::Show,
        "export" => PrivacyCommand::Export,
        "delete" => PrivacyCommand::Delete,
        "optout" | "optout on" => PrivacyCommand::OptOut(true),
        "optout off" => PrivacyCommand::OptOut(false),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::tests::BOT;
    use crate::reply::{Action, Button};

    #[test]
    fn a_quiz_takes_the_buttons_of_the_answer_before_it() {
        let mut conversation = Conversation::new(&BOT).unwrap();
        conversation.replies("Who creates the wealth?");
        assert!(!conversation.choices.is_empty());
        conversation.replies("/quiz 1");
        assert!(conversation.quiz.take().is_some());
        let pressed = conversation.replies("1").unwrap();
        assert_eq!(pressed, [Reply::text(messages::help::no_such_button(1))]);
    }

    #[test]
    fn a_related_question_is_asked_by_its_number() {
        let mut conversation = Conversation::new(&BOT).unwrap();
        let shown = conversation.replies("Who creates the wealth?").unwrap();
        let first = (shown[0].buttons.len() + 1).to_string();
        let asked = conversation.replies(&first).unwrap();
        assert_eq!(asked[0].heading.as_ref(), Some(&shown[0].menus[0].choices()[0].value));
    }

    #[test]
    fn a_press_that_leads_no_further_leaves_the_buttons() {
        let mut conversation = Conversation::new(&BOT).unwrap();
        let shown = conversation.replies("Who creates the wealth?").unwrap().remove(0);
        let (heading, choices) = (shown.heading, conversation.choices.clone());
        let is_why = |button: &Button| matches!(button.action, Action::Why { .. });
        let why = shown.buttons.iter().position(is_why).unwrap();
        conversation.replies(&(why + 1).to_string());
        assert_eq!((&conversation.heading, &conversation.choices), (&heading, &choices));
        conversation.replies("wheelbarrow");
        assert_ne!(conversation.choices, choices);
    }

    #[test]
    fn a_line_is_a_question_unless_it_says_otherwise() {
        let ask = |question| Typed::Request(message(question, None));
        let privacy = |command| Typed::Request(RequestKind::Privacy(command));
        for (line, expected) in [
            ("who?", ask("who?")),
            ("/ask who?", ask("who?")),
            ("2012", ask("2012")),
            ("/privacy optout", privacy(PrivacyCommand::OptOut(true))),
            ("/privacy optout off", privacy(PrivacyCommand::OptOut(false))),
            ("/quiz 3", Typed::Quiz("3")),
            ("/quiz start", Typed::Quiz("")),
            (
                "/settings quote sentence",
                Typed::Request(RequestKind::SetInWords { line: "quote sentence".to_owned() }),
            ),
            ("/privacy please", Typed::Unknown("/privacy please")),
            ("/teach list", Typed::Request(RequestKind::Lessons(LessonCommand::List { page: 0 }))),
            ("/daily show", Typed::Request(RequestKind::Daily(DailyCommand::Show))),
            ("help", Typed::Request(RequestKind::Help)),
            ("/help quiz", Typed::Request(RequestKind::Help)),
            ("help for workers", ask("help for workers")),
            ("", ask("")),
        ] {
            assert_eq!(parse(line, None), expected, "{line:?}");
        }
    }
}
