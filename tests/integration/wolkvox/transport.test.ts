import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createTcpServer, type Server as TcpServer } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Exchange, type ExchangeRequest, exchange } from "#lib/wolkvox/exchange.ts";
import { limitMs } from "#tests/support/limit.ts";
import { sandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";
import { type Sandbox, startSandbox } from "#tests/support/wolkvox-sandbox/sandbox.ts";
import { selfSigned } from "./self-signed.ts";
import { bodyOf, clientOf, inWords, send } from "./sent-debtors.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandboxControl(sandbox.url).reset());

async function portOf(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

function request(url: string, overrides: Partial<ExchangeRequest> = {}): ExchangeRequest {
  return {
    method: "POST",
    url: new URL(url),
    headers: { "Wolkvox-Token": "secret" },
    body: "{}",
    timeoutMs: limitMs,
    isExtraHost: true,
    ...overrides,
  };
}

/** A resolver that returns these addresses for every name. */
function resolvesTo(...addresses: string[]): NonNullable<ExchangeRequest["lookup"]> {
  const lookup = (
    _: string,
    __: unknown,
    callback: (error: null, found: { address: string; family: number }[]) => void,
  ): void =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  return lookup as unknown as NonNullable<ExchangeRequest["lookup"]>;
}

describe("a request that certainly did not arrive", () => {
  it("is one whose connection was refused", async () => {
    const server = createTcpServer();
    const port = await portOf(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await exchange(request(`http://127.0.0.1:${port}/`))).toMatchObject({
      code: "connection_refused",
      phase: "before_sent",
    });
  });

  it("is one to an unknown name", async () => {
    expect(await exchange(request("http://crm.invalid/"))).toMatchObject({ code: "dns_failed", phase: "before_sent" });
  });

  it("is one to a server without TLS", async () => {
    const server = createTcpServer((socket) => void socket.on("error", () => undefined).end("HTTP/1.1 200 OK\r\n\r\n"));
    const port = await portOf(server);
    expect(await exchange(request(`https://127.0.0.1:${port}/`))).toMatchObject({
      code: "tls_failed",
      phase: "before_sent",
    });
    server.close();
  });

  it("is one to a server without a trusted certificate", async () => {
    const seen = vi.fn();
    const bytes: Buffer[] = [];
    const server = createTlsServer(selfSigned, seen);
    server.on("secureConnection", (socket) => socket.on("data", (chunk: Buffer) => bytes.push(chunk)));
    const port = await portOf(server);
    expect(await exchange(request(`https://127.0.0.1:${port}/`))).toMatchObject({
      code: "tls_failed",
      phase: "before_sent",
    });
    server.close();
    expect(seen).not.toHaveBeenCalled();
    expect(Buffer.concat(bytes).length).toBe(0);
  });

  it("is one to a public name with a private address", async () => {
    for (const addresses of [["10.0.0.1"], ["127.0.0.1"], ["8.8.8.8", "192.168.1.1"], ["::ffff:127.0.0.1"]]) {
      const answer = await exchange(
        request("http://crm.wolkvox.com/", { isExtraHost: false, lookup: resolvesTo(...addresses) }),
      );
      expect(answer).toMatchObject({ code: "private_address", phase: "before_sent" });
    }
  });

  it("is one whose TLS handshake is never answered", async () => {
    const server = createTcpServer((socket) => void socket.on("error", () => undefined));
    const port = await portOf(server);
    expect(await exchange(request(`https://127.0.0.1:${port}/`, { timeoutMs: 200 }))).toMatchObject({
      code: "timeout",
      phase: "before_sent",
    });
    server.close();
  });

  it("is one aborted before it began", async () => {
    const verdict = await send(clientOf(sandbox.host), ["12345"], AbortSignal.abort());
    expect(inWords(verdict)).toBe("not_arrived:aborted_before_sent");
    expect(await sandboxControl(sandbox.url).requests()).toEqual([]);
  });

  it("is one to a forbidden server, without any name lookup", async () => {
    const answer = await clientOf(sandbox.host).tokenInformation();
    expect(answer.kind).toBe("answered");
    const { createWolkvoxClient } = await import("#lib/wolkvox/client.ts");
    const stranger = createWolkvoxClient({ server: sandbox.host, operation: "o", token: "t", extraHosts: [] });
    expect(await stranger.sendCollections("{}")).toMatchObject({ code: "server_refused", phase: "before_sent" });
  });
});

describe("of a call's 90 s", () => {
  const fate = async (answer: Promise<Exchange>) => {
    const pending = Symbol();
    return (await Promise.race([answer, nextTurn(pending)])) === pending ? "pending" : answer;
  };
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  it("the connection may take 30, so no late write", async () => {
    const server = createTcpServer((socket) => void socket.on("error", () => undefined));
    const answer = exchange(request(`https://127.0.0.1:${await portOf(server)}/`, { timeoutMs: 90_000 }));
    vi.advanceTimersByTime(29_900);
    expect(await fate(answer)).toBe("pending");
    vi.advanceTimersByTime(100);
    expect(await answer).toMatchObject({ code: "timeout", phase: "before_sent" });
    server.close();
  });

  it("the answer may take the rest", async () => {
    const asked = Promise.withResolvers<void>();
    const server = createServer(() => asked.resolve());
    const answer = exchange(request(`http://127.0.0.1:${await portOf(server)}/`, { timeoutMs: 90_000 }));
    await asked.promise;
    vi.advanceTimersByTime(85_000);
    expect(await fate(answer)).toBe("pending");
    vi.advanceTimersByTime(5_000);
    expect(await answer).toMatchObject({ code: "timeout", phase: "maybe_arrived" });
    server.close();
  });
});

describe("a request that may have arrived", () => {
  it("is one aborted while under way", async () => {
    const control = sandboxControl(sandbox.url);
    await control.setFaults([{ action: { do: "hang", isApplied: true } }]);
    const ending = new AbortController();
    const sending = send(clientOf(sandbox.host), ["12345"], ending.signal);
    await expect.poll(control.ledger).toHaveLength(1);
    ending.abort();
    expect(inWords(await sending)).toBe("unconfirmed:aborted");
    expect((await control.ledger()).length).toBe(1);
  });

  it("is one whose server hangs up amid the body", async () => {
    const server = createTcpServer(
      (socket) => void socket.on("error", () => undefined).once("data", () => socket.resetAndDestroy()),
    );
    const port = await portOf(server);
    const answer = await exchange(request(`http://127.0.0.1:${port}/`, { body: "x".repeat(5_000_000) }));
    expect(answer).toMatchObject({ kind: "failure", phase: "maybe_arrived" });
    server.close();
  });

  it.each([
    ["that is no HTTP", "hello\r\n\r\n", "reply_malformed"],
    ["with a broken header", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "reply_malformed"],
    [
      "that switches protocols",
      "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
      "connection_lost",
    ],
    ["that ends within its headers", "HTTP/1.1 200 OK\r\nContent-", "connection_lost"],
    ["that ends before its announced length", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", "reply_cut"],
  ])("is one with an answer %s", async (_, bytes, code) => {
    const server = createTcpServer(
      (socket) => void socket.on("error", () => undefined).once("data", () => socket.end(bytes)),
    );
    const port = await portOf(server);
    expect(await exchange(request(`http://127.0.0.1:${port}/`))).toMatchObject({ code, phase: "maybe_arrived" });
    server.close();
  });
});

describe("an exchange", () => {
  it("follows no redirect, so no other server sees the token", async () => {
    const seen = vi.fn();
    const other = createServer((incoming, response) => {
      seen(incoming.headers);
      response.end("{}");
    });
    const port = await portOf(other);
    const control = sandboxControl(sandbox.url);
    for (const status of [301, 302, 303, 307, 308]) {
      await control.setFaults([{ action: { do: "redirect", status, location: `http://127.0.0.1:${port}/server` } }]);
      expect(inWords(await send(clientOf(sandbox.host), ["12345"]))).toBe("unconfirmed:redirected");
      expect((await clientOf(sandbox.host).tokenInformation()).kind).toBe("unanswered");
    }
    expect(seen).not.toHaveBeenCalled();
    other.close();
  });

  it("sends documented headers, no cookie, and new connections", async () => {
    const seen: { headers: Record<string, unknown>; port: number | undefined }[] = [];
    const server = createServer((incoming, response) => {
      seen.push({ headers: incoming.headers, port: incoming.socket.remotePort });
      response.setHeader("set-cookie", "PHPSESSID=1").end("{}");
    });
    const host = `127.0.0.1:${await portOf(server)}`;
    const client = clientOf(host);
    await client.sendCollections("{}");
    await client.sendCollections("{}");
    expect(seen[0]?.headers).toMatchObject({
      "wolkvox-token": "token-1",
      "content-type": "application/json; charset=utf-8",
    });
    expect(seen[1]?.headers).not.toHaveProperty("cookie");
    expect(seen[0]?.port).not.toBe(seen[1]?.port);
    server.close();
  });

  it("reads accents of an undeclared Windows-1252 page", async () => {
    const server = createServer(
      (_, response) =>
        void response
          .writeHead(400)
          .end(Buffer.from("Identificación € inválida", "latin1").map((byte) => (byte === 0xac ? 0x80 : byte))),
    );
    const answer = await exchange(request(`http://127.0.0.1:${await portOf(server)}/`));
    expect(answer).toMatchObject({ text: "Identificación € inválida" });
    server.close();
  });

  it("reads at most a megabyte and keeps 64 KB", async () => {
    await sandboxControl(sandbox.url).setFaults([{ action: { do: "huge", megabytes: 10 } }]);
    const answer = await clientOf(sandbox.host).sendCollections(bodyOf(["12345"]));
    expect(answer).toMatchObject({ kind: "reply", isCut: true });
    if (answer.kind === "reply") expect([answer.text.length, answer.excerpt.length]).toEqual([1_048_576, 65_536]);
  });

  it("returns a single address if the resolver's caller wants one", async () => {
    const answer = await exchange(
      request(`http://sandbox.test:${sandbox.port}/nothing`, { lookup: resolvesTo("127.0.0.1") }),
    );
    expect(answer).toMatchObject({ kind: "reply", status: 404 });
  });
});
