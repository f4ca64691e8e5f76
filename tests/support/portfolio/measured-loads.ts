import { payloadBytesDigest } from "#lib/domain/correction/payload-digest.ts";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { ControlCounter } from "#lib/domain/debtors/control-counter.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { ofNobody } from "#lib/domain/debtors/judge-debtor.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { ComparisonFigures } from "#lib/domain/portfolio/comparison/comparison.ts";
import type { LoadCounts } from "#lib/domain/portfolio/drift/load-counts.ts";
import { LoadMeasurer } from "#lib/domain/portfolio/drift/load-measurer.ts";
import { measuresOfSet } from "#lib/domain/portfolio/drift/measure-set.ts";
import type { LoadMeasures, StoredMeasures } from "#lib/domain/portfolio/drift/measures.ts";
import { columns } from "./columns.ts";
import type { Texts } from "./day-texts.ts";
import { type SnapshotOfTexts, snapshotFigures } from "./snapshot-of-texts.ts";

const dayReading = { decimalMark: ",", dateOrder: "dmy" } as const;

export const context: DerivationContext = {
  fields: standardFields,
  country: "CO",
  mapping: mappingSchema.parse({
    columns: columns.map(({ field }) =>
      field === null ? { state: "left_out" } : { state: "field", field, reading: dayReading },
    ),
    defaults: [{ field: "debtor.Email", value: "sin-correo@example.com" }],
  }),
};

export interface Measured {
  readonly measures: LoadMeasures;
  readonly counts: LoadCounts;
  readonly figures: ComparisonFigures | null;
  /** What would be accepted of it: payloads by identification. */
  readonly payloads: ReadonlyMap<string, string>;
  /** Who stands in it, left out or not. */
  readonly present: ReadonlySet<string>;
}

/**
 * Measures a file without a database: rows read, assembled and compared with what was accepted before. `others`: who
 * stands in the other parts of a set that it completes; null for a part that completes none.
 */
export function measured(
  texts: Texts,
  day: string,
  snapshot: SnapshotOfTexts | null,
  elsewhere: ReadonlySet<string> = new Set(),
  others: ReadonlySet<string> | null = new Set(),
): Measured {
  const read = compileRowReader(context);
  const rows = texts.map((cells, row) => read(row, { line: row + 4, cells, kinds: null }));
  const measurer = new LoadMeasurer(context, rows.length);
  const counter = new ControlCounter();
  const payloads = new Map<string, string>();
  const present = new Set<string>();
  for (const of of Map.groupBy(rows, (row) => row.identification ?? row.row).values()) {
    const identification = of[0]?.identification ?? null;
    const assembled = identification === null ? { ...ofNobody, debtor: null } : assembleDebtor(of, context);
    counter.add(of, assembled);
    measurer.add(of, assembled.debtor === null ? null : payloadBytesDigest(Buffer.from(assembled.debtor.payload)));
    if (identification === null) continue;
    present.add(identification);
    if (assembled.debtor !== null) payloads.set(identification, assembled.debtor.payload);
  }
  const figures = snapshot === null ? null : snapshotFigures(snapshot, payloads, { present, others, elsewhere });
  const counts = measurer.counts(counter.totals());
  return { measures: measurer.measures(day, counts, figures), counts, figures, payloads, present };
}

/** Measures a file that comes in parts, in their order: the last one has the measures of all of it, too. */
export function measuredSet(
  parts: readonly Texts[],
  day: string,
  snapshot: SnapshotOfTexts | null,
  elsewhere?: ReadonlySet<string>,
): { readonly stored: readonly StoredMeasures[]; readonly payloads: ReadonlyMap<string, string> } {
  const done: Measured[] = [];
  const here = new Set<string>();
  const payloads = new Map<string, string>();
  let repeated = 0;
  for (const [at, texts] of parts.entries()) {
    const part = measured(texts, day, snapshot, elsewhere, at === parts.length - 1 ? here : null);
    for (const identification of part.payloads.keys()) if (payloads.has(identification)) repeated++;
    for (const [identification, payload] of part.payloads) payloads.set(identification, payload);
    for (const identification of part.present) here.add(identification);
    done.push(part);
  }
  const counted = done.map(({ counts, figures }) => ({ counts, figures: figures ?? noFigures }));
  const own = counted.at(-1);
  const stored = done.map(({ measures, counts }, at): StoredMeasures => {
    if (at < parts.length - 1 || own === undefined) return { ...measures, counts };
    const set = measuresOfSet(own, counted.slice(0, -1), { day, repeated, fields: standardFields });
    return { ...measures, counts, set };
  });
  return { stored, payloads };
}

const noFigures = snapshotFigures({ live: new Map(), gone: new Set() }, new Map(), {
  present: new Set(),
  others: null,
  elsewhere: new Set(),
});
