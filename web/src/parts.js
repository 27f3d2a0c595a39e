// What a reply says, as elements.

import { button, copyText, el } from "./dom.js";
import { state } from "./state.js";

/** The credit of all that is quoted; none where passages differ, which then show their own. */
export function sharedCredit(reply) {
  const lines = reply.parts.map((part) => part.passage?.text ?? part.lines?.flat() ?? []);
  const [first, ...others] = quotesOf(lines.flat()).map((quote) => quote.credit);
  return others.every((credit) => credit === first) ? first : undefined;
}

function quotesOf(line) {
  return line.flatMap((span) => span.quoted?.quote ?? []);
}

const RENDER = {
  text: (text) => el("p", {}, text),
  lines: (lines) =>
    lines.length === 1
      ? el("p", {}, ...spans(lines[0]))
      : el("ul", { class: "lines" }, ...lines.map((line) => el("li", {}, ...spans(line)))),
  difference: (line) => el("p", {}, ...spans(line)),
  passage,
  copyable,
};

export function part(part, credit) {
  const [[kind, value]] = Object.entries(part);
  return RENDER[kind](value, credit);
}

function passage({ text, reference }, credit) {
  const [quote] = quotesOf(text);
  const focus = text.find((span) => span.quoted?.focus)?.quoted.quote ?? quote;
  const place = quote
    ? el(
        "a",
        { href: `/read/${quote.speech}#at-${focus.range.start}`, "data-route": true },
        reference,
      )
    : reference;
  const own = credit || !quote?.credit ? [] : ` · ${quote.credit}`;
  return el(
    "figure",
    { class: "passage" },
    el("blockquote", {}, ...spans(text)),
    el("figcaption", {}, "— ", place, own),
  );
}

function copyable({ label, text }) {
  const words = wordsOf(text);
  const copy = button(
    "Copy",
    async () => {
      copy.textContent = (await copyText(words)) ? "Copied" : "Select the text";
    },
    { class: "button small", "aria-label": `Copy ${label}` },
  );
  return el(
    "div",
    { class: "copyable" },
    el("div", { class: "label" }, el("strong", {}, label), copy),
    el("pre", { tabindex: "0", role: "group", "aria-label": label }, words),
  );
}

/** A line as text, without people and times. */
export function wordsOf(line) {
  const words = (span) => span.text ?? span.strong ?? span.code ?? span.quoted?.quote.text;
  return line.map(words).join("");
}

function spans(line) {
  return line.map(span);
}

function span(span) {
  if (span.text !== undefined) return span.text;
  if (span.strong) return el("strong", {}, span.strong);
  if (span.code) return el("code", {}, span.code);
  if (span.quoted?.focus) return el("strong", {}, span.quoted.quote.text);
  if (span.quoted) return span.quoted.quote.text;
  if (span.person)
    return el("span", { class: "mention" }, span.person.name ?? person(span.person.id));
  if (span.moment !== undefined) return new Date(span.moment).toLocaleString();
  if (span.until !== undefined) return until(span.until);
  return "";
}

function person(id) {
  return id === state.person ? state.name : `player ${String(id).slice(-4)}`;
}

/** Counts on its own; a screen reader is told once. */
function until(seconds) {
  const time = el("time", { "data-until": seconds, "aria-live": "off" });
  count(time);
  return time;
}

function count(time) {
  const left = Math.round(Number(time.dataset.until) - Date.now() / 1000);
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang);
  time.textContent =
    Math.abs(left) < 60
      ? format.format(left, "second")
      : format.format(Math.round(left / 60), "minute");
}

setInterval(() => document.querySelectorAll("time[data-until]").forEach(count), 1000);
