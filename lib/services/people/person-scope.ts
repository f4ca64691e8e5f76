import { z } from "zod";
import type { Transaction } from "#lib/database/client.ts";
import type { PersonScope } from "#lib/database/people/find-person.ts";
import { findCountry } from "#lib/database/tenants/countries.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { identificationForms } from "#lib/domain/people/known-terms.ts";
import { readIdentification } from "#lib/domain/person/read-identification.ts";

/** One person, as typed: dots and the kind of document do not matter, nor zeros before the number. */
export const personInput = z.object({ tenantId: z.string(), identification: z.string().trim().min(1).max(100) });
export type PersonInput = z.input<typeof personInput>;

export interface Person extends PersonScope {
  readonly identification: string;
  /** What the person's hold is found by. */
  readonly key: string;
  /** Of the tenant. */
  readonly country: string;
}

/** The person of a typed identification; `invalid` if it cannot be read. */
export async function findPerson(db: Transaction, tenantId: TenantId, typed: string): Promise<Person> {
  const country = await findCountry(db, tenantId);
  const read = readIdentification(typed, country);
  if (read === null)
    throw new AppError("invalid", { fields: ["identification"], problems: ["identification:unreadable"] });
  const { identification, key } = read;
  return { tenantId, country, identification, key, forms: identificationForms(identification, country) };
}
