"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { addressSearch } from "#lib/services/people/address-search.ts";

export const addressSearchAction = defineAction(addressSearch);
