// From a typed line to a request. What there is to type is what Discord offers.

import registered from "registered-commands";

export const COMMANDS = registered.typed;
export const MESSAGE_COMMANDS = registered.ofMessages;

const BOOLEAN = 5;

const INTEGER = 4;

/** What a line says so far: its command, its part, the values of options, the text besides. */
export function parse(line) {
  const [, name, space, rest] = /^\/(\S*)(\s*)([^]*)$/.exec(line) ?? [];
  if (name === undefined) return null;
  const command = COMMANDS.find((one) => one.name === name);
  if (!command || !space) return { name, command: null, rest };
  if (command.parts.length === 0) return { name, command, ...values(command.options, rest) };
  const [, partName, partSpace, partRest] = /^(\S*)(\s*)([^]*)$/.exec(rest);
  const part = command.parts.find((one) => one.name === partName);
  if (!part) return { name, command, partName, rest: partRest };
  const complete = partSpace !== "";
  return { name, command, part, complete, ...values(part.options, partRest) };
}

/** Options that are named, such as `private:true`; what is left is the text. */
function values(options, rest) {
  const given = {};
  const text = rest.replace(/(^|\s)([a-z]+):(\S+)(?=\s|$)/g, (all, before, name, value) => {
    const option = options.find((one) => one.name === name);
    if (!option || option === textOption(options)) return all;
    given[name] = value;
    return "";
  });
  return { options, given, text: text.trim() };
}

/** The option that takes what is typed without a name. */
export function textOption(options) {
  return options.find(
    (one) => one.type !== BOOLEAN && one.type !== INTEGER && one.choices.length === 0,
  );
}

/** What a line asks of the bot, and who sees the reply. */
export function toRequest(line, earlier) {
  const typed = parse(`${line.trim()} `);
  if (!typed) return { kind: { message: { content: line, earlier } }, visibility: "public" };
  const make = typed.command && KINDS[typed.name];
  const { given = {}, text = "" } = typed;
  const kind = make?.({ given, text, part: typed.part?.name ?? typed.command.parts[0]?.name });
  if (!kind) return { kind: { unknown: "command" }, visibility: "private" };
  const chosen = { true: "private", false: "public" }[given.private];
  return { kind, visibility: chosen ?? (isPublic(kind) ? "public" : "as_preferred") };
}

function isPublic(kind) {
  return Boolean(kind.leaderboard || kind.quiz?.start);
}

const number = (text) => (/^\d{1,5}$/.test(text ?? "") ? Number(text) : null);

const KINDS = {
  ask: ({ text }) => ({ ask: { question: text } }),
  cite: ({ text }) => ({ cite: { reference: text } }),
  mentions: ({ text, given }) => ({ mentions: { words: text, speech: given.speech ?? "" } }),
  verify: ({ text }) => ({ verify: { text } }),
  outline: ({ text }) => ({ outline: { speech: text } }),
  about: () => "about",
  help: () => "help",
  settings: () => ({ settings: "user" }),
  privacy: ({ part, given, text }) => ({
    privacy: part === "optout" ? { opt_out: (given.state ?? text) !== "off" } : part,
  }),
  quiz: ({ part, given, text }) =>
    part === "leaderboard" ? leaderboard(given) : quiz(part, given, text),
};

function quiz(part, given, text) {
  if (part !== "start") return { quiz: part };
  const start = {
    questions: number(given.questions),
    kind: given.kind ?? null,
    difficulty: number(given.difficulty),
    seconds: number(given.seconds),
    pace: ["calm", "quick"].includes(given.pace) ? given.pace : "normal",
    speech: text || null,
    solo: given.solo === "true",
  };
  return { quiz: { start } };
}

function leaderboard({ season }) {
  const period = { last: "last_month", all: "all_time" }[season] ?? "month";
  return { leaderboard: { show: { scope: null, period } } };
}
