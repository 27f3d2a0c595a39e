// What a tab knows: kept in the tab's own storage, so that a reload changes nothing and closing the
// tab forgets all.

const KEY = "verbatim";

/** Of the replies: those of another shape cannot be shown any more. */
const SHAPE = 2;

const MOST_MESSAGES = 150;

const MOST_QUOTED = 300;

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

function secret() {
  const chance = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(chance, (byte) => LETTERS[byte % LETTERS.length]).join("");
}

function fresh() {
  const number = 1000 + (crypto.getRandomValues(new Uint16Array(1))[0] % 9000);
  const name = `Guest ${number}`;
  return { shape: SHAPE, tab: secret(), name, room: null, messages: [], quoted: [] };
}

function load() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    if (kept.shape !== SHAPE) kept.messages = [];
    return { ...fresh(), ...kept, shape: SHAPE };
  } catch {
    return fresh();
  }
}

export const state = load();

export function save() {
  state.messages = state.messages.slice(-MOST_MESSAGES);
  state.quoted = state.quoted.slice(-MOST_QUOTED);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // There is no room: the tab goes on without its oldest messages.
    state.messages = state.messages.slice(state.messages.length / 2);
  }
}

/** Remembers what was quoted, for the reading view. */
export function rememberQuotes(reply) {
  for (const quote of quotesOf(reply)) {
    const { speech, range } = quote;
    const known = state.quoted.some(
      (one) => one.speech === speech && one.start === range.start && one.end === range.end,
    );
    if (!known) state.quoted.push({ speech, ...range });
  }
}

function quotesOf(reply) {
  return reply.parts.flatMap((part) => {
    const answer = part.lines?.flat().filter((span) => span.quoted?.focus);
    return (part.passage?.text ?? answer ?? []).flatMap((span) => span.quoted?.quote ?? []);
  });
}

/** Whether a passage was quoted in this tab. */
export function wasQuoted(id, { start, end }) {
  return state.quoted.some((one) => one.speech === id && one.start < end && start < one.end);
}
