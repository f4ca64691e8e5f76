"use client";

import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { firstMapping } from "#components/mapping/first-mapping.ts";
import { type EditHistory, noHistory } from "#components/review/edit-history.ts";
import type { ReviewSource } from "#components/review/review-source.ts";
import { showToast } from "#components/ui/toast.tsx";
import { unreachable } from "#components/upload/problem.ts";
import { firstState, type Work, wizardReducer } from "#components/upload/wizard-state.ts";
import { WorkbenchClient, WorkbenchRefusal } from "#components/upload/workbench-client.ts";
import type { TenantView } from "#lib/domain/access/views.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import { findEarlierUploadAction, recallMappingAction } from "./actions.ts";
import { fetchSample } from "./sample.ts";
import { useStaging } from "./use-staging.ts";

type Settings = Work["settings"];

/** The state of a new upload and everything that moves it. One workbench for the whole way. */
export function useNewUpload(tenant: TenantView, newestFields: readonly Field[]) {
  const [state, dispatch] = useReducer(wizardReducer, firstState);
  const [client] = useState(() => new WorkbenchClient());
  // A refresh of the page brings equal fields as new objects, and the whole way rests on one set of them; the server compares.
  const [fields] = useState(newestFields);
  const [history, setHistory] = useState<EditHistory>(noHistory);
  const [isSampleComing, setSampleComing] = useState(false);
  const reading = useRef<AbortController | null>(null);
  const t = useTranslations("drop");
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
    }),
    [client],
  );

  /** What is known of the file beyond its own bytes: whether it was loaded before, and how its shape was mapped. */
  const understand = async (file: File, settings: Settings, report: Work["report"]): Promise<void> => {
    const headers = report.columns.map((column) => column.header);
    const [earlier, recalled] = await Promise.all([
      findEarlierUploadAction({ tenantId: tenant.id, sha256: report.fileSha256 }),
      recallMappingAction({ tenantId: tenant.id, headers }),
    ]);
    if (!earlier.ok) return dispatch({ type: "problem_met", problem: earlier });
    if (!recalled.ok) return dispatch({ type: "problem_met", problem: recalled });
    const { mapping, memory } = firstMapping(report.columns, fields, recalled.value);
    const problems = checkMapping(mapping, fields, headers.length, report.columns, tenant.country);
    const work: Work = { file, settings, report, earlier: earlier.value, memory, mapping, declined: [] };
    dispatch({ type: "file_read", work, isComplete: memory.kind === "exact" && problems.length === 0 });
  };

  const open = async (file: File) => {
    const abort = new AbortController();
    reading.current = abort;
    setHistory(noHistory);
    dispatch({ type: "file_chosen", file });
    try {
      const onProgress = (share: number) => dispatch({ type: "progress", share });
      const report = await client.ask("open", { file, settings: {}, fields }, { onProgress, signal: abort.signal });
      await understand(file, {}, report);
    } catch (error) {
      if (error instanceof WorkbenchRefusal)
        dispatch({ type: "file_refused", refusal: error.refusal, fileName: file.name });
      else if (!isAbort(error)) dispatch({ type: "problem_met", problem: unreachable });
    }
  };

  const reread = async (settings: Settings) => {
    if (state.step !== "mapping") return;
    const { file } = state.work;
    dispatch({ type: "reread_started", settings });
    try {
      const report = await client.ask("reread", { settings });
      setHistory(noHistory);
      await understand(file, settings, report);
    } catch (error) {
      if (error instanceof WorkbenchRefusal) dispatch({ type: "reread_refused", refusal: error.refusal });
      else if (!isAbort(error)) dispatch({ type: "problem_met", problem: unreachable });
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
  const { country } = tenant;
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
    history,
    setHistory,
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
