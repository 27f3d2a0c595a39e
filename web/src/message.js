// One message of the conversation: who wrote it, what it says, and what can be done with it.

import { MESSAGE_COMMANDS } from "./commands.js";
import { button, el } from "./dom.js";
import { menu } from "./menu.js";
import { part, sharedCredit, wordsOf } from "./parts.js";

/** `actions`: what the conversation does with presses. */
export function messageElement(message, actions) {
  const own = message.author === "you";
  const root = el("article", {
    class: own ? "message own" : "message",
    "data-id": message.id,
    "aria-label": own ? message.name : "Verbatim",
  });
  root.append(
    el("div", { class: "avatar", "aria-hidden": "true" }, own ? message.name.slice(0, 1) : "V"),
    el(
      "div",
      { class: "body" },
      head(message, own),
      own ? el("p", { class: "said" }, message.text) : reply(message, actions),
    ),
    tools(message, actions),
  );
  return root;
}

function head(message, own) {
  const time = new Date(message.time);
  return el(
    "div",
    { class: "head" },
    el("span", { class: "name" }, own ? message.name : "Verbatim"),
    own ? [] : el("span", { class: "tag" }, "APP"),
    el(
      "time",
      { datetime: time.toISOString() },
      time.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }),
    ),
  );
}

function reply(message, actions) {
  const { reply } = message;
  const credit = sharedCredit(reply);
  const embed = el(
    "div",
    { class: "embed" },
    reply.heading ? el("h2", {}, reply.heading) : [],
    ...reply.parts.map((one) => part(one, credit)),
    credit ? el("p", { class: "credit" }, credit) : [],
  );
  return el(
    "div",
    { class: "reply" },
    embed,
    reply.file ? file(reply.file) : [],
    reply.buttons.length > 0 ? buttons(message, actions) : [],
    ...menus(message, actions),
    reply.private ? onlyYou(message, actions) : [],
  );
}

/** Buttons in a row, as on Discord. */
const ROW = 5;

/** Six as three and three, not five and one. */
function buttons(message, actions) {
  const all = message.reply.buttons.map(({ label, action }) =>
    button(label, (event) => actions.press(message, action, [], event.currentTarget)),
  );
  const even = Math.ceil(all.length / Math.ceil(all.length / ROW));
  const rows = [];
  while (all.length > 0) rows.push(el("div", { class: "row" }, ...all.splice(0, even)));
  return el("div", { class: "rows", role: "group", "aria-label": "Buttons" }, ...rows);
}

function menus(message, actions) {
  const press = (action) => (values, from) => actions.press(message, action, values, from);
  return message.reply.menus
    .filter((one) => one.offer.choices)
    .map((one) => menu({ label: one.label, ...one.offer.choices, onchoose: press(one.action) }));
}

function onlyYou(message, actions) {
  return el(
    "p",
    { class: "only-you" },
    "Only you can see this · ",
    button("Dismiss message", () => actions.dismiss(message), { class: "link" }),
  );
}

function file({ name, bytes }) {
  const save = () => {
    const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)]));
    el("a", { href: address, download: name }).click();
    URL.revokeObjectURL(address);
  };
  return el(
    "div",
    { class: "file" },
    el("span", {}, name),
    button("Download", save, { class: "button small" }),
  );
}

/** What Discord has in a message's own menu. */
function tools(message, actions) {
  if (message.author === "page") return [];
  const choices = [
    ...(message.author === "bot" && message.reply.heading ? ["Ask on about this"] : []),
    ...MESSAGE_COMMANDS,
    "Copy text",
  ].map((label) => ({ label, value: label }));
  const list = menu({ label: "⋯", choices, onchoose: ([chosen]) => actions.tool(message, chosen) });
  list.classList.add("tools");
  list.querySelector("button").setAttribute("aria-label", "What to do with this message");
  list.querySelector("ul").setAttribute("aria-label", "What to do with this message");
  return list;
}

/** A message's words, for its menu. */
export function textOf(message) {
  if (message.author === "you") return message.text;
  const { heading, parts } = message.reply;
  const words = parts.map((one) => {
    if (one.passage) return `“${wordsOf(one.passage.text)}”`;
    if (one.lines) return one.lines.map(wordsOf).join("\n");
    return one.text ?? wordsOf(one.difference ?? one.copyable.text);
  });
  return [heading, ...words].filter(Boolean).join("\n\n");
}
