//! Discord's own document as judge refuses broken bodies. Idle without the document.

use serde_json::json;

use crate::fake_discord::rules::openapi;

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
