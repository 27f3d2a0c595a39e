//! Each limit on what is sent, one step inside and one step over; no network needed.

use serde_json::{Value, json};

use crate::fake_discord::rules;
use crate::fake_discord::world::World;

#[track_caller]
fn refused(problems: &[String], words: &str) {
    assert!(
        problems.iter().any(|problem| problem.contains(words)),
        "{words:?} is not in {problems:#?}"
    );
}

fn message(body: &Value) -> Vec<String> {
    rules::message(body, &[])
}

fn row(components: Value) -> Value {
    json!({"components": [{"type": 1, "components": components}]})
}

#[test]
fn oversized_messages_are_refused() {
    assert_eq!(message(&json!({"content": "ж".repeat(2_000)})), [""; 0]);
    refused(&message(&json!({"content": "ж".repeat(2_001)})), "content");
    let embed =
        |field: &str, length: usize| message(&json!({"embeds": [{field: "ж".repeat(length)}]}));
    assert_eq!((embed("title", 256), embed("description", 4_096)), (vec![], vec![]));
    refused(&embed("title", 257), "embeds");
    refused(&embed("description", 4_097), "embeds");
    refused(&message(&json!({"embeds": vec![json!({"title": "x"}); 11]})), "embeds");
    refused(
        &message(&json!({"embeds": [{"fields": vec![json!({"name": "x", "value": "y"}); 26]}]})),
        "embeds",
    );
    refused(
        &message(&json!({"embeds": [{"fields": [{"name": "x", "value": "y".repeat(1_025)}]}]})),
        "FieldValueTooLarge",
    );
    refused(&message(&json!({"embeds": [{"footer": {"text": "x".repeat(2_049)}}]})), "embeds");
    refused(
        &message(&json!({"embeds": [{"title": "x", "author": {"name": "x".repeat(257)}}]})),
        "embeds",
    );
    refused(
        &message(&json!({"embeds": vec![json!({"description": "x".repeat(3_001)}); 2]})),
        "EmbedTooLarge",
    );
    refused(&message(&json!({"embeds": [{}]})), "embed 0 is empty");
}

#[test]
fn invalid_rows_and_buttons_are_refused() {
    let button = json!({"type": 2, "style": 2, "label": "Next", "custom_id": "next"});
    let with = |field: &str, value: Value| {
        let mut changed = button.clone();
        changed[field] = value;
        message(&row(json!([changed])))
    };
    assert_eq!(with("label", "ж".repeat(80).into()), [""; 0]);
    refused(&with("label", "ж".repeat(81).into()), "ComponentLabelLength");
    refused(&with("label", Value::Null), "neither label nor emoji");
    refused(&with("custom_id", "x".repeat(101).into()), "ComponentCustomIdLength");
    refused(&with("custom_id", Value::Null), "ButtonStyle");
    refused(&with("url", "https://example.org".into()), "ButtonConflict");
    refused(&message(&row(json!([button, button]))), "used twice");
    let many: Vec<Value> = (0..6)
        .map(|n| json!({"type": 2, "style": 1, "label": "x", "custom_id": n.to_string()}))
        .collect();
    refused(&message(&row(many.into())), "ActionRowComponentCount");
    refused(&message(&row(json!([]))), "a row is empty");
    let rows: Vec<Value> = (0..6)
        .map(|n| row(json!([{"type": 2, "style": 1, "label": "x", "custom_id": n.to_string()}]))["components"][0].clone())
        .collect();
    refused(&message(&json!({"components": rows})), "components");
}

