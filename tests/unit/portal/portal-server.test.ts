import { once } from "node:events";
import { request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, expect, test } from "vitest";
import { portalServer } from "#lib/portal/portal-server.ts";

const upgradeHeaders = (upgrade: string) => ({
  connection: "Upgrade, HTTP2-Settings",
  upgrade,
  "http2-settings": "AAMAAABk",
});

const asked: string[] = [];
const server = portalServer(
  ({ url = "" }, response) => {
    asked.push(url);
    response.end("answered");
  },
  { isProxied: true },
);
// Next adds such a listener at its first request, and leaves sockets open that it does not know.
server.on("upgrade", (sent) => void asked.push(`upgraded ${sent.url}`));
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
afterAll(() => server.closeAllConnections());

test.each(["websocket", "h2c"])("nobody bypasses the front door with Upgrade: %s", async (upgrade) => {
  const sent = request({
    port,
    host: "127.0.0.1",
    path: `/${upgrade}`,
    headers: upgradeHeaders(upgrade),
    agent: false,
  });
  const status = new Promise<number | string>((resolve) => {
    sent.once("response", (answer) => resolve(answer.resume().statusCode ?? 0));
    sent.once("error", (error) => resolve(error.message));
    server.once("upgrade", () => resolve("upgraded"));
  });
  sent.end();
  expect(await status).toBe(200);
  expect(asked).toEqual([`/${upgrade}`]);
  asked.length = 0;
});

test.each([
  ["/_next/hmr?id=1", 101],
  ["/uploads", 200],
])("in development only Next's own socket upgrades: %s", async (path, expected) => {
  const developing = portalServer((_, response) => response.end("answered"), { isProxied: false, isDevelopment: true });
  developing.on("upgrade", (_, socket) => socket.end("HTTP/1.1 101 Switching Protocols\r\n\r\n"));
  developing.listen(0, "127.0.0.1");
  await once(developing, "listening");
  const address = developing.address() as AddressInfo;
  const sent = request({
    port: address.port,
    host: "127.0.0.1",
    path,
    headers: upgradeHeaders("websocket"),
    agent: false,
  });
  sent.end();
  const status = await Promise.race([
    once(sent, "response").then(([answer]) => answer.resume().statusCode),
    once(sent, "upgrade").then(([answer]) => answer.statusCode),
  ]);
  developing.closeAllConnections();
  developing.close();
  expect(status).toBe(expected);
});

test("a request whose sender is gone is not carried out", async () => {
  const isCarriedOut = async (isGone: boolean) => {
    const sender = connect(port, "127.0.0.1");
    const [socket] = await once(server, "connection");
    // The connection breaks between the request's arrival and its turn.
    if (isGone) socket.prependOnceListener("data", () => socket.resetAndDestroy());
    sender.on("error", () => undefined).write("POST /once HTTP/1.1\r\nHost: portal\r\nContent-Length: 0\r\n\r\n");
    await new Promise((resolve) => sender.once("data", resolve).once("close", resolve));
    sender.destroy();
    return asked.splice(0).includes("/once");
  };
  expect([await isCarriedOut(false), await isCarriedOut(true)]).toEqual([true, false]);
});

test("a proxy drops an idle connection before the portal does", () => {
  expect(server.keepAliveTimeout).toBeGreaterThan(120_000);
});

test("a head that is too long always gets an answer", async () => {
  const answerTo = (path: string) =>
    new Promise<number | string>((resolve) => {
      const sent = request({ port, host: "127.0.0.1", path, agent: false });
      sent.once("response", (answer) => {
        answer.once("error", (error) => resolve(error.message)).once("end", () => resolve(answer.statusCode ?? 0));
        answer.resume();
      });
      sent.once("error", (error) => resolve(error.message));
      sent.end();
    });
  const answers = new Set<number | string>();
  for (let round = 0; round < 60; round++) answers.add(await answerTo(`/?x=${"x".repeat(round * 40_000 + 20_000)}`));
  expect([...answers]).toEqual([431]);
});
