import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { comparePayloads } from "#lib/domain/portfolio/comparison/compare-payloads.ts";
import { ComparedFields } from "#lib/domain/portfolio/comparison/compared-fields.ts";
import { type ComparisonFigures, comparedGroups } from "#lib/domain/portfolio/comparison/comparison.ts";
import { ComparisonCounter } from "#lib/domain/portfolio/comparison/comparison-counter.ts";

/** Payloads by identification of those last accepted, with those who are gone since. */
export interface SnapshotOfTexts {
  readonly live: ReadonlyMap<string, string>;
  readonly gone: ReadonlySet<string>;
}

type Values = Readonly<Record<string, string>>;
type Payload = Values & { readonly Obligations: readonly Values[] };

/** The snapshot after a load was accepted whole. */
export function acceptedOver(before: SnapshotOfTexts | null, payloads: ReadonlyMap<string, string>): SnapshotOfTexts {
  const known = [...(before?.live.keys() ?? []), ...(before?.gone ?? [])];
  return { live: payloads, gone: new Set(known.filter((identification) => !payloads.has(identification))) };
}

/** Who stands in the file, in the other parts of its set (null: it tells nobody gone), and in another portfolio. */
interface PlacesOfPeople {
  readonly present: ReadonlySet<string>;
  readonly others: ReadonlySet<string> | null;
  readonly elsewhere: ReadonlySet<string>;
}

/** Counts of a comparison, without money: drift looks at no other figures of it. */
export function snapshotFigures(
  snapshot: SnapshotOfTexts,
  payloads: ReadonlyMap<string, string>,
  { present, others, elsewhere }: PlacesOfPeople,
): ComparisonFigures {
  const debtors = counts();
  const obligations = counts();
  const fields = new Map<string, number>();
  const exchanged = new ComparisonCounter();
  const compared = new ComparedFields(standardFields, []);
  for (const [identification, text] of payloads) {
    const before = snapshot.live.get(identification);
    if (before === undefined) {
      debtors[snapshot.gone.has(identification) ? "returned" : "new"].debtors++;
      continue;
    }
    exchanged.addExchanged(comparePayloads(before, text, compared).exchanged);
    const [now, then]: Payload[] = [JSON.parse(text), JSON.parse(before)];
    if (now === undefined || then === undefined) continue;
    const changed = differences("debtor", now, then);
    const earlier = new Map(then.Obligations.map((obligation) => [obligation.id, obligation]));
    for (const obligation of now.Obligations) {
      const was = earlier.get(obligation.id);
      obligations[was === undefined ? "new" : "volatile"].obligations++;
      if (was === undefined) changed.push("");
      else changed.push(...differences("obligation", obligation, was));
    }
    if (now.Obligations.length < then.Obligations.length) changed.push("");
    for (const field of changed) if (field !== "") fields.set(field, (fields.get(field) ?? 0) + 1);
    const isChanged = changed.some((field) => field !== "obligation.days_delay");
    debtors[isChanged ? "changed" : "volatile"].debtors++;
  }
  const untold = { debtors: 0, obligations: 0, balanceBefore: "0.00" };
  for (const identification of snapshot.live.keys()) {
    if (present.has(identification)) continue;
    if (others === null || others.has(identification)) untold.debtors++;
    else debtors.gone.debtors++;
  }
  return {
    debtors,
    obligations,
    outside: { leftOut: { debtors: 0, obligations: 0, balanceBefore: "0.00" }, untold },
    fields: Array.from(fields, ([fieldId, values]) => ({ fieldId, values, sumBefore: null, sum: null })),
    exchanged: exchanged.figures().exchanged ?? [],
    unidentifiedRows: 0,
    elsewhere: [...payloads.keys()].filter((identification) => elsewhere.has(identification)).length,
  };
}

function differences(level: "debtor" | "obligation", now: Values, then: Values): string[] {
  return standardFields.flatMap((field) =>
    field.level === level && now[field.apiKey] !== then[field.apiKey] ? [field.id] : [],
  );
}

function counts() {
  const none = () => ({ debtors: 0, obligations: 0, balanceBefore: "0.00", balance: "0.00" });
  return Object.fromEntries(comparedGroups.map((group) => [group, none()])) as Record<
    (typeof comparedGroups)[number],
    ReturnType<typeof none>
  >;
}
