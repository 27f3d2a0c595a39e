// A room: where quizzes are played. Its address is all that others need to join.

import { openRoom } from "./api.js";
import { save, state } from "./state.js";

let source = null;

let listener = null;

/** `heard` gets what is shown in the room; `gone` is called where there is no such room. */
export function listen(heard, gone) {
  listener = { heard, gone };
  document.addEventListener("visibilitychange", () => (document.hidden ? pause() : resume()));
  resume();
}

/** A browser opens few connections to one site: a hidden tab leaves its own to others. */
function pause() {
  source?.close();
  source = null;
}

function resume() {
  if (!state.room || source || document.hidden) return;
  const room = state.room;
  source = new EventSource(`/api/rooms/${encodeURIComponent(room.id)}/events?after=${room.after}`);
  const mine = source;
  source.onmessage = (event) => {
    const shown = () => {
      room.after = Number(event.lastEventId);
    };
    listener.heard({ ...JSON.parse(event.data), shown });
  };
  source.onerror = () => {
    if (mine.readyState !== EventSource.CLOSED || source !== mine) return;
    source = null;
    unreachable(room);
  };
}

async function unreachable(room) {
  const answer = await fetch(`/api/rooms/${encodeURIComponent(room.id)}/events`, { method: "HEAD" }).catch(() => null);
  if (state.room !== room) return;
  if (answer?.status === 404) {
    leave();
    listener.gone();
  } else {
    setTimeout(resume, 2000);
  }
}

export function join(id) {
  pause();
  if (state.room?.id !== id) state.room = { id, after: 0 };
  save();
  resume();
}

export function leave() {
  pause();
  state.room = null;
  save();
}

/** The room there is, or a new one; else the reply that says why not. */
export async function ensureRoom() {
  if (state.room) return null;
  const { room, reply } = await openRoom();
  if (!room) return reply;
  join(room);
  return null;
}
