"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { recogniseFile } from "#lib/services/portfolios/recognise-file.ts";
import { recallMapping } from "#lib/services/tenants/recall-mapping.ts";
import { rememberMapping } from "#lib/services/tenants/remember-mapping.ts";
import { discardStaging } from "#lib/services/uploads/discard-staging.ts";
import { findEarlierUpload } from "#lib/services/uploads/find-earlier-upload.ts";

export const findEarlierUploadAction = defineAction(findEarlierUpload);
export const recogniseFileAction = defineAction(recogniseFile);
export const recallMappingAction = defineAction(recallMapping);
export const rememberMappingAction = defineAction(rememberMapping);
export const discardStagingAction = defineAction(discardStaging);
