"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { discardStaging } from "#lib/services/discard-staging.ts";
import { findEarlierUpload } from "#lib/services/find-earlier-upload.ts";
import { recallMapping } from "#lib/services/recall-mapping.ts";
import { rememberMapping } from "#lib/services/remember-mapping.ts";

export const findEarlierUploadAction = defineAction(findEarlierUpload);
export const recallMappingAction = defineAction(recallMapping);
export const rememberMappingAction = defineAction(rememberMapping);
export const discardStagingAction = defineAction(discardStaging);
