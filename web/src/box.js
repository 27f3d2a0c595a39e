// The box in which questions and commands are typed, with what can come next.

import { button, el } from "./dom.js";
import { suggest } from "./suggest.js";

/** A finger on a suggestion takes the focus before it is lifted. */
const PAUSE = 120;

const LONGEST = 4000;

export function box({ send, cancelEarlier }) {
  let found = [];
  let active = -1;
  let asked = 0;

  const list = el("ul", {
    id: "suggestions",
    role: "listbox",
    "aria-label": "Suggestions",
    hidden: true,
  });
  const input = el("input", {
    id: "box",
    type: "text",
    role: "combobox",
    "aria-label": "Your question, or / for commands",
    placeholder: "Ask, or type /",
    autocomplete: "off",
    maxlength: LONGEST,
    enterkeyhint: "send",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "suggestions",
    oninput: refresh,
    onkeydown: keys,
    onblur: () => setTimeout(close, PAUSE),
  });
  const earlier = el("p", { class: "earlier", hidden: true });
  const status = el("span", { class: "hidden", role: "status" });
  const root = el(
    "form",
    { class: "box", onsubmit: submit },
    earlier,
    list,
    status,
    el(
      "div",
      { class: "line" },
      button("/", () => set("/"), { class: "button slash", "aria-label": "Commands" }),
      input,
      el("button", { type: "submit", class: "button primary" }, "Send"),
    ),
  );

  async function refresh() {
    asked += 1;
    const number = asked;
    mark(-1);
    const next = await suggest(input.value, () => number !== asked);
    if (number === asked && document.activeElement === input) show(next);
  }

  function show(next) {
    found = next;
    active = -1;
    list.replaceChildren(
      ...found.map((one, at) =>
        el(
          "li",
          {
            id: `suggestion-${at}`,
            role: "option",
            "aria-selected": "false",
            onmousedown: (event) => event.preventDefault(),
            onclick: () => choose(at),
          },
          el("span", {}, one.label),
          one.detail ? el("span", { class: "faint" }, one.detail) : [],
        ),
      ),
    );
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    status.textContent = found.length === 0 ? "" : `${found.length} suggestions`;
  }

  function close() {
    asked += 1;
    show([]);
  }

  function mark(at) {
    active = (at + found.length + 1) % (found.length + 1);
    if (active === found.length) active = -1;
    [...list.children].forEach((option, number) =>
      option.setAttribute("aria-selected", String(number === active)),
    );
    list.children[active]?.scrollIntoView({ block: "nearest" });
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `suggestion-${active}`);
  }

  function choose(at) {
    const { line, done } = found[at];
    input.value = line;
    input.focus();
    if (done && !line.endsWith(" ")) close();
    else refresh();
  }

  function keys(event) {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown" && open) mark(active + 1);
    else if (event.key === "ArrowUp" && open) mark(active < 0 ? found.length - 1 : active - 1);
    else if (event.key === "Tab" && open && !event.shiftKey && active >= 0) choose(active);
    else if (event.key === "Enter" && open && active >= 0) choose(active);
    else if (event.key === "Escape" && open) close();
    else return;
    event.preventDefault();
  }

  function submit(event) {
    event.preventDefault();
    const line = input.value.trim();
    if (!line) return;
    input.value = "";
    close();
    send(line);
  }

  function set(line) {
    input.value = line;
    input.focus();
    refresh();
  }

  function answering(heading) {
    earlier.hidden = !heading;
    earlier.replaceChildren(
      ...(heading
        ? [`Asking on about “${heading}” `, button("Cancel", cancelEarlier, { class: "link" })]
        : []),
    );
    if (heading) input.focus();
  }

  return { root, input, set, answering };
}
