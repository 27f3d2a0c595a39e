//! `/teach`: what Discord is told about it, and what somebody wants with it.

use serenity::all::{
    CommandInteraction, CommandOptionType, CreateCommand, CreateCommandOption, InteractionContext,
};

use super::options::{LONGEST_REFERENCE, number, part, required, subcommand, text};
use crate::bot::{LONGEST_LESSON_QUESTION, LessonCommand, RequestKind, Visibility};

/// Who may use it is decided at use: no Discord permission stands for a role of curators.
pub(super) fn describe(command: CreateCommand) -> CreateCommand {
    let question = required(
        "question",
        "The question, as readers ask it; it is kept",
        LONGEST_LESSON_QUESTION,
    )
    .set_autocomplete(true);
    let reference = required(
        "reference",
        "The passage that answers it, such as §2 ¶1, or a permalink",
        LONGEST_REFERENCE,
    );
    let page =
        CreateCommandOption::new(CommandOptionType::Integer, "page", "Which page").min_int_value(1);
    command
        .description("For curators: point a question to the passage that answers it in this server")
        .contexts(vec![InteractionContext::Guild])
        .add_option(
            part("add", "Point a question to a passage")
                .add_sub_option(question)
                .add_sub_option(reference.set_autocomplete(true)),
        )
        .add_option(part("list", "See what was taught here, and withdraw it").add_sub_option(page))
        .add_option(part("withdraw", "Take back what was taught").add_sub_option(required(
            "id",
            "Its number, as /teach list shows it",
            20,
        )))
}

pub(super) fn parse(interaction: &CommandInteraction) -> (RequestKind, Visibility) {
    let command = match subcommand(interaction) {
        Some("add") => LessonCommand::Add {
            question: text(interaction, "question"),
            reference: text(interaction, "reference"),
        },
        Some("withdraw") => LessonCommand::Withdraw { id: text(interaction, "id") },
        _ => LessonCommand::List { page: page(interaction) },
    };
    (RequestKind::Lessons(command), Visibility::Private)
}

fn page(interaction: &CommandInteraction) -> usize {
    number(interaction, "page")
        .and_then(|page| usize::try_from(page.saturating_sub(1)).ok())
        .unwrap_or_default()
}
