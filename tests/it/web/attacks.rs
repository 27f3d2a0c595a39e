//! Attacks: what they get, and what they do not.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::json;

use super::{Page, SECRET, parsed};
use crate::command_line::program;

const SCRIPT: &str = "<script>alert(1)</script>";

#[tokio::test]
async fn nothing_but_the_pages_own_files_may_run() {
    let page = Page::usual().await;
    for path in ["/", "/app.js", "/live", "/nowhere", "/api/speeches"] {
        let response = page.get(path).await;
        let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
        for rule in [
            "default-src 'none'",
            "script-src 'self';",
            "style-src 'self';",
            "connect-src 'self';",
            "require-trusted-types-for 'script'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        assert_eq!(response.headers()["referrer-policy"], "no-referrer");
    }
    let framed = Page::start(super::SPEECH, |settings| {
        settings.web.frame_ancestors = "https://school.example".to_owned();
    });
    let response = framed.await.get("/").await;
    let policy = response.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.ends_with("frame-ancestors https://school.example"), "{policy}");
}

#[tokio::test]
async fn a_script_in_a_question_or_a_corpus_travels_as_data() {
    let source = format!(
        "+++\ntitle = \"T {SCRIPT}\"\n+++\n# T {SCRIPT}\n\nThe mill {SCRIPT} turns at dawn.\n"
    );
    let page = Page::start(&source, |_| {}).await;
    let question = format!("When does the mill turn? {SCRIPT}");
    for response in [
        page.request(json!({"ask": {"question": question}}), None).await,
        page.get("/api/speeches/mills").await,
        page.get("/api/speeches").await,
    ] {
        assert_eq!(response.headers()["content-type"], "application/json");
        assert!(parsed(response).await.to_string().contains(SCRIPT));
    }
}

#[tokio::test]
async fn a_script_in_an_address_comes_back_nowhere() {
    let page = Page::usual().await;
    let index = page.get("/").await.text().await.unwrap();
    let script = "%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    for path in [format!("/p/mills/{script}"), format!("/p/{script}/x"), format!("/?q={script}")] {
        assert_eq!(page.get(&path).await.text().await.unwrap(), index);
    }
    for path in [format!("/api/speeches/{script}"), format!("/api/rooms/{script}/events")] {
        let response = page.get(&path).await;
        assert_eq!(response.status(), 404);
        assert_eq!(response.text().await.unwrap(), "");
    }
}

#[tokio::test]
async fn ten_megabytes_are_not_read() {
    let page = Page::usual().await;
    let long = json!({"ask": {"question": "x".repeat(10 << 20)}});
    let began = Instant::now();
    // The server may hang up before all is sent.
    let asked = json!({"tab": SECRET, "name": "", "done": {"command": long}});
    let sent = page.client.post(page.at("/api/ask")).header("content-type", "application/json");
    if let Ok(response) = sent.body(asked.to_string()).send().await {
        assert_eq!(response.status(), 413);
    }
    assert!(began.elapsed() < Duration::from_secs(5));
    assert_eq!(page.get("/live").await.status(), 200);
}

#[tokio::test]
async fn what_is_no_request_is_refused() {
    let page = Page::usual().await;
    let help = json!({"command": {"kind": "help", "visibility": "public"}});
    let valid = json!({"tab": SECRET, "name": "", "done": help});
    let with = |key: &str, value: serde_json::Value| {
        let mut changed = valid.clone();
        changed[key] = value;
        changed.to_string()
    };
    assert_eq!(page.post("/api/ask", valid.to_string()).await.status(), 200);
    for body in [
        with("tab", json!("short")),
        with("tab", json!("x".repeat(65))),
        with("room", json!("../live")),
        with("actor", json!({"person": 1, "can_manage_server": true})),
        with("done", json!({"command": {"kind": "everything", "visibility": "public"}})),
        with("done", json!({"press": {"action": "<script>", "values": []}})),
        "{".to_owned(),
        format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000)),
    ] {
        let status = page.post("/api/ask", body.clone()).await.status();
        assert!(status.is_client_error(), "{status}: {body:.80}");
    }
}

#[tokio::test]
async fn a_persons_data_is_deleted_by_nobody_else() {
    let page = Page::usual().await;
    let reply = page.reply(json!({"press": {"action": "f1:1", "values": []}}), None).await;
    assert_eq!(reply["private"], true);
    assert!(!reply["parts"][0]["text"].as_str().unwrap().contains("Deleted"), "{reply:#}");
}

