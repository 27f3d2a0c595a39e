//! One WebSocket connection of the bot: greets it, hears what it says, sends what the session
//! holds.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::events;
use super::gateway::{Frame, Gateway, Session};
use super::people::{APPLICATION, BOT, STUDY_HALL};
use super::shared::{Inside, Shared};
use super::world::{Event, World, intents};

pub(super) async fn connect(
    State(shared): State<Arc<Shared>>,
    upgrade: WebSocketUpgrade,
) -> Response {
    if shared.look(|inside| inside.gateway.hangs) {
        std::future::pending::<()>().await;
    }
    upgrade.on_upgrade(|socket| serve(shared, socket))
}

async fn serve(shared: Arc<Shared>, mut socket: WebSocket) {
    let (line, mut frames) = unbounded_channel();
    let (number, heartbeat) = shared.with(|inside| {
        inside.gateway.connections += 1;
        (inside.gateway.connections, inside.gateway.heartbeat)
    });
    let hello = json!({"op": 10, "d": {"heartbeat_interval": heartbeat}});
    if socket.send(Message::text(hello.to_string())).await.is_ok() {
        talk(&shared, &mut socket, number, &line, &mut frames).await;
    }
    // What was not sent yet stays in the session and is replayed by a resume.
    shared.with(|inside| {
        for session in inside.gateway.sessions.values_mut() {
            if session.line.as_ref().is_some_and(|(own, _)| *own == number) {
                session.line = None;
            }
        }
    });
}

async fn talk(
    shared: &Shared,
    socket: &mut WebSocket,
    number: u64,
    line: &UnboundedSender<Frame>,
    frames: &mut UnboundedReceiver<Frame>,
) {
    loop {
        let frame = tokio::select! {
            frame = frames.recv() => frame.expect("this task holds a sender"),
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    let payload: Value = serde_json::from_str(&text).unwrap_or_default();
                    shared.with(|inside| hear(inside, &payload, number, line));
                    continue;
                }
                // Reading on sends the answer to a goodbye.
                Some(Ok(Message::Close(_))) => {
                    while let Some(Ok(_)) = socket.recv().await {}
                    return;
                }
                Some(Err(_)) | None => return,
                Some(Ok(_)) => continue,
            },
        };
        let mute = shared.look(|inside| {
            let gateway = &inside.gateway;
            let own =
                |session: &Session| session.line.as_ref().is_some_and(|(line, _)| *line == number);
            let session = gateway.sessions.iter().find(|(_, session)| own(session));
            session.is_some_and(|(shard, _)| gateway.mute.contains(shard))
        });
        if mute {
            continue;
        }
        let message = match frame {
            Frame::Payload(payload) => Message::text(payload.to_string()),
            Frame::Close(code, reason) => {
                Message::Close(Some(CloseFrame { code, reason: reason.into() }))
            }
            Frame::Drop => return,
        };
        let last = matches!(message, Message::Close(_));
        if socket.send(message).await.is_err() || last {
            return;
        }
    }
}

/// Acts on one payload of the client.
fn hear(inside: &mut Inside, payload: &Value, number: u64, line: &UnboundedSender<Frame>) {
    let Inside { world, gateway, .. } = inside;
    let refuse = |gateway: &mut Gateway, code, reason| {
        gateway.refused.push(code);
        let _ = line.send(Frame::Close(code, reason));
    };
    let (data, reply) = (&payload["d"], |payload| line.send(Frame::Payload(payload)));
    match payload["op"].as_u64() {
        Some(1) => drop(reply(json!({"op": 11, "d": null}))),
        Some(2) => {
            let wanted = data["intents"].as_u64().unwrap_or(u64::MAX);
            let token = data["token"].as_str().unwrap_or_default().trim_start_matches("Bot ");
            if token != world.token {
                return refuse(gateway, 4004, "Authentication failed.");
            } else if wanted & !intents::KNOWN != 0 {
                return refuse(gateway, 4013, "Invalid intent(s).");
            } else if wanted & !world.allowed_intents != 0 {
                return refuse(gateway, 4014, "Disallowed intent(s).");
            }
            let (shard, total) =
                (data["shard"][0].as_u64().unwrap_or(0), data["shard"][1].as_u64().unwrap_or(1));
            if let Some(code) = gateway.closes {
                return refuse(gateway, code, "ordered by the story");
            }
            gateway.identified += 1;
            world.identified_intents = wanted;
            let session = Session {
                id: format!("session-{number}"),
                total,
                sequence: 0,
                intents: wanted,
                sent: Vec::new(),
                line: Some((number, line.clone())),
            };
            gateway.sessions.insert(shard, session);
            welcome(world, gateway, number, shard);
        }
        Some(6) => {
            let same = |session: &&mut Session| data["session_id"] == session.id.as_str();
            let Some(session) = gateway.sessions.values_mut().find(same) else {
                drop(reply(json!({"op": 9, "d": false})));
                return;
            };
            let heard = data["seq"].as_u64().unwrap_or(0);
            if heard > session.sequence {
                return refuse(gateway, 4007, "Invalid seq.");
            }
            session.line = Some((number, line.clone()));
            let missed: Vec<Value> = session
                .sent
                .iter()
                .filter(|sent| sent["s"].as_u64() > Some(heard))
                .cloned()
                .collect();
            missed.into_iter().for_each(|payload| session.send(Frame::Payload(payload)));
            session.raw("RESUMED", json!({"_trace": []}));
            gateway.resumed += 1;
        }
        Some(3 | 4 | 8) => {}
        _ => refuse(gateway, 4001, "Unknown opcode."),
    }
}

fn welcome(world: &mut World, gateway: &mut Gateway, number: u64, shard: u64) {
    let user = own_user();
    let Some(session) = gateway.sessions.get_mut(&shard) else { return };
    let ready = json!({
        "v": 10, "user": user, "guilds": [{"id": STUDY_HALL.0.to_string(), "unavailable": true}],
        "session_id": format!("session-{number}"), "resume_gateway_url": gateway.url, "shard": [shard, session.total],
        "application": {"id": APPLICATION.to_string(), "flags": 0}, "private_channels": [], "relationships": [],
    });
    if let Err(error) = events::decode("READY", &ready) {
        world.broke(format!("the fake sends READY that serenity cannot read: {error}"));
    }
    session.raw("READY", ready);
    for guild in world.guilds() {
        gateway
            .dispatch(world, Event { name: "GUILD_CREATE", data: guild, intent: intents::GUILDS });
    }
}

/// The bot as it is told of itself.
pub(super) fn own_user() -> Value {
    let mut user = BOT.json();
    user["verified"] = true.into();
    user["mfa_enabled"] = false.into();
    user
}
