"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { createUser } from "#lib/services/create-user.ts";
import { editUser } from "#lib/services/edit-user.ts";

export const createUserAction = defineAction(createUser);
export const editUserAction = defineAction(editUser);
