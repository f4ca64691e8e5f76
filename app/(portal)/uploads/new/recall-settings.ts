import type { Reply } from "#components/upload/bring-pieces.ts";
import type { Work } from "#components/upload/work.ts";
import type { RecalledMapping } from "#lib/domain/mapping/answers/recalled-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";

/** What is remembered of some headers. */
type Recall = (headers: readonly string[]) => Promise<Reply<RecalledMapping<Mapping>>>;

/**
 * How the user wanted the sheets of such a workbook to be read: joined or apart, as it was last time. Another answer than the file's own
 * is remembered under the headers that it gives. Without an answer of the server the file is read as it is, which the page shows.
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
    // Headers of a single sheet are remembered of files that have no other, too: only a word against joining counts.
    if (join === "none" && other.value.mapping.isApart !== true) continue;
    if (ownUse < other.value.usedAt) return { join };
  }
  return {};
}