#[tokio::test]
async fn forged_addresses_do_not_get_around_the_limit() {
    let forged = async |page: &Page, address: &str| {
        let get = page.client.get(page.at("/api/speeches")).header("x-forwarded-for", address);
        get.send().await.unwrap().status().as_u16()
    };
    let page = Page::start(super::SPEECH, |settings| {
        settings.web.burst = 2.try_into().unwrap();
        settings.web.per_minute = 1.try_into().unwrap();
    });
    let page = page.await;
    assert_eq!(forged(&page, "198.51.100.1").await, 200);
    assert_eq!(forged(&page, "198.51.100.2").await, 200);
    assert_eq!(forged(&page, "198.51.100.3").await, 429);
    assert_eq!(page.get("/live").await.status(), 200, "whoever watches is not counted");

    let page = Page::start(super::SPEECH, |settings| {
        settings.web.burst = 1.try_into().unwrap();
        settings.web.per_minute = 1.try_into().unwrap();
        settings.web.trusted_proxies = "127.0.0.0/8".to_owned().try_into().unwrap();
    });
    let page = page.await;
    assert_eq!(forged(&page, "198.51.100.1").await, 200);
    assert_eq!(forged(&page, "198.51.100.2").await, 200);
    assert_eq!(forged(&page, "203.0.113.9, 198.51.100.2").await, 429);
}

#[tokio::test]
async fn a_flood_of_questions_is_put_off_in_words() {
    let page = Page::start(super::SPEECH, |settings| {
        settings.limits.burst = 1.try_into().unwrap();
        settings.limits.per_minute = 1.try_into().unwrap();
    });
    let page = page.await;
    assert_eq!(page.request(json!("help"), None).await.status(), 200);
    let response = page.request(json!("help"), None).await;
    assert_eq!(response.status(), 429);
    let text = parsed(response).await["reply"]["parts"][0]["text"].to_string();
    assert!(text.contains("Please ask again in"), "{text}");
}

#[tokio::test]
async fn another_site_cannot_make_a_visitors_browser_do_anything() {
    let page = Page::usual().await;
    let help = json!({"command": {"kind": "help", "visibility": "public"}});
    let asked = json!({"tab": SECRET, "name": "", "done": help}).to_string();
    // What a browser sends to another site without asking that site first.
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        for (path, body) in [("/api/ask", asked.as_str()), ("/api/rooms", "{}"), ("/api/rooms", "")]
        {
            let post = page.client.post(page.at(path)).header("content-type", kind);
            let response = post.body(body.to_owned()).send().await.unwrap();
            assert_eq!(response.status(), 415, "{kind} {path}");
        }
    }
    let asking = page.client.request(reqwest::Method::OPTIONS, page.at("/api/ask"));
    let response = asking.header("origin", "https://other.example").send().await.unwrap();
    assert!(!response.status().is_success());
    assert!(!response.headers().contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn rooms_are_bounded_and_empty_ones_keep_nobody_out() {
    let page = Page::usual().await;
    let mut opened = Vec::new();
    for _ in 0..600 {
        let room = parsed(page.post("/api/rooms", "{}".to_owned()).await).await;
        opened.push(room["room"].as_str().unwrap().to_owned());
    }
    for (room, status) in [(opened.first(), 404), (opened.last(), 200)] {
        let path = format!("/api/rooms/{}/events", room.unwrap());
        assert_eq!(page.get(&path).await.status(), status);
    }
    assert_eq!(page.request(json!("help"), None).await.status(), 200);
}

/// The program as its owner starts it, with all that it could log.
#[test]
fn what_people_type_is_logged_nowhere() {
    let mut child = program(&["serve"])
        .env("VERBATIM__SEARCH__ENCODER", "none")
        .env("VERBATIM__WEB__LISTEN", "127.0.0.1:0")
        .env("VERBATIM__LOG__LEVEL", "trace")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut link = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut link).unwrap();
    let asked = json!({
        "tab": "secretsecretsecret", "name": "Rumpelstiltskin",
        "done": {"command": {
            "kind": {"ask": {"question": "Who is the quizzical hippopotamus?"}},
            "visibility": "public",
        }},
    });
    let asking = async {
        let client = reqwest::Client::new();
        let post = client.post(format!("{}api/ask", link.trim()));
        let sent = post.header("content-type", "application/json").body(asked.to_string()).send();
        assert_eq!(sent.await.unwrap().status(), 200);
        client.get(format!("{}?q=hippopotamus", link.trim())).send().await.unwrap();
    };
    tokio::runtime::Runtime::new().unwrap().block_on(asking);
    child.kill().unwrap();
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    child.wait().unwrap();
    for word in ["hippopotamus", "Rumpelstiltskin", "secretsecret"] {
        assert!(!log.contains(word), "{log}");
    }
}
