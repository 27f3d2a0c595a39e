// The reading view: a whole speech, or the section around a permalink.

import { speech } from "./api.js";
import { button, el } from "./dom.js";
import { outline } from "./outline.js";
import { wasQuoted } from "./state.js";

const NOTHING = "Nothing is here";

const GONE =
  "No words have this address now: the text was changed since, or the link was cut short.";

/** `key` names the passage to show in its section; `at` is a place in the whole speech. */
export async function readingView({ id, key, at, selected }) {
  let text;
  try {
    text = await speech(id);
  } catch (error) {
    return nothing("The speech cannot be shown", error.message, location.pathname, "Try again");
  }
  if (!text) return nothing(NOTHING, GONE, "/", "Ask a question");
  const target = key && find(text, key);
  if (key && !target) return nothing(NOTHING, GONE, `/read/${text.id}`, "Read the whole speech");
  const units = target ? sectionOf(text, target.unit) : text.units;
  const marked = (sentence) =>
    target
      ? target.sentences.includes(sentence)
      : at !== null && sentence.start <= at && at < sentence.end;
  const front = units.filter((unit) => FRONT.includes(unit.kind));
  const facts = [text.speaker, text.delivered].filter(Boolean).join(", ");
  const element = (unit) => unitElement(text, unit, marked);
  const article = el(
    "article",
    { lang: text.language, "aria-label": text.title },
    front.length > 0 ? front.map(element) : el("h1", {}, text.title),
    facts ? el("p", { class: "faint facts" }, facts) : [],
    target ? whole(text, target) : outline(text),
    units.filter((unit) => !front.includes(unit)).map(element),
  );
  const page = el("div", { class: "reading" }, article, selectionBar(text, article, selected));
  return {
    title: text.title,
    page,
    shown: () => {
      const mark = page.querySelector("mark.target");
      if (mark) mark.scrollIntoView({ block: "center" });
      else document.getElementById(location.hash.slice(1))?.scrollIntoView();
    },
  };
}

function nothing(title, why, href, next) {
  const page = el(
    "div",
    { class: "reading" },
    el("h1", {}, title),
    el("p", {}, why),
    el("p", {}, el("a", { href, "data-route": true }, next)),
  );
  return { title, page, shown: () => {} };
}

function find(text, key) {
  for (const unit of text.units) {
    if (unit.key === key) return { unit, sentences: unit.sentences };
    const sentence = unit.sentences.find((one) => one.key === key);
    if (sentence) return { unit, sentences: [sentence] };
  }
  return null;
}

function sectionOf(text, unit) {
  if (unit.section === null) return [unit];
  return text.units.filter((one) => one.section === unit.section);
}

function whole(text, target) {
  return el(
    "p",
    { class: "no-print" },
    el(
      "a",
      { href: `/read/${text.id}#at-${target.sentences[0].start}`, "data-route": true },
      "Read the whole speech",
    ),
  );
}

/** Stands before the list of sections. */
const FRONT = ["title", "source"];

const TAGS = { title: "h1", heading: "h2" };

function unitElement(text, unit, marked) {
  const words = unit.sentences.map((sentence) => {
    const quoted = wasQuoted(text.id, sentence);
    const isTarget = marked(sentence);
    const name = isTarget || quoted ? "mark" : "span";
    return el(
      name,
      {
        class: isTarget ? "target" : quoted ? "quoted" : null,
        "data-sentence": sentence.key,
        title: quoted ? "Quoted in this tab" : null,
      },
      sentence.text,
    );
  });
  return el(
    "div",
    { class: `unit ${unit.kind}`, id: unit.key, "data-unit": unit.key },
    el(
      "a",
      {
        class: "reference",
        href: `/p/${text.id}/${unit.key}`,
        "data-route": true,
        "aria-label": `Link to ${unit.reference}`,
      },
      unit.reference,
    ),
    el(TAGS[unit.kind] ?? "p", { class: "words" }, ...words),
  );
}

/** What can be done with selected words. */
function selectionBar(text, article, selected) {
  const bar = el(
    "div",
    { class: "selection no-print", role: "toolbar", "aria-label": "Selected words", hidden: true },
    ...["Check", "Cite", "Ask about this"].map((label) =>
      button(
        label,
        () => {
          const words = wordsIn(article);
          if (words) selected(label, words);
        },
        { onmousedown: (event) => event.preventDefault() },
      ),
    ),
  );
  const update = () => {
    if (!bar.isConnected) document.removeEventListener("selectionchange", update);
    else bar.hidden = !wordsIn(article);
  };
  // It is connected only after this.
  queueMicrotask(() => document.addEventListener("selectionchange", update));
  return bar;

  function wordsIn(article) {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !article.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0);
    const sentences = [...article.querySelectorAll("[data-sentence]")].filter((one) =>
      range.intersectsNode(one),
    );
    const unit = sentences[0]?.closest("[data-unit]");
    if (!unit) return null;
    const found = text.units.find((one) => one.key === unit.dataset.unit);
    const number = found.sentences.findIndex((one) => one.key === sentences[0].dataset.sentence);
    const words = withoutReferences(range).trim();
    return words && { words, reference: found.reference, action: `c1:${found.key}.${number}` };
  }
}

/** The references in the margin are selected along, and are no words of the speech. */
function withoutReferences(range) {
  const copy = range.cloneContents();
  copy.querySelectorAll(".reference").forEach((one) => one.remove());
  copy.querySelectorAll(".unit").forEach((one) => one.append("\n"));
  return copy.textContent;
}
