import { createServer, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { BlockList } from "node:net";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { frontDoor } from "#lib/portal/front-door.ts";
import { plainAddress } from "#lib/portal/plain-address.ts";
import { senderAddress } from "#lib/portal/sender-address.ts";

function listOf(...entries: readonly [string, number][]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of entries) list.addSubnet(address, bits, address.includes(":") ? "ipv6" : "ipv4");
  return list;
}

describe("an address", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    [" 192.0.2.1 ", "192.0.2.1"],
    ["192.0.2.1:4711", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::FFFF:c000:201", "192.0.2.1"],
    ["[2001:DB8::1]:443", "2001:db8::1"],
    ["2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1"],
  ])("%j is %s", (text, address) => expect(plainAddress(text)).toBe(address));

  it.each([
    "",
    "unknown",
    "_hidden",
    "<b>192.0.2.1</b>",
    "0x7f.1",
    "127.1",
    "1.2.3.4.5",
    "192.0.2.1, 192.0.2.2",
    "::1::",
    "a\0b",
  ])("%j is none", (text) => expect(plainAddress(text)).toBeNull());
});

describe("the sender of a request", () => {
  const proxies = listOf(["10.0.0.0", 8], ["2001:db8:aa::", 48]);

  it.each([
    ["without a proxy, whatever is claimed", "203.0.113.5", "198.51.100.1", "203.0.113.5"],
    ["behind one", "10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["behind one, with a forged beginning", "10.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"],
    ["behind two", "10.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.2", "198.51.100.1"],
    ["behind one that the system names in IPv6", "::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["behind one of IPv6", "2001:db8:aa::1", "2001:db8:bb::7", "2001:db8:bb::7"],
    ["behind one that could not tell", "10.0.0.1", "192.0.2.66, unknown", "10.0.0.1"],
    ["that is a proxy itself", "10.0.0.1", undefined, "10.0.0.1"],
    ["behind proxies alone", "10.0.0.1", "10.0.0.9", "10.0.0.9"],
  ])("%s", (_, peer, forwarded, sender) => expect(senderAddress(peer, forwarded, proxies)).toBe(sender));

  it("is null if the socket is gone", () => expect(senderAddress(undefined, "10.0.0.9", proxies)).toBeNull());
});

describe("the front door", () => {
  const seen: IncomingHttpHeaders[] = [];
  const warn = vi.fn();
  const servers = new Map<string, ReturnType<typeof createServer>>();
  afterEach(() => void seen.splice(0));
  afterAll(() => Promise.all([...servers.values()].map((server) => new Promise((done) => server.close(done)))));

  /** The port of a portal on `host` that trusts these proxies. Each combination is started once. */
  async function portal(host: string, trustedProxies: BlockList): Promise<number> {
    const key = `${host} ${trustedProxies.rules.join()}`;
    const server =
      servers.get(key) ??
      createServer(frontDoor(answer, { trustedProxies, own: new URL("https://portal.example"), warn }));
    servers.set(key, server);
    if (!server.listening) await new Promise<void>((resolve) => server.listen(0, host, resolve));
    return (server.address() as AddressInfo).port;
  }
  const answer = (request: { headers: IncomingHttpHeaders }, response: { end(text: string): unknown }) => {
    seen.push(request.headers);
    response.end("in");
  };

  type Sent = Record<string, string | string[]>;
  interface How {
    readonly host?: string;
    readonly path?: string;
    readonly trusted?: BlockList;
    readonly from?: string;
  }
  async function send(method: string, headers: Sent, how: How = {}) {
    const { host = "127.0.0.1", path = "/", trusted = new BlockList(), from } = how;
    const port = await portal(host, trusted);
    const address = host === "::" ? "127.0.0.1" : host;
    const options = {
      host: address,
      port,
      path,
      method,
      headers,
      agent: false,
      ...(from === undefined ? {} : { localAddress: from }),
    };
    return new Promise<number>((resolve, reject) => {
      const sent = httpRequest(options, (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      });
      sent.on("error", reject);
      sent.end();
    });
  }

  it("reports the socket's address, whatever the headers claim", async () => {
    const forged = {
      "x-forwarded-for": ["198.51.100.1", "<b>198.51.100.2</b>"],
      "x-forwarded-host": "evil.test",
      origin: "https://evil.test",
    };
    await send("GET", forged, { from: "127.0.0.7" });
    await send("GET", forged, { host: "::1" });
    await send("GET", forged, { host: "::" });
    expect(seen.map((headers) => headers["x-forwarded-for"])).toEqual(["127.0.0.7", "::1", "127.0.0.1"]);
    expect(seen.map((headers) => headers["x-forwarded-host"])).toEqual([undefined, undefined, undefined]);
    expect(warn).toHaveBeenCalled();
  });

  it("believes only the proxies it knows", async () => {
    const proxies = listOf(["127.0.0.9", 32]);
    const told = { "x-forwarded-for": "2001:db8::7", "x-forwarded-proto": "https", "x-request-id": "given-by-proxy" };
    await send("GET", told, { trusted: proxies, from: "127.0.0.9" });
    await send("GET", told, { trusted: proxies, from: "127.0.0.8" });
    expect(seen).toMatchObject([told, { "x-forwarded-for": "127.0.0.8" }]);
    expect(seen[1]).not.toHaveProperty("x-forwarded-proto");
    expect(seen[1]?.["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("gives each request a nonce of its own, whatever policy it brought", async () => {
    const forged = {
      "content-security-policy": "script-src 'nonce-Zm9yZ2Vk'",
      "content-security-policy-report-only": "script-src 'nonce-Zm9yZ2Vk'",
    };
    await send("GET", forged);
    await send("GET", forged);
    const nonces = seen.map((headers) => /'nonce-([^']+)'/.exec(headers["content-security-policy"] as string)?.[1]);
    expect(new Set(nonces).size).toBe(2);
    for (const nonce of nonces) expect(Buffer.from(nonce ?? "", "base64")).toHaveLength(16);
    expect(seen[0]).not.toHaveProperty("content-security-policy-report-only");
  });

  it("refuses a path that is not valid text", async () => {
    for (const path of ["/uploads/%ED%A0%80", "/%", "/a%00b", "/%c0%ae"])
      expect(await send("GET", {}, { path })).toBe(400);
    for (const path of ["/uploads/%C3%B1?text=%00", "/a?b=%"]) expect(await send("GET", {}, { path })).toBe(200);
  });

  it("refuses a target that is no path of ours", async () => {
    for (const path of ["*", "http://127.0.0.1/", "https://evil.test/a", "ftp://x/"])
      for (const method of ["GET", "OPTIONS"]) expect(await send(method, {}, { path })).toBe(400);
    expect(seen).toEqual([]);
  });

  it("refuses methods that nothing here answers", async () => {
    for (const method of ["TRACE", "PUT", "PATCH", "DELETE", "PROPFIND"])
      for (const headers of [{}, own]) expect(await send(method, headers)).toBe(405);
    expect(seen).toEqual([]);
  });

  const own = { host: "portal.example", origin: "https://portal.example" };
  it.each<[string, Sent, number]>([
    ["of our own page", { ...own, "sec-fetch-site": "same-origin" }, 200],
    ["of our own page, by a browser that says no site", own, 200],
    ["of our own page, behind a proxy that asks under another name", { ...own, host: "10.0.0.3:3000" }, 200],
    ["at an address that is not the usual one", { host: "127.0.0.1:3000", origin: "http://127.0.0.1:3000" }, 200],
    ["without Origin", { host: "portal.example" }, 403],
    ["without Origin, of the same origin", { host: "portal.example", "sec-fetch-site": "same-origin" }, 403],
    ["with a null Origin", { ...own, origin: "null" }, 403],
    ["with nonsense for one", { ...own, origin: "\\\\" }, 403],
    ["with an empty one", { ...own, origin: "" }, 403],
    ["of another site", { ...own, origin: "https://evil.test" }, 403],
    [
      "of another site that names itself",
      { ...own, origin: "https://evil.test", "x-forwarded-host": "evil.test" },
      403,
    ],
    ["of the same host, without encryption", { ...own, origin: "http://portal.example" }, 403],
    ["of another port", { ...own, origin: "https://portal.example:8443" }, 403],
    ["cross-site", { ...own, "sec-fetch-site": "cross-site" }, 403],
    ["same-site", { ...own, "sec-fetch-site": "same-site" }, 403],
    ["of no page", { ...own, "sec-fetch-site": "none" }, 403],
  ])("a change %s: %s is %i", async (_, headers, status) => {
    expect(await send("POST", headers)).toBe(status);
    expect(seen).toHaveLength(status === 200 ? 1 : 0);
    expect(await send("GET", headers)).toBe(200);
  });
});
