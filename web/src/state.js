// What a tab knows: kept in the tab's own storage, so that a reload changes nothing and closing the
// tab forgets all.

const KEY = "verbatim";

const MOST_MESSAGES = 150;

const MOST_QUOTED = 300;

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

function secret() {
  const chance = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(chance, (byte) => LETTERS[byte % LETTERS.length]).join("");
}

function fresh() {
  const number = 1000 + (crypto.getRandomValues(new Uint16Array(1))[0] % 9000);
  return { tab: secret(), name: `Guest ${number}`, room: null, messages: [], quoted: [] };
}

function load() {
  try {
    return { ...fresh(), ...JSON.parse(sessionStorage.getItem(KEY) ?? "{}") };
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
    if (part.fact) return [part.fact];
    return part.passage ? part.passage.pieces.flatMap((piece) => piece.words?.quote ?? []) : [];
  });
}

/** Whether a passage was quoted in this tab. */
export function wasQuoted(id, { start, end }) {
  return state.quoted.some((one) => one.speech === id && one.start < end && start < one.end);
}
