import type { Reply } from "#components/upload/bring-pieces.ts";
import type { Work } from "#components/upload/work.ts";
import type { RecalledMapping } from "#lib/domain/mapping/answers/recalled-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";

/** Returns the remembered mapping of some headers. */
type Recall = (headers: readonly string[]) => Promise<Reply<RecalledMapping<Mapping>>>;

/**
 * How the user read the sheets of such a workbook last time: joined or apart. A choice that differs from the
 * file's own is remembered under the headers that result from it. If the server does not answer, the file is
 * read as it is, which the page shows.
 */
export async function recallSettings(
  report: Pick<Work["report"], "otherShapes" | "columns">,
  recall: Recall,
): Promise<Work["settings"]> {
  if (report.otherShapes.length === 0) return {};
  const own = await recall(report.columns.map(({ header }) => header));
  const ownUse = own.kind === "done" && own.value.kind === "exact" ? own.value.usedAt : "";
  for (const { join, headers } of report.otherShapes) {
    const other = await recall(headers);
    if (other.kind !== "done" || other.value.kind !== "exact") continue;
    // A single sheet's headers are also remembered from files with no other sheet, so only an explicit choice
    // against joining counts.
    if (join === "none" && other.value.mapping.isApart !== true) continue;
    if (ownUse < other.value.usedAt) return { join };
  }
  return {};
}
