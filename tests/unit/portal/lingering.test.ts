import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createConnection, type Socket } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { lingering } from "#lib/portal/lingering.ts";
import { refuse } from "#lib/portal/refuse.ts";

/** Longer than any test. */
const hour = 60 * 60_000;
const megabyte = 1_024 * 1_024;
const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listening(answer: RequestListener, patience = { wholeMs: hour, silentMs: hour }): Promise<number> {
  const server = createServer(lingering(answer, patience));
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const early: [string, RequestListener][] = [
  ["that refuses by the head", (_, response) => refuse(response, 413, "too_large")],
  ["that answers without reading", (_, response) => void response.writeHead(413).end("too_large")],
  [
    "that has read some",
    (request, response) => void request.once("data", () => request.pause() && response.writeHead(413).end("too_large")),
  ],
];

/** A connection that reads nothing at first, as of a sender that writes everything before it listens. */
async function connect(port: number): Promise<Socket> {
  const socket = createConnection({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.pause().on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

const head = (bytes: number, connection = "close") =>
  `POST / HTTP/1.1\r\nHost: x\r\nConnection: ${connection}\r\nContent-Length: ${bytes}\r\n\r\n`;

async function everything(socket: Socket): Promise<string> {
  let text = "";
  for await (const piece of socket) text += piece;
  return text;
}

describe.each(early)("an answer %s", (_, answer) => {
  test.each(["close", "keep-alive"])(
    "reaches a sender that sends everything first, connection: %s",
    async (connection) => {
      const socket = await connect(await listening(answer));
      socket.write(head(4 * megabyte, connection));
      // A callback comes once the other side has taken most of the piece, or is gone.
      for (let piece = 0; piece < 4; piece++) {
        await new Promise((taken) => socket.write(Buffer.alloc(megabyte), taken));
      }
      if (connection === "keep-alive") socket.end();
      expect(await everything(socket)).toMatch(/^HTTP\/1\.1 413 .*too_large/s);
    },
  );
});

test.each([
  ["fetch", 413],
  ["fetch that streams", 413],
])("%s receives it too", async (how) => {
  const port = await listening((_, response) => refuse(response, 413, "too_large"));
  const bytes = Buffer.alloc(8 * megabyte);
  const body = how === "fetch" ? bytes : new Blob([bytes]).stream();
  for (let round = 0; round < 10; round++) {
    const sent = { method: "POST", body, duplex: "half", headers: { "content-length": String(bytes.length) } };
    const answer = await fetch(`http://127.0.0.1:${port}`, sent as RequestInit);
    expect([answer.status, await answer.text()]).toMatchObject([413, /too_large/]);
    if (how !== "fetch") break;
  }
});

/** The server's end of a connection whose sender has got its answer and still owes most of its body. */
async function refusedEarly(patience: {
  wholeMs: number;
  silentMs: number;
}): Promise<{ ours: Socket; theirs: Socket }> {
  const answered = Promise.withResolvers<Socket>();
  const port = await listening((request, response) => {
    response.once("finish", () => answered.resolve(request.socket));
    refuse(response, 413, "too_large");
  }, patience);
  const theirs = await connect(port);
  theirs.write(head(1_000 * megabyte));
  return { ours: await answered.promise, theirs };
}

test("a silent sender loses its connection", async () => {
  const { ours, theirs } = await refusedEarly({ wholeMs: hour, silentMs: 100 });
  await once(ours, "close");
  expect(ours.destroyed).toBe(true);
  theirs.destroy();
});

test("a sender that never ends is listened to for the whole time and no longer", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { ours, theirs } = await refusedEarly({ wholeMs: 1_500, silentMs: hour });
  expect(ours.timeout).toBe(hour);
  for (const waitedMs of [0, 700, 799]) {
    vi.advanceTimersByTime(waitedMs);
    theirs.write("x");
    await once(ours, "data");
    expect(ours.destroyed).toBe(false);
  }
  vi.advanceTimersByTime(1);
  expect(ours.destroyed).toBe(true);
  theirs.destroy();
});

test("a finished sender is released, a kept connection served on", async () => {
  const port = await listening((request, response) => void request.resume().once("end", () => response.end("read")));
  const once1 = await connect(port);
  once1.write(`${head(3)}abc`);
  expect(await everything(once1)).toMatch(/read$/);
  const kept = await connect(port);
  kept.write(`${head(3, "keep-alive")}abc${head(3)}abc`);
  expect((await everything(kept)).match(/read/g)).toHaveLength(2);
});
