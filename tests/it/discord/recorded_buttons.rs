//! Buttons and menus that stand under messages of version 0.1.0 work: their `custom_id`s, recorded
//! from it, are understood.

use serde_json::json;
use verbatim::config::Settings;
use verbatim::reply::Action;

use super::{connected, with_store};
use crate::fake_discord::{ALICE, CAROL, GENERAL, World};

/// Buttons, each with words of the reply.
const BUTTONS: &[(&str, &str)] = &[
    ("n1:1:0f1spvz2z7.1,ta4f7793c3.1,81egy3vcp2.0.1", "Passage 2 of 3"),
    ("s1:0:0f1spvz2z7.1,ta4f7793c3.1,81egy3vcp2.0.1", "Shared by"),
    ("a1:0f1spvz2z7.1", "— §2 ¶2"),
    ("t1:0f1spvz2z7.1", "Shared by"),
    ("w1:0f1spvz2z7.1", "— §2 ¶2"),
    ("u1:0f1spvz2z7.1,ta4f7793c3.1", "Shared by"),
    ("m1:h08j84hcdy.0", "— "),
    ("b1:43dvv7xyax.0", "— "),
    ("c1:fdtervxn97", "§2 ¶1"),
    ("f1:100000000000000001", "keeps nothing"),
    ("teach1:", "keeps nothing"),
    ("taught1:0", "keeps nothing"),
    ("withdraw1:4611686018427387905", "keeps nothing"),
    ("r1:b9a3414f0118", "keeps nothing"),
    ("r1:b9a3414f0118.w", "keeps nothing"),
    ("r1:b9a3414f0118.s", "keeps nothing"),
    ("r1:b9a3414f0118.u", "keeps nothing"),
    ("r1:b9a3414f0118.o", "keeps nothing"),
    ("z1:200000000000000001", "keeps no points"),
    ("q1:oldsession.v.2.0", "keeps nothing"),
    ("q1:oldsession.t.2", "keeps nothing"),
    ("q1:oldsession.h.2", "keeps nothing"),
    ("q1:oldsession.s.2", "keeps nothing"),
    ("q1:oldsession.m", "keeps nothing"),
    ("q1:oldsession.a", "keeps nothing"),
];

/// Menus, each with a value that it offers and words of the reply.
const MENUS: &[(&str, &str, &str)] = &[
    ("related", "Who creates the wealth?", "— §3 ¶1"),
    ("places0", "§2 ¶1", "§2 ¶1"),
    ("set1:u:which", "quote", "nothing can be set here"),
    ("set1:u:quote", "sentence", "nothing can be set here"),
    ("set1:c:speeches", "acftu-2023", "nothing can be set here"),
    ("set1:s:private", "yes", "nothing can be set here"),
    ("set1:s:curators.role", "33", "nothing can be set here"),
    ("set1:s:quiz.role", "33", "nothing can be set here"),
];

#[test]
fn recorded_actions_are_parsed_and_written_alike() {
    for (custom_id, _) in BUTTONS {
        let action = Action::try_from((*custom_id).to_owned());
        let action = action.unwrap_or_else(|error| panic!("{custom_id}: {error}"));
        assert_eq!(action.to_string(), *custom_id);
    }
}

#[tokio::test]
async fn recorded_buttons_and_menus_are_answered() {
    let often = |settings: &mut Settings| settings.limits.burst = 100.try_into().unwrap();
    let (discord, bot) = connected(World::study_channel(), with_store(None), often).await;
    let mut wrong = Vec::new();
    let question = "Who creates the wealth?";
    for (custom_id, words) in BUTTONS {
        let shown = discord.ask(ALICE, GENERAL, question).await;
        let button = json!({"type": 2, "style": 2, "label": "Old", "custom_id": custom_id});
        let row = json!([{"type": 1, "components": [button]}]);
        let old = discord.rewrite_components(&shown, |_| row.to_string());
        let reply = discord.click(CAROL, &old, "Old").await;
        if !reply.text().contains(words) {
            wrong.push(format!("{custom_id}: {}", reply.text()));
        }
    }
    for (custom_id, value, words) in MENUS {
        let shown = discord.ask(ALICE, GENERAL, question).await;
        let option = json!({"label": "Old", "value": value});
        let menu = json!({"type": 3, "custom_id": custom_id, "options": [option]});
        let row = json!([{"type": 1, "components": [menu]}]);
        let old = discord.rewrite_components(&shown, |_| row.to_string());
        let reply = discord.select(CAROL, &old, custom_id, &[value]).await;
        if !reply.text().contains(words) {
            wrong.push(format!("{custom_id}: {}", reply.text()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    bot.finish(discord).await;
}
