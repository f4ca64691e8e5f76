import type { Client } from "pg";
import { outcomes } from "#lib/domain/outcome/outcome.ts";
import type { FilledHistory } from "#tests/support/history/fill-history.ts";
import { debtorAddress } from "#tests/support/people/debtor-address.ts";

export interface VisitedPage {
  readonly name: string;
  /** The path of the page for a round: each round visits another place in the list. */
  readonly path: (round: number) => string;
  readonly by?: "admin";
  /** Rows of its tables, headings included: a response with fewer is not the intended page. */
  readonly lines?: number;
}

/** The pages with keys deep inside their lists, which a person reaches by paging. */
export async function visitedPages(client: Client, tenantId: string, history: FilledHistory): Promise<VisitedPage[]> {
  const { finishedId, stagedId, runningId } = history;
  const uploads = await keys(
    client,
    `SELECT to_char("createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '_' || id FROM "Upload"
    WHERE "tenantId" = (SELECT "tenantId" FROM "Upload" WHERE id = $1) ORDER BY "createdAt", id LIMIT 60`,
    [finishedId],
  );
  const calls = await keys(client, `SELECT id FROM "Call" WHERE "uploadId" = $1 ORDER BY id OFFSET 100 LIMIT 4000`, [
    finishedId,
  ]);
  const entries = await keys(client, `SELECT id FROM "AuditEntry" ORDER BY id OFFSET 1000 LIMIT 1000`, []);
  const identification = (round: number) => String(10_000_000 + 50 + round * 97);
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const upload = `/uploads/${finishedId}`;
  return [
    { name: "history", path: () => "/uploads", lines: 26 },
    { name: "history-last-page", path: (round) => `/uploads?after=${uploads[24 + (round % 30)]}`, lines: 2 },
    { name: "history-by-state", path: () => "/uploads?state=cancelled", lines: 26 },
    { name: "history-by-name", path: (round) => `/uploads?text=banco+${400 + round * 20}`, lines: 2 },
    { name: "history-by-day", path: (round) => `/uploads?from=${day(round * 4 + 3)}&to=${day(round * 4)}`, lines: 2 },
    { name: "history-of-all-tenants", path: () => "/uploads?scope=mine", lines: 26 },
    ...outcomes.map((outcome) => ({
      name: `upload-${outcome.replace("_", "-")}`,
      // Round 0 is the first page, later rounds are further and further in.
      path: (round: number) => `${upload}?tab=${outcome}${round === 0 ? "" : `&after=${round * 2_400}`}`,
      lines: 51,
    })),
    { name: "upload-left-out", path: (round) => `${upload}?tab=left_out&after=${round * 450}`, lines: 51 },
    {
      name: "upload-calls",
      path: (round) => `${upload}?tab=calls${round === 0 ? "" : `&after=${calls[round * 90]}`}`,
      lines: 51,
    },
    { name: "upload-to-confirm", path: () => `/uploads/${stagedId}` },
    { name: "upload-under-way", path: () => `/uploads/${runningId}` },
    { name: "progress", path: () => `/api/uploads/${runningId}/progress` },
    { name: "debtor", path: (round) => debtorAddress(tenantId, identification(round)), lines: 2 },
    { name: "audit", path: () => "/admin/audit", by: "admin", lines: 51 },
    { name: "audit-far-back", path: (round) => `/admin/audit?after=${entries[round * 20]}`, by: "admin", lines: 51 },
  ];
}

async function keys(client: Client, statement: string, values: readonly unknown[]): Promise<string[]> {
  const { rows } = await client.query<[string]>({ text: statement, values: [...values], rowMode: "array" });
  return rows.map(([key]) => key);
}
