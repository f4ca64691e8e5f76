"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { endSession } from "#lib/services/sessions/end-session.ts";
import { endSessions } from "#lib/services/sessions/end-sessions.ts";
import { beginSecondFactor } from "#lib/services/users/begin-second-factor.ts";
import { changePassword } from "#lib/services/users/change-password.ts";
import { confirmSecondFactor } from "#lib/services/users/confirm-second-factor.ts";
import { removeIdentity } from "#lib/services/users/remove-identity.ts";
import { removeSecondFactor } from "#lib/services/users/remove-second-factor.ts";
import { renewRecoveryCodes } from "#lib/services/users/renew-recovery-codes.ts";

export const endSessionAction = defineAction(endSession);
export const endSessionsAction = defineAction(endSessions);
export const changePasswordAction = defineAction(changePassword);
export const beginSecondFactorAction = defineAction(beginSecondFactor);
export const confirmSecondFactorAction = defineAction(confirmSecondFactor);
export const renewRecoveryCodesAction = defineAction(renewRecoveryCodes);
export const removeIdentityAction = defineAction(removeIdentity);
export const removeSecondFactorAction = defineAction(removeSecondFactor);
