import type { Reply } from "#components/upload/bring-pieces.ts";
import type { Work } from "#components/upload/work.ts";
import { noChoices } from "#lib/domain/correction/correction.ts";
import type { RecalledMapping } from "#lib/domain/mapping/answers/recalled-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { WorkbenchClient } from "#lib/spreadsheet/workbench/workbench-client.ts";
import { findEarlierUploadAction, recallMappingAction } from "./actions.ts";
import { fetchCorrection } from "./correction-requests.ts";
import { replyOf } from "./staging-requests.ts";

/** What the server knows of a file that has been read. */
export interface AboutFile {
  readonly earlier: Work["earlier"];
  readonly correction: Work["correction"];
  readonly recalled: RecalledMapping<Mapping>;
}

type Report = Work["report"];

/**
 * Fetches whether the same bytes were loaded before and how such columns were read last time. A report of the
 * portal is read like the upload it came from, and the workbench gets what became of that upload's debtors.
 */
export async function askAboutFile(
  report: Report,
  tenantId: string,
  client: WorkbenchClient,
  signal: AbortSignal,
): Promise<Reply<AboutFile>> {
  if (report.reportOf === undefined) return askAboutPlainFile(report, tenantId, null);
  const [uploadId, another] = report.reportOf;
  if (uploadId === undefined) return askAboutPlainFile(report, tenantId, "unknown");
  if (another !== undefined) return { kind: "refused", problem: { code: "report_of_several", params: {} } };
  const found = await fetchCorrection(tenantId, uploadId, signal);
  if (found.kind !== "done") {
    if (found.problem.code === "not_found") return askAboutPlainFile(report, tenantId, "unknown");
    return found.problem.code === "state_moved"
      ? { kind: "refused", problem: { code: "report_not_over", params: {} } }
      : found;
  }
  const { head, text } = found.value;
  const { fileName, at, headers, mapping, isErased, holders } = head;
  await client.ask("correct", { text, at: Date.parse(at) }, { signal });
  return {
    kind: "done",
    value: {
      earlier: null,
      correction: { uploadId, fileName, at, isErased, holders, choices: noChoices },
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
  report: Report,
  tenantId: string,
  correction: Work["correction"],
): Promise<Reply<AboutFile>> {
  const [earlier, recalled] = await Promise.all([
    replyOf(() => findEarlierUploadAction({ tenantId, sha256: report.fileSha256 })),
    recall(report, tenantId),
  ]);
  if (earlier.kind !== "done") return earlier;
  if (recalled.kind !== "done") return recalled;
  return { kind: "done", value: { earlier: earlier.value, correction, recalled: recalled.value } };
}

/** The remembered mapping of such columns. */
export function recall(report: Report, tenantId: string): Promise<Reply<RecalledMapping<Mapping>>> {
  return recallHeaders(headersOf(report), tenantId);
}

export function recallHeaders(headers: readonly string[], tenantId: string): Promise<Reply<RecalledMapping<Mapping>>> {
  return replyOf(() => recallMappingAction({ tenantId, headers: [...headers] }));
}

export function headersOf(report: Report): string[] {
  return report.columns.map((column) => column.header);
}

function sameTexts(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.length === theirs.length && ours.every((text, index) => text === theirs[index]);
}
