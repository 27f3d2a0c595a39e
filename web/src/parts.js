// What a reply says, as elements.

import { button, copyText, el } from "./dom.js";
import { state } from "./state.js";

/** The credit of all that is quoted; none where passages differ, which then show their own. */
export function sharedCredit(reply) {
  const quotes = reply.parts.flatMap((part) => {
    if (part.passage) return quotesOf(part.passage).slice(0, 1);
    return part.contents?.flatMap((entry) => entry.heading ?? []) ?? [];
  });
  const [first, ...others] = quotes.map((quote) => quote.credit);
  return others.every((credit) => credit === first) ? first : undefined;
}

function quotesOf(passage) {
  return passage.pieces.flatMap((piece) => piece.words?.quote ?? []);
}

const RENDER = {
  text: (text) => el("p", {}, text),
  line: (spans) => el("p", {}, ...spans.map(span)),
  fact: (quote) => el("p", { class: "fact" }, el("strong", {}, quote.text)),
  difference: (difference) => el("p", {}, difference.sentence),
  passage,
  examples: (examples) =>
    el(
      "dl",
      { class: "examples" },
      ...examples.flatMap(([typed, does]) => [
        el("dt", {}, el("code", {}, typed)),
        el("dd", {}, does),
      ]),
    ),
  contents: (entries) =>
    el(
      "ul",
      { class: "contents" },
      ...entries.map((entry) =>
        el(
          "li",
          {},
          el("strong", {}, entry.reference),
          " ",
          entry.heading ? [entry.heading.text, el("br")] : [],
          el("span", { class: "faint" }, entry.holds),
        ),
      ),
    ),
  copyable,
  settings: (values) =>
    el(
      "ul",
      { class: "settings" },
      ...values.map((value) =>
        el(
          "li",
          {},
          el("strong", {}, value.name),
          `: ${value.value} `,
          el("span", { class: "faint" }, `(${value.source})`),
        ),
      ),
    ),
  ranking: (places) =>
    el(
      "ol",
      { class: "ranking" },
      ...places.map((place) =>
        el(
          "li",
          {},
          el("strong", {}, `${place.rank}.`),
          ` ${person(place.person)}: ${place.points}`,
        ),
      ),
    ),
};

export function part(part, credit) {
  const [[kind, value]] = Object.entries(part);
  return RENDER[kind](value, credit);
}

function passage({ pieces, reference }, credit) {
  const words = pieces.map((piece, at) => {
    if (piece === "gap") return at === 0 ? "… " : " … ";
    const { quote, focus } = piece.words;
    return focus ? el("strong", {}, quote.text) : quote.text;
  });
  const [quote] = quotesOf({ pieces });
  const focus = pieces.find((piece) => piece.words?.focus)?.words.quote ?? quote;
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
    el("blockquote", {}, ...words),
    el("figcaption", {}, "— ", place, own),
  );
}

function copyable({ label, text }) {
  const words = text.map((run) => run.own ?? run.quoted.text).join("");
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

function span(span) {
  if (span.text !== undefined) return span.text;
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
