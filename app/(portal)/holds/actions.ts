"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { endHold } from "#lib/services/holds/end-hold.ts";

export const addHoldsAction = defineAction(addHolds);
export const endHoldAction = defineAction(endHold);
