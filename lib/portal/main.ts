import { setTimeout as sleep } from "node:timers/promises";
import next from "next";
import { env } from "#lib/env.ts";
import { signedSession } from "#lib/server/signed-cookie.ts";
import { whyKeysAreRefused } from "#lib/services/operations/check-keys.ts";
import { openFirstRun } from "#lib/services/users/open-first-run.ts";
import { bodyGate } from "./body-gate.ts";
import { frontDoor } from "./front-door.ts";
import { portalServer } from "./portal-server.ts";
import { requestGate } from "./request-gate.ts";
import { throughOnce } from "./through-once.ts";

/** Time for requests under way to end when the portal stops. Progress streams never end; their pages reconnect. */
const patienceMs = 10_000;

const { HOST, PORT, NEXTAUTH_URL, NEXTAUTH_SECRET, TRUSTED_PROXIES, NODE_ENV } = env();
// As a setting that is wrong: what it sealed or noted with such a key, no other process could open or find.
const refused = await whyKeysAreRefused();
if (refused !== null) {
  console.error(refused);
  process.exit(1);
}
const isDevelopment = NODE_ENV === "development";
// Next fetches its own pages at this address; any will do if it listens on all of them.
const hostname = /^(0\.0\.0\.0|::)$/.test(HOST) ? "localhost" : HOST;
const portal = next({ dev: isDevelopment, hostname, port: PORT });
await portal.prepare();

const inner = portal.getRequestHandler();
const sessionOf = (cookies: string | undefined) => signedSession(cookies, NEXTAUTH_SECRET);
const gated = bodyGate(requestGate(inner, { sessionOf }), { sessionOf });
const door = frontDoor(gated, {
  trustedProxies: TRUSTED_PROXIES,
  own: new URL(NEXTAUTH_URL),
  isDevelopment,
  warn: (line) => console.warn(line),
});
// Without a database the portal starts all the same, and says so at /api/health.
const firstRunCode = await openFirstRun().catch(() => null);
if (firstRunCode !== null)
  console.log(`No users yet. Make the first administrator at ${NEXTAUTH_URL}/first-run with the code ${firstRunCode}`);
const server = portalServer(throughOnce(door, inner), {
  isProxied: TRUSTED_PROXIES.rules.length > 0,
  isDevelopment,
});
server.listen(PORT, HOST, () => console.log(`The portal listens on ${HOST}, port ${PORT}.`));

let isEnding = false;
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  // Each open page holds a socket to Next for hot reload, which nothing here would close.
  if (isDevelopment) process.exit(0);
  const closed = new Promise((resolve) => server.close(resolve));
  await Promise.race([closed, sleep(patienceMs)]);
  server.closeAllConnections();
  await closed;
  await portal.close();
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end());
