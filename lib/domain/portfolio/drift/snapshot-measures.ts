import type { Field } from "../../fields/field.ts";
import type { ComparedGroup, ComparisonFigures, ExchangedFields } from "../comparison/comparison.ts";
import type { LoadMeasures } from "./measures.ts";

const stayed = ["changed", "volatile", "same"] as const satisfies readonly ComparedGroup[];

/**
 * The measures that need a comparison; null if the snapshot was empty. `others`: the comparisons of the other parts of a
 * set that `own` completes, in the order staged; `own` alone tells who is gone from all of it. Who is in several parts
 * counts in each, but not in how many the snapshot has.
 */
export function snapshotMeasures(
  own: ComparisonFigures,
  others: readonly ComparisonFigures[],
  fields: readonly Field[],
): LoadMeasures["snapshot"] {
  const all = [...others, own];
  const sum = (of: (figures: ComparisonFigures) => number) => all.reduce((count, figures) => count + of(figures), 0);
  const staying = (of: ComparisonFigures["debtors"], part: "debtors" | "obligations") =>
    stayed.reduce((count, group) => count + of[group][part], 0);
  const here = sum(({ debtors }) => staying(debtors, "debtors"));
  const known = here + sum(({ debtors }) => debtors.returned.debtors);
  const file = known + sum(({ debtors }) => debtors.new.debtors);
  let snapshot = 0;
  let came = 0;
  for (const figures of all) {
    const { debtors, outside } = figures;
    // Who is new in a part may be accepted before the next one is compared.
    const size = staying(debtors, "debtors") + goneOf(figures) + (outside?.untold.debtors ?? 0) - came;
    snapshot = Math.max(snapshot, size);
    came += debtors.new.debtors;
  }
  if (snapshot === 0) return null;
  const stayedObligations = sum(({ obligations }) => staying(obligations, "obligations"));
  const levels = new Map(fields.map(({ id, level }) => [id, level]));
  const differing = new Map<string, number>();
  for (const { fieldId, values } of all.flatMap((figures) => figures.fields))
    differing.set(fieldId, (differing.get(fieldId) ?? 0) + values);
  const changedFields = Array.from(differing, ([fieldId, values]) => {
    const of = levels.get(fieldId) === "debtor" ? here : stayedObligations;
    return [fieldId, shareOf(values, of)] as const;
  });
  const exchangedFields = exchangedOf(all).map(({ fieldIds: [one, other], obligations }) => {
    const of = Math.min(differing.get(one) ?? 0, differing.get(other) ?? 0);
    return { fieldIds: [one, other] as [string, string], share: shareOf(obligations, of), obligations };
  });
  return {
    debtors: snapshot,
    known: shareOf(known, file),
    elsewhere: shareOf(
      sum(({ elsewhere }) => elsewhere),
      file,
    ),
    gone: shareOf(goneOf(own), snapshot),
    changed: shareOf(
      sum(({ debtors }) => debtors.changed.debtors),
      here,
    ),
    changedFields: Object.fromEntries(changedFields),
    ...(exchangedFields.length === 0 ? {} : { exchangedFields }),
  };
}

/** Without those whom an upload in line still brings. */
function goneOf({ debtors, awaited = 0 }: ComparisonFigures): number {
  return debtors.gone.debtors - awaited;
}

function exchangedOf(all: readonly ComparisonFigures[]): readonly ExchangedFields[] {
  const pairs = Map.groupBy(
    all.flatMap(({ exchanged }) => exchanged ?? []),
    ({ fieldIds }) => fieldIds.join("\n"),
  );
  return [...pairs.values()].flatMap(([first, ...rest]) =>
    first === undefined
      ? []
      : [{ ...first, obligations: rest.reduce((sum, { obligations }) => sum + obligations, first.obligations) }],
  );
}

/** 0 of nothing; never above 1. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(1, part / whole);
}
