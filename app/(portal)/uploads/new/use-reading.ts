"use client";

import { type Dispatch, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { useProblemWords } from "#components/upload/problem-words.ts";
import type { WizardEvent, WizardState } from "#components/upload/wizard-state.ts";
import type { Work } from "#components/upload/work.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { firstMappingOf } from "#lib/domain/mapping/answers/first-groups.ts";
import type { RecalledMapping } from "#lib/domain/mapping/answers/recalled-mapping.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { type WorkbenchClient, WorkbenchRefusal } from "#lib/spreadsheet/workbench/workbench-client.ts";
import { askAboutFile, recall, recallHeaders } from "./ask-about-file.ts";
import { fetchReport } from "./correction-requests.ts";
import { isAbort } from "./is-abort.ts";
import { recallSettings } from "./recall-settings.ts";
import { fetchSample } from "./sample.ts";

/** Smaller files are read before anybody could look at their first rows. */
const glimpsedFrom = 2 * 1024 * 1024;
const glimpse = { rows: 12, columns: 40 };

type Settings = Work["settings"];
/** What the reading and the server found out about a file, before anything is decided. */
type Known = Pick<Work, "file" | "settings" | "report" | "earlier" | "correction">;

/**
 * Failures of an upload to begin with, instead of a dropped file. `debtors`: their ordinals; null for all of them.
 */
export interface Failures {
  readonly uploadId: string;
  readonly fileName: string;
  readonly debtors: string | null;
}

export interface ReadingInput {
  readonly client: WorkbenchClient;
  readonly tenant: TenantView;
  readonly fields: readonly Field[];
  readonly failures: Failures | null;
  readonly state: WizardState;
  readonly dispatch: Dispatch<WizardEvent>;
}

/** Opens a file, dropped or fetched, reads it again in another way, and asks the server what it knows of it. */
export function useReading({ client, tenant, fields, failures, state, dispatch }: ReadingInput) {
  const [isSampleComing, setSampleComing] = useState(false);
  const reading = useRef<AbortController | null>(null);
  const t = useTranslations("drop");
  const problemWords = useProblemWords();

  /**
   * Goes on with what is known of the file. Does nothing if the signal is aborted: another reading has begun
   * meanwhile.
   */
  const take = (known: Known, recalled: RecalledMapping<Mapping>, signal: AbortSignal) => {
    if (signal.aborted) return;
    const { columns } = known.report;
    const { mapping: first, memory } = firstMappingOf(known.report, fields, recalled);
    const mapping = { ...first, isApart: isApart(known, first) };
    const problems = checkMapping(mapping, fields, columns.length, columns, tenant.country, tenant.currency);
    const isComplete = memory.kind === "exact" && problems.length === 0;
    dispatch({ type: "file_read", work: { ...known, memory, mapping, declined: [] }, isComplete });
  };

  /** Aborts any reading under way. */
  const beginReading = (): AbortController => {
    reading.current?.abort();
    reading.current = new AbortController();
    return reading.current;
  };

  const open = async (file: File) => {
    const { signal } = beginReading();
    dispatch({ type: "file_chosen", file });
    try {
      const onProgress = (share: number) => dispatch({ type: "progress", share });
      if (file.size >= glimpsedFrom) {
        const firstRows = await client.ask("glimpse", { file, ...glimpse }, { signal });
        dispatch({ type: "first_rows_seen", firstRows });
      }
      const read = await client.ask(
        "open",
        { file, settings: {}, fields, currency: tenant.currency },
        { onProgress, signal },
      );
      const settings = await recallSettings(read, (headers) => recallHeaders(headers, tenant.id));
      signal.throwIfAborted();
      const report = settings.join === undefined ? read : await client.ask("reread", { settings });
      const about = await askAboutFile(report, tenant.id, client, signal);
      if (about.kind === "done") {
        const { recalled, ...known } = about.value;
        take({ file, settings, report, ...known }, recalled, signal);
      } else if (!signal.aborted) dispatch({ type: "problem_met", problem: about.problem });
    } catch (error) {
      if (error instanceof WorkbenchRefusal)
        dispatch({ type: "file_refused", refusal: error.refusal, fileName: file.name });
      else if (!isAbort(error)) throw error;
    }
  };

  const reread = async (settings: Settings) => {
    if (state.step !== "mapping") return;
    const { file, earlier, correction } = state.work;
    const { signal } = beginReading();
    dispatch({ type: "reread_started", settings });
    try {
      const report = await client.ask("reread", { settings });
      if (report.edits !== undefined && report.edits.dropped > 0) showToast("error", t("editsDropped", report.edits));
      if (report.reportOf !== undefined) {
        const about = await askAboutFile(report, tenant.id, client, signal);
        if (about.kind === "done") {
          const { recalled, ...known } = about.value;
          return take({ file, settings, report, ...known }, recalled, signal);
        }
        // Without knowing what became of its debtors a report must not go on: they might be sent twice.
        showToast("error", problemWords(about.problem).title);
        return dispatch({ type: "back", to: "drop" });
      }
      const recalled = await recall(report, tenant.id);
      // The file is already read the new way; without the remembered mapping there are still the proposals.
      if (recalled.kind !== "done") showToast("error", problemWords(recalled.problem).title);
      const known = { file, settings, report, earlier, correction: correction === null ? null : ("unknown" as const) };
      take(known, recalled.kind === "done" ? recalled.value : { kind: "none" }, signal);
    } catch (error) {
      if (error instanceof WorkbenchRefusal) dispatch({ type: "reread_refused", refusal: error.refusal });
      else if (!isAbort(error)) throw error;
    }
  };

  const openSample = async () => {
    setSampleComing(true);
    const file = await fetchSample();
    setSampleComing(false);
    if (file === null) showToast("error", t("sample.unreachable"));
    else await open(file);
  };

  const openFailures = async ({ uploadId, debtors, fileName }: Failures) => {
    const { signal } = beginReading();
    dispatch({ type: "file_chosen", file: { name: fileName, size: 0 } });
    try {
      const report = await fetchReport(uploadId, debtors, signal);
      if (signal.aborted) return;
      if (report.kind === "done") await open(report.value);
      else
        dispatch({ type: "problem_met", problem: { ...report.problem, code: problemOfReport(report.problem.code) } });
    } catch (error) {
      if (!isAbort(error)) throw error;
    }
  };
  // Once, for what the page was opened with. A strict render calls it twice, and the second call aborts the first.
  const begin = useRef(openFailures);
  begin.current = openFailures;
  const [asked] = useState(failures);
  useEffect(() => {
    if (asked !== null) void begin.current(asked);
  }, [asked]);

  /**
   * The outcomes of a correction's debtors may have changed since the review, so they are fetched and checked
   * again.
   */
  const renewCorrection = async () => {
    if (!("work" in state)) return;
    const { signal } = beginReading();
    try {
      const about = await askAboutFile(state.work.report, tenant.id, client, signal);
      if (about.kind === "done") dispatch({ type: "correction_renewed", correction: about.value.correction });
      else showToast("error", problemWords(about.problem).title);
    } catch (error) {
      if (error instanceof WorkbenchRefusal) dispatch({ type: "workbench_lost", refusal: error.refusal });
      else if (!isAbort(error)) throw error;
    }
  };

  return {
    isSampleComing,
    open: (file: File) => void open(file),
    openSample: () => void openSample(),
    reread: (settings: Settings) => void reread(settings),
    renewCorrection: () => void renewCorrection(),
    cancelReading: () => {
      reading.current?.abort();
      dispatch({ type: "reading_cancelled" });
    },
  };
}

/** A file with nothing to join gives no answer to this; what was remembered for its headers still holds. */
function isApart({ settings, report }: Known, { isApart: before }: Mapping): boolean | undefined {
  return report.join === null ? before : settings.join === "none" || undefined;
}

/** If a report cannot be fetched, the words must not be about a dropped file. */
function problemOfReport(code: string): string {
  return code === "unreachable" || code === "unexpected" ? "report_unreachable" : code;
}
