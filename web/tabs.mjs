// Many real tabs of one browser at once: each loads the page, asks, and gets its answer. Says how
// long that took and fails on any error: `npm run tabs [count]`.

import assert from "node:assert/strict";
import { browse, person, replies, serve, type } from "./harness.mjs";

const TABS = Number(process.argv[2] ?? 200);

/** At a time, so that the browser and not the program is spared. */
const ASKING = 20;

const PATIENCE = 120_000;

const QUESTION = "Who creates the wealth?";

async function timed(work) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function tell(what, times) {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share) => Math.round(sorted[Math.ceil(share * sorted.length) - 1]);
  console.log(`${what}: median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, most ${at(1)} ms`);
}

/** Some at a time, until each had its turn. */
async function each(all, work) {
  const waiting = all.values();
  const times = [];
  const worker = async () => {
    for (const one of waiting) times.push(await timed(() => work(one)));
  };
  await Promise.all(Array.from({ length: ASKING }, worker));
  return times;
}

/** Runs in the page. */
function whatATabKnows() {
  const secret = JSON.parse(sessionStorage.getItem("verbatim")).tab;
  const asked = performance
    .getEntriesByType("resource")
    .find(({ name }) => name.endsWith("/api/ask"));
  return { secret, waited: asked.responseEnd - asked.requestStart };
}

const [program, browser] = await Promise.all([serve(), browse()]);
try {
  const one = await person(browser, program.link);
  const pages = [one.page];
  while (pages.length < TABS) pages.push(await one.tab());
  tell(
    "page loaded and usable",
    await each(pages, async (page) => {
      await page.goto(program.link, { timeout: PATIENCE });
      await page.getByRole("combobox").waitFor({ timeout: PATIENCE });
    }),
  );
  // All at once: every tab is there, and none waits for another.
  const begun = performance.now();
  const times = await Promise.all(
    pages.map((page) =>
      timed(async () => {
        page.setDefaultTimeout(PATIENCE);
        await type(page, QUESTION);
        assert.match(await (await replies(page, 1)).innerText(), /— §3 ¶1/);
      }),
    ),
  );
  tell("question to answer on the page, all tabs at once", times);
  const tabs = await Promise.all(pages.map((page) => page.evaluate(whatATabKnows)));
  tell(
    "of that, the request",
    tabs.map(({ waited }) => waited),
  );
  assert.equal(new Set(tabs.map(({ secret }) => secret)).size, TABS, "each is another person");
  console.log(`${TABS} tabs answered in ${Math.round(performance.now() - begun)} ms, no error`);
  await one.close();
} finally {
  await browser.close();
  await program.stop();
}
