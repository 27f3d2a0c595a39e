//! The parts of `/teach`.

use serenity::all::CommandOptionType;

use super::options::{LONGEST_REFERENCE, Options, Part, option, part, required};
use crate::bot::{LONGEST_LESSON_QUESTION, LessonCommand, RequestKind};

pub(super) const PARTS: &[Part] = &[
    part("add", "Point a question to a passage", |options| RequestKind::Lessons(add(options))),
    part("list", "See what was taught here, and withdraw it", |options| {
        let page = option(CommandOptionType::Integer, "Which page").min_int_value(1);
        let page: Option<usize> = options.number("page", page);
        RequestKind::Lessons(LessonCommand::List {
            page: page.map_or(0, |page| page.saturating_sub(1)),
        })
    }),
    part("withdraw", "Take back what was taught", |options| {
        let id = options.text("id", required("Its number, as /teach list shows it", 20));
        RequestKind::Lessons(LessonCommand::Withdraw { id })
    }),
];

fn add(options: &mut Options<'_>) -> LessonCommand {
    let question = required("The question, as readers ask it; it is kept", LONGEST_LESSON_QUESTION);
    let reference =
        required("The passage that answers it, such as §2 ¶1, or a permalink", LONGEST_REFERENCE);
    LessonCommand::Add {
        question: options.text("question", question.set_autocomplete(true)),
        reference: options.text("reference", reference.set_autocomplete(true)),
    }
}
