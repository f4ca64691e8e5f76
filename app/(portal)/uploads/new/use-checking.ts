"use client";

import { type Dispatch, useEffect, useRef } from "react";
import { showToast } from "#components/ui/overlay/toast.tsx";
import type { Problem } from "#components/upload/problem.ts";
import { useProblemWords } from "#components/upload/problem-words.ts";
import type { WizardEvent, WizardState } from "#components/upload/wizard-state.ts";
import { correctionOf, type Work } from "#components/upload/work.ts";
import { type CorrectionChoices, noChoices } from "#lib/domain/correction/correction.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { type WorkbenchClient, WorkbenchRefusal } from "#lib/spreadsheet/workbench/workbench-client.ts";
import type { HeldPeople } from "./held-people.ts";
import { isAbort } from "./is-abort.ts";

interface CheckingInput {
  readonly client: WorkbenchClient;
  readonly heldPeople: HeldPeople;
  readonly tenant: TenantView;
  readonly fields: readonly Field[];
  readonly state: WizardState;
  readonly dispatch: Dispatch<WizardEvent>;
}

/** Derives every debtor once the columns are done, without those whom the tenant keeps out of every load. */
export function useChecking({ client, heldPeople, tenant, fields, state, dispatch }: CheckingInput): void {
  const { country, currency } = tenant;
  const words = useRef(useProblemWords());
  // The reducer decides when to check (a remembered mapping skips the page), so the check follows the state.
  const checking = state.step === "checking" ? state.work : null;
  useEffect(() => {
    if (checking === null) return;
    const abort = new AbortController();
    const { signal } = abort;
    const onProgress = (share: number) => dispatch({ type: "progress", share });
    // Without the list nothing is shown: the totals would count somebody who is not sent.
    const stop = (problem: Problem) => {
      if (signal.aborted) return;
      showToast("error", words.current(problem).title);
      dispatch({ type: "back", to: "mapping" });
    };
    const check = async () => {
      const context = { fields, mapping: checking.mapping, country, currency };
      const held = await heldPeople.ask(context, signal);
      if (held.kind !== "done") return stop(held.problem);
      const asked = { context: { ...context, held: held.value }, choices: choicesOf(checking) };
      const summary = await client.ask("apply", asked, { onProgress, signal });
      dispatch({ type: "checked", summary });
    };
    check().catch((error: unknown) => {
      if (error instanceof WorkbenchRefusal) dispatch({ type: "check_refused", refusal: error.refusal });
      else if (!isAbort(error)) throw error;
    });
    return () => abort.abort();
  }, [checking, client, heldPeople, dispatch, fields, country, currency]);
}

function choicesOf(work: Work): CorrectionChoices {
  return correctionOf(work)?.choices ?? noChoices;
}
