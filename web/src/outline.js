// The sections of a speech as a map: how long each is, what was quoted, how quizzes were answered.

import { el } from "./dom.js";
import { wasQuoted } from "./state.js";

const LENGTHS = "The bars show how long the sections are.";

const ANSWERS = `${LENGTHS} The framed ones show how many answers in quizzes were wrong, where five people or more answered.`;

export function outline(text) {
  const sections = sectionsOf(text);
  if (sections.size < 2) return [];
  const longest = Math.max(...[...sections.values()].map((one) => one.length));
  const items = [...sections].map(([number, section]) =>
    el(
      "li",
      {},
      el(
        "a",
        { href: `#${section.first.key}` },
        el("strong", {}, number === 0 ? "Intro" : `§${number}`),
        ` ${section.heading ?? ""}`,
      ),
      bar(section.length / longest),
      section.quoted > 0
        ? el("span", { class: "faint" }, `${section.quoted} quoted in this tab`)
        : [],
      section.quizzed ? answers(section.quizzed) : [],
    ),
  );
  return el(
    "nav",
    { class: "map no-print", "aria-label": "Sections" },
    el("p", { class: "faint" }, text.quizzed.length > 0 ? ANSWERS : LENGTHS),
    el("ul", {}, ...items),
  );
}

function sectionsOf(text) {
  const sections = new Map();
  for (const unit of text.units) {
    if (unit.section === null) continue;
    const section = sections.get(unit.section) ?? {
      first: unit,
      heading: null,
      length: 0,
      quoted: 0,
      quizzed: text.quizzed.find((one) => one.section === unit.section),
    };
    if (unit.kind === "heading") section.heading = unit.sentences.map((one) => one.text).join("");
    for (const sentence of unit.sentences) {
      section.length += sentence.end - sentence.start;
      section.quoted += Number(wasQuoted(text.id, sentence));
    }
    sections.set(unit.section, section);
  }
  return sections;
}

/** What it shows stands in words beside it. */
function bar(share) {
  const bar = el("span", { class: "bar", "aria-hidden": "true" });
  bar.style.inlineSize = `${Math.round(100 * share)}%`;
  return bar;
}

function answers({ answers, wrong }) {
  return el(
    "span",
    { class: "answers faint" },
    `answered ${answers} times in quizzes, ${wrong} wrong`,
    el("span", { class: "frame", "aria-hidden": "true" }, bar(wrong / answers)),
  );
}
