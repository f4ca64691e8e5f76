import type { Reply } from "#components/upload/bring-pieces.ts";
import { chosenPortfolio, filePortfolioOf } from "#components/upload/file-portfolio.ts";
import type { Work } from "#components/upload/work.ts";
import { noChoices } from "#lib/domain/correction/correction.ts";
import type { RecalledMapping } from "#lib/domain/mapping/answers/recalled-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { findEarlierUploadAction, recallMappingAction, recogniseFileAction } from "./actions.ts";
import { fetchCorrection } from "./correction-requests.ts";
import type { Reading } from "./read-file.ts";
import { saidOfFile, sampleDebtors } from "./sample-debtors.ts";
import { replyOf } from "./staging-requests.ts";

/** What the server knows of a file that has been read. */
export interface AboutFile {
  readonly earlier: Work["earlier"];
  readonly correction: Work["correction"];
  readonly portfolio: Work["portfolio"];
  readonly recalled: RecalledMapping<Mapping>;
}

type Report = Work["report"];

/** What the questions about a file need. */
export type AskedReading = Pick<Reading, "client" | "tenant" | "fields" | "begunFor" | "signal">;

/**
 * Fetches whether the same bytes were loaded before and how such columns were read last time. A report of the
 * portal is read like the upload it came from, and the workbench gets what became of that upload's debtors.
 */
export async function askAboutFile(
  reading: AskedReading,
  report: Report,
  before: Work["portfolio"] = null,
): Promise<Reply<AboutFile>> {
  const { client, signal } = reading;
  const tenantId = reading.tenant.id;
  if (report.reportOf === undefined) return askAboutPlainFile(reading, report, null, before);
  const [uploadId, another] = report.reportOf;
  if (uploadId === undefined) return askAboutPlainFile(reading, report, "unknown", before);
  if (another !== undefined) return { kind: "refused", problem: { code: "report_of_several", params: {} } };
  const found = await fetchCorrection(tenantId, uploadId, signal);
  if (found.kind !== "done") {
    if (found.problem.code === "not_found") return askAboutPlainFile(reading, report, "unknown", before);
    if (found.problem.code !== "state_moved") return found;
    const code = found.problem.params.state === "cancelled" ? "report_discarded" : "report_not_over";
    return { kind: "refused", problem: { code, params: {} } };
  }
  const { head, text } = found.value;
  const { fileName, at, headers, mapping, isErased, holders } = head;
  await client.ask("correct", { text, at: Date.parse(at) }, { signal });
  return {
    kind: "done",
    value: {
      earlier: null,
      correction: { uploadId, fileName, at, isErased, holders, choices: noChoices },
      portfolio: null,
      recalled: recalledOf({ headers, mapping, at }, report),
    },
  };
}

/**
 * Columns that were renamed in a report, or whose amounts all became thousandths, are asked about like in any
 * changed file.
 */
function recalledOf(
  { headers, mapping, at }: { headers: readonly string[]; mapping: Mapping; at: string },
  report: Report,
): RecalledMapping<Mapping> {
  if (report.notices.some(({ code }) => code === "amounts_thousandth")) return { kind: "near", mapping, headers };
  return sameTexts(headers, headersOf(report))
    ? { kind: "exact", mapping, usedAt: at, isOwn: true }
    : { kind: "near", mapping, headers, isOwn: true };
}

async function askAboutPlainFile(
  reading: AskedReading,
  report: Report,
  correction: Work["correction"],
  before: Work["portfolio"],
): Promise<Reply<AboutFile>> {
  const tenantId = reading.tenant.id;
  const [earlier, found] = await Promise.all([
    replyOf(() => findEarlierUploadAction({ tenantId, sha256: report.fileSha256 })),
    askAboutPortfolio(reading, report, before),
  ]);
  if (earlier.kind !== "done") return earlier;
  if (found.kind !== "done") return found;
  return { kind: "done", value: { earlier: earlier.value, correction, ...found.value } };
}

/** Which portfolio the file is of, and the mapping that is remembered of such columns under it. */
export async function askAboutPortfolio(
  { client, tenant, fields, begunFor, signal }: AskedReading,
  report: Report,
  before: Work["portfolio"],
): Promise<Reply<Pick<AboutFile, "portfolio" | "recalled">>> {
  const said = await saidOfFile(client, report, signal);
  const { title } = said;
  const sampled = await sampleDebtors(client, report, { fields, country: tenant.country }, signal);
  const asked = { tenantId: tenant.id, headers: headersOf(report), fileName: report.fileName, title, sampled };
  const found = await replyOf(() => recogniseFileAction(asked));
  if (found.kind !== "done") return found;
  const portfolio = filePortfolioOf(found.value, said, before, begunFor);
  const recalled = await recall(asked.headers, tenant.id, chosenPortfolio(portfolio)?.id ?? null);
  return recalled.kind === "done" ? { kind: "done", value: { portfolio, recalled: recalled.value } } : recalled;
}

/** The mapping remembered of such columns under a portfolio, under none (null), or under whichever ("any"). */
export function recall(
  headers: readonly string[],
  tenantId: string,
  portfolioId: string | null,
): Promise<Reply<RecalledMapping<Mapping>>> {
  return replyOf(() => recallMappingAction({ tenantId, headers: [...headers], portfolioId }));
}

export function headersOf(report: Report): string[] {
  return report.columns.map((column) => column.header);
}

function sameTexts(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.length === theirs.length && ours.every((text, index) => text === theirs[index]);
}
