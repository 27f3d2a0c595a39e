//! Quizzes in rooms: everybody there sees the same, and whoever comes later what went before.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

use super::{Page, SECRET, parsed};

/// A room as a tab follows it.
struct Heard {
    stream: reqwest::Response,
    buffer: String,
}

impl Heard {
    async fn from(page: &Page, room: &str, after: u64) -> Heard {
        let stream = page.get(&format!("/api/rooms/{room}/events?after={after}")).await;
        assert_eq!(stream.headers()["content-type"], "text/event-stream");
        Heard { stream, buffer: String::new() }
    }

    /// The next message, with its number.
    async fn next(&mut self) -> (u64, Value) {
        let message = async {
            loop {
                if let Some((event, rest)) = self.buffer.split_once("\n\n") {
                    let line = |name: &str| {
                        event.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned)
                    };
                    let read = (line("id: "), line("data: "));
                    self.buffer = rest.to_owned();
                    if let (Some(id), Some(data)) = read {
                        return (id.parse().unwrap(), serde_json::from_str(&data).unwrap());
                    }
                    continue;
                }
                let chunk = self.stream.chunk().await.unwrap().expect("the stream goes on");
                self.buffer.push_str(&String::from_utf8_lossy(&chunk));
            }
        };
        tokio::time::timeout(Duration::from_secs(10), message).await.unwrap()
    }
}

async fn room(page: &Page) -> String {
    let opened = parsed(page.post("/api/rooms", "{}".to_owned()).await).await;
    opened["room"].as_str().unwrap().to_owned()
}

/// There is enough in it to ask about.
const SHIPPED: &str = include_str!("../../../corpus/acftu-2023/speech.md");

const START: &str = r#"{"quiz": {"start": {"questions": 1, "pace": "quick", "solo": true}}}"#;

#[tokio::test]
async fn a_quiz_is_played_in_its_room() {
    let page = Page::start(SHIPPED, |_| {}).await;
    let (room, other) = (room(&page).await, room(&page).await);
    let mut early = Heard::from(&page, &room, 0).await;
    page.reply(serde_json::from_str(START).unwrap(), Some(&room)).await;
    let (first, start) = early.next().await;
    assert!(start["reply"]["heading"].as_str().unwrap().starts_with("Quiz"), "{start:#}");
    let (second, question) = early.next().await;
    assert_eq!(question["reply"]["heading"], "Question 1 of 1");
    assert_eq!(second, first + 1);

    // Whoever comes later, and whoever comes back.
    let mut late = Heard::from(&page, &room, 0).await;
    assert_eq!(late.next().await.1, start);
    assert_eq!(Heard::from(&page, &room, first).await.next().await.1, question);
    // A number from before a restart is none of this room's.
    assert_eq!(Heard::from(&page, &room, 1).await.next().await.1, start);

    let score = page.reply(json!({"quiz": "score"}), Some(&room)).await;
    assert!(score["parts"][0]["text"].as_str().unwrap().contains("has a score yet"), "{score:#}");
    let buttons = question["reply"]["buttons"].as_array().unwrap();
    let skip = buttons.iter().find(|button| button["label"] == "Skip").unwrap();
    let pressed = json!({"press": {"action": skip["action"], "values": []}});
    assert_eq!(page.reply(pressed.clone(), Some(&room)).await["private"], true);
    assert_eq!(early.next().await.1["reply"]["heading"], "Answer to question 1");
    let score = page.reply(json!({"quiz": "score"}), Some(&other)).await;
    assert!(score["parts"][0]["text"].as_str().unwrap().contains("No quiz"), "{score:#}");
}

/// Plays a question that so many people answer, all but one of each four wrong.
async fn answered_by(page: &Page, people: usize) {
    let room = room(page).await;
    let mut heard = Heard::from(page, &room, 0).await;
    let start = r#"{"quiz": {"start": {"questions": 1, "kind": "section"}}}"#;
    page.reply(serde_json::from_str(start).unwrap(), Some(&room)).await;
    heard.next().await;
    let (_, question) = heard.next().await;
    let buttons = question["reply"]["buttons"].as_array().unwrap();
    let press = |at: usize| json!({"press": {"action": buttons[at]["action"], "values": []}});
    for person in 0..people {
        let tab = format!("pupilofclass{person:04}");
        let told = page.request_of(&tab, press(person % 4), Some(&room)).await;
        assert_eq!(told.status(), 200);
    }
    let skip = buttons.iter().position(|button| button["label"] == "Skip").unwrap();
    page.reply(press(skip), Some(&room)).await;
    assert_eq!(heard.next().await.1["reply"]["heading"], "Answer to question 1");
}

#[tokio::test]
async fn the_reading_view_tells_how_sections_were_answered_by_five_people() {
    let page = Page::start(SHIPPED, |_| {}).await;
    let quizzed = async || parsed(page.get("/api/speeches/mills").await).await["quizzed"].take();
    assert_eq!(quizzed().await, json!([]));
    answered_by(&page, 5).await;
    let told = quizzed().await;
    let [one] = &told.as_array().unwrap()[..] else { panic!("{told}") };
    assert_eq!(one["answers"], 5);
    assert!([3, 4].contains(&one["wrong"].as_u64().unwrap()), "{one}");
    assert!(one["section"].is_u64(), "{one}");
    assert_eq!(one.as_object().unwrap().len(), 3, "nothing tells who: {one}");
    // Whichever section it is about: of four people nothing is told.
    answered_by(&page, 4).await;
    assert_eq!(quizzed().await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_quiz_begins_though_the_tab_that_started_it_is_closed() {
    let page = Page::start(SHIPPED, |_| {}).await;
    let room = room(&page).await;
    let kind: Value = serde_json::from_str(START).unwrap();
    let done = json!({"command": {"kind": kind, "visibility": "public"}});
    let asked = json!({"tab": SECRET, "name": "A", "room": room, "heading": null, "done": done});
    let (address, body) = (page.address, asked.to_string());
    let mut tab = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/ask HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    tab.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(30)).await;
    drop(tab);
    let mut heard = Heard::from(&page, &room, 0).await;
    heard.next().await;
    assert_eq!(heard.next().await.1["reply"]["heading"], "Question 1 of 1");
}

#[tokio::test]
async fn a_room_that_is_not_there_is_said_to_be_so() {
    let page = Page::usual().await;
    assert_eq!(page.get("/api/rooms/abc/events").await.status(), 404);
    let reply = page.reply(serde_json::from_str(START).unwrap(), None).await;
    assert_eq!(reply["parts"][0]["text"], "A quiz needs a channel.");
}
