//! What the page asks for: requests with their replies, completion, rooms, speeches.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::connections::{Peer, network};
use super::context::Context;
use super::forwarded::client;
use super::person::{self, Secret};
use super::reading;
use super::room::{Room, RoomId};
use crate::bot::{Request, RequestKind, Visibility, messages};
use crate::reply::{Action, Choice, FollowUp, MOST_CHOICES, Reply};

const LAST_EVENT: &str = "last-event-id";

/// Proxies end connections that are silent for a minute.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Call {
    tab: Secret,
    name: String,
    room: Option<RoomId>,
    /// Of the message with the pressed button.
    heading: Option<String>,
    done: Done,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Done {
    Command { kind: RequestKind, visibility: Visibility },
    Press { action: Action, values: Vec<String> },
    Submit { action: Action, fields: Vec<(String, String)> },
}

impl Done {
    fn plays(&self) -> bool {
        matches!(
            self,
            Done::Press { action: Action::Quiz(_), .. }
                | Done::Submit { action: Action::Quiz(_), .. }
        )
    }

    fn request(self) -> (RequestKind, Visibility) {
        match self {
            Done::Command { kind, visibility } => (kind, visibility),
            Done::Press { action, values } => {
                let visibility = Visibility::for_press(&action, true, true);
                (RequestKind::Press { action, values }, visibility)
            }
            Done::Submit { action, fields } => {
                (RequestKind::Submit { action, fields }, Visibility::Private)
            }
        }
    }
}

#[derive(Serialize)]
struct Answer {
    reply: Option<Reply>,
    /// Whether it takes the place of the message with the pressed button.
    replaces: bool,
    person: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    option: String,
    typed: String,
}

#[derive(Deserialize)]
pub(super) struct Seen {
    #[serde(default)]
    after: u64,
}

/// Counted against its address's limits before anything else is read.
pub(super) struct Counted;

impl FromRequestParts<Arc<Context>> for Counted {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        context: &Arc<Context>,
    ) -> Result<Counted, Response> {
        let Some(peer) = parts.extensions.get::<Peer>() else { return Ok(Counted) };
        let address = network(client(peer.0, &parts.headers, &context.trusted_proxies));
        let limiter = match parts.uri.path() {
            "/api/complete" => &context.completions,
            _ => &context.requests,
        };
        limiter.count(address).map(|()| Counted).map_err(too_many)
    }
}

fn too_many(wait: Duration) -> Response {
    said(StatusCode::TOO_MANY_REQUESTS, messages::too_many(wait))
}

fn said(status: StatusCode, reply: Reply) -> Response {
    (status, Json(Answer { reply: Some(reply), replaces: false, person: None })).into_response()
}

pub(super) async fn ask(
    State(context): State<Arc<Context>>,
    _: Counted,
    Json(call): Json<Call>,
) -> Response {
    // A quiz needs an open room, so that there are no more quizzes than rooms.
    let room = call.room.filter(|room| context.rooms.get(*room).is_some());
    let actor = person::actor(&call.tab, &call.name, room.map(|room| room.0));
    let origin = context.origin(call.heading);
    if !call.done.plays()
        && let Err(wait) = context.people.count(actor.person)
    {
        return too_many(wait);
    }
    let (kind, visibility) = call.done.request();
    let (bot, person) = (context.bot(), Some(actor.person));
    let request = Request { actor, origin, visibility, kind };
    // On its own, for a browser that hangs up ends this function: a quiz would stay half begun.
    let work = context.running.spawn({
        let context = Arc::clone(&context);
        async move {
            let reply = bot.handle(request).await;
            if let (Some(reply), Some(room)) = (&reply, room)
                && let Some(after @ FollowUp::BeginQuiz { session, .. }) = &reply.follow_up
            {
                context.rooms.show(room, session, reply);
                bot.follow_up(after).await;
            }
            reply
        }
    });
    let Ok(reply) = work.await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let replaces = visibility == Visibility::Replace;
    Json(Answer { reply, replaces, person }).into_response()
}

pub(super) async fn complete(
    State(context): State<Arc<Context>>,
    _: Counted,
    Json(Typed { option, typed }): Json<Typed>,
) -> Json<Vec<Choice>> {
    Json(context.bot().complete(&option, &typed, MOST_CHOICES))
}

/// As JSON, which no other site can make a browser send.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Opening {}

pub(super) async fn open_room(
    State(context): State<Arc<Context>>,
    _: Counted,
    Json(Opening {}): Json<Opening>,
) -> Response {
    match context.rooms.create() {
        Some(room) => Json(json!({"room": room.to_string()})).into_response(),
        None => said(StatusCode::SERVICE_UNAVAILABLE, Reply::error(messages::quiz::TOO_MANY_ROOMS)),
    }
}

pub(super) async fn room_events(
    State(context): State<Arc<Context>>,
    _: Counted,
    Path(id): Path<String>,
    Query(seen): Query<Seen>,
    headers: HeaderMap,
) -> Response {
    let Some(room) = RoomId::try_from(id).ok().and_then(|id| context.rooms.get(id)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let last = headers.get(LAST_EVENT).and_then(|last| last.to_str().ok()?.parse().ok());
    let events = follow(room, last.unwrap_or(seen.after), context.stopping.clone());
    Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response()
}

fn follow(
    room: Arc<Room>,
    from: u64,
    stopping: CancellationToken,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let added = room.subscribe();
    stream::unfold((room, added, from, stopping), |(room, mut added, from, stopping)| async move {
        loop {
            if let Some((next, json)) = room.from(from) {
                let event = Event::default().id(next.to_string()).data(json);
                return Some((Ok(event), (room, added, next, stopping)));
            }
            tokio::select! {
                changed = added.changed() => changed.ok()?,
                () = stopping.cancelled() => return None,
            }
        }
    })
}

pub(super) async fn speeches(State(context): State<Arc<Context>>, _: Counted) -> Response {
    Json(reading::catalogue(&context.bot())).into_response()
}

pub(super) async fn speech(
    State(context): State<Arc<Context>>,
    _: Counted,
    Path(id): Path<String>,
) -> Response {
    let bot = context.bot();
    match bot.corpus().speeches().iter().find(|speech| speech.id() == id) {
        Some(speech) => {
            let answers = bot.quiz.section_answers(&id).await;
            Json(reading::reading(speech, &answers)).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
