// Quizzes: alone, with others in a room, through reloads and restarts.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browse, DESKTOP, person, PHONE, serve, type } from "../harness.mjs";

let program, browser;

before(async () => {
  [program, browser] = await Promise.all([serve(), browse()]);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

function question(page, number) {
  return page.locator(".message", {
    has: page.getByRole("heading", { name: new RegExp(`^Question ${number} of`) }),
  });
}

/** Chooses or types something; tells what the bot says to it. */
async function answer(page, number) {
  const asked = question(page, number).last();
  await asked.waitFor();
  const choice = asked.getByRole("button", { name: "B", exact: true });
  if (await choice.count()) {
    await choice.click();
  } else {
    await asked.getByRole("button", { name: "Answer" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("workers");
    await dialog.getByRole("button", { name: "Submit" }).click();
    await dialog.waitFor({ state: "detached" });
  }
  await page.getByText("Only you can see this").last().waitFor();
}

test("a quiz of three alone goes to its end", async () => {
  const one = await person(browser, program.link, { size: PHONE });
  await one.open();
  await type(one.page, "/quiz start questions:3 pace:quick solo:true");
  for (const number of [1, 2, 3]) {
    await question(one.page, number).waitFor({ timeout: 20_000 });
    await question(one.page, number).getByRole("button", { name: "Skip" }).click();
  }
  await one.page.getByRole("heading", { name: "The round is over" }).waitFor({ timeout: 20_000 });
  await one.page.getByRole("button", { name: "What I missed" }).click();
  await one.close();
});

test("two people play in one room, and one reloads in the middle", async () => {
  const host = await person(browser, program.link, { size: DESKTOP });
  await host.open();
  await type(host.page, "/quiz start questions:2 pace:quick kind:section");
  await question(host.page, 1).waitFor();
  const room = new URL(host.page.url()).pathname;
  assert.match(room, /^\/room\/[0-9a-f]+$/);

  const guest = await person(browser, program.link, { size: PHONE, dark: true });
  await guest.open(room);
  await question(guest.page, 1).waitFor();
  await answer(host.page, 1);
  await guest.page.reload();
  await question(guest.page, 1).waitFor();
  await answer(guest.page, 1);
  const first = guest.page.getByRole("heading", { name: "Answer to question 1" });
  await first.waitFor({ timeout: 20_000 });
  assert.match(
    await guest.page.locator(".message", { has: first }).innerText(),
    /2 people answered/,
  );
  await question(host.page, 2).waitFor({ timeout: 20_000 });
  await question(host.page, 2).getByRole("button", { name: "Hint" }).click();
  await question(host.page, 2).getByRole("button", { name: "Skip" }).click();
  for (const { page } of [host, guest]) {
    await page.getByRole("heading", { name: "The round is over" }).waitFor({ timeout: 20_000 });
  }
  assert.equal(await question(guest.page, 1).count(), 1, "nothing is shown twice");
  await host.close();
  await guest.close();
});

/** Most questions have choices: begins quizzes until one asks for words. */
async function typedQuestion(page) {
  for (let tries = 1; tries < 60; tries += 1) {
    await type(page, "/quiz start questions:1 kind:blank difficulty:3 solo:true");
    const asked = question(page, 1).nth(tries - 1);
    await asked.waitFor();
    const open = asked.getByRole("button", { name: "Answer" });
    if (await open.count()) return open;
    await type(page, "/quiz stop");
    await page
      .getByRole("heading", { name: "The round is over" })
      .nth(tries - 1)
      .waitFor();
  }
  throw new Error("no question asked for words");
}

test("what somebody answered stands before what was right", async () => {
  const one = await person(browser, program.link);
  await one.open();
  await type(one.page, "/quiz start questions:1 kind:section solo:true");
  await question(one.page, 1).getByRole("button", { name: "B", exact: true }).click();
  await one.page.getByText("Only you can see this").waitFor();
  await one.page.getByRole("heading", { name: "Answer to question 1" }).waitFor();
  const shown = await one.page.locator(".message").allInnerTexts();
  const at = (words) => shown.findIndex((text) => text.includes(words));
  assert.ok(at("Your answer: B") < at("Answer to question 1"), shown.join("\n---\n"));
  await one.close();
});

test("a typed answer is given in a form", async () => {
  const one = await person(browser, program.link);
  await one.open();
  const open = await typedQuestion(one.page);
  await open.click();
  const dialog = one.page.getByRole("dialog");
  await dialog.getByRole("textbox").waitFor();
  await one.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await one.page.evaluate(() => document.activeElement.textContent), "Answer");
  await open.click();
  await dialog.getByRole("textbox").fill("wheelbarrow");
  await one.page.keyboard.press("Enter");
  await one.page.locator(".only-you").last().waitFor();
  assert.match(await one.page.locator(".message").last().innerText(), /answer|right|not/i);
  await one.close();
});

test("a restart in the middle is said, and a new quiz begins", async () => {
  const own = await serve();
  const expected = [
    "ERR_CONNECTION_REFUSED",
    "404",
    "ERR_INCOMPLETE_CHUNKED_ENCODING",
    "ERR_EMPTY_RESPONSE",
    "ERR_CONNECTION_RESET",
  ];
  const one = await person(browser, own.link, { expected });
  await one.open();
  await type(one.page, "/quiz start questions:2 kind:section");
  await question(one.page, 1).waitFor();
  await own.stop();
  const again = await serve(new URL(own.link).host);
  await one.page.getByText("The quiz room is no longer there").waitFor({ timeout: 20_000 });
  await question(one.page, 1).getByRole("button", { name: "B", exact: true }).click();
  await one.page.getByText(/over/).last().waitFor();
  await type(one.page, "/quiz start questions:1 kind:section");
  await one.page.getByRole("heading", { name: "Question 1 of 1" }).waitFor();
  await one.close();
  await again.stop();
});

test("with a database of its own a quiz goes on after a restart", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "verbatim-web-"));
  const settings = { VERBATIM__WEB__STORE: `${folder}/web.db` };
  const own = await serve("127.0.0.1:0", settings);
  const expected = ["ERR_"];
  const one = await person(browser, own.link, { expected });
  await one.open();
  await type(one.page, "/quiz start questions:2 pace:quick kind:section");
  await question(one.page, 1).waitFor();
  await own.stop();
  const again = await serve(new URL(own.link).host, settings);
  t.after(async () => {
    await again.stop();
    await rm(folder, { recursive: true });
  });
  await question(one.page, 2).waitFor({ timeout: 40_000 });
  assert.equal(await one.page.getByText("no longer there").count(), 0);
  await one.close();
});
