"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isLive, stageOf } from "#lib/domain/outcome/upload-stage.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";

/**
 * Renders the page anew once the upload has moved to another stage than the rendered one, or has become or
 * stopped being live.
 */
export function useStageRefresh(rendered: UploadView, now: UploadView): void {
  const router = useRouter();
  const hasMoved = stageOf(rendered.state) !== stageOf(now.state) || isLive(rendered) !== isLive(now);
  useEffect(() => {
    if (hasMoved) router.refresh();
  }, [hasMoved, router]);
}
