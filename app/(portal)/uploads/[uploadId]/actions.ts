"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { cancelUpload } from "#lib/services/cancel-upload.ts";
import { confirmUpload } from "#lib/services/confirm-upload.ts";
import { discardStaging } from "#lib/services/discard-staging.ts";
import { pauseUpload } from "#lib/services/pause-upload.ts";
import { resumeUpload } from "#lib/services/resume-upload.ts";

export const confirmUploadAction = defineAction(confirmUpload);
export const pauseUploadAction = defineAction(pauseUpload);
export const resumeUploadAction = defineAction(resumeUpload);
export const cancelUploadAction = defineAction(cancelUpload);
export const discardStagingAction = defineAction(discardStaging);
