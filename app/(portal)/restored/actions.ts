"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { reviewRestore } from "#lib/services/operations/review-restore.ts";

export const reviewRestoreAction = defineAction(reviewRestore);
