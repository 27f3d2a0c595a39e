//! The HTTP side: a thin server that reads a request, hands it to the world and sends back the
//! answer.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::routing::any;
use serde_json::{Value, json};

use super::fault::{self, Drop};
use super::people::{APPLICATION, Place};
use super::shared::Shared;
use super::world::{Answer, InteractionId, Upload, World};
use super::{connection, rules};

/// One request of the bot, with its tokens left out.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// HTTP method.
    pub method: String,
    /// Path below `/api/v10`, with `:token` for an interaction's token.
    pub path: String,
    /// JSON body.
    pub body: Value,
    /// Files of a multipart body.
    pub files: Vec<Upload>,
    /// Status it was answered with; 0 when the connection was dropped.
    pub status: u16,
}

pub(super) fn server(shared: Arc<Shared>) -> Router {
    Router::new().route("/", any(connection::connect)).fallback(serve).with_state(shared)
}

async fn serve(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let _busy = shared.busy();
    let (method, uri, headers) =
        (request.method().to_string(), request.uri().clone(), request.headers().clone());
    let Some(path) = uri.path().strip_prefix("/api/v10").map(|path| path.replace("%40", "@"))
    else {
        shared.with(|inside| {
            inside.world.broke(format!("request outside /api/v10: {method} {}", uri.path()))
        });
        return respond(&Answer::error(404, 0, "404: Not Found"), &[]);
    };
    let (body, files) = match read(request).await {
        Ok(read) => read,
        Err(why) => {
            shared.with(|inside| inside.world.broke(format!("{method} {}: {why}", hide(&path))));
            return respond(
                &Answer::error(400, 50109, "The request body contains invalid JSON."),
                &[],
            );
        }
    };
    let fault = shared.with(|inside| fault::take(&mut inside.faults, &method, &path));
    let fault = fault.unwrap_or_default();
    if !fault.delay.is_zero() {
        tokio::time::sleep(fault.delay).await;
    }
    let dropped = fault.drop != Drop::Never;
    let query = uri.query().unwrap_or_default().to_owned();
    let mut more = fault.headers.clone();
    let answer = shared.with(|inside| {
        let asked =
            Asked { method: &method, path: &path, query: &query, body: &body, files: &files };
        for problem in rules::openapi::request(&method, &path, &query, &body) {
            inside.world.broke(problem);
        }
        let answer = match fault.answer() {
            Some(answer) => answer,
            None if fault.drop == Drop::Before => Answer::done(),
            None if !authorized(&inside.world, &headers, &path) => {
                Answer::error(401, 0, "401: Unauthorized")
            }
            None if !of_interaction(&path) && !inside.world.counts_request() => {
                more.push(("x-ratelimit-global".to_owned(), "true".to_owned()));
                more.push(("retry-after".to_owned(), "1".to_owned()));
                let message = "You are being rate limited.";
                let body =
                    json!({"message": message, "retry_after": 1.0, "global": true, "code": 0});
                Answer { status: 429, body }
            }
            None if path == "/gateway/bot" => inside.gateway.told(),
            None => apply(&mut inside.world, &inside.gateway.url, &asked),
        };
        let instead = fault.instead.filter(|_| answer.status < 300);
        let status = instead.unwrap_or(answer.status);
        inside.requests.push(Recorded {
            method: method.clone(),
            path: hide(&path),
            body: body.clone(),
            files: files.clone(),
            status: if dropped { 0 } else { status },
        });
        Answer { status, ..answer }
    });
    if dropped {
        // Unwinding ends the connection's task and with it the connection; no message is printed
        // for it.
        std::panic::resume_unwind(Box::new("a story ordered a dropped connection"));
    }
    respond(&answer, &more)
}

struct Asked<'a> {
    method: &'a str,
    path: &'a str,
    query: &'a str,
    body: &'a Value,
    files: &'a [Upload],
}

fn authorized(world: &World, headers: &HeaderMap, path: &str) -> bool {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    // The token in the path is proof enough for these.
    path == "/gateway"
        || given.map_or(of_interaction(path), |given| given == format!("Bot {}", world.token))
}

