"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { stageOf } from "#components/outcome/upload-stage.ts";
import type { UploadState } from "#lib/domain/outcome/upload-state.ts";

/** Asks the server for the page again once the upload has moved to another stage than the one rendered. */
export function useStageRefresh(rendered: UploadState, now: UploadState): void {
  const router = useRouter();
  const hasMoved = stageOf(rendered) !== stageOf(now);
  useEffect(() => {
    if (hasMoved) router.refresh();
  }, [hasMoved, router]);
}
