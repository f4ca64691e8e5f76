import fc from "fast-check";
import {
  type EarlierDebtor,
  type EarlierFate,
  earlierLine,
  refusedLine,
} from "#lib/domain/correction/earlier-debtors.ts";
import { payloadDigest } from "#lib/domain/correction/payload-digest.ts";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { columnContents } from "#lib/domain/mapping/columns/column-contents.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import type { Report, ReportRow } from "#lib/domain/views/report.ts";
import type { ReportCell, ReportTable } from "#lib/spreadsheet/report/report-cell.ts";
import { reportTable } from "#lib/spreadsheet/report/report-table.ts";
import { headers, portfolioMapping } from "../factories.ts";
import { reportWordsInTests } from "./report-words.ts";

/**
 * A finished upload as a correction meets it: the content of its report and the server's lines about its
 * debtors.
 */

export const reportedId = "01935f00-1234-7abc-8def-0123456789ab";
export const reportedAt = Date.UTC(2026, 10, 24);
export const columns = { identification: 0, name: 1, email: 2, telephone: 3, obligation: 5, balance: 7 } as const;

const context = { fields: fieldsOf([]), mapping: portfolioMapping, country: "CO" };

export interface GivenDebtor {
  readonly identification: string;
  readonly obligations: readonly string[];
  readonly fate: EarlierFate;
  /** Its rows were also refused before, until another upload took it over. */
  readonly isPast?: boolean;
}

/** The rows of a debtor as the bank sent them; a left-out debtor has an invalid e-mail. */
export function rowsOf({ identification, obligations, fate }: GivenDebtor): string[][] {
  const email = fate === "left_out" ? "sin arroba" : `c${identification}@example.com`;
  return obligations.map((id) => [identification, "Ana Ruiz", email, "3001234567", "", id, "Tarjeta", "1.000,50"]);
}

const hasDigest: ReadonlySet<EarlierFate> = new Set(["rejected", "accepted"]);

/** The server's text about the debtors, one line each, plus one for a past refusal. */
export function earlierText(debtors: readonly GivenDebtor[]): string {
  const read = compileRowReader(context);
  return debtors
    .flatMap((given) => {
      const rows = rowsOf(given).map((cells, row) => read(row, { line: row + 2, cells, kinds: null }));
      const { debtor } = assembleDebtor(rows, context);
      const isOfInterest = ["accepted", "rejected", "open", "left_out"].includes(given.fate);
      const earlier: EarlierDebtor = {
        fate: given.fate,
        parts: isOfInterest ? rows.length : 0,
        digest: hasDigest.has(given.fate) && debtor !== null ? payloadDigest(debtor.payload) : "",
      };
      const identification = rows[0]?.identification ?? "";
      const line = `${earlierLine(identification, earlier)}\n`;
      if (given.isPast !== true || debtor === null) return [line];
      return [`${refusedLine(identification, payloadDigest(debtor.payload))}\n`, line];
    })
    .join("");
}

/**
 * The report of these rows, ready to be written; a test may change its cells first. `issues` of rows that were
 * left out; the others were rejected.
 */
export async function reportRows(
  rows: readonly (readonly string[])[],
  isGuarded = false,
  issues: readonly (readonly Issue[])[] = [],
): Promise<ReportCell[][]> {
  const report: Report = {
    uploadId: reportedId,
    fileName: "cartera.xlsx",
    headers,
    columns: columnContents(portfolioMapping, context.fields),
    group: "failures",
    rows: (async function* () {
      for (const [index, cells] of rows.entries())
        yield {
          line: index + 2,
          cells,
          kinds: null,
          identification: cells[0] ?? null,
          group: "rejected",
          evidence: null,
          reason: "named_failure",
          remoteText: "Telephone is not valid",
          faultColumn: null,
          issues: issues[index] ?? [],
        } satisfies ReportRow;
    })(),
  };
  const table = reportTable(report, reportWordsInTests, { isGuarded });
  const written: ReportCell[][] = [
    table.headers.map((text) => ({ text, kind: "text", holds: "value", isAtFault: false })),
  ];
  for await (const row of table.rows) written.push([...row]);
  return written;
}

/** A table of such rows, header row first, for a writer. */
export function tableOfRows([head = [], ...rest]: readonly (readonly ReportCell[])[]): ReportTable {
  return {
    headers: head.map(({ text }) => text),
    rows: (async function* () {
      yield* rest;
    })(),
  };
}

const fate = fc.constantFrom<EarlierFate>(
  "rejected",
  "rejected",
  "accepted",
  "open",
  "unconfirmed",
  "in_retry",
  "superseded",
  "left_out",
  "renamed",
);

/** Debtors with distinct numbers, some with leading zeros, and fates of every kind. */
export const givenDebtors: fc.Arbitrary<GivenDebtor[]> = fc
  .array(
    fc.record({ fate, isPast: fc.boolean(), obligations: fc.integer({ min: 1, max: 3 }), hasZeros: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 7,
    },
  )
  .map((drawn) =>
    drawn.map(({ fate: became, isPast, obligations, hasZeros }, index) => ({
      identification: hasZeros ? `0380006${index}` : `1030405${index}0`,
      obligations: Array.from({ length: obligations }, (_, place) => `${hasZeros ? "000" : ""}12${index}57${place}`),
      fate: became,
      isPast,
    })),
  );
