"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { revealDebtor } from "#lib/services/masking/reveal-debtor.ts";
import { revealHold } from "#lib/services/masking/reveal-hold.ts";

export const revealDebtorAction = defineAction(revealDebtor);
export const revealHoldAction = defineAction(revealHold);
