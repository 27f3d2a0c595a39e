//! The page's server as a browser, and an attacker, meets it.

mod attacks;
mod rooms;

use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio_util::sync::{CancellationToken, DropGuard};
use verbatim::bot::CurrentBot;
use verbatim::config::Settings;
use verbatim::corpus::Corpus;
use verbatim::store::Store;
use verbatim::web::Server;

use crate::corpus::bot_over;

const SPEECH: &str = "+++\ntitle = \"On mills\"\nspeaker = \"A Miller\"\n+++\n# On mills\n\n\
                      The mill stands by the river. It turns at dawn and it grinds the corn.\n\n\
                      Bread is baked by the baker from the flour of the mill.\n";

const SECRET: &str = "0123456789abcdef";

/// Stops when it is dropped.
struct Page {
    address: SocketAddr,
    client: reqwest::Client,
    _stop: DropGuard,
    _folder: TempDir,
}

impl Page {
    async fn start(source: &str, change: impl FnOnce(&mut Settings)) -> Page {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("web.db").to_string_lossy().into_owned();
        let store = Store::from_url(&file.into()).unwrap();
        let bot = bot_over(Corpus::from_source("mills", source).unwrap()).with_store(store);
        let mut settings = Settings::built_in().unwrap();
        settings.web.listen = "127.0.0.1:0".parse().unwrap();
        settings.limits.burst = 1_000.try_into().unwrap();
        settings.web.burst = 10_000.try_into().unwrap();
        change(&mut settings);
        let current = Arc::new(CurrentBot::new(bot, || Err("there are no other texts".into())));
        let stop = CancellationToken::new();
        let server = Server::bind(&settings, current, stop.clone()).await.unwrap();
        let address = server.address().unwrap();
        tokio::spawn(server.run());
        let (client, _stop) = (reqwest::Client::new(), stop.drop_guard());
        Page { address, client, _stop, _folder: folder }
    }

    async fn usual() -> Page {
        Page::start(SPEECH, |_| {}).await
    }

    fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    async fn get(&self, path: &str) -> reqwest::Response {
        self.client.get(self.at(path)).send().await.unwrap()
    }

    async fn post(&self, path: &str, body: String) -> reqwest::Response {
        let post = self.client.post(self.at(path)).header("content-type", "application/json");
        post.body(body).send().await.unwrap()
    }

    async fn request(&self, kind: Value, room: Option<&str>) -> reqwest::Response {
        self.request_of(SECRET, kind, room).await
    }

    async fn request_of(&self, tab: &str, kind: Value, room: Option<&str>) -> reqwest::Response {
        let done = match kind.get("press") {
            Some(_) => kind,
            None => json!({"command": {"kind": kind, "visibility": "public"}}),
        };
        let asked = json!({
            "tab": tab, "name": "Alice", "room": room, "heading": null, "done": done,
        });
        self.post("/api/ask", asked.to_string()).await
    }

    async fn reply(&self, kind: Value, room: Option<&str>) -> Value {
        let response = self.request(kind, room).await;
        assert_eq!(response.status(), 200);
        parsed(response).await["reply"].clone()
    }
}

async fn parsed(response: reqwest::Response) -> Value {
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

#[tokio::test]
async fn a_question_is_answered_with_the_parts_of_a_reply() {
    let page = Page::usual().await;
    let reply = page.reply(json!({"ask": {"question": "When does the mill turn?"}}), None).await;
    assert_eq!(reply["heading"], "When does the mill turn?");
    let passage = reply["parts"].as_array().unwrap().iter().find_map(|part| part.get("passage"));
    let text = passage.unwrap()["text"].to_string();
    assert!(text.contains("It turns at dawn"), "{reply:#}");
    let button = reply["buttons"][0]["action"].clone();
    let pressed = page.reply(json!({"press": {"action": button, "values": []}}), None).await;
    assert!(pressed["parts"].as_array().is_some_and(|parts| !parts.is_empty()), "{pressed:#}");
}

#[tokio::test]
async fn every_command_of_the_page_is_understood() {
    let page = Page::usual().await;
    for kind in [
        json!("help"),
        json!("about"),
        json!({"privacy": "show"}),
        json!({"privacy": {"opt_out": false}}),
        json!({"settings": "user"}),
        json!({"cite": {"reference": "1"}}),
        json!({"mentions": {"words": "mill", "speech": ""}}),
        json!({"outline": {"speech": ""}}),
        json!({"verify": {"text": "It turns at dusk"}}),
        json!({"message": {"content": "What is baked?", "earlier": "Who bakes?"}}),
        json!({"leaderboard": {"show": {"scope": null, "period": "last_month"}}}),
        json!({"quiz": "score"}),
        json!({"unknown": "command"}),
    ] {
        let reply = page.reply(kind.clone(), None).await;
        assert!(reply["parts"].as_array().is_some_and(|parts| !parts.is_empty()), "{kind}");
    }
}

#[tokio::test]
async fn the_page_and_its_files_are_packed_for_those_who_can_unpack_them() {
    let page = Page::usual().await;
    let index = page.get("/").await.text().await.unwrap();
    assert!(index.starts_with("<!doctype html>"));
    for path in ["/room/abc", "/read/mills", "/p/mills/0123456789"] {
        assert_eq!(page.get(path).await.text().await.unwrap(), index);
    }
    let packed = page.client.get(page.at("/app.js")).header("accept-encoding", "gzip, br");
    let packed = packed.send().await.unwrap();
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    for (accepts, expected) in [("br", false), ("gzip;q=0", false), ("br, GZIP; q=0.5", true)] {
        let file = page.client.get(page.at("/app.js")).header("accept-encoding", accepts);
        let headers = file.send().await.unwrap().headers().clone();
        assert_eq!(headers.contains_key("content-encoding"), expected, "{accepts}");
    }
    let tag = packed.headers()["etag"].clone();
    let again = page.client.get(page.at("/app.js")).header("if-none-match", tag);
    assert_eq!(again.send().await.unwrap().status(), 304);
    assert_eq!(page.get("/live").await.text().await.unwrap(), "alive\n");
    for path in ["/dist/", "/web/", "/app.js.map", "/../Cargo.toml", "/api", "/api/speeches/none"] {
        assert_eq!(page.get(path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn all_words_of_a_speech_stand_in_the_reading_view() {
    let page = Page::usual().await;
    let speech = parsed(page.get("/api/speeches/mills").await).await;
    let units = speech["units"].as_array().unwrap();
    let words = units.iter().map(|unit| {
        let sentences = unit["sentences"].as_array().unwrap();
        sentences.iter().map(|one| one["text"].as_str().unwrap()).collect::<String>()
    });
    let source = SPEECH.split_once("# ").unwrap().1.trim();
    assert_eq!(words.collect::<Vec<_>>().join("\n\n"), source);
}
