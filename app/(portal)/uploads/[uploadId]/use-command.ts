"use client";

import type { ActionResult } from "#lib/server/action-result.ts";
import { useAction } from "./use-action.ts";

export interface Command {
  readonly isBusy: boolean;
  /** Whether this click did it. */
  run(): Promise<boolean>;
}

/** A server action that needs only the upload. */
export function useCommand(
  action: (input: { uploadId: string }) => Promise<ActionResult<unknown>>,
  uploadId: string,
): Command {
  const { isBusy, run } = useAction(action);
  return { isBusy, run: async () => (await run({ uploadId }))?.ok === true };
}
