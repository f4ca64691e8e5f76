import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createConnection, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { lingering } from "#lib/portal/lingering.ts";
import { refuse } from "#lib/portal/refuse.ts";

const patience = { wholeMs: 1_500, silentMs: 400 };
const megabyte = 1_024 * 1_024;
const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listening(answer: RequestListener): Promise<number> {
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
      for (let piece = 0; piece < 4; piece++) {
        socket.write(Buffer.alloc(megabyte));
        await sleep(60);
      }
      await sleep(60);
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

test("no sender is listened to longer than allowed", async () => {
  const heldMs = new Map<number | undefined, number>();
  const port = await listening(({ socket }, response) => {
    const begun = performance.now();
    const { remotePort } = socket;
    socket.once("close", () => heldMs.set(remotePort, performance.now() - begun));
    refuse(response, 413, "too_large");
  });
  const [silent, endless] = [await connect(port), await connect(port)];
  // A closed socket no longer knows its port.
  const ports = [silent.localPort, endless.localPort] as const;
  for (const socket of [silent, endless]) socket.write(head(1_000 * megabyte));
  const drip = setInterval(() => endless.write("x"), 50);
  await vi.waitUntil(() => heldMs.size === 2, { timeout: 4_000 });
  clearInterval(drip);
  for (const socket of [silent, endless]) socket.destroy();
  for (const [port, least, most] of [
    [ports[0], patience.silentMs, patience.wholeMs],
    [ports[1], patience.wholeMs, 3_000],
  ] as const) {
    expect(heldMs.get(port)).toBeGreaterThan(least - 50);
    expect(heldMs.get(port)).toBeLessThan(most);
  }
});

test("a finished sender is released, a kept connection served on", async () => {
  const port = await listening((request, response) => void request.resume().once("end", () => response.end("read")));
  const begun = performance.now();
  const once1 = await connect(port);
  once1.write(`${head(3)}abc`);
  expect(await everything(once1)).toMatch(/read$/);
  expect(performance.now() - begun).toBeLessThan(patience.silentMs);
  const kept = await connect(port);
  kept.write(`${head(3, "keep-alive")}abc${head(3)}abc`);
  expect((await everything(kept)).match(/read/g)).toHaveLength(2);
});
