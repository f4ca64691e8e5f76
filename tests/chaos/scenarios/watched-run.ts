import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { PortalClient } from "#tests/support/requests/portal-client.ts";
import { outage } from "../chaos-database.ts";
import { browserOf, confirmedFor, until } from "../load.ts";
import type { Scenario } from "../scenario.ts";

const group = z.object({ debtors: z.number() });
const progressSchema = z.object({
  view: z.object({
    state: z.string(),
    totals: z.object({ staged: group }),
    groups: z.object({ pending: group, accepted: group, rejected: group, unconfirmed: group, not_sent: group }),
  }),
});

function seenIn(event: string) {
  const { state, totals, groups } = progressSchema.parse(JSON.parse(event)).view;
  const { pending, ...outcomes } = groups;
  const settled = Object.values(outcomes).reduce((sum, { debtors }) => sum + debtors, 0);
  return { state, settled, pending: pending.debtors, staged: totals.staged.debtors };
}

export const watchedRun: Scenario = {
  name: "kill -9 of the portal and a crash of PostgreSQL while a page watches: it comes again, and no figure goes backwards",
  guardedBy: ["tests/integration/services/watch-upload.test.ts", "tests/integration/run/run.test.ts"],
  mayWarn: outage,
  async play({ arena, random, scale, injected, watch }) {
    await arena.control.setSettings({ latencyMs: 150 });
    const portal = await arena.portal();
    const load = watch(await confirmedFor(arena.sandbox.host, 600 * scale, { callsAtOnce: 2 }));
    const client = await browserOf(load, portal);
    const told: string[] = [];
    const isAtItsEnd = () => told.slice(-1).some((event) => seenIn(event).state === "finished");
    const leaving = new AbortController();
    const watching = follow([client], load.uploadId, told, leaving.signal);
    const events = async (count: number) => {
      const before = told.length;
      await until(`${count} events come`, async () => told.length >= before + count || isAtItsEnd());
    };
    try {
      await events(3);
      for (const strike of ["portal", "database", "portal"] as const) {
        if (strike === "portal") await portal.kill();
        else await arena.database.crash();
        injected();
        await sleep(random.integer(0, 1_000));
        await (strike === "portal" ? portal.again() : arena.database.start());
        await events(3);
      }
      await until("the page sees the end", async () => isAtItsEnd());
    } finally {
      leaving.abort();
      await watching;
    }
    assertNeverBackwards(told, 600 * scale);
  },
};

export const twoPortals: Scenario = {
  name: "kill -9 of each of two portals and of three workers at one PostgreSQL: pages go on at the other portal, nothing is lost",
  guardedBy: ["tests/integration/services/watch-upload.test.ts", "tests/integration/run/worker-process.test.ts"],
  async play({ arena, fleet, random, scale, injected, watch }) {
    await arena.control.setSettings({ latencyMs: 150 });
    await fleet.resize(3);
    const debtors = 600 * scale;
    const portals = [await arena.portal(0), await arena.portal(1)] as const;
    const load = watch(await confirmedFor(arena.sandbox.host, debtors, { callsAtOnce: 2 }));
    const first = await browserOf(load, portals[0]);
    const clients = [first, first.at(portals[1].url)];
    // Two pages, each at first at a portal of its own; a proxy would send them to the one that answers.
    const pages = [clients, clients.toReversed()].map((at) => ({ at, told: [] as string[] }));
    const isAtItsEnd = ({ told }: (typeof pages)[number]) =>
      told.slice(-1).some((event) => seenIn(event).state === "finished");
    const leaving = new AbortController();
    const watching = pages.map(({ at, told }) => follow(at, load.uploadId, told, leaving.signal));
    const untilBothHear = async () => {
      const before = pages.map(({ told }) => told.length);
      await until("both pages hear", async () =>
        pages.every((page, n) => page.told.length >= (before[n] ?? 0) + 2 || isAtItsEnd(page)),
      );
    };
    try {
      await untilBothHear();
      for (const portal of portals) {
        await portal.kill();
        injected();
        await untilBothHear();
        await portal.again();
      }
      for (let kills = 0; kills < 3; kills++) {
        await fleet.replace(random, "SIGKILL");
        injected();
        await untilBothHear();
      }
      await until("both pages see the end", async () => pages.every(isAtItsEnd));
    } finally {
      leaving.abort();
      await Promise.all(watching);
    }
    for (const { told } of pages) assertNeverBackwards(told, debtors);
  },
};

function assertNeverBackwards(told: readonly string[], debtors: number): void {
  const seen = told.map(seenIn);
  const settled = seen.map((one) => one.settled);
  assert.deepEqual(
    settled,
    settled.toSorted((a, b) => a - b),
    "debtors with an outcome",
  );
  for (const one of seen) assert.deepEqual([one.settled + one.pending, one.staged], [debtors, debtors]);
  assert.equal(settled.at(-1), debtors);
}

/**
 * Does what the page's EventSource does: reads events until the stream ends for any reason, then reconnects, to
 * the next portal if there are several.
 */
async function follow(
  clients: readonly PortalClient[],
  uploadId: string,
  told: string[],
  signal: AbortSignal,
): Promise<void> {
  for (let turn = 0; !signal.aborted; turn++) {
    const client = clients[turn % clients.length];
    if (client === undefined) return;
    try {
      const answer = await client.get(`/api/uploads/${uploadId}/progress`, signal);
      if (answer.ok && answer.body !== null) for await (const event of eventsOf(answer.body)) told.push(event);
    } catch {
      // Cut, refused or aborted: reconnecting is the answer to each.
    }
    await sleep(100);
  }
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const begin = "data: ";
  let text = "";
  for await (const part of body) {
    const events = (text + decoder.decode(part, { stream: true })).split("\n\n");
    text = events.pop() ?? "";
    yield* events.filter((event) => event.startsWith(begin)).map((event) => event.slice(begin.length));
  }
}
