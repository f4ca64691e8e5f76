"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { createTenant } from "#lib/services/tenants/create-tenant.ts";
import { declareCustomField } from "#lib/services/tenants/declare-custom-field.ts";
import { editCustomField } from "#lib/services/tenants/edit-custom-field.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { removeCustomField } from "#lib/services/tenants/remove-custom-field.ts";
import { retireTenant } from "#lib/services/tenants/retire-tenant.ts";
import { testConnection } from "#lib/services/tenants/test-connection.ts";

export const createTenantAction = defineAction(createTenant);
export const editTenantAction = defineAction(editTenant);
export const retireTenantAction = defineAction(retireTenant);
export const testConnectionAction = defineAction(testConnection);
export const declareCustomFieldAction = defineAction(declareCustomField);
export const editCustomFieldAction = defineAction(editCustomField);
export const removeCustomFieldAction = defineAction(removeCustomField);
