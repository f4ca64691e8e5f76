"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { endSession } from "#lib/services/sessions/end-session.ts";
import { endSessions } from "#lib/services/sessions/end-sessions.ts";

export const endSessionAction = defineAction(endSession);
export const endSessionsAction = defineAction(endSessions);
