import type { FieldId } from "../fields/field.ts";
import { isSame } from "../mapping/answers/by-hand.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { IssueCode } from "../validation/issue.ts";
import type { CellChoice } from "./remembered-cures.ts";

/** What rows have in common: an issue about a field. */
export interface CuredReason {
  readonly code: IssueCode;
  readonly field: FieldId;
}

/** The mapping that remembers what was done with the cells of a reason; the latest counts. */
export function withCure(mapping: Mapping, { code, field }: CuredReason, choice: CellChoice): Mapping {
  const others = (mapping.cures?.of ?? []).filter((cure) => cure.code !== code || cure.field !== field);
  return { ...mapping, cures: { version: 1, of: [...others, { code, field, choice }] } };
}

/** What was last done with the cells of a reason; null if nothing. */
export function rememberedChoice({ cures }: Pick<Mapping, "cures">, { code, field }: CuredReason): CellChoice | null {
  return cures?.of.find((cure) => cure.code === code && cure.field === field)?.choice ?? null;
}

/** Whether both mappings read every cell alike: what is only for the server, or for the next file, may differ. */
export function readsAlike(
  { cures: _, emptied: __, ...one }: Mapping,
  { cures: ___, emptied: ____, ...other }: Mapping,
): boolean {
  return isSame(one, other);
}
