import type { FoundView } from "#lib/domain/views/found-view.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { onTestDatabase } from "#tests/support/database/on-test-database.ts";
import { makeTenant, makeUser, testPassword } from "#tests/support/factories.ts";
import { fillHistory } from "#tests/support/history/fill-history.ts";
import type { HistorySize } from "#tests/support/history/history-size.ts";
import { fillMornings, usualHealths } from "#tests/support/morning/fill-mornings.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import type { Told } from "../task.ts";

export interface VisitPaletteInput {
  readonly url: string;
  /** The CRM's host. */
  readonly server: string;
  readonly tenants: number;
  readonly portfoliosPerTenant: number;
  readonly uploadsPerPortfolio: number;
  /** Uploads with debtors, besides those of the portfolios. */
  readonly history: HistorySize;
  /** Requests of each text. */
  readonly rounds: number;
}

/** What is typed, and what must be found. */
const texts: Readonly<Record<string, { readonly text: string; readonly kind: keyof FoundView | null }>> = {
  "no-text": { text: "", kind: "uploads" },
  upload: { text: "cartera coop", kind: "uploads" },
  portfolio: { text: "vehiculos", kind: "portfolios" },
  debtor: { text: "10000050", kind: "debtors" },
  "first-digits": { text: "1000", kind: "debtors" },
  nothing: { text: "nada así", kind: null },
};

/** Milliseconds of the palette's search, by what is typed, and what the database held. */
export async function visitPalette(input: VisitPaletteInput): Promise<Told> {
  const { portfoliosPerTenant, uploadsPerPortfolio, rounds } = input;
  const admin = await makeUser("admin");
  const tenantIds: string[] = [];
  for (let n = 0; n < input.tenants; n++) tenantIds.push((await makeTenant(admin, { server: input.server })).tenantId);
  const { actor } = await makeUser("supervisor", tenantIds);
  await closeAll();

  const { rows } = await onTestDatabase(async (client) => {
    const { userId } = actor;
    await fillHistory(client, { tenantIds, userId, size: input.history });
    await fillMornings(client, { tenantIds, userId, portfoliosPerTenant, uploadsPerPortfolio, healths: usualHealths });
    return client.query<Record<string, number>>(
      `SELECT (SELECT count(*) FROM "Portfolio")::int AS "filled-portfolios", (SELECT count(*) FROM "Upload")::int AS "filled-uploads",
        (SELECT count(*) FROM "Record")::int AS "filled-records"`,
    );
  });

  const supervisor = await PortalClient.signIn(input.url, actor.email, testPassword);
  const seen: Record<string, readonly number[]> = {};
  for (const [name, { text, kind }] of Object.entries(texts)) {
    const times: number[] = [];
    // The first rounds, not counted, load code.
    for (let round = -3; round < rounds; round++) {
      const started = performance.now();
      const answer = await supervisor.search(text);
      const found: FoundView = JSON.parse(await answer.text());
      if (round >= 0) times.push(performance.now() - started);
      if (kind !== null && found[kind].length === 0) throw new Error(`nothing was found for "${text}"`);
    }
    seen[name] = times;
  }
  return { ...seen, ...rows[0] };
}
