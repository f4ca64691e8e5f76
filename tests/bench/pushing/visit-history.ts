import type { Client } from "pg";
import { closeAll } from "#tests/support/database/close-all.ts";
import { onTestDatabase } from "#tests/support/database/on-test-database.ts";
import { makeTenant, makeUser, testPassword } from "#tests/support/factories.ts";
import { fillHistory } from "#tests/support/history/fill-history.ts";
import type { HistorySize } from "#tests/support/history/history-size.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import type { Told } from "../task.ts";
import { timed } from "./timed-page.ts";
import { visitedPages } from "./visited-pages.ts";

export interface VisitInput {
  readonly url: string;
  readonly admin: { readonly email: string; readonly password: string };
  /** The CRM's host, which the confirmation page queries for the token's calls of the day. */
  readonly server: string;
  readonly size: HistorySize;
  /** Requests per page. */
  readonly rounds: number;
}

/** Milliseconds of each visit, by page, and what the database held. */
export async function visitHistory(input: VisitInput): Promise<Told> {
  const { supervisor, pages, counts } = await onTestDatabase((client) => fill(client, input));
  const people = {
    supervisor: await PortalClient.signIn(input.url, supervisor.email, testPassword),
    admin: await PortalClient.signIn(input.url, input.admin.email, input.admin.password),
  };
  people.supervisor.chooseTenant(supervisor.tenantId);
  const times = new Map<string, number[]>(pages.map(({ name }) => [name, []]));
  // The first rounds, not counted, load code and fill caches as a portal's first users do.
  for (let round = -3; round < input.rounds; round++) {
    for (const { name, path, by = "supervisor", lines = 0 } of pages) {
      const ms = await timed(people[by], path(Math.abs(round)), lines);
      if (round >= 0) times.get(name)?.push(ms);
    }
  }
  return { ...Object.fromEntries(times), ...counts };
}

async function fill(client: Client, { server, size }: VisitInput) {
  // The default checkpoint spacing is not meant for one load of millions of rows.
  await client.query("ALTER SYSTEM SET max_wal_size = '8GB'");
  await client.query("SELECT pg_reload_conf()");
  const started = performance.now();
  const admin = await makeUser("admin");
  const tenantIds: string[] = [];
  for (let n = 0; n < 5; n++) tenantIds.push((await makeTenant(admin, { server })).tenantId);
  const { actor } = await makeUser("supervisor", tenantIds);
  await closeAll();
  const history = await fillHistory(client, { tenantIds, userId: actor.userId, size });
  const fillSeconds = (performance.now() - started) / 1_000;
  return {
    supervisor: { email: actor.email, tenantId: tenantIds[0] ?? "" },
    pages: await visitedPages(client, tenantIds[0] ?? "", history),
    counts: { ...(await countsOf(client)), "fill-seconds": fillSeconds },
  };
}

async function countsOf(client: Client): Promise<Record<string, number>> {
  const { rows } = await client.query<Record<string, number>>(`
    SELECT (SELECT count(*) FROM "Upload")::int AS "filled-uploads", (SELECT count(*) FROM "Record")::int AS "filled-records",
      (SELECT count(*) FROM "Call")::int AS "filled-calls", (SELECT count(*) FROM "AuditEntry")::int AS "filled-audit-entries",
      (pg_database_size(current_database()) / 1048576)::int AS "filled-megabytes"`);
  return rows[0] ?? {};
}
