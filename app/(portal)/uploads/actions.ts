"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { removeFilter } from "#lib/services/users/remove-filter.ts";
import { saveFilter } from "#lib/services/users/save-filter.ts";

export const saveFilterAction = defineAction(saveFilter);
export const removeFilterAction = defineAction(removeFilter);
