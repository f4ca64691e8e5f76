"use client";

import { type Dispatch, useRef } from "react";
import { useTranslations } from "use-intl";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { toldPortfolio } from "#components/upload/file-portfolio.ts";
import { type StagingDeps, StagingRun } from "#components/upload/stage-upload.ts";
import type { WizardEvent, WizardState } from "#components/upload/wizard-state.ts";
import { correctionOf, type Work } from "#components/upload/work.ts";
import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { fieldsDigest } from "#lib/domain/fields/fields-digest.ts";
import { withAmountOrder } from "#lib/domain/mapping/columns/amount-order.ts";
import { withTyped } from "#lib/domain/portfolio/declared/declared-schema.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import type { WorkbenchClient } from "#lib/spreadsheet/workbench/workbench-client.ts";
import { discardStagingAction, rememberMappingAction } from "./actions.ts";
import { headersOf } from "./ask-about-file.ts";
import { postChunk, postFinish, postPart, postUpload, replyOf } from "./staging-requests.ts";

type StagingPlan = Awaited<ReturnType<StagingDeps["plan"]>>;

export interface StagingInput {
  readonly client: WorkbenchClient;
  readonly tenant: TenantView;
  readonly fields: readonly Field[];
  readonly state: WizardState;
  readonly dispatch: Dispatch<WizardEvent>;
}

/** Sends a reviewed file to the server, goes on after a broken connection, or gives it up. */
export function useStaging(input: StagingInput) {
  const { state, dispatch, tenant } = input;
  const t = useTranslations("drop");
  const run = useRef<StagingRun | null>(null);
  const abort = useRef(new AbortController());

  const advance = async (work: Work) => {
    const current = run.current;
    if (current === null) return;
    const { signal } = abort.current;
    dispatch({ type: "staging_started" });
    try {
      const result = await current.run(signal, (progress) => dispatch({ type: "staging_progressed", progress }));
      if (result.kind === "stopped") return dispatch({ type: "staging_stopped", problem: result.problem });
      const remembered = await replyOf(() =>
        rememberMappingAction({
          tenantId: tenant.id,
          headers: headersOf(work.report),
          mapping: withAmountOrder(work.mapping, work.report.columns),
          uploadId: result.uploadId,
        }),
      );
      if (remembered.kind !== "done") showToast("error", t("notRemembered"));
      dispatch({ type: "staged", uploadId: result.uploadId });
    } catch (error) {
      if (signal.aborted) return;
      dispatch({ type: "staging_stopped", problem: { code: "unexpected", params: {} } });
      throw error;
    }
  };

  return {
    stage: () => {
      if (state.step !== "review") return;
      run.current = new StagingRun(stagingDeps(input, state));
      abort.current = new AbortController();
      void advance(state.work);
    },
    retryStaging: () => {
      if (state.step === "staging") void advance(state.work);
    },
    acceptTotals: (totals: ControlTotals) => {
      run.current?.accept(totals);
      if (state.step === "staging") void advance(state.work);
    },
    cancelStaging: () => {
      abort.current.abort();
      const uploadId = run.current?.uploadId ?? null;
      run.current = null;
      dispatch({ type: "back", to: "review" });
      if (uploadId !== null) void discard(uploadId, () => showToast("error", t("notDiscarded")));
    },
  };
}

async function discard(uploadId: string, onFailure: () => void): Promise<void> {
  const reply = await replyOf(() => discardStagingAction({ uploadId }));
  if (reply.kind !== "done") onFailure();
}

type Reviewed = Pick<WizardState & { readonly step: "review" }, "work" | "summary">;

function stagingDeps({ client, tenant, fields }: StagingInput, { work, summary }: Reviewed): StagingDeps {
  const { report } = work;
  const declared = withTyped(summary.declared.declared, work.declared ?? {});
  const ofId = correctionOf(work)?.uploadId ?? null;
  return {
    plan: () => client.ask("planStaging", {}),
    chunk: (sequence) => client.ask("chunk", { sequence }),
    start: ({ rowCount, chunkCount, totals, mapping, heldStamp, correction }, lists) =>
      postUpload(tenant.id, {
        fileName: report.fileName,
        fileBytes: report.fileBytes,
        fileSha256: report.fileSha256,
        headers: headersOf(work.report),
        mapping,
        fieldsDigest: fieldsDigest(fields),
        rowCount,
        chunkCount,
        lists,
        totals,
        heldStamp,
        ...toldPortfolio(work.portfolio),
        declared,
        correction: correction === null || ofId === null ? null : { ...toldOf(correction), ofId },
      }),
    send: postChunk,
    sendPart: postPart,
    finish: postFinish,
    nowMs: () => performance.now(),
    wait,
  };
}

/** The lists are sent beside the rows, not in the head. */
function toldOf({
  renumbered: _,
  renamed: __,
  added: ___,
  lines: ____,
  ...told
}: NonNullable<StagingPlan["correction"]>) {
  return told;
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
