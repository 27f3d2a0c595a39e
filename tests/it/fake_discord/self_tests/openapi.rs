//! Discord's own document as judge: serenity's builders pass it, broken bodies do not. Idle without
//! the document.

use serde_json::json;
use serenity::all::{
    Builder as _, ButtonStyle, ChannelId, CommandOptionType, CommandType, CreateActionRow,
    CreateAllowedMentions, CreateAttachment, CreateButton, CreateCommand, CreateCommandOption,
    CreateEmbed, CreateInputText, CreateInteractionResponse, CreateInteractionResponseFollowup,
    CreateInteractionResponseMessage, CreateMessage, CreateModal, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse, EditMessage,
    HttpBuilder, InputTextStyle, InstallationContext, InteractionContext,
    InteractionId as SerenityId, MessageId, Permissions,
};

use super::{ALICE, FakeDiscord, GENERAL, World};
use crate::fake_discord::{APPLICATION, CAROL, InteractionId, rules::openapi};

fn full_command() -> CreateCommand {
    let question =
        CreateCommandOption::new(CommandOptionType::String, "question", "What to look for")
            .required(true)
            .set_autocomplete(true)
            .max_length(200);
    let count = CreateCommandOption::new(CommandOptionType::Integer, "count", "How many")
        .min_int_value(1)
        .max_int_value(3);
    let look = CreateCommandOption::new(CommandOptionType::String, "look", "Which look")
        .add_string_choice("Short", "short");
    CreateCommand::new("ask")
        .description("Ask the speech")
        .description_localized("de", "Frage die Rede")
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
        .contexts(vec![
            InteractionContext::Guild,
            InteractionContext::BotDm,
            InteractionContext::PrivateChannel,
        ])
        .set_options(vec![question, count, look])
}

fn rows() -> Vec<CreateActionRow> {
    let option = CreateSelectMenuOption::new("Wealth", "7").description("Who creates it");
    let menu =
        CreateSelectMenu::new("related", CreateSelectMenuKind::String { options: vec![option] });
    vec![
        CreateActionRow::Buttons(vec![
            CreateButton::new("next").label("Next passage").style(ButtonStyle::Secondary),
            CreateButton::new_link("https://example.org").label("Source"),
        ]),
        CreateActionRow::SelectMenu(menu.placeholder("Related questions")),
    ]
}

/// Everything the bot may send, made with serenity's builders and read back.
#[tokio::test]
async fn what_serenity_builds_is_accepted() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    let http = HttpBuilder::new(discord.token())
        .proxy(discord.api_base())
        .ratelimiter_disabled(true)
        .build();
    http.set_application_id(APPLICATION.into());
    let find = CreateCommand::new("Find in the speech").kind(CommandType::Message);
    let lines = CreateCommandOption::new(CommandOptionType::SubCommand, "lines", "How many lines");
    let settings =
        CreateCommand::new("settings").description("Change how answers look").add_option(lines);
    http.create_global_commands(&vec![full_command(), settings, find]).await.expect("commands");
    assert_eq!(http.get_global_commands().await.expect("commands are read").len(), 3);

    let new_pseudonym = || CreateAllowedMentions::new().replied_user(false);
    let embed = || {
        CreateEmbed::new()
            .title("Who creates wealth?")
            .description("> Workers")
            .field("a", "b", true)
            .colour(7)
    };
    let file = || CreateAttachment::bytes("a page".as_bytes(), "page.txt").description("A page");
    // Only a manager may run the command.
    let ask = || {
        discord.start_slash(
            CAROL,
            GENERAL,
            "ask",
            [("question", "Who?".into()), ("count", 2.into())],
        )
    };
    let token = |id: InteractionId| discord.shared.look(|inside| inside.world.token_of(id));

    let answer = CreateInteractionResponseMessage::new()
        .content("x")
        .embed(embed())
        .components(rows())
        .allowed_mentions(new_pseudonym());
    let first = ask();
    let callback = CreateInteractionResponse::Message(answer.add_file(file()).ephemeral(true));
    let token_one = token(first);
    callback.execute(&http, (SerenityId::new(first.0), &token_one)).await.expect("a first answer");
    let shown = discord.shown(first).await;
    assert_eq!(
        (shown.labels(), shown.files.clone()),
        (vec!["Next passage".to_owned(), "Source".to_owned()], vec!["page.txt".to_owned()])
    );
    assert_eq!(shown.text(), "x\nWho creates wealth?\n> Workers\na\nb");

    let second = ask();
    let defer = CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new());
    let token_two = token(second);
    defer.execute(&http, (SerenityId::new(second.0), &token_two)).await.expect("a defer");
    let edit = EditInteractionResponse::new()
        .embed(embed())
        .components(rows())
        .allowed_mentions(new_pseudonym())
        .new_attachment(file());
    edit.execute(&http, &token_two).await.expect("an edit");
    let follow =
        CreateInteractionResponseFollowup::new().content("more").allowed_mentions(new_pseudonym());
    follow.execute(&http, (None, &token_two)).await.expect("a follow-up");
    discord.shown(second).await;
    discord.shown(second).await;

    let third = ask();
    let input = CreateInputText::new(InputTextStyle::Short, "Words", "words").max_length(100);
    let modal =
        CreateModal::new("asked", "Ask").components(vec![CreateActionRow::InputText(input)]);
    let token_three = token(third);
    let modal = CreateInteractionResponse::Modal(modal);
    modal.execute(&http, (SerenityId::new(third.0), &token_three)).await.expect("a modal");

    let question = discord.say(ALICE, GENERAL, "hello");
    let place = ChannelId::new(GENERAL.0);
    let message = CreateMessage::new()
        .content("x")
        .embed(embed())
        .components(rows())
        .allowed_mentions(new_pseudonym());
    let message = message.reference_message((place, MessageId::new(question))).add_file(file());
    let mut sent = place.send_message(&http, message).await.expect("a message");
    sent.edit(&http, EditMessage::new().content("y").allowed_mentions(new_pseudonym()))
        .await
        .expect("an edited message");
    assert_eq!(discord.answer_to(question).await.replies_to, Some(question));
    discord.answer_to(question).await;
    place.broadcast_typing(&http).await.expect("typing");
    discord.finish().await;
}

#[test]
fn broken_bodies_are_refused_by_the_right_pass() {
    if !openapi::is_at_hand() {
        return;
    }
    let told = |path: &str, body| openapi::request("POST", path, "", &body).join("\n");
    let callback = "/interactions/1/abc/callback";
    assert_eq!(
        told(
            callback,
            json!({"type": 4, "data": {"content": "x", "allowed_mentions": {"parse": []}}})
        ),
        ""
    );
    let long = told(callback, json!({"type": 4, "data": {"content": "x".repeat(2_001)}}));
    assert!(long.contains("(open)") && long.contains("/data/content"), "{long}");
    let typo = told(callback, json!({"type": 4, "data": {"contents": "x"}}));
    assert!(
        !typo.contains("(open)") && typo.contains("(closed)") && typo.contains("contents"),
        "{typo}"
    );
    let route = openapi::request("POST", "/interactions/1/abc/answer", "", &json!({}));
    assert!(route[0].contains("no operation"), "{route:?}");
    let query = openapi::request("GET", "/channels/1/messages", "&limits=1", &json!(null));
    assert!(query[0].contains("no query parameter \"limits\""), "{query:?}");
    let original =
        openapi::request("PATCH", "/webhooks/1/abc/messages/@original", "", &json!({"content": 5}));
    assert!(original[0].contains("@original"), "{original:?}");
}
