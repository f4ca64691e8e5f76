import { nameField } from "../../fields/catalogue.ts";
import type { FieldId } from "../../fields/field.ts";
import type { ColumnProposal } from "../columns/column-report.ts";
import type { Misfits } from "../columns/find-misfits.ts";
import type { Mapping } from "../mapping.ts";
import { proposeNameJoin } from "../propose-join.ts";
import { columnOfField } from "./edit-mapping.ts";

/** An offer shown beside a column; it needs a click. */
export type ColumnOffer =
  | { readonly kind: "join"; readonly field: FieldId; readonly parts: readonly number[] }
  | { readonly kind: "field"; readonly field: FieldId; readonly misfits: Misfits | null };

/**
 * Returns a function from column to its offer or null. A column that is neither decided nor declined gets its
 * proposal, unless another column gives the field. The parts of a name are offered once, beside the first.
 */
export function columnOffers(input: {
  headers: readonly string[];
  mapping: Mapping;
  declined: readonly number[];
  proposalOf: (column: number) => ColumnProposal | null;
  groupOf: (column: number, field: FieldId) => number;
}): (column: number) => ColumnOffer | null {
  const { headers, mapping, declined, proposalOf, groupOf } = input;
  const isOpen = (column: number) => mapping.columns[column]?.state === "unmapped" && !declined.includes(column);
  const named = columnOfField(mapping, nameField) === null ? proposeNameJoin(headers) : null;
  const parts = named?.every(isOpen) === true ? named : [];
  return (column) => {
    if (parts.includes(column)) return column === Math.min(...parts) ? { kind: "join", field: nameField, parts } : null;
    const proposal = proposalOf(column);
    if (!isOpen(column) || proposal === null) return null;
    const isTaken = columnOfField(mapping, proposal.field, groupOf(column, proposal.field)) !== null;
    return isTaken ? null : { kind: "field", field: proposal.field, misfits: proposal.misfits ?? null };
  };
}
