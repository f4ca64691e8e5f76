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

/**
 * Freezes a call midway until its time is over; returns its result and how many bytes of its body had arrived
 * before and after.
 */
async function frozen(where: "connecting" | "writing", bytes: number) {
  const chunks: Buffer[] = [];
  const sockets: Socket[] = [];
  // The server reads nothing before the caller stands still, so the caller cannot have written everything.
  const closed = Promise.withResolvers<void>();
  const server = createServer({ pauseOnConnect: true }, (socket) =>
    sockets.push(socket.on("error", () => undefined).once("close", closed.resolve)),
  );
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
  await expect.poll(() => [said, sockets.length]).toEqual(["stopping\n", 1]);
  for (const socket of sockets) socket.on("data", (chunk: Buffer) => chunks.push(chunk)).resume();
  if (where === "writing") await expect.poll(() => bodyBytes(chunks)).toBeGreaterThan(0);
  // The call's time passes while it stands still.
  await sleep(1_200);
  const before = bodyBytes(chunks);
  child.kill("SIGCONT");
  await once(child, "close");
  await closed.promise;
  server.close();
  return { answer: JSON.parse(said.slice("stopping\n".length)) as unknown, before, after: bodyBytes(chunks) };
}

/** The number of a request's bytes after its headers. */
function bodyBytes(chunks: readonly Buffer[]): number {
  const request = Buffer.concat(chunks);
  const end = request.indexOf("\r\n\r\n");
  return end < 0 ? 0 : request.length - end - 4;
}

test("a call frozen while connecting writes nothing afterwards", async () => {
  const { answer, after } = await frozen("connecting", 100);
  expect(answer).toMatchObject({ kind: "failure", code: "timeout", phase: "before_sent" });
  expect(after).toBe(0);
});

test("a call frozen in its body never completes it", async () => {
  // More than the system buffers while nobody reads, less than twice as much.
  const bytes = 5_000_000;
  const { answer, before, after } = await frozen("writing", bytes);
  expect(answer).toMatchObject({ kind: "failure", code: "timeout", phase: "maybe_arrived" });
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(bytes);
  expect(after).toBeLessThan(bytes);
});
