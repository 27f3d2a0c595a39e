// Making elements. Text only ever becomes text: nothing here takes HTML.

/** `props` are attributes; `on…` functions are listeners; false, null and undefined are left out. */
export function el(name, props = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function button(label, onclick, props = {}) {
  return el("button", { type: "button", class: "button", ...props, onclick }, label);
}

let last = 0;

/** For elements that name each other. */
export function uniqueId(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}

/** Whether it was copied. Over plain HTTP browsers have only the old way. */
export async function copyText(text) {
  if (navigator.clipboard)
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  const focused = document.activeElement;
  const area = el("textarea", { class: "hidden", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus();
  return done;
}
