//! Quizzes in rooms: everybody there sees the same, and whoever comes later what went before.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Page, parsed};

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
    let opened = parsed(page.post("/api/rooms", String::new()).await).await;
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
    assert_eq!((first, second), (1, 2));

    // Whoever comes later, and whoever comes back.
    let mut late = Heard::from(&page, &room, 0).await;
    assert_eq!(late.next().await.1, start);
    assert_eq!(Heard::from(&page, &room, 1).await.next().await.1, question);
    // A number from before a restart is none of this room's.
    assert_eq!(Heard::from(&page, &room, 9).await.next().await.1, start);

    let buttons = question["reply"]["buttons"].as_array().unwrap();
    let skip = buttons.iter().find(|button| button["label"] == "Skip").unwrap();
    let pressed = json!({"press": {"action": skip["action"], "values": []}});
    assert_eq!(page.reply(pressed.clone(), Some(&room)).await["private"], true);
    assert_eq!(early.next().await.1["reply"]["heading"], "Answer to question 1");
    let score = page.reply(json!({"quiz": "score"}), Some(&other)).await;
    assert!(score["parts"][0]["text"].as_str().unwrap().contains("No quiz"), "{score:#}");
}

#[tokio::test]
async fn a_room_that_is_not_there_is_said_to_be_so() {
    let page = Page::usual().await;
    assert_eq!(page.get("/api/rooms/abc/events").await.status(), 404);
    let reply = page.reply(serde_json::from_str(START).unwrap(), None).await;
    assert_eq!(reply["parts"][0]["text"], "A quiz needs a channel.");
}
