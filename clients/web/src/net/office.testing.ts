// For tests: a real office, open on a free port of this machine for as long as a test file lasts. Knows commands and HTTP.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const PYTHON = resolve(import.meta.dirname, "../../../../.venv/bin/python");
const READY_WITHIN_MS = 120_000;

export interface RunningOffice {
  readonly port: number;
  close(): Promise<void>;
}

/** Open an office with data of its own. Rejects with its output when it does not get ready. */
export async function openOffice(): Promise<RunningOffice> {
  const data = mkdtempSync(join(tmpdir(), "madang-"));
  const port = await freePort();
  const words = ["-m", "madang_server", "serve", "--port", `${port}`, "--data", data];
  const server = spawn(PYTHON, words, { stdio: ["ignore", "pipe", "pipe"] });
  const output: string[] = [];
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (words) => output.push(`${words}`));
  await ready(server, port, output);
  const close = async () => {
    const closed = once(server, "exit");
    server.kill("SIGTERM");
    await closed;
    rmSync(data, { recursive: true });
  };
  return { port, close };
}

async function ready(server: ChildProcess, port: number, output: readonly string[]): Promise<void> {
  const givenUpAt = performance.now() + READY_WITHIN_MS;
  while (!(await isReady(port))) {
    if (server.exitCode !== null || performance.now() > givenUpAt) throw new Error(output.join(""));
    await pause(100);
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const door = createServer().listen(0, "127.0.0.1");
  await once(door, "listening");
  const address = door.address();
  door.close();
  await once(door, "close");
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}
