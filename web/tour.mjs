// A newcomer's way through the page, with a picture of each step: `npm run tour [folder]`. Fails on
// an error in the browser's console.

import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browse, DESKTOP, latest, person, PHONE, replies, serve, type } from "./harness.mjs";

const FOLDER = process.argv[2] ?? join(tmpdir(), "verbatim-tour");

const QUESTIONS = 3;

const SPEECH = "acftu-2023";

function message(page, heading) {
  return page.locator(".message", { has: page.getByRole("heading", { name: heading }) }).last();
}

/** Answers as somebody who guesses: the second choice, or a word. */
async function guess(page, asked) {
  const choice = asked.getByRole("button", { name: "B", exact: true });
  if (await choice.count()) return choice.click();
  await asked.getByRole("button", { name: "Answer" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("workers");
  await dialog.getByRole("button", { name: "Submit" }).click();
  await dialog.waitFor({ state: "detached" });
  return asked.getByRole("button", { name: "Skip" }).click();
}

async function tour({ page, open }, picture) {
  await open();
  await page.getByRole("button", { name: "/outline" }).waitFor();
  await picture("welcome");

  await type(page, "Who creates the wealth?");
  await replies(page, 1);
  await picture("question");

  await type(page, "How do volcanoes erupt?");
  await replies(page, 2);
  await picture("refusal");

  await type(page, "/verify Workers are the sole creators of social wealth");
  await replies(page, 3);
  await picture("checked-quote");

  await type(page, `/quiz start questions:${QUESTIONS} pace:quick solo:true`);
  for (let number = 1; number <= QUESTIONS; number += 1) {
    const asked = message(page, `Question ${number} of ${QUESTIONS}`);
    await asked.waitFor({ timeout: 30_000 });
    await picture(`quiz-${number}-asked`);
    await guess(page, asked);
    await message(page, `Answer to question ${number}`).waitFor({ timeout: 30_000 });
    await picture(`quiz-${number}-answer`);
  }
  await message(page, "The round is over").waitFor({ timeout: 30_000 });
  await picture("quiz-end");
  await latest(page).getByRole("button", { name: "What I missed" }).click();
  await page.getByText("Only you can see this").last().waitFor();
  await picture("quiz-missed");

  await open(`/read/${SPEECH}`);
  await page.locator(".reading article").waitFor();
  await picture("reading");
}

await mkdir(FOLDER, { recursive: true });
const [program, browser] = await Promise.all([serve(), browse()]);
try {
  for (const [where, options] of Object.entries({
    phone: { size: PHONE },
    desktop: { size: DESKTOP },
  })) {
    const one = await person(browser, program.link, options);
    let step = 0;
    await tour(one, async (name) => {
      step += 1;
      const path = join(FOLDER, `${where}-${String(step).padStart(2, "0")}-${name}.png`);
      await one.page.waitForTimeout(200);
      await one.page.screenshot({ path });
      console.log(path);
    });
    await one.close();
  }
} finally {
  await browser.close();
  await program.stop();
}
