import { personTable } from "#lib/i18n/person-words.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import type { Ctx } from "#lib/services/context.ts";
import { exportPerson } from "#lib/services/people/export-person.ts";
import { writeWords } from "#lib/spreadsheet/report/write-words.ts";

export interface PersonFileInput {
  readonly tenantId: string;
  readonly identification: string;
  readonly format: "csv" | "xlsx" | "json";
}

/** What a tenant knows of a person, as a file. Not by an address, which would hold the identification. */
export async function exportPersonFile(ctx: Ctx, { format, ...person }: PersonFileInput): Promise<Uint8Array> {
  const told = await exportPerson(ctx, person);
  if (format !== "csv" && format !== "xlsx") return new TextEncoder().encode(JSON.stringify(told, null, 2));
  return writeWords(personTable(told, await requestLocale()), format);
}
