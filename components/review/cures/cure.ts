import type { CureKind } from "#lib/domain/cures/cure-kinds.ts";
import type { CellChoice } from "#lib/domain/cures/remembered-cures.ts";
import { withCure } from "#lib/domain/cures/with-cure.ts";
import { setConstant, setDefault } from "#lib/domain/mapping/answers/edit-mapping.ts";
import type { ConflictPolicy, Mapping } from "#lib/domain/mapping/mapping.ts";
import type { Change, Proposed } from "#lib/spreadsheet/protocol/cures.ts";
import type { IssueGroup } from "#lib/spreadsheet/protocol/review.ts";
import { acceptanceOf, decide } from "../group-policies.ts";

/** What a person chose to do about all rows of a reason. */
export type Cure =
  | { readonly kind: "proposals"; readonly except: readonly Proposed[] }
  | { readonly kind: "placeholder" | "value"; readonly text: string }
  | { readonly kind: "policy"; readonly policy: ConflictPolicy }
  | { readonly kind: Exclude<CureKind, "proposals" | "placeholder" | "value" | "policy"> };

type Reason = Pick<IssueGroup, "code" | "column" | "field">;

/** The change that a cure makes to cells and mapping; what is done with cells is remembered for the next file. */
export function changeOf(mapping: Mapping, { code, column, field }: Reason, cure: Cure): Change {
  const reason = { code, column };
  const remembered = (choice: CellChoice) => (field === null ? null : withCure(mapping, { code, field }, choice));
  const decided = (next: Mapping | null): Change => ({ cells: null, mapping: next });
  switch (cure.kind) {
    case "proposals":
      return { cells: { ...reason, ...cure }, mapping: remembered({ kind: "proposals" }) };
    case "value":
      return {
        cells: { ...reason, kind: "value", text: cure.text },
        mapping: remembered({ kind: "value", text: cure.text }),
      };
    case "empty":
      return { cells: { ...reason, kind: "empty" }, mapping: remembered({ kind: "empty" }) };
    case "accept": {
      const acceptance = acceptanceOf(code);
      return decided(acceptance === null ? null : decide(mapping, acceptance));
    }
  }
  if (field === null) return decided(null);
  switch (cure.kind) {
    case "placeholder":
      return decided((column === null ? setConstant : setDefault)(mapping, field, cure.text));
    case "policy":
      return decided(decide(mapping, { kind: "conflict", field, policy: cure.policy }));
    case "leave_out":
      return decided(decide(mapping, { kind: "leave_out", field, code, isLeftOut: true }));
  }
}
