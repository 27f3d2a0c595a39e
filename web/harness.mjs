// A running program and a real browser, for tests and pictures.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const PROGRAM = process.env.VERBATIM ?? "target/debug/verbatim";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Limits of one person would stop a test that types faster than people do. */
const SETTINGS = { VERBATIM__LIMITS__BURST: "1000", VERBATIM__LIMITS__PER_MINUTE: "1000" };

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 800 };

export async function serve(listen = "127.0.0.1:0", settings = {}) {
  const env = {
    ...process.env,
    VERBATIM__SEARCH__ENCODER: "none",
    ...SETTINGS,
    ...settings,
    VERBATIM__WEB__LISTEN: listen,
  };
  const program = spawn(PROGRAM, ["serve"], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [link] = await once(createInterface(program.stdout), "line");
  return {
    link: link.replace(/\/$/, ""),
    async stop() {
      if (program.exitCode !== null) return;
      program.kill("SIGTERM");
      await once(program, "exit");
    },
  };
}

export function browse() {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** A person with a browser of their own. Whatever goes wrong in it is in `faults`. */
export async function person(browser, link, { size = DESKTOP, dark = false, expected = [] } = {}) {
  const context = await browser.newContext({
    viewport: size,
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  const faults = [];
  const isExpected = (text) => expected.some((one) => text.includes(one));
  const tab = async () => {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on(
      "console",
      (message) =>
        message.type() === "error" && !isExpected(message.text()) && faults.push(message.text()),
    );
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("request", (request) => {
      const address = request.url();
      if (!address.startsWith(`${link}/`) && !address.startsWith("blob:"))
        faults.push(`a request to ${address}`);
    });
    return page;
  };
  const page = await tab();
  return {
    page,
    tab,
    context,
    open: (path = "/") => page.goto(link + path),
    close: async () => {
      await context.close();
      assert.deepEqual(faults, []);
    },
  };
}

export async function type(page, line) {
  await page.getByRole("combobox").fill(line);
  await page.getByRole("button", { name: "Send" }).click();
}

/** The latest message of the bot. */
export function latest(page) {
  return page.locator(".message:not(.own)").last();
}

/** Waits until as many replies are there. */
export async function replies(page, count) {
  await page
    .locator(".message:not(.own)")
    .nth(count - 1)
    .waitFor();
  return latest(page);
}
