// The page: which view stands at which address, and what is around it.

import "./base.css";
import "./message.css";
import "./box.css";
import "./reading.css";
import { catalogue } from "./api.js";
import { box } from "./box.js";
import { conversation } from "./chat.js";
import { button, copyText, el } from "./dom.js";
import { fill } from "./form.js";
import { readingView } from "./read.js";
import { join, leave, listen } from "./room.js";
import { save, state } from "./state.js";

const LONGEST_NAME = 32;

const header = el("header", { class: "top no-print" });
const main = el("main", { id: "main" });
const chat = conversation({ changed: drawTop });
const composer = box({ send: chat.send, cancelEarlier: () => chat.answering(null) });
chat.onEarlier(composer.answering);
const welcome = el("div", { class: "welcome" });
document.body.append(
  el("a", { class: "skip", href: "#main" }, "Skip to the conversation"),
  header,
  main,
);

let texts = [];

/** The address of the speech that is shown. */
let reading = null;

function drawTop() {
  const links = texts.map((one) =>
    el(
      "a",
      { href: `/read/${one.id}`, "data-route": true, title: one.title },
      texts.length === 1 ? "Read the speech" : `Read ${one.id}`,
    ),
  );
  header.replaceChildren(
    el(
      "a",
      { class: "brand", href: state.room ? `/room/${state.room.id}` : "/", "data-route": true },
      el("img", { src: "/icon.svg", alt: "", width: 24, height: 24 }),
      "Verbatim",
    ),
    el("nav", { "aria-label": "Pages" }, ...links),
    state.room ? roomBar() : [],
  );
  welcome.hidden = state.messages.length > 0;
}

function roomBar() {
  const link = `${location.origin}/room/${state.room.id}`;
  const copy = button(
    "Copy link",
    async () => {
      copy.textContent = (await copyText(link)) ? "Copied" : "The link is this page’s address";
    },
    { class: "button small" },
  );
  const name = button(state.name, rename, {
    class: "button small",
    "aria-label": `Your name: ${state.name}. Change it`,
  });
  const out = button(
    "Leave",
    () => {
      leave();
      go("/");
      drawTop();
    },
    { class: "button small" },
  );
  if (location.pathname === "/") history.replaceState(null, "", `/room/${state.room.id}`);
  return el(
    "div",
    { class: "room", role: "group", "aria-label": "Quiz room" },
    el("span", {}, "Quiz room"),
    copy,
    name,
    out,
  );
}

async function rename() {
  const field = {
    name: "name",
    label: "Your name, as others in the room see it",
    example: "",
    filled: state.name,
    longest: LONGEST_NAME,
  };
  const fields = await fill({ title: "Your name", fields: [field] });
  const name = fields?.[0][1].trim();
  if (name) state.name = name;
  save();
  drawTop();
  header.querySelector(".room .button:nth-of-type(2)")?.focus();
}

function drawWelcome(questions) {
  const tries = [...questions, "/outline", "/quiz start questions:3"];
  welcome.replaceChildren(
    el("h1", {}, "Ask the speech"),
    el(
      "p",
      {},
      "Answers come in the speech’s own words, with the place where they stand. What you ask is answered and forgotten.",
    ),
    el(
      "ul",
      { class: "tries" },
      ...tries.map((line) =>
        el(
          "li",
          {},
          button(line, () => chat.send(line)),
        ),
      ),
    ),
  );
}

function showChat() {
  document.title = "Verbatim";
  if (main.firstElementChild?.classList.contains("chat")) return;
  main.replaceChildren(el("div", { class: "chat" }, welcome, chat.list, composer.root));
  chat.scrollToEnd();
}

/** A place in the whole speech. */
const AT = /^#at-(\d+)$/;

async function showReading(id, key) {
  const address = location.pathname;
  const at = AT.exec(location.hash)?.[1];
  const view = await readingView({ id, key, at: at === undefined ? null : Number(at), selected });
  if (location.pathname !== address) return;
  document.title = `${view.title} · Verbatim`;
  main.replaceChildren(view.page);
  window.scrollTo(0, 0);
  view.shown();
  reading = address;
}

/** What somebody wants with words that they selected in the reading view. */
async function selected(label, { words, reference, action }) {
  go(state.room ? `/room/${state.room.id}` : "/");
  if (label === "Check") await chat.send(`/verify ${words.replaceAll(/\s+/g, " ")}`);
  else if (label === "Cite")
    await chat.ask({ press: { action, values: [] } }, { visibility: "public" });
  else composer.set(`[${reference}] `);
}

/** Whatever is no text is in no address of this page. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

async function route() {
  const path = location.pathname.split("/").filter(Boolean).map(decoded);
  reading = null;
  if (path[0] === "read") return showReading(path[1], null);
  if (path[0] === "p") return showReading(path[1], path[2]);
  if (path[0] === "room" && state.room?.id !== path[1]) join(path[1]);
  showChat();
  drawTop();
  const asked = new URLSearchParams(location.search).get("q")?.trim();
  if (asked) {
    history.replaceState(null, "", location.pathname);
    // A link asks; what it would do with a command, its reader decides.
    if (asked.startsWith("/")) composer.set(asked);
    else await chat.send(asked);
  }
}

function go(address) {
  history.pushState(null, "", address);
  return route();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-route]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  go(link.href).then(() => {
    const first = main.querySelector("h1, .box input");
    if (first?.matches("h1")) first.tabIndex = -1;
    first?.focus({ preventScroll: true });
  });
});
// To another heading of the speech that is shown, the browser goes by itself.
addEventListener("popstate", () => {
  if (location.pathname !== reading || AT.test(location.hash)) route();
});

// Only after the conversation of before stands there: it is read out no second time.
listen(chat.heard, chat.roomGone);
catalogue().then(({ speeches, examples }) => {
  texts = speeches;
  drawTop();
  drawWelcome(examples);
});
drawTop();
route();
save();
