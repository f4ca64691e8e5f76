import { z } from "zod";
import type { PersonScope } from "#lib/database/people/find-person.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { holdKey } from "#lib/domain/holds/hold.ts";
import { identificationForms } from "#lib/domain/people/known-terms.ts";
import { readIdentification } from "#lib/domain/people/read-identification.ts";

/** One person, as typed: dots and the kind of document do not matter, nor zeros before the number. */
export const personInput = z.object({
  tenantId: z.string(),
  identification: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .transform((text) => readIdentification(text)?.identification ?? "")
    .refine((identification) => identification !== "", "unreadable"),
});
export type PersonInput = z.input<typeof personInput>;

export interface Person extends PersonScope {
  readonly identification: string;
  /** What the person's hold is found by. */
  readonly key: string;
}

export function personOf(tenantId: TenantId, identification: string): Person {
  return { tenantId, identification, key: holdKey(identification), forms: identificationForms(identification) };
}
