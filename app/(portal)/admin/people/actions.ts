"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { planErasure } from "#lib/services/people/plan-erasure.ts";
import { exportPersonFile } from "./person-file.ts";

export const planErasureAction = defineAction(planErasure);
export const exportPersonFileAction = defineAction(exportPersonFile);
export const erasePersonAction = defineAction(erasePerson);
