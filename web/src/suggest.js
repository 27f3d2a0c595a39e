// What can be typed next: commands, their parts and options, and what the bot completes.

import { complete } from "./api.js";
import { COMMANDS, parse, textOption } from "./commands.js";

const MOST = 12;

/** Between a key and asking what it begins. */
const PAUSE = 120;

/** Shorter texts begin too many questions. */
const FEWEST = 2;

/** Each with the whole line that it makes, and whether the line can then be sent. */
export async function suggest(line, isOld) {
  const typed = parse(line);
  if (!typed) return line.trim().length < FEWEST ? [] : completed("question", line, "", isOld);
  if (!typed.command) return typed.rest ? [] : commands(typed.name);
  if (typed.command.parts.length > 0 && !typed.complete) {
    return parts(typed.command, typed.part?.name ?? typed.partName ?? "");
  }
  return options(typed, line, isOld);
}

function commands(begun) {
  const found = COMMANDS.filter((one) => one.name.startsWith(begun));
  return found.slice(0, MOST).map((one) => ({
    label: `/${one.name}`,
    detail: one.description,
    line: `/${one.name} `,
    done: one.parts.length === 0 && one.options.every((option) => !option.required),
  }));
}

function parts(command, begun) {
  const found = command.parts.filter((one) => one.name.startsWith(begun));
  return found.map((one) => ({
    label: `/${command.name} ${one.name}`,
    detail: one.description,
    line: `/${command.name} ${one.name} `,
    done: one.options.every((option) => !option.required),
  }));
}

async function options(typed, line, isOld) {
  const word = /\S*$/.exec(line)[0];
  const before = line.slice(0, line.length - word.length);
  const text = textOption(typed.options);
  const [, name, value] = /^([a-z]+):(.*)$/.exec(word) ?? [];
  const begun = typed.options.find((one) => one.name === name && one !== text);
  if (begun) return choices(begun, before, value);
  const required = typed.options.find((one) => one.required && one.choices.length > 0);
  if (required && !typed.given[required.name]) return choices(required, before, "");
  const named = typed.options.filter(
    (one) =>
      one !== text &&
      !(one.name in typed.given) &&
      (typed.text === "" || word === "" || one.name.startsWith(word)),
  );
  const shown = word !== "" && !named.some((one) => one.name.startsWith(word)) ? [] : named;
  const list = shown.map((one) => ({
    label: `${one.name}:`,
    detail: one.description,
    line: `${before}${one.name}:`,
  }));
  if (!text?.autocomplete) return list;
  const found = await completed(
    text.name,
    typed.text,
    line.slice(0, line.length - typed.text.length),
    isOld,
  );
  return typed.text === "" ? [...found.slice(0, MOST - list.length), ...list] : found;
}

function choices(option, before, begun) {
  const offered =
    option.choices.length > 0
      ? option.choices
      : ({ 5: ["true", "false"] }[option.type]?.map((value) => ({ name: value, value })) ?? []);
  return offered
    .filter((one) => one.value.startsWith(begun))
    .map((one) => ({
      label: `${option.name}:${one.value}`,
      detail: one.name === one.value ? option.description : one.name,
      line: `${before}${option.name}:${one.value} `,
    }));
}

async function completed(option, typed, before, isOld) {
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (isOld()) return [];
  const found = await complete(option, typed);
  return found
    .slice(0, MOST)
    .map(({ label, value }) => ({ label, line: before + value, done: true }));
}
