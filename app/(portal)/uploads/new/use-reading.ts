"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { showToast } from "#components/ui/overlay/toast.tsx";
import type { FilePortfolio } from "#components/upload/file-portfolio.ts";
import { type KeptUpload, listKept } from "#components/upload/kept/kept-uploads.ts";
import type { UploadKeeper } from "#components/upload/kept/upload-keeper.ts";
import { useProblemWords } from "#components/upload/problem-words.ts";
import type { WizardState } from "#components/upload/wizard-state.ts";
import { type Beginning, keptOf } from "./beginning.ts";
import { continueUpload } from "./continue-upload.ts";
import { type Failures, fetchReport } from "./correction-requests.ts";
import { isAbort } from "./is-abort.ts";
import { openFile, type Reading, renewCorrection, rereadFile, type Settings } from "./read-file.ts";
import { recallPortfolio } from "./recall-portfolio.ts";

export interface ReadingInput extends Pick<Reading, "client" | "tenant" | "fields" | "begunFor" | "dispatch"> {
  readonly userId: string;
  readonly beginning: Beginning;
  readonly keeper: Pick<UploadKeeper, "resume">;
  readonly state: WizardState;
}

/** Opens a file, dropped or fetched, reads it again in another way, and asks the server what it knows of it. */
export function useReading({ userId, beginning, keeper, state, ...parts }: ReadingInput) {
  const [isRecalling, setRecalling] = useState(false);
  const latest = useRef(state);
  latest.current = state;
  const current = useRef<AbortController | null>(null);
  const t = useTranslations("drop");
  const kept = useTranslations("kept");
  const problemWords = useProblemWords();

  /** Aborts any reading under way. */
  const begin = (): Reading => {
    current.current?.abort();
    current.current = new AbortController();
    return {
      ...parts,
      signal: current.current.signal,
      tellProblem: (problem) => showToast("error", problemWords(problem).title),
      tellDropped: (edits) => showToast("error", t("editsDropped", edits)),
      tellReadAnew: () => showToast("error", kept("readAnew")),
    };
  };

  const open = (file: File) => openFile(begin(), file);
  const continueKept = async (upload: KeptUpload) => {
    const reading = begin();
    parts.dispatch({ type: "file_chosen", file: { name: upload.head?.fileName ?? "", size: 0 } });
    const resumed = await keeper.resume(upload, reading.signal);
    if (resumed === "aborted") return;
    if (resumed === "damaged")
      return parts.dispatch({ type: "problem_met", problem: { code: "kept_damaged", params: {} } });
    if (resumed !== "taken") return continueUpload(reading, resumed);
    parts.dispatch({ type: "reading_cancelled" });
    showToast("error", kept("taken"));
  };
  /** After a reload of a correction: what is kept of it goes on. */
  const goOnOrOpen = async (failures: Failures) => {
    const reading = begin();
    // Nothing that is kept may keep the page from its work.
    const kept = keptOf(failures, parts.tenant.id, await listKept(userId).catch(() => []));
    const resumed = kept === null ? "taken" : await keeper.resume(kept, reading.signal);
    if (resumed === "aborted" || reading.signal.aborted) return;
    if (resumed === "taken" || resumed === "damaged") return openFailures(reading, failures, open);
    return continueUpload(reading, resumed);
  };
  useEffect(() => () => current.current?.abort(), []);
  useBeginning(() => {
    if (beginning.kind === "file") return open(beginning.file);
    if (beginning.kind === "kept") return continueKept(beginning.upload);
    return goOnOrOpen(beginning.failures);
  });

  return {
    open: (file: File) => void open(file),
    continueKept: (upload: KeptUpload) => void continueKept(upload),
    reread: (settings: Settings) => {
      if (state.step === "mapping") void rereadFile(begin(), state.work, settings);
    },
    isRecalling,
    decidePortfolio: (portfolio: FilePortfolio) => {
      const workNow = () => ("work" in latest.current ? latest.current.work : null);
      setRecalling(true);
      void recallPortfolio(begin(), workNow, portfolio).finally(() => setRecalling(false));
    },
    renewCorrection: () => {
      if ("work" in state) void renewCorrection(begin(), state.work.report);
    },
    cancelReading: () => {
      current.current?.abort();
      parts.dispatch({ type: "reading_cancelled" });
    },
  };
}

/** Runs `begin` once. A strict render mounts twice, and what is unmounted at once begins nothing. */
function useBeginning(begin: () => Promise<void>): void {
  const latest = useRef(begin);
  useEffect(() => {
    const timer = setTimeout(() => void latest.current(), 0);
    return () => clearTimeout(timer);
  }, []);
}

/** Fetches failures as the report that a user could drop, and hands it to `open`, which begins a reading of its own. */
async function openFailures(
  { dispatch, signal }: Reading,
  failures: Failures,
  open: (file: File) => Promise<void>,
): Promise<void> {
  dispatch({ type: "file_chosen", file: { name: failures.fileName, size: 0 } });
  try {
    const report = await fetchReport(failures, signal);
    if (signal.aborted) return;
    if (report.kind === "done") await open(report.value);
    else dispatch({ type: "problem_met", problem: { ...report.problem, code: problemOfReport(report.problem.code) } });
  } catch (error) {
    if (!isAbort(error)) throw error;
  }
}

/** If a report cannot be fetched, the words must not be about a dropped file. */
function problemOfReport(code: string): string {
  if (code === "unreachable" || code === "unexpected") return "report_unreachable";
  return code === "invalid" || code === "nothing_to_send" ? "nothing_to_correct" : code;
}
