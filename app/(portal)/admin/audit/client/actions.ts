"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { addressClient } from "#lib/services/people/address-client.ts";

export const addressClientAction = defineAction(addressClient);
