// Talking to the program.

import { state } from "./state.js";

const AWAY = "The program does not answer. It may be starting again: please try once more.";
const TOO_LONG = "That is too long. Please ask in fewer words.";

const TOO_LARGE = 413;

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (response.headers.get("content-type")?.startsWith("application/json")) return response.json();
  throw new Error(response.status === TOO_LARGE ? TOO_LONG : AWAY);
}

function notice(text) {
  return {
    private: true,
    heading: null,
    parts: [{ text }],
    buttons: [],
    menus: [],
  };
}

async function said(path, body) {
  try {
    return await post(path, body);
  } catch (error) {
    return { reply: notice(error instanceof TypeError ? AWAY : error.message), replaces: false };
  }
}

export async function request(kind, { heading = null, visibility = "as_preferred" } = {}) {
  const { tab, name, room } = state;
  const done = kind.press || kind.submit ? kind : { command: { kind, visibility } };
  const answer = await said("/api/ask", { tab, name, room: room?.id ?? null, heading, done });
  state.person = answer.person ?? state.person;
  return answer;
}

/** The room's name, or the reply that says why there is none. */
export function openRoom() {
  return said("/api/rooms", {});
}

export async function complete(option, typed) {
  try {
    const choices = await post("/api/complete", { option, typed });
    return Array.isArray(choices) ? choices : [];
  } catch {
    return [];
  }
}

const MISSING = 404;

/** None where there is no such speech. */
export async function speech(id) {
  const response = await fetch(`/api/speeches/${encodeURIComponent(id)}`).catch(() => null);
  if (response?.status === MISSING) return null;
  if (response?.ok) return response.json();
  throw new Error(AWAY);
}

/** What there is to read, and questions to try. */
export async function catalogue() {
  const response = await fetch("/api/speeches").catch(() => null);
  return response?.ok ? response.json() : { speeches: [], examples: [] };
}

export { notice };
