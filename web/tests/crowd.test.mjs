// Two hundred tabs at once, as a class opens them: each loads the page, asks, and follows a room.

import assert from "node:assert/strict";
import { Agent, get, request } from "node:http";
import { after, before, test } from "node:test";
import { serve } from "../harness.mjs";

const TABS = 200;

/** Over the wire, in bytes. */
const FIRST_LOAD = 300_000;

let program;

before(async () => {
  program = await serve();
});

after(() => program?.stop());

function load(path, agent) {
  return new Promise((resolve, reject) => {
    get(program.link + path, { agent, headers: { "accept-encoding": "gzip" } }, (response) => {
      let size = 0;
      response.on("data", (chunk) => {
        size += chunk.length;
      });
      response.on("end", () => resolve({ status: response.statusCode, size }));
    }).on("error", reject);
  });
}

function post(path, body, agent) {
  return new Promise((resolve, reject) => {
    const asking = request(
      program.link + path,
      { method: "POST", agent, headers: { "content-type": "application/json" } },
      (response) => {
        let text = "";
        response.on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode, body: JSON.parse(text) }));
      },
    );
    asking.on("error", reject);
    asking.end(JSON.stringify(body));
  });
}

/** The first message of a room; before it come signs of life. */
function follow(room) {
  return new Promise((resolve, reject) => {
    const following = get(
      `${program.link}/api/rooms/${room}/events`,
      { agent: false },
      (response) => {
        if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
        response.on("data", (chunk) => {
          if (!String(chunk).includes("data:")) return;
          resolve(String(chunk));
          following.destroy();
        });
      },
    );
    following.on("error", (error) => error.code === "ECONNRESET" || reject(error));
  });
}

const asked = (tab, kind, room = null) => ({
  tab: `classroomtab${String(tab).padStart(8, "0")}`,
  name: `Pupil ${tab}`,
  room,
  heading: null,
  done: { command: { kind, visibility: "public" } },
});

test("the first load is small", async () => {
  const files = await Promise.all(
    ["/", "/app.js", "/app.css", "/icon.svg"].map((path) => load(path)),
  );
  const size = files.reduce((sum, file) => sum + file.size, 0);
  assert.ok(size < FIRST_LOAD, `${size} bytes`);
});

test("two hundred tabs load, ask and follow one room without an error", async () => {
  const { body } = await post("/api/rooms", {});
  const following = Promise.all(Array.from({ length: TABS }, () => follow(body.room)));
  await Promise.all(
    Array.from({ length: TABS }, async (_, tab) => {
      const agent = new Agent({ keepAlive: true });
      for (const path of ["/", "/app.js", "/app.css"])
        assert.equal((await load(path, agent)).status, 200);
      const { status, body } = await post(
        "/api/ask",
        asked(tab, { ask: { question: "Who creates the wealth?" } }),
        agent,
      );
      assert.equal(status, 200);
      assert.equal(body.reply.heading, "Who creates the wealth?");
      agent.destroy();
    }),
  );
  const { status } = await post(
    "/api/ask",
    asked(0, { quiz: { start: { questions: 1 } } }, body.room),
  );
  assert.equal(status, 200);
  for (const message of await following) assert.match(message, /Quiz/);
});
