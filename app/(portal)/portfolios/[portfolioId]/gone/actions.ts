"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { closeOut } from "#lib/services/close-outs/close-out.ts";
import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";

export const planCloseOutAction = defineAction(planCloseOut);
export const closeOutAction = defineAction(closeOut);
