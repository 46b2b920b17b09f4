// The running program: started once for a file of tests, on a free port, with a data folder of its own.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const root = resolve(import.meta.dirname, "../..");

/** The folder of the fixtures, which `cargo xtask fixtures` makes. */
const fixtures = process.env.BIOKHE_FIXTURES ?? join(root, "target/fixtures");

/** A fixture's path; fails with what to do where it is missing. */
export function fixture(name) {
  return needed(join(fixtures, name), "run `cargo xtask fixtures`");
}

/** The real plan as it comes out of a PDF. */
export function realPlan() {
  const shared = process.env.BIOKHE_SHARED ?? resolve(root, "../shared");
  return needed(join(shared, "data/000_923be41ccff07cd5.txt"), "set BIOKHE_SHARED to the folder of test data");
}

/** Starts `biokhe serve`, with the sample town where that is asked for; gives its address, who signs in, and a way to stop it. */
export async function start(settings = {}, { sample = false } = {}) {
  const binary = needed(process.env.BIOKHE_BIN ?? join(root, "target/debug/biokhe"), "run `cargo build -p server`");
  const data = await mkdtemp(join(tmpdir(), "biokhe-e2e-"));
  const port = await freePort();
  const environment = { ...process.env, BIOKHE__SERVER__LISTEN: `127.0.0.1:${port}`, BIOKHE__LOG__LEVEL: "warn", ...settings };
  const loaded = sample ? (await promisify(execFile)(binary, ["sample", "load", "--data", data], { env: environment })).stdout : "";
  const child = spawn(binary, ["serve", "--data", data], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
  const told = [];
  child.stdout.on("data", (bytes) => told.push(bytes));
  const address = `http://127.0.0.1:${port}`;
  await answers(`${address}/healthz`, child);
  return {
    address,
    binary,
    data,
    first: sample ? undefined : firstAdministrator(Buffer.concat(told).toString()),
    passwords: Object.fromEntries([...loaded.matchAll(/^ {2}(\S+) +((?:\w{4}-){4}\w{4})/gm)].map(([, login, password]) => [login, password])),
    async stop() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** What the first start shows once: name and password of the administrator. */
function firstAdministrator(told) {
  const [, login, password] = told.match(/^ {2}(\S+)\n {2}((?:\w{4}-){4}\w{4})$/m) ?? [];
  if (!password) throw new Error(`no administrator in: ${told}`);
  return { login, password };
}

function needed(path, remedy) {
  if (!existsSync(path)) throw new Error(`${path} is missing: ${remedy}`);
  return path;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function answers(address, child) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`biokhe ended with ${child.exitCode}`);
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`${address} does not answer`);
}
