"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { arrangeMorning } from "#lib/services/portfolios/arrange-morning.ts";

export const arrangeMorningAction = defineAction(arrangeMorning);
