"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { isLive, stageFacts, stageOf } from "#lib/domain/outcome/upload-stage.ts";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import { type LiveUpload, useUploadProgress } from "./use-upload-progress.ts";

export interface StageProgress extends LiveUpload {
  /** The upload has moved on, and the page of its next stage is under way. */
  readonly isMoving: boolean;
}

/**
 * An upload as it is now, for the page of one stage; the page is rendered anew once the upload has moved to another
 * stage, or has become or stopped being live. Until then its figures go on, and its state, with what is said of it, stays as it
 * last was in this stage: a head that is one stage further than the body below it would contradict it.
 */
export function useStageProgress(rendered: UploadProgress): StageProgress {
  const router = useRouter();
  const now = useUploadProgress(rendered);
  const [last, setLast] = useState(() => stageFacts(rendered.view));
  const isMoving = stageOf(rendered.view.state) !== stageOf(now.view.state);
  const hasMoved = isMoving || isLive(rendered.view) !== isLive(now.view);
  useEffect(() => {
    if (hasMoved) router.refresh();
  }, [hasMoved, router]);
  const facts = stageFacts(now.view);
  // Events bring equal objects.
  if (!isMoving && JSON.stringify(last) !== JSON.stringify(facts)) setLast(facts);
  return isMoving ? { ...now, view: { ...now.view, ...last }, isMoving } : { ...now, isMoving };
}
