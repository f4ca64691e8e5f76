"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { exportPerson } from "#lib/services/people/export-person.ts";
import { planErasure } from "#lib/services/people/plan-erasure.ts";

export const planErasureAction = defineAction(planErasure);
export const exportPersonAction = defineAction(exportPerson);
export const erasePersonAction = defineAction(erasePerson);
