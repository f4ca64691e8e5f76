"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import type { WizardState } from "../wizard-state.ts";
import { type KeeperInput, type KeepingStatus, UploadKeeper } from "./upload-keeper.ts";

const idle: KeepingStatus = { kind: "idle" };

/** Keeps the wizard's work in this browser while the page is open. */
export function useKeeping(input: KeeperInput, state: WizardState): { keeper: UploadKeeper; status: KeepingStatus } {
  const [keeper] = useState(() => new UploadKeeper(input));
  const status = useSyncExternalStore(keeper.subscribe, keeper.status, () => idle);
  useEffect(() => keeper.follow(state), [keeper, state]);
  useEffect(() => () => keeper.close(), [keeper]);
  return { keeper, status };
}
