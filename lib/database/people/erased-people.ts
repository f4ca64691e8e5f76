import { Prisma } from "../generated/client.ts";

/**
 * Whether a row's debtor is an erased person (isErasedName), as a range that an index of identifications answers: in
 * every collation letters come after digits and dashes, and a dash after the name begins with a hexadecimal digit.
 */
export function isErasedPerson(identification: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${identification} >= 'erased-' AND ${identification} <= 'erased-g' AND ${identification} LIKE 'erased-%')`;
}
