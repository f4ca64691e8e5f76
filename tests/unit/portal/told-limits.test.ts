import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { envOf } from "#lib/env.ts";
import { bodyRules, ofAction, ofNobody, ofSessions } from "#lib/portal/body-gate.ts";
import { ofDownloads, ofPages } from "#lib/portal/request-gate.ts";
import { checkLimits } from "#lib/secrets/password.ts";
import { bodyLimits } from "#lib/server/read-body.ts";
import { freeTries } from "#lib/services/sessions/sign-in-throttle.ts";
import { fullOnesOfTenant, maxOpen, mostChunks } from "#lib/services/uploads/require-staging-room.ts";
import { watchLimits } from "#lib/services/uploads/watch-places.ts";
import { projectRoot } from "#lib/up/settings.ts";

const text = readFileSync(join(projectRoot, "SECURITY.md"), "utf8");
const told = new Map(
  Array.from(text.matchAll(/^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$/gm), ([, what, limit]) => [what, limit]),
);
const mb = 1_024 * 1_024;
const sizeOf = (bytes = Number.NaN) => (bytes >= mb ? `${bytes / mb} MB` : `${bytes / 1_024} KB`);
const ruleOf = (path: string) => bodyRules.find((rule) => rule.path.test(path)) ?? bodyRules[0]!;

it("SECURITY.md tells the limits that hold", () => {
  const signIn = ruleOf("/api/auth/callback/credentials");
  expect(told.get("body of a sign-in")).toBe(`${sizeOf(signIn.maxBytes)}, ${signIn.seconds} s`);
  const action = ruleOf("/uploads");
  expect(told.get("body of an action or a route")).toBe(
    `${sizeOf(action.maxBytes)}, ${action.seconds} s; ${sizeOf(action.openBytes)} without a session`,
  );
  const { levels, values = 0 } = ofAction;
  expect(told.get("an action's arguments")).toBe(`text, ${levels} levels deep, ${values.toLocaleString("en")} values`);
  const chunk = ruleOf("/api/uploads/1/chunks");
  expect(told.get("chunk or list of a file")).toBe(`${sizeOf(chunk.maxBytes)}, ${chunk.seconds} s`);
  expect(told.get("bodies under way, of one user")).toBe(
    `${ofSessions.ofUser}, and ${ofSessions.waitingOfUser} that wait for a second`,
  );
  expect(told.get("bodies under way, of all")).toBe(
    `${ofSessions.inAll} of sessions with ${sizeOf(ofSessions.bytes)}; ${ofNobody.inAll} of others with ${sizeOf(ofNobody.bytes)}`,
  );
  expect(told.get("chunks under way")).toBe(
    `${bodyLimits.ofUser} of a user, ${bodyLimits.inAll} of all, ${sizeOf(bodyLimits.bytes)}`,
  );
  expect(told.get("pages and actions under way, of one session")).toBe(
    `${ofPages.ofUser}, and ${ofPages.waitingOfUser} that wait for ten seconds`,
  );
  expect(told.get("downloads under way, of one session")).toBe(
    `${ofDownloads.ofUser}, and ${ofDownloads.waitingOfUser} that wait for two minutes`,
  );
  expect([ofPages.patienceMs, ofDownloads.patienceMs]).toEqual([10_000, 120_000]);
  expect(told.get("passwords checked at once")).toBe(`${checkLimits.inAll}, and ${checkLimits.waitingInAll} that wait`);
  expect(told.get("uploads begun")).toContain(`${maxOpen.ofUser} of a user and ${maxOpen.ofTenant} of an operation`);
  const settings = envOf("UPLOAD_ROWS", "UPLOAD_MEGABYTES");
  expect(told.get("rows of an upload")).toContain(`${settings.UPLOAD_ROWS.toLocaleString("en")} (\`UPLOAD_ROWS\`)`);
  expect(told.get("what is kept of an upload")).toContain(`${settings.UPLOAD_MEGABYTES} MB packed`);
  expect(fullOnesOfTenant).toBe(4);
  expect(told.get("chunks of an upload")).toBe(`${mostChunks(0)}, and one more per 1,000 rows`);
  expect(mostChunks(1_000) - mostChunks(0)).toBe(1);
  expect(told.get("progress streams")).toContain(
    `${watchLimits.ofUser} of a user, ${watchLimits.inAll.toLocaleString("en")} of a portal`,
  );
  expect(told.get("failed sign-ins")).toContain(
    `${freeTries.ofPair} of an account and ${freeTries.ofNetwork} in all from one network`,
  );
});
