"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { editUser } from "#lib/services/users/edit-user.ts";
import { inviteUser } from "#lib/services/users/invite-user.ts";
import { resetSecondFactor } from "#lib/services/users/reset-second-factor.ts";
import { sendLink } from "#lib/services/users/send-link.ts";

export const inviteUserAction = defineAction(inviteUser);
export const editUserAction = defineAction(editUser);
export const sendLinkAction = defineAction(sendLink);
export const resetSecondFactorAction = defineAction(resetSecondFactor);
