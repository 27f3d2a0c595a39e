// A menu of choices: a button that opens a list, as a mouse, a finger and a keyboard use it.

import { el, uniqueId } from "./dom.js";

/** `choices` have a label and a value; `onchoose` gets the chosen values. */
export function menu({ label, choices, chosen = [], most = 1, onchoose }) {
  const id = uniqueId("menu");
  const picked = new Set(chosen);
  const named = choices.filter((choice) => picked.has(choice.value)).map((choice) => choice.label);
  const opener = el(
    "button",
    {
      type: "button",
      class: "menu-button",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-label": named.length > 0 ? `${label}: ${named.join(", ")}` : label,
      onclick: () => (list.hidden ? open() : close()),
      onkeydown: (event) => {
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        event.preventDefault();
        open();
      },
    },
    named.join(", ") || label,
  );
  const options = choices.map((choice) =>
    el(
      "li",
      {
        role: "option",
        tabindex: "-1",
        "aria-selected": String(picked.has(choice.value)),
        onclick: () => choose(choice.value),
      },
      choice.label,
    ),
  );
  const list = el(
    "ul",
    {
      id,
      role: "listbox",
      hidden: true,
      "aria-label": label,
      "aria-multiselectable": most > 1,
      onkeydown: keys,
      onfocusout: (event) => root.contains(event.relatedTarget) || close(false),
    },
    ...options,
  );
  const root = el("div", { class: "menu" }, opener, list);

  function open() {
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    const first = choices.findIndex((choice) => picked.has(choice.value));
    options[Math.max(first, 0)]?.focus();
  }

  function close(back = true) {
    if (list.hidden) return;
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (back) opener.focus();
    const before = chosen.join("\n");
    if (most > 1 && [...picked].join("\n") !== before) onchoose([...picked], opener);
  }

  function choose(value) {
    if (most === 1) {
      close();
      onchoose([value], opener);
      return;
    }
    if (picked.has(value)) picked.delete(value);
    else if (picked.size < most) picked.add(value);
    options.forEach((option, at) =>
      option.setAttribute("aria-selected", String(picked.has(choices[at].value))),
    );
  }

  function keys(event) {
    const at = options.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: options.length - 1 }[event.key];
    if (to !== undefined) options[Math.min(Math.max(to, 0), options.length - 1)]?.focus();
    else if (event.key === "Enter" || event.key === " ") choose(choices[at]?.value);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  }

  return root;
}
