import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, BlockList } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, expect, test, vi } from "vitest";
import { bodyGate } from "#lib/portal/body-gate.ts";
import { frontDoor } from "#lib/portal/front-door.ts";
import { throughOnce } from "#lib/portal/through-once.ts";

const warn = vi.fn();
let passes: string[] = [];

/**
 * Acts as Next does: it forwards a request for `/elsewhere` to `/here` on this server, with the same headers
 * and a body without a length.
 */
const server = createServer((request, response) => listener(request, response));
const listener = throughOnce(
  frontDoor(bodyGate(answer, { sessionOf: async () => null }), {
    trustedProxies: new BlockList(),
    own: new URL("http://portal.example"),
    warn,
  }),
  answer,
);
async function answer(request: IncomingMessage, response: ServerResponse) {
  const { url, headers } = request;
  passes.push(String(headers["x-portal-pass"]));
  const body = await text(request);
  if (url === "/here") return response.end(`${body} from ${headers["x-forwarded-for"]}`);
  const forwarded = Object.entries(headers).filter(([name]) => !/^(?:host|connection|content-length)$/.test(name));
  const sent = {
    method: "POST",
    headers: forwarded as [string, string][],
    body: new Blob([body]).stream(),
    duplex: "half",
  };
  const answered = await fetch(`http://127.0.0.1:${port}/here`, sent as RequestInit);
  return response.end(`${answered.status}: ${await answered.text()}`);
}
server.listen(0, "::");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
afterAll(() => server.closeAllConnections());

const ask = (headers: Record<string, string>) =>
  fetch(`http://[::1]:${port}/elsewhere`, {
    method: "POST",
    headers: { origin: "http://portal.example", ...headers },
    body: "an action",
  }).then((answered) => answered.text());

test("Next's own request keeps its sender", async () => {
  expect(await ask({})).toBe("200: an action from ::1");
  expect(warn).not.toHaveBeenCalled();
});

test("nobody can bring a pass", async () => {
  passes = [];
  expect(await ask({ "x-portal-pass": "guessed", "x-forwarded-for": "1.2.3.4" })).toBe("200: an action from ::1");
  expect(new Set(passes).size).toBe(1);
  expect(passes).not.toContain("guessed");
});
