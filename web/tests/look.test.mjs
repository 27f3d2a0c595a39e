// For everybody: axe finds nothing serious, and all fits on a phone and at twice the size.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { browse, DESKTOP, person, PHONE, replies, serve, type } from "../harness.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let program, browser;

before(async () => {
  [program, browser] = await Promise.all([serve(), browse()]);
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

async function faults(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const bad = violations.filter((one) => ["serious", "critical"].includes(one.impact));
  return bad.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`);
}

async function fits(page) {
  const { scroll, inner } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    inner: innerWidth,
  }));
  assert.ok(scroll <= inner, `${scroll} of ${inner}`);
}

/** Twice the size is half the room. */
const ZOOMED = { width: DESKTOP.width / 2, height: DESKTOP.height / 2 };

for (const [name, options] of Object.entries({
  "a desktop": { size: DESKTOP },
  "a dark phone": { size: PHONE, dark: true },
  "a desktop at 200 %": { size: ZOOMED },
})) {
  test(`page, reading view and quiz are sound on ${name}`, async () => {
    const one = await person(browser, program.link, options);
    const { page } = one;
    await one.open();
    await page.getByRole("button", { name: "/outline" }).waitFor();
    const check = async (what) => {
      assert.deepEqual(await faults(page), [], what);
      await fits(page);
    };
    await check("welcome");
    await type(page, "Who creates the wealth?");
    await (await replies(page, 1)).getByRole("button", { name: "Related questions" }).click();
    await check("an open menu");
    await page.keyboard.press("Escape");
    await page.getByRole("combobox").fill("/");
    await page.getByRole("option", { name: "/ask" }).waitFor();
    await check("suggestions");
    await type(page, "/help");
    await type(page, "/verify the main creators of social riches");
    await replies(page, 3);
    await check("replies");
    await type(page, "/quiz start questions:2 kind:section solo:true");
    await page.getByRole("heading", { name: "Question 1 of 2" }).waitFor();
    await check("a running quiz");
    await page.getByRole("button", { name: /^Your name/ }).click();
    await page.getByRole("dialog").waitFor();
    await check("a form");
    await page.keyboard.press("Escape");
    await page.locator("figcaption a").first().click();
    await page.locator(".reading article").waitFor();
    await check("the reading view");
    await one.close();
  });
}
