import type { Field } from "../../fields/field.ts";
import type { ComparedGroup, ComparisonFigures } from "../comparison/comparison.ts";
import type { LoadMeasures } from "./measures.ts";

const stayed = ["changed", "volatile", "same"] as const satisfies readonly ComparedGroup[];

/** The measures that need a comparison; null if the snapshot was empty. */
export function snapshotMeasures(figures: ComparisonFigures, fields: readonly Field[]): LoadMeasures["snapshot"] {
  const sum = (of: ComparisonFigures["debtors"], part: "debtors" | "obligations") =>
    stayed.reduce((all, group) => all + of[group][part], 0);
  const { debtors, obligations, elsewhere, awaited = 0 } = figures;
  const gone = debtors.gone.debtors - awaited;
  const here = sum(debtors, "debtors");
  const known = here + debtors.returned.debtors;
  const snapshot = here + gone;
  const file = known + debtors.new.debtors;
  if (snapshot === 0) return null;
  const stayedObligations = sum(obligations, "obligations");
  const levels = new Map(fields.map(({ id, level }) => [id, level]));
  const changedFields = figures.fields.map(({ fieldId, values }) => {
    const of = levels.get(fieldId) === "debtor" ? here : stayedObligations;
    return [fieldId, shareOf(values, of)] as const;
  });
  const differing = new Map(figures.fields.map(({ fieldId, values }) => [fieldId, values]));
  const exchangedFields = (figures.exchanged ?? []).map(({ fieldIds: [one, other], obligations }) => {
    const of = Math.min(differing.get(one) ?? 0, differing.get(other) ?? 0);
    return { fieldIds: [one, other] as [string, string], share: shareOf(obligations, of), obligations };
  });
  return {
    debtors: snapshot,
    known: shareOf(known, file),
    elsewhere: shareOf(elsewhere, file),
    gone: shareOf(gone, snapshot),
    changed: shareOf(debtors.changed.debtors, here),
    changedFields: Object.fromEntries(changedFields),
    ...(exchangedFields.length === 0 ? {} : { exchangedFields }),
  };
}

/** 0 of nothing; never above 1. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(1, part / whole);
}
