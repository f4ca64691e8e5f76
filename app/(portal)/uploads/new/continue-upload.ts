import type { ResumedUpload } from "#components/upload/kept/upload-keeper.ts";
import { correctionOf, type ResumedWork, type Work, withRenewed } from "#components/upload/work.ts";
import { fieldsDigest } from "#lib/domain/fields/fields-digest.ts";
import { isSame } from "#lib/domain/mapping/answers/by-hand.ts";
import { WorkbenchRefusal } from "#lib/spreadsheet/workbench/workbench-client.ts";
import { askAboutFile } from "./ask-about-file.ts";
import { isAbort } from "./is-abort.ts";
import { type Reading, take } from "./read-file.ts";

type Report = Work["report"];

/**
 * Goes on with an unfinished upload: reads the kept file anew in the same way and makes its corrections again. If the
 * portal reads it differently by now, or the tenant's fields have changed, its columns are asked about like those of
 * any file; the corrections stay.
 */
export async function continueUpload(reading: Reading, resumed: ResumedUpload): Promise<void> {
  const { client, tenant, fields, dispatch, signal } = reading;
  const { file, head, name } = resumed;
  const { settings, report: before } = resumed.state;
  dispatch({ type: "file_chosen", file });
  try {
    const onProgress = (share: number) => dispatch({ type: "progress", share });
    const asked = { file, settings, fields, currency: tenant.currency };
    const report = await client.ask("open", asked, { onProgress, signal });
    if (report.fileSha256 !== before.fileSha256 || file.size !== head.fileBytes) {
      return dispatch({ type: "problem_met", problem: { code: "kept_damaged", params: {} } });
    }
    const edits = await client.ask("restoreCells", { folder: name }, { signal });
    if (edits.dropped > 0) reading.tellDropped(edits);
    const about = await askAboutFile(reading, report, resumed.state.portfolio);
    if (signal.aborted) return;
    if (about.kind !== "done") return dispatch({ type: "problem_met", problem: about.problem });
    const { recalled, ...known } = about.value;
    const isLost = hasCorrection(resumed.state) && !hasCorrection(known);
    if (isLost || head.fieldsDigest !== fieldsDigest(fields) || !isReadAlike(report, before)) {
      reading.tellReadAnew();
      return await take(reading, { file, settings, report, ...known }, recalled);
    }
    dispatch({ type: "resumed", ...resumedWork(resumed, known) });
  } catch (error) {
    if (error instanceof WorkbenchRefusal)
      dispatch({ type: "file_refused", refusal: error.refusal, fileName: file.name });
    else if (!isAbort(error)) throw error;
  }
}

/**
 * The work as it was, with what the server now knows of a correction's debtors, and of an upload of the same file that
 * was made meanwhile.
 */
function resumedWork(
  { file, state }: ResumedUpload,
  { correction, earlier }: Pick<Work, "correction" | "earlier">,
): ResumedWork {
  const { step, isRemembered, edits: _, place: __, ...kept } = state;
  const work = withRenewed({ ...kept, file, earlier }, correction);
  const loadedMeanwhile = earlier?.uploadId === kept.earlier?.uploadId ? null : earlier;
  return { work, isReviewed: step === "review", isRemembered, loadedMeanwhile };
}

function hasCorrection(known: Pick<Work, "correction">): boolean {
  return correctionOf(known) !== null;
}

/** Whether two readings have the same rows under the same headers. */
function isReadAlike(now: Report, before: Report): boolean {
  const headers = (report: Report) => report.columns.map(({ header }) => header);
  return (
    now.rowCount === before.rowCount &&
    now.headerRow.value === before.headerRow.value &&
    isSame(headers(now), headers(before))
  );
}
