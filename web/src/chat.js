// The conversation: what was asked and answered in this tab, and in the room that it is in.

import { notice, request } from "./api.js";
import { toRequest } from "./commands.js";
import { copyText, el } from "./dom.js";
import { fill } from "./form.js";
import { messageElement, textOf } from "./message.js";
import { ensureRoom } from "./room.js";
import { rememberQuotes, save, state } from "./state.js";

const ROOM_GONE =
  "The quiz room is no longer there: the program was started again, or the room was left for a long " +
  "time. Nothing else is lost. Start a new quiz with /quiz start.";

/** In milliseconds: the room waits no longer for a reply. */
const SLOW = 1000;

export function conversation({ changed }) {
  const list = el("div", {
    class: "messages",
    role: "log",
    "aria-label": "Conversation",
    tabindex: "0",
  });
  const shown = new Map();
  let earlier = null;
  let setEarlier = () => {};
  const actions = { press, dismiss, tool };
  const fromRoom = [];
  let asking = 0;

  for (const message of state.messages) append(message);

  function append(message) {
    const element = messageElement(message, actions);
    shown.set(message.id, element);
    list.append(element);
  }

  function add(message) {
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 120;
    const whole = {
      id: crypto.randomUUID?.() ?? String(Math.random()),
      time: Date.now(),
      ...message,
    };
    state.messages.push(whole);
    if (whole.reply) rememberQuotes(whole.reply);
    append(whole);
    save();
    changed();
    if (atEnd || whole.author === "you") show(whole);
  }

  /** Its beginning, where it is longer than the window. */
  function show(message) {
    shown.get(message.id)?.scrollIntoView({ block: "nearest" });
    const element = shown.get(message.id);
    if (element && element.offsetHeight > list.clientHeight)
      element.scrollIntoView({ block: "start" });
  }

  function addReply(reply, author = "bot") {
    if (reply && !reply.form) add({ author, reply });
  }

  async function send(line) {
    add({ author: "you", name: state.name, text: line });
    const { kind, visibility } = toRequest(line, earlier);
    answering(null);
    if (kind.quiz?.start) {
      const refused = await ensureRoom();
      if (refused) return addReply(refused);
      changed();
    }
    await ask(kind, { visibility });
  }

  async function ask(kind, options) {
    list.setAttribute("aria-busy", "true");
    await replied(kind, options, ({ reply }) => {
      list.removeAttribute("aria-busy");
      // What the whole room sees comes from the room.
      if (reply && !reply.follow_up) addReply(reply);
    });
  }

  /** A reply stands before what the room shows because of it. */
  async function replied(kind, options, take) {
    asking += 1;
    const answer = await request(kind, options);
    asking -= 1;
    const taken = take(answer);
    if (asking === 0) showRoom();
    return taken;
  }

  function showRoom() {
    for (const message of fromRoom.splice(0)) showOnce(message);
  }

  async function press(message, action, values, from) {
    if (from.getAttribute("aria-busy")) return;
    from.setAttribute("aria-busy", "true");
    const { heading } = message.reply;
    await replied({ press: { action, values } }, { heading }, ({ reply, replaces }) => {
      from.removeAttribute("aria-busy");
      if (reply?.form) return submit(reply.form, from);
      if (reply && replaces && reply.parts.length > 0) replace(message, reply, from);
      else if (reply && !reply.follow_up) addReply(reply);
    });
  }

  async function submit(form, from) {
    const fields = await fill(form);
    from.focus();
    if (fields) await ask({ submit: { action: form.action, fields } }, {});
  }

  /** In place; what was pressed keeps the focus, or its like. */
  function replace(message, reply, from) {
    const old = shown.get(message.id);
    const label = from.textContent;
    const had = old.contains(document.activeElement) || document.activeElement === document.body;
    message.reply = reply;
    rememberQuotes(reply);
    save();
    const element = messageElement(message, actions);
    shown.set(message.id, element);
    old.replaceWith(element);
    const buttons = [...element.querySelectorAll(".reply .button, .reply .menu-button")];
    if (had) (buttons.find((one) => one.textContent === label) ?? buttons[0])?.focus();
  }

  function dismiss(message) {
    const element = shown.get(message.id);
    const next = element.nextElementSibling ?? element.previousElementSibling;
    (next?.querySelector("button") ?? list).focus();
    element.remove();
    shown.delete(message.id);
    state.messages = state.messages.filter((one) => one !== message);
    save();
    changed();
  }

  async function tool(message, chosen) {
    const text = textOf(message);
    if (chosen === "Copy text") await copyText(text);
    else if (chosen === "Check quote")
      await ask({ check_message: { text } }, { visibility: "private" });
    else if (chosen === "Find in the speech")
      await ask({ find: { text } }, { visibility: "private" });
    else answering(message.reply.heading);
  }

  function answering(heading) {
    earlier = heading;
    setEarlier(heading);
  }

  function heard(message) {
    fromRoom.push(message);
    if (asking > 0) setTimeout(showRoom, SLOW);
    else showRoom();
  }

  function showOnce({ name, reply, shown }) {
    shown();
    if (!state.messages.some((message) => message.room === name))
      add({ author: "bot", room: name, reply });
    else save();
  }

  function roomGone() {
    changed();
    addReply(notice(ROOM_GONE), "page");
  }

  return {
    list,
    send,
    ask,
    heard,
    roomGone,
    add,
    answering,
    onEarlier: (set) => {
      setEarlier = set;
    },
    scrollToEnd: () => {
      list.scrollTop = list.scrollHeight;
    },
  };
}
