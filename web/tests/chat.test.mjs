// Asking: answers, each kind of button, menus, completion, the link with a question.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, latest, person, replies, serve, type } from "../harness.mjs";

let program, browser, one;

before(async () => {
  [program, browser] = await Promise.all([serve(), browse()]);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

async function someone(options) {
  one = await person(browser, program.link, options);
  await one.open();
  return one.page;
}

const QUESTION = "Who creates the wealth?";

test("a question is answered with a quote and its buttons work", async () => {
  const page = await someone();
  await type(page, QUESTION);
  const answer = await replies(page, 1);
  await answer.getByRole("heading", { name: QUESTION }).waitFor();
  assert.match(
    await answer.locator("blockquote strong").first().innerText(),
    /main creators of social wealth/,
  );
  assert.equal(await answer.locator("figcaption a").first().innerText(), "§3 ¶1");

  await answer.getByRole("button", { name: "Next passage" }).click();
  await page.waitForFunction(
    () => document.querySelector(".message:not(.own) figcaption a")?.textContent !== "§3 ¶1",
  );
  assert.equal(await page.locator(".message:not(.own)").count(), 1, "it turns in place");
  const focused = await page.evaluate(() => document.activeElement.textContent);
  assert.match(focused, /passage/, "the focus stays with the buttons");

  await latest(page).getByRole("button", { name: "Around it" }).click();
  await replies(page, 2);
  await page
    .locator(".message:not(.own)")
    .first()
    .getByRole("button", { name: "Why this?" })
    .click();
  await replies(page, 3);
  await one.close();
});

test("a related question is chosen in a menu with the keyboard", async () => {
  const page = await someone();
  await type(page, QUESTION);
  const answer = await replies(page, 1);
  await answer.getByRole("button", { name: "Related questions" }).focus();
  await page.keyboard.press("ArrowDown");
  const chosen = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("Enter");
  const next = await replies(page, 2);
  assert.equal(await next.locator(".embed h2").innerText(), chosen);
  await one.close();
});

test("a section is opened from the outline", async () => {
  const page = await someone();
  await type(page, "/outline");
  const outline = await replies(page, 1);
  await outline.getByRole("button", { name: "Open a section" }).click();
  await outline.getByRole("option").nth(1).click();
  await replies(page, 2);
  assert.ok((await latest(page).locator("blockquote").count()) > 0);
  await one.close();
});

test("commands, their parts and references are completed with the keyboard", async () => {
  const page = await someone();
  const box = page.getByRole("combobox");
  await box.focus();
  await page.keyboard.type("/ci");
  await page.getByRole("option", { name: "/cite" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await box.inputValue(), "/cite ");
  await page.keyboard.type("2.1");
  await page.getByRole("option", { name: "§2 ¶1 ·" }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  const passage = await replies(page, 1);
  assert.equal(await passage.locator("figcaption a").innerText(), "§2 ¶1");

  await page.keyboard.type("/privacy o");
  await page.getByRole("option", { name: "/privacy optout" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "state:on" }).waitFor();
  await one.close();
});

test("a quote is checked, and what is not there is not made up", async () => {
  const page = await someone();
  await type(page, "/verify workers are the main creators of social riches");
  const checked = await replies(page, 1);
  assert.match(await checked.innerText(), /riches/);
  await type(page, "What is the best recipe for pancakes?");
  const refusal = await replies(page, 2);
  assert.match(await refusal.innerText(), /found nothing|closest passage|does not contain/i);
  await one.close();
});

test("a message's own menu finds and checks what it says", async () => {
  const page = await someone();
  await type(page, "“the main creators of social wealth”");
  await replies(page, 1);
  await page
    .locator(".message.own")
    .getByRole("button", { name: "What to do with this message" })
    .click();
  await page.getByRole("option", { name: "Check quote" }).click();
  const checked = await replies(page, 2);
  await checked.getByText("Only you can see this").waitFor();
  await checked.getByRole("button", { name: "Dismiss message" }).click();
  assert.equal(await page.locator(".message:not(.own)").count(), 1);

  await latest(page).getByRole("button", { name: "What to do with this message" }).click();
  await page.getByRole("option", { name: "Ask on about this" }).click();
  await page.getByText("Asking on about").waitFor();
  await one.close();
});

test("settings are chosen in place and hold", async () => {
  const page = await someone();
  await type(page, "/settings me");
  const panel = await replies(page, 1);
  await panel.locator(".reply .menu-button").first().click();
  await panel.getByRole("option").first().click();
  await page.waitForFunction(() => document.querySelectorAll(".reply .menu-button").length > 1);
  assert.equal(await page.locator(".message:not(.own)").count(), 1);
  await one.close();
});

test("a link with a question opens with its answer, once", async () => {
  one = await person(browser, program.link);
  await one.open(`/?q=${encodeURIComponent(QUESTION)}`);
  await replies(one.page, 1);
  await one.page.reload();
  await replies(one.page, 1);
  assert.equal(await one.page.locator(".message").count(), 2);
  await one.close();
});

test("the welcome offers questions to try", async () => {
  const page = await someone();
  const first = page.locator(".tries button").first();
  const question = await first.innerText();
  assert.match(question, /\?$/);
  await first.click();
  const answer = await replies(page, 1);
  await answer.getByRole("heading", { name: question }).waitFor();
  assert.ok((await answer.locator("blockquote").count()) > 0);
  await one.close();
});

test("a link with a command waits for its reader", async () => {
  one = await person(browser, program.link);
  await one.open(`/?q=${encodeURIComponent("/privacy optout state:on")}`);
  const box = one.page.getByRole("combobox");
  await one.page.waitForFunction(() => document.querySelector("#box").value !== "");
  assert.equal(await box.inputValue(), "/privacy optout state:on");
  assert.equal(await one.page.locator(".message").count(), 0);
  await one.close();
});

test("an address that is no text opens a page all the same", async () => {
  one = await person(browser, program.link, { expected: ["404"] });
  for (const path of ["/read/%E0%A4%A", "/p/%FF/%FF", "/room/%FF"]) {
    await one.open(path);
    await one.page.locator("main > *").first().waitFor();
  }
  await one.close();
});

test("a tab with replies of an earlier version opens without them, and its name stays", async () => {
  one = await person(browser, program.link);
  const reply = { parts: [{ fact: { text: "2012" } }], buttons: [], related: [], places: [] };
  const kept = { name: "Ann", messages: [{ author: "bot", id: "1", time: 1, reply }] };
  await one.page.addInitScript(
    (kept) => sessionStorage.setItem("verbatim", kept),
    JSON.stringify(kept),
  );
  await one.open();
  await type(one.page, QUESTION);
  await replies(one.page, 1);
  assert.equal(await one.page.locator(".message").count(), 2);
  assert.equal(await one.page.locator(".own .name").innerText(), "Ann");
  await one.close();
});

test("an outline, examples and settings are shown line by line", async () => {
  const page = await someone();
  await type(page, "/outline");
  const outline = await replies(page, 1);
  assert.match(
    await outline.locator(".lines li").nth(1).innerText(),
    /^§1 1\. .*\n3 paragraphs, 2 photos$/,
  );
  await type(page, "/help");
  const help = await replies(page, 2);
  assert.match(
    await help.locator(".lines li").nth(1).innerText(),
    /^\/cite §1 ¶1\nshows a passage/,
  );
  assert.equal(await help.locator("code").nth(1).innerText(), "/cite §1 ¶1");
  await type(page, "/settings me");
  const settings = await replies(page, 3);
  assert.equal(
    await settings.locator(".lines li").first().innerText(),
    "Private replies to commands: no (the default)",
  );
  await one.close();
});

test("markup in a question stays text", async () => {
  const page = await someone();
  const attack = `<img src=x onerror="document.title='hacked'"><script>document.title='hacked'</script>`;
  await type(page, attack);
  await replies(page, 1);
  assert.ok((await page.locator(".said").innerText()).includes("<script>"));
  assert.equal(await page.title(), "Verbatim");
  assert.equal(await page.locator("main img, main script").count(), 0);
  await one.open(`/?q=${encodeURIComponent(attack)}`);
  await one.open(`/read/${encodeURIComponent(attack)}`);
  await page.getByText("Nothing is here").first().waitFor();
  assert.equal(await page.locator("main img, main script").count(), 0);
  await one.context.close();
});
