"use client";

import { useRef, useState } from "react";
import { useReasonWords } from "#components/outcome/reason-words.ts";
import { showToast } from "#components/ui/toast.tsx";
import type { ActionResult } from "#lib/server/action-result.ts";

export interface Command {
  readonly isBusy: boolean;
  run(): Promise<boolean>;
}

/**
 * One server action on one upload. While it is under way further clicks do nothing: the state of React comes a frame too
 * late for a double click, so a ref decides. A refusal is told in words.
 */
export function useCommand(
  action: (input: { uploadId: string }) => Promise<ActionResult<unknown>>,
  uploadId: string,
): Command {
  const words = useReasonWords();
  const isUnderWay = useRef(false);
  const [isBusy, setBusy] = useState(false);

  async function run(): Promise<boolean> {
    if (isUnderWay.current) return false;
    isUnderWay.current = true;
    setBusy(true);
    try {
      const result = await action({ uploadId });
      if (!result.ok) showToast("error", words.refusal(result.code));
      return result.ok;
    } catch {
      // The portal did not answer; what it did is on the page as soon as it does.
      showToast("error", words.refusal("unexpected"));
      return false;
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  }

  return { isBusy, run };
}
