import { z } from "zod";
import type { CustomFieldDeclaration } from "#lib/domain/fields/field.ts";
import { dateFormats } from "#lib/domain/fields/field.ts";
import type { CustomFieldView } from "#lib/domain/views/tenant-view.ts";
import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";

/** `kind` and `dateFormat` are plain text in the database, so they are checked when read. */
const storedSchema = z.object({
  id: z.string(),
  level: z.enum(["debtor", "obligation"]),
  label: z.string(),
  kind: z.enum(["text", "email", "telephone", "amount", "date", "days", "number", "list"]),
  dateFormat: z.enum(dateFormats),
  allowedValues: z.array(z.string()),
});

/** In the order of creation, which is the order they are sent in. */
export async function selectCustomFields(db: Transaction, tenantId: string): Promise<CustomFieldView[]> {
  const fields = await db.customField.findMany({ where: { tenantId }, orderBy: { id: "asc" } });
  return fields.map((field) => storedSchema.parse(field));
}

export async function insertCustomField(
  db: Transaction,
  tenantId: string,
  declaration: CustomFieldDeclaration,
): Promise<string> {
  const id = newId();
  await db.customField.create({
    data: { id, tenantId, ...declaration, allowedValues: [...declaration.allowedValues] },
  });
  return id;
}

export async function updateCustomField(
  db: Transaction,
  tenantId: string,
  id: string,
  change: Partial<Omit<CustomFieldDeclaration, "level">>,
): Promise<boolean> {
  const { allowedValues, ...columns } = change;
  const { count } = await db.customField.updateMany({
    where: { tenantId, id },
    data: { ...columns, ...(allowedValues === undefined ? {} : { allowedValues: [...allowedValues] }) },
  });
  return count === 1;
}

export async function deleteCustomField(db: Transaction, tenantId: string, id: string): Promise<boolean> {
  const { count } = await db.customField.deleteMany({ where: { tenantId, id } });
  return count === 1;
}