#[test]
fn invalid_menus_are_refused() {
    let option = |n: usize| json!({"label": "x", "value": n.to_string()});
    let menu = |options: Vec<Value>, most: u64| {
        message(&row(
            json!([{"type": 3, "custom_id": "m", "options": options, "max_values": most}]),
        ))
    };
    assert_eq!(menu((0..25).map(option).collect(), 25), [""; 0]);
    refused(&menu((0..26).map(option).collect(), 1), "SelectOptionCount");
    refused(&menu(vec![], 1), "no options");
    refused(&menu(vec![option(1)], 2), "asks for 1 to 2");
    refused(&menu(vec![option(1), option(1)], 1), "used twice");
    refused(&menu(vec![json!({"label": "x".repeat(101), "value": "1"})], 1), "label has 101");
    refused(
        &menu(vec![json!({"label": "x", "value": "1", "description": "x".repeat(101)})], 1),
        "SelectOptionDescriptionLength",
    );
}

#[test]
fn invalid_commands_are_refused() {
    let good = json!({"name": "ask", "description": "Ask the speech"});
    let with = |field: &str, value: Value| {
        let mut changed = good.clone();
        changed[field] = value;
        rules::command(&changed)
    };
    assert_eq!(rules::command(&good), [""; 0]);
    refused(&with("name", "Ask".into()), "NameCharacterInvalid");
    refused(&with("name", "two words".into()), "NameCharacterInvalid");
    refused(&with("name", "x".repeat(33).into()), "NameLengthInvalid");
    refused(&with("description", Value::Null), "DescriptionInvalid");
    refused(&with("description", "x".repeat(101).into()), "DescriptionInvalid");
    let option = |n: usize| json!({"type": 3, "name": format!("o{n}"), "description": "x"});
    refused(&with("options", (0..26).map(option).collect()), "OptionsCountInvalid");
    let choice = |n: usize| json!({"name": n.to_string(), "value": n.to_string()});
    let choices = |n: usize| json!([{"type": 3, "name": "o", "description": "x", "choices": (0..n).map(choice).collect::<Vec<_>>()}]);
    assert_eq!(with("options", choices(25)), [""; 0]);
    refused(&with("options", choices(26)), "26 choices");
    refused(
        &with(
            "options",
            json!([option(1), {"type": 3, "name": "must", "description": "x", "required": true}]),
        ),
        "OptionsRequiredFirst",
    );
    let long = |n: usize| {
        json!({"type": 3, "name": format!("o{n}"), "description": "x".repeat(100),
        "choices": (0..25).map(|c| json!({"name": format!("{c:050}"), "value": format!("{c:050}")})).collect::<Vec<_>>()})
    };
    refused(&with("options", (0..4).map(long).collect()), "CommandTooLarge");
    refused(&rules::commands(&[good.clone(), good.clone()]), "twice");
    refused(
        &rules::command(&json!({"name": "Find", "type": 3, "description": "x"})),
        "DescriptionNotAllowed",
    );
    let menus: Vec<Value> =
        (0..16).map(|n| json!({"name": format!("Find {n}"), "type": 3})).collect();
    refused(&rules::commands(&menus), "16 commands of type 3");
}

#[test]
fn invalid_suggestions_and_modals_are_refused() {
    let choice =
        |name: &str, value: Value| rules::suggestions(&[json!({"name": name, "value": value})], 3);
    assert_eq!(choice("x", "y".into()), [""; 0]);
    refused(&choice("", "y".into()), "name has 0");
    refused(&choice(&"x".repeat(101), "y".into()), "name has 101");
    refused(&choice("x", "y".repeat(101).into()), "value has 101");
    refused(&choice("x", 1.into()), "does not fit");
    refused(
        &rules::suggestions(&vec![json!({"name": "x", "value": "y"}); 26], 3),
        "26 suggestions",
    );
    let modal = super::modal()["data"].clone();
    assert_eq!(rules::modal(&modal), [""; 0]);
    let mut long = modal.clone();
    long["title"] = "x".repeat(46).into();
    refused(&rules::modal(&long), "title has 46");
    let mut twice = modal.clone();
    twice["components"] = json!([modal["components"][0], modal["components"][0]]);
    refused(&rules::modal(&twice), "used twice");
}

#[test]
fn too_many_requests_in_a_second_are_refused() {
    let mut world = World::study_channel();
    assert!((0..50).all(|_| world.counts_request()));
    assert!(!world.counts_request());
}
