"use client";

import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { firstMapping } from "#components/mapping/first-mapping.ts";
import type { ReviewSource } from "#components/review/review-source.ts";
import { showToast } from "#components/ui/toast.tsx";
import { useProblemWords } from "#components/upload/problem-words.ts";
import { firstState, type Work, wizardReducer } from "#components/upload/wizard-state.ts";
import { WorkbenchClient, WorkbenchRefusal } from "#components/upload/workbench-client.ts";
import type { TenantView } from "#lib/domain/access/views.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { RecalledMapping } from "#lib/domain/outcome/pages.ts";
import { findEarlierUploadAction, recallMappingAction } from "./actions.ts";
import { fetchSample } from "./sample.ts";
import { replyOf } from "./staging-requests.ts";
import { useStaging } from "./use-staging.ts";

type Settings = Work["settings"];
/** What reading and the server say of a file, before anything is decided. */
type Known = Pick<Work, "file" | "settings" | "report" | "earlier">;

/** The state of a new upload and everything that moves it. One workbench for the whole way. */
export function useNewUpload(tenant: TenantView, newestFields: readonly Field[]) {
  const [state, dispatch] = useReducer(wizardReducer, firstState);
  const [client] = useState(() => new WorkbenchClient());
  // A refresh of the page brings equal fields as new objects, and the whole way rests on one set of them; the server compares.
  const [fields] = useState(newestFields);
  const { country } = tenant;
  const [isSampleComing, setSampleComing] = useState(false);
  const reading = useRef<AbortController | null>(null);
  const t = useTranslations("drop");
  const problemWords = useProblemWords();
  useEffect(() => () => client.close(), [client]);

  const onFault = useCallback((error: unknown) => {
    if (error instanceof WorkbenchRefusal) dispatch({ type: "workbench_lost", refusal: error.refusal });
    else if (!isAbort(error)) throw error;
  }, []);

  const source = useMemo(
    (): ReviewSource => ({
      window: (input) => client.ask("window", input),
      nextIssue: (input) => client.ask("nextIssue", input),
      edit: (edits) => client.ask("edit", { edits }),
      fixGroup: (group) => client.ask("fixGroup", group),
      travel: (direction) => client.ask("travel", { direction }),
      find: (input, onProgress, signal) => client.ask("find", input, { onProgress, signal }),
      replace: (input) => client.ask("replace", input),
      apply: (mapping) => client.ask("apply", { context: { fields, mapping, country } }),
    }),
    [client, fields, country],
  );

  /** Goes on with what is known of the file. A signal that is aborted: another reading has been asked for meanwhile. */
  const take = (known: Known, recalled: RecalledMapping<Mapping>, signal: AbortSignal) => {
    if (signal.aborted) return;
    const { columns } = known.report;
    const { mapping, memory } = firstMapping(columns, fields, recalled);
    const problems = checkMapping(mapping, fields, columns.length, columns, tenant.country);
    const isComplete = memory.kind === "exact" && problems.length === 0;
    dispatch({ type: "file_read", work: { ...known, memory, mapping, declined: [] }, isComplete });
  };
  const recall = (report: Work["report"]) =>
    replyOf(recallMappingAction({ tenantId: tenant.id, headers: report.columns.map((column) => column.header) }));

  /** Overtakes whatever is being read. */
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
      const report = await client.ask("open", { file, settings: {}, fields }, { onProgress, signal });
      const [earlier, recalled] = await Promise.all([
        replyOf(findEarlierUploadAction({ tenantId: tenant.id, sha256: report.fileSha256 })),
        recall(report),
      ]);
      if (earlier.kind === "done" && recalled.kind === "done") {
        take({ file, settings: {}, report, earlier: earlier.value }, recalled.value, signal);
      } else if (!signal.aborted) {
        const refused = earlier.kind === "done" ? recalled : earlier;
        if (refused.kind !== "done") dispatch({ type: "problem_met", problem: refused.problem });
      }
    } catch (error) {
      if (error instanceof WorkbenchRefusal)
        dispatch({ type: "file_refused", refusal: error.refusal, fileName: file.name });
      else if (!isAbort(error)) throw error;
    }
  };

  const reread = async (settings: Settings) => {
    if (state.step !== "mapping") return;
    const { file, earlier } = state.work;
    const { signal } = beginReading();
    dispatch({ type: "reread_started", settings });
    try {
      const report = await client.ask("reread", { settings });
      if (report.edits !== undefined && report.edits.dropped > 0) showToast("error", t("editsDropped", report.edits));
      const recalled = await recall(report);
      // The file is read the new way already; without what is remembered there are still the proposals.
      if (recalled.kind !== "done") showToast("error", problemWords(recalled.problem).title);
      take({ file, settings, report, earlier }, recalled.kind === "done" ? recalled.value : { kind: "none" }, signal);
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

  // The reducer decides when to check (a remembered mapping skips the page), so the check follows the state.
  const checking = state.step === "checking" ? state.work : null;
  useEffect(() => {
    if (checking === null) return;
    const abort = new AbortController();
    const onProgress = (share: number) => dispatch({ type: "progress", share });
    const context = { fields, mapping: checking.mapping, country };
    client.ask("apply", { context }, { onProgress, signal: abort.signal }).then(
      (summary) => dispatch({ type: "checked", summary }),
      (error: unknown) => {
        if (error instanceof WorkbenchRefusal) dispatch({ type: "check_refused", refusal: error.refusal });
        else if (!isAbort(error)) throw error;
      },
    );
    return () => abort.abort();
  }, [checking, client, fields, country]);

  const staging = useStaging({ client, tenant, fields, state, dispatch });

  return {
    state,
    dispatch,
    source,
    onFault,
    isSampleComing,
    open: (file: File) => void open(file),
    openSample: () => void openSample(),
    reread: (settings: Settings) => void reread(settings),
    cancelReading: () => {
      reading.current?.abort();
      dispatch({ type: "reading_cancelled" });
    },
    ...staging,
  };
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