/// Whether a path is of an interaction: those are under no limit over all routes.
fn of_interaction(path: &str) -> bool {
    path.starts_with("/interactions/") || path.starts_with("/webhooks/")
}

fn apply(world: &mut World, gateway_url: &str, asked: &Asked<'_>) -> Answer {
    let Asked { method, path, query, body, files } = *asked;
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let place = |id: &str| Place(number(id));
    let answered = match (method, parts.as_slice()) {
        ("GET", ["gateway"]) => Ok(Answer::ok(json!({"url": gateway_url}))),
        ("GET", ["users", "@me"]) => Ok(Answer::ok(super::connection::own_user())),
        ("GET", ["applications", id, "commands"]) if is_own(id) => world.get_commands(),
        ("PUT", ["applications", id, "commands"]) if is_own(id) => world.put_commands(body),
        ("POST", ["interactions", id, token, "callback"]) => {
            world.callback(InteractionId(number(id)), token, body, files)
        }
        ("POST", ["webhooks", id, token]) if is_own(id) => world.follow_up(token, body, files),
        ("PATCH" | "DELETE", ["webhooks", id, token, "messages", "@original"]) if is_own(id) => {
            world.original(method, token, body, files)
        }
        ("GET", ["channels", id]) => world.get_channel(place(id)),
        ("POST", ["channels", id, "typing"]) => world.type_in(place(id)),
        ("POST", ["channels", id, "threads"]) => world.start_thread(place(id), None, body),
        ("POST", ["channels", id, "messages"]) => world.create_message(place(id), body, files),
        ("GET", ["channels", id, "messages"]) => {
            let limit = query.split('&').find_map(|pair| pair.strip_prefix("limit=")?.parse().ok());
            world.list_messages(place(id), limit.unwrap_or(50))
        }
        ("POST", ["channels", id, "messages", message, "threads"]) => {
            world.start_thread(place(id), Some(number(message)), body)
        }
        _ => {
            let rule = format!("the fake has no route {method} {}", hide(path));
            world.refuse(404, 0, "404: Not Found", rule)
        }
    };
    answered.unwrap_or_else(|refusal| refusal)
}

fn is_own(application: &str) -> bool {
    application == APPLICATION.to_string()
}

async fn read(request: Request) -> Result<(Value, Vec<Upload>), String> {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        let bytes = Bytes::from_request(request, &()).await.map_err(|error| error.to_string())?;
        return json_of(&bytes).map(|body| (body, Vec::new()));
    }
    let mut form =
        Multipart::from_request(request, &()).await.map_err(|error| error.to_string())?;
    let (mut body, mut files) = (Value::Null, Vec::new());
    while let Some(field) = form.next_field().await.map_err(|error| error.to_string())? {
        let (name, filename) =
            (field.name().unwrap_or_default().to_owned(), field.file_name().map(str::to_owned));
        let content_type = field.content_type().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|error| error.to_string())?;
        match filename {
            None if name == "payload_json" => body = json_of(&bytes)?,
            Some(filename) => files.push(Upload { filename, content_type, bytes: bytes.to_vec() }),
            None => return Err(format!("unknown form field {name:?}")),
        }
    }
    Ok((body, files))
}

fn json_of(bytes: &Bytes) -> Result<Value, String> {
    if bytes.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(bytes).map_err(|error| format!("not JSON: {error}"))
}

fn respond(answer: &Answer, headers: &[(String, String)]) -> Response<Body> {
    let body =
        if answer.body.is_null() { Body::empty() } else { Body::from(answer.body.to_string()) };
    let mut response = Response::builder()
        .status(StatusCode::from_u16(answer.status).expect("a story orders real statuses"));
    if !answer.body.is_null() {
        response = response.header(header::CONTENT_TYPE, "application/json");
    }
    for (name, value) in headers {
        response = response.header(name, value);
    }
    response.body(body).expect("a story orders valid headers")
}

/// The path without the token of an interaction.
fn hide(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    if matches!(parts.get(1), Some(&("interactions" | "webhooks"))) && parts.len() > 3 {
        parts[3] = ":token";
    }
    parts.join("/")
}

fn number(id: &str) -> u64 {
    id.parse().unwrap_or(0)
}
