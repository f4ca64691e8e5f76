"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { listHoldBuckets } from "#lib/services/holds/list-hold-buckets.ts";
import { tellHeld } from "#lib/services/holds/tell-held.ts";
import { recogniseFile } from "#lib/services/portfolios/recognise-file.ts";
import { recallMapping } from "#lib/services/tenants/recall-mapping.ts";
import { rememberMapping } from "#lib/services/tenants/remember-mapping.ts";
import { discardStaging } from "#lib/services/uploads/discard-staging.ts";
import { findEarlierUpload } from "#lib/services/uploads/find-earlier-upload.ts";

export const listHoldBucketsAction = defineAction(listHoldBuckets);
export const tellHeldAction = defineAction(tellHeld);
export const findEarlierUploadAction = defineAction(findEarlierUpload);
export const recogniseFileAction = defineAction(recogniseFile);
export const recallMappingAction = defineAction(recallMapping);
export const rememberMappingAction = defineAction(rememberMapping);
export const discardStagingAction = defineAction(discardStaging);
