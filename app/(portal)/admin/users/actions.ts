"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { createUser } from "#lib/services/users/create-user.ts";
import { editUser } from "#lib/services/users/edit-user.ts";

export const createUserAction = defineAction(createUser);
export const editUserAction = defineAction(editUser);
