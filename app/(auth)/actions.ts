"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { askReset } from "#lib/services/users/ask-reset.ts";
import { makeFirstAdmin } from "#lib/services/users/make-first-admin.ts";
import { setPassword } from "#lib/services/users/set-password.ts";
import { showLink } from "#lib/services/users/show-link.ts";

// Open to who is not signed in.
export const askResetAction = defineAction(askReset);
export const makeFirstAdminAction = defineAction(makeFirstAdmin);
export const setPasswordAction = defineAction(setPassword);
export const showLinkAction = defineAction(showLink);
