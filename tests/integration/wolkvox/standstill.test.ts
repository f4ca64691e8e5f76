import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** Lets a call stop in its midst until its time is over; answers what came of it and how much of its body had arrived before and after. */
async function frozen(where: "connecting" | "writing", bytes: number) {
  const chunks: Buffer[] = [];
  const sockets: Socket[] = [];
  // It reads nothing before the caller stands still, so that the caller cannot have written all.
  const server = createServer({ pauseOnConnect: true }, (socket) => sockets.push(socket.on("error", () => undefined)));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const script = join(import.meta.dirname, "frozen-caller.ts");
  const child = spawn(process.execPath, [script, `http://localhost:${port}/`, where, String(bytes)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  await expect.poll(() => [said, sockets.length], { timeout: 20_000 }).toEqual(["stopping\n", 1]);
  for (const socket of sockets) socket.on("data", (chunk: Buffer) => chunks.push(chunk)).resume();
  await sleep(1_200);
  const before = bodyBytes(chunks);
  child.kill("SIGCONT");
  await once(child, "close");
  await sleep(100);
  server.close();
  return { answer: JSON.parse(said.slice("stopping\n".length)) as unknown, before, after: bodyBytes(chunks) };
}

/** Of a request's bytes, those after its headers. */
function bodyBytes(chunks: readonly Buffer[]): number {
  const request = Buffer.concat(chunks);
  const end = request.indexOf("\r\n\r\n");
  return end < 0 ? 0 : request.length - end - 4;
}

test("a call that stood still while it was connecting, until its time was over, writes nothing", async () => {
  const { answer, after } = await frozen("connecting", 100);
  expect(answer).toMatchObject({ kind: "failure", code: "timeout", phase: "before_sent" });
  expect(after).toBe(0);
});

test("one that stood still amid its body may have arrived, and never comes to its last byte", async () => {
  // More than the system takes off a caller's hands when nobody reads, less than it takes twice.
  const bytes = 5_000_000;
  const { answer, before, after } = await frozen("writing", bytes);
  expect(answer).toMatchObject({ kind: "failure", code: "timeout", phase: "maybe_arrived" });
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(bytes);
  expect(after).toBeLessThan(bytes);
});
