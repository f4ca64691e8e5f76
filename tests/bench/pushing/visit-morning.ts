import { closeAll } from "#tests/support/database/close-all.ts";
import { onTestDatabase } from "#tests/support/database/on-test-database.ts";
import { makeTenant, makeUser, testPassword } from "#tests/support/factories.ts";
import { fillMornings, usualHealths } from "#tests/support/morning/fill-mornings.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import type { Told } from "../task.ts";
import { timed } from "./timed-page.ts";

export interface VisitMorningInput {
  readonly url: string;
  /** The CRM's host. */
  readonly server: string;
  readonly tenants: number;
  readonly portfoliosPerTenant: number;
  readonly uploadsPerPortfolio: number;
  /** Requests of the page. */
  readonly rounds: number;
}

/** Milliseconds of the morning page, and what the database held. */
export async function visitMorning(input: VisitMorningInput): Promise<Told> {
  const { portfoliosPerTenant, uploadsPerPortfolio, rounds } = input;
  const admin = await makeUser("admin");
  const tenantIds: string[] = [];
  for (let n = 0; n < input.tenants; n++) tenantIds.push((await makeTenant(admin, { server: input.server })).tenantId);
  const { actor } = await makeUser("supervisor", tenantIds);
  await closeAll();

  const { rows } = await onTestDatabase(async (client) => {
    const size = { tenantIds, userId: actor.userId, portfoliosPerTenant, uploadsPerPortfolio, healths: usualHealths };
    await fillMornings(client, size);
    return client.query<Record<string, number>>(
      `SELECT (SELECT count(*) FROM "Portfolio")::int AS "filled-portfolios", (SELECT count(*) FROM "Upload")::int AS "filled-uploads"`,
    );
  });

  const supervisor = await PortalClient.signIn(input.url, actor.email, testPassword);
  const lines = input.tenants * portfoliosPerTenant + 1;
  const times: number[] = [];
  // The first rounds, not counted, load code and holidays.
  for (let round = -3; round < rounds; round++) {
    const ms = await timed(supervisor, "/morning", lines);
    if (round >= 0) times.push(ms);
  }
  return { page: times, ...rows[0] };
}
