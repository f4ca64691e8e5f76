"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { chooseSending } from "#lib/services/comparison/choose-sending.ts";
import { planReadBack } from "#lib/services/outcomes/plan-read-back.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { explainDrift } from "#lib/services/portfolios/explain-drift.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { discardStaging } from "#lib/services/uploads/discard-staging.ts";
import { explainDeclared } from "#lib/services/uploads/explain-declared.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";

export const confirmUploadAction = defineAction(confirmUpload);
export const chooseSendingAction = defineAction(chooseSending);
export const explainDriftAction = defineAction(explainDrift);
export const explainDeclaredAction = defineAction(explainDeclared);
export const pauseUploadAction = defineAction(pauseUpload);
export const resumeUploadAction = defineAction(resumeUpload);
export const cancelUploadAction = defineAction(cancelUpload);
export const discardStagingAction = defineAction(discardStaging);
export const planReadBackAction = defineAction(planReadBack);
export const readBackUploadAction = defineAction(readBackUpload);
export const stateOutcomeAction = defineAction(stateOutcome);
export const retryFailuresAction = defineAction(retryFailures);
