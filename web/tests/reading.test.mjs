// The reading view: permalinks, selected words, print.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, person, replies, serve, type } from "../harness.mjs";

let program, browser, speech;

before(async () => {
  [program, browser] = await Promise.all([serve(), browse()]);
  const { speeches } = await (await fetch(`${program.link}/api/speeches`)).json();
  speech = await (await fetch(`${program.link}/api/speeches/${speeches[0].id}`)).json();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

const wordsOf = (unit) => unit.sentences.map((one) => one.text).join("");

test("the whole speech stands there, word for word, with what was quoted marked", async () => {
  const one = await person(browser, program.link);
  await one.open();
  await type(one.page, "Who creates the wealth?");
  await (await replies(one.page, 1)).locator("figcaption a").click();
  await one.page.locator("mark.target").waitFor();
  const shown = await one.page.locator(".words").allTextContents();
  assert.deepEqual(shown, speech.units.map(wordsOf));
  assert.deepEqual(
    await one.page.locator(".reference").allTextContents(),
    speech.units.map((unit) => unit.reference),
  );
  assert.ok((await one.page.locator("mark").count()) > 0);
  await one.page.goBack();
  await replies(one.page, 1);
  await one.close();
});

test("headings are jumped to, also by a link from elsewhere and on the way back", async () => {
  const heading = speech.units.findLast((unit) => unit.kind === "heading");
  const one = await person(browser, program.link);
  const isThere = () =>
    one.page.waitForFunction((key) => {
      const { top, bottom } = document.getElementById(key)?.getBoundingClientRect() ?? {};
      return top >= 0 && bottom <= innerHeight;
    }, heading.key);
  await one.open(`/read/${speech.id}`);
  await one.page.getByRole("navigation", { name: "Sections" }).getByRole("link").last().click();
  await isThere();
  await one.page.waitForTimeout(300);
  await isThere();
  await one.page.getByRole("link", { name: "Verbatim" }).click();
  await one.page.getByRole("combobox").waitFor();
  await one.page.goBack();
  await isThere();
  await one.open("/");
  await one.open(`/read/${speech.id}#${heading.key}`);
  await isThere();
  await one.close();
});

test("a speech that cannot be shown just now is not said to be gone", async () => {
  const one = await person(browser, program.link, { expected: ["429"] });
  const busy = { status: 429, contentType: "application/json", body: "{}" };
  await one.page.route("**/api/speeches/*", (route) => route.fulfill(busy), { times: 1 });
  await one.open(`/read/${speech.id}`);
  await one.page.getByText("The program does not answer").waitFor();
  await one.page.getByRole("link", { name: "Try again" }).click();
  await one.page.locator(".reading article").waitFor();
  await one.close();
});

test("a permalink opens its passage in its section with the sentence marked, and prints", async () => {
  const unit = speech.units.find((one) => one.kind === "paragraph" && one.sentences.length > 2);
  const sentence = unit.sentences[1];
  const one = await person(browser, program.link);
  await one.open(`/p/${speech.id}/${sentence.key}`);
  assert.equal(await one.page.locator("mark.target").textContent(), sentence.text);
  const section = speech.units.filter((other) => other.section === unit.section);
  assert.equal(await one.page.locator(".unit").count(), section.length);
  await one.page.emulateMedia({ media: "print" });
  assert.equal(await one.page.locator(".top").isVisible(), false);
  await one.page.emulateMedia({ media: "screen" });
  await one.page.getByRole("link", { name: "Read the whole speech" }).click();
  await one.page
    .locator(".unit")
    .nth(speech.units.length - 1)
    .waitFor();
  await one.close();
});

test("the outline tells how a section was answered once five people answered", async () => {
  const host = await person(browser, program.link);
  await host.open();
  await type(host.page, "/quiz start questions:1 kind:section");
  const question = (page) =>
    page.locator(".message", { has: page.getByRole("heading", { name: "Question 1 of 1" }) });
  await question(host.page).waitFor();
  const room = new URL(host.page.url()).pathname;
  const outline = async () => {
    const reader = await person(browser, program.link);
    await reader.open(`/read/${speech.id}`);
    const nav = reader.page.getByRole("navigation", { name: "Sections" });
    const told = await nav.innerText();
    await reader.close();
    return told;
  };
  assert.doesNotMatch(await outline(), /quizzes/);
  for (const choice of ["A", "B", "A", "B", "A"]) {
    const one = await person(browser, program.link);
    await one.open(room);
    await question(one.page).getByRole("button", { name: choice, exact: true }).click();
    await one.page.getByText("Only you can see this").waitFor();
    await one.close();
  }
  await question(host.page).getByRole("button", { name: "Skip" }).click();
  await host.page.getByRole("heading", { name: "Answer to question 1" }).waitFor();
  assert.match(await outline(), /answered 5 times in quizzes, [235] wrong/);
  await host.close();
});

test("selected words are checked, cited and asked about", async () => {
  const one = await person(browser, program.link);
  const paragraph = speech.units.find((unit) => unit.kind === "paragraph" && unit.section > 0);
  const select = () =>
    one.page.evaluate((key) => {
      const words = document.getElementById(key).querySelector("[data-sentence]");
      getSelection().selectAllChildren(words);
    }, paragraph.key);
  const act = async (label) => {
    await one.open(`/read/${speech.id}`);
    await one.page.locator(`[id="${paragraph.key}"]`).waitFor();
    await select();
    await one.page
      .getByRole("toolbar", { name: "Selected words" })
      .getByRole("button", { name: label })
      .click();
  };
  await act("Check");
  assert.match(await (await replies(one.page, 1)).innerText(), /exact|word for word/i);
  await act("Cite");
  await (
    await replies(one.page, 2)
  )
    .getByRole("button", { name: /^Copy / })
    .first()
    .waitFor();
  await act("Ask about this");
  assert.equal(await one.page.getByRole("combobox").inputValue(), `[${paragraph.reference}] `);
  await one.close();
});
