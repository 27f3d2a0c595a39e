// Makes web/dist from web/src: `npm ci && npm run build`. The commands are Discord's own, taken
// from the recording of what is registered there, so that both surfaces offer the same.

import { copyFile, mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const REGISTERED = here(
  "../src/discord/receive/snapshots/" +
    "verbatim__discord__receive__commands__tests__what_is_registered_is_what_is_dispatched.snap",
);

/** For those who manage a server, and there is none here. */
const NOT_HERE = new Set(["settings channel", "settings server", "quiz reset"]);
const IN_SERVERS = 0;
const SUBCOMMAND = 1;
const OF_MESSAGES = 3;

export async function commands() {
  const recording = await readFile(REGISTERED, "utf8");
  const registered = JSON.parse(recording.slice(recording.indexOf("\n[")));
  const isHere = (command) => command.contexts.some((context) => context !== IN_SERVERS);
  const slim = (above) => (option) => ({
    name: option.name,
    type: option.type,
    description: option.description,
    required: option.required,
    choices: option.choices?.map(({ name, value }) => ({ name, value })) ?? [],
    autocomplete: option.autocomplete,
    options: parts(option, `${above} ${option.name}`),
  });
  const parts = (from, name) =>
    (from.options ?? [])
      .filter((option) => !NOT_HERE.has(`${name} ${option.name}`))
      .map(slim(name));
  const typed = registered.filter((command) => command.type !== OF_MESSAGES && isHere(command));
  return {
    typed: typed.map((command) => ({
      name: command.name,
      description: command.description,
      parts: parts(command, command.name).filter((option) => option.type === SUBCOMMAND),
      options: parts(command, command.name).filter((option) => option.type !== SUBCOMMAND),
    })),
    ofMessages: registered
      .filter((command) => command.type === OF_MESSAGES)
      .map((command) => command.name),
  };
}

const registeredCommands = {
  name: "commands",
  setup(build) {
    build.onResolve({ filter: /^registered-commands$/ }, () => ({
      path: "commands",
      namespace: "registered",
    }));
    build.onLoad({ filter: /.*/, namespace: "registered" }, async () => ({
      contents: JSON.stringify(await commands()),
      loader: "json",
    }));
  },
};

if (process.argv[1] === here("build.mjs")) {
  await mkdir(here("dist"), { recursive: true });
  await build({
    entryPoints: { app: here("src/main.js") },
    outdir: here("dist"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    plugins: [registeredCommands],
    logLevel: "warning",
  });
  for (const file of ["index.html", "icon.svg"])
    await copyFile(here(`src/${file}`), here(`dist/${file}`));
}
