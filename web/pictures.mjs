// Takes the manual's pictures from the page itself, so that they cannot go stale:
// `npm run pictures [folder]`.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { browse, latest, person, PHONE, replies, serve, type } from "./harness.mjs";

const FOLDER = process.argv[2] ?? fileURLToPath(new URL("../docs/user/pictures", import.meta.url));

const QUESTION = "Who creates the wealth?";

const WINDOW = { width: 960, height: 560 };

const SPEECH = "acftu-2023";

const SCENES = {
  async answer({ page }) {
    await type(page, QUESTION);
    await replies(page, 1);
  },
  async checked({ page }) {
    await type(page, "/verify Workers are the sole creators of social wealth");
    await replies(page, 1);
  },
  async quiz({ page }) {
    await type(page, "/quiz start questions:3 solo:true");
    await page.getByRole("heading", { name: "Question 1 of 3" }).waitFor();
    await latest(page).scrollIntoViewIfNeeded();
  },
  async reading({ page, open }) {
    await type(page, QUESTION);
    await replies(page, 1);
    await open(`/read/${SPEECH}`);
    await page.locator(".reading mark").first().waitFor();
    await page.locator(".reading mark").first().scrollIntoViewIfNeeded();
  },
};

await mkdir(FOLDER, { recursive: true });
const [program, browser] = await Promise.all([serve(), browse()]);
for (const [name, scene] of Object.entries(SCENES)) {
  for (const [where, options] of Object.entries({
    desktop: { size: WINDOW },
    "phone-dark": { size: PHONE, dark: true },
  })) {
    const one = await person(browser, program.link, options);
    await one.open();
    await scene(one);
    await one.page.waitForTimeout(200);
    await one.page.screenshot({ path: `${FOLDER}/${name}-${where}.png` });
    await one.close();
  }
}
await browser.close();
await program.stop();
