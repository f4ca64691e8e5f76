"use client";

import { useRef, useState } from "react";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { useReasonWords } from "#lib/i18n/reason-words.ts";
import type { ActionResult } from "#lib/server/action-result.ts";
import { asSignedIn } from "../../session-requests.ts";

export interface Action<Input, Output> {
  readonly isBusy: boolean;
  /** null: it was already under way; the first click reports the result. */
  run(input: Input): Promise<ActionResult<Output> | null>;
}

/**
 * A server action behind a button. While it is under way, further clicks do nothing. A ref decides that,
 * because React's state comes a frame too late for a double click. A refusal is shown with the words in
 * `refusals`, else with the usual ones.
 */
export function useAction<Input, Output>(
  action: (input: Input) => Promise<ActionResult<Output>>,
  refusals: Readonly<Record<string, string>> = {},
): Action<Input, Output> {
  const words = useReasonWords();
  const isUnderWay = useRef(false);
  const [isBusy, setBusy] = useState(false);

  async function run(input: Input): Promise<ActionResult<Output> | null> {
    if (isUnderWay.current) return null;
    isUnderWay.current = true;
    setBusy(true);
    try {
      const result = await asSignedIn(() => action(input));
      if (!result.ok) showToast("error", refusals[result.code] ?? words.refusal(result.code, result.params));
      return result;
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  }

  return { isBusy, run };
}
