// A form that the bot asks to be filled in, as a dialog.

import { button, el, uniqueId } from "./dom.js";

/** Resolves with the fields' texts, or with none when it is closed. */
export function fill({ title, fields }) {
  const heading = uniqueId("form");
  const inputs = fields.map((field) => {
    const id = uniqueId("field");
    const shared = {
      id,
      name: field.name,
      maxlength: field.longest,
      placeholder: field.example,
      required: true,
    };
    const input = field.lines
      ? el("textarea", { rows: 4, ...shared })
      : el("input", { type: "text", autocomplete: "off", ...shared });
    input.value = field.filled;
    return {
      field,
      input,
      row: el("div", { class: "field" }, el("label", { for: id }, field.label), input),
    };
  });
  return new Promise((resolve) => {
    const done = (values) => {
      dialog.close();
      dialog.remove();
      resolve(values);
    };
    const form = el(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          done(inputs.map(({ field, input }) => [field.name, input.value]));
        },
      },
      el("h2", { id: heading }, title),
      ...inputs.map(({ row }) => row),
      el(
        "div",
        { class: "row" },
        el("button", { type: "submit", class: "button primary" }, "Submit"),
        button("Cancel", () => done(null)),
      ),
    );
    const dialog = el(
      "dialog",
      {
        "aria-labelledby": heading,
        oncancel: (event) => {
          event.preventDefault();
          done(null);
        },
      },
      form,
    );
    document.body.append(dialog);
    dialog.showModal();
    inputs[0]?.input.focus();
  });
}
