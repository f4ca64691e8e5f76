"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { isLive, stageOf } from "#lib/domain/outcome/upload-stage.ts";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import { type LiveUpload, useUploadProgress } from "./use-upload-progress.ts";

export interface StageProgress extends LiveUpload {
  /** The upload has moved on, and the page of its next stage is under way. */
  readonly isMoving: boolean;
}

/**
 * An upload as it is now, for the page of one stage; the page is rendered anew once the upload has moved to another
 * stage, or has become or stopped being live. Until then its figures go on, and its state stays as it last was in this
 * stage: a head that is one stage further than the body below it would contradict it.
 */
export function useStageProgress(rendered: UploadProgress): StageProgress {
  const router = useRouter();
  const now = useUploadProgress(rendered);
  const [last, setLast] = useState(rendered.view.state);
  const isMoving = stageOf(rendered.view.state) !== stageOf(now.view.state);
  const hasMoved = isMoving || isLive(rendered.view) !== isLive(now.view);
  useEffect(() => {
    if (hasMoved) router.refresh();
  }, [hasMoved, router]);
  if (!isMoving && last !== now.view.state) setLast(now.view.state);
  return isMoving ? { ...now, view: { ...now.view, state: last }, isMoving } : { ...now, isMoving };
}
