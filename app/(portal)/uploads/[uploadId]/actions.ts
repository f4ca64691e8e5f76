"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { cancelUpload } from "#lib/services/cancel-upload.ts";
import { confirmUpload } from "#lib/services/confirm-upload.ts";
import { discardStaging } from "#lib/services/discard-staging.ts";
import { pauseUpload } from "#lib/services/pause-upload.ts";
import { planReadBack } from "#lib/services/plan-read-back.ts";
import { readBackUpload } from "#lib/services/read-back-upload.ts";
import { resumeUpload } from "#lib/services/resume-upload.ts";
import { retryFailures } from "#lib/services/retry-failures.ts";
import { stateOutcome } from "#lib/services/state-outcome.ts";

export const confirmUploadAction = defineAction(confirmUpload);
export const pauseUploadAction = defineAction(pauseUpload);
export const resumeUploadAction = defineAction(resumeUpload);
export const cancelUploadAction = defineAction(cancelUpload);
export const discardStagingAction = defineAction(discardStaging);
export const planReadBackAction = defineAction(planReadBack);
export const readBackUploadAction = defineAction(readBackUpload);
export const stateOutcomeAction = defineAction(stateOutcome);
export const retryFailuresAction = defineAction(retryFailures);
