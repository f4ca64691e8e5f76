"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import type { WorkbenchClient } from "#lib/spreadsheet/workbench/workbench-client.ts";
import type { WizardState } from "../wizard-state.ts";
import { type KeeperInput, type KeepingStatus, UploadKeeper } from "./upload-keeper.ts";

const idle: KeepingStatus = { kind: "idle" };

interface KeepingInput extends KeeperInput {
  readonly client: Pick<WorkbenchClient, "ask" | "close">;
}

/**
 * Keeps the wizard's work in this browser while the page is open. Closes the workbench when the page is left, once it
 * has written the last corrections.
 */
export function useKeeping(input: KeepingInput, state: WizardState): { keeper: UploadKeeper; status: KeepingStatus } {
  const [keeper] = useState(() => new UploadKeeper(input));
  const status = useSyncExternalStore(keeper.subscribe, keeper.status, () => idle);
  useEffect(() => keeper.follow(state), [keeper, state]);
  const { client } = input;
  useEffect(() => () => void keeper.close().finally(() => client.close()), [keeper, client]);
  return { keeper, status };
}
