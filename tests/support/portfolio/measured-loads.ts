import { payloadBytesDigest } from "#lib/domain/correction/payload-digest.ts";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { ControlCounter } from "#lib/domain/debtors/control-counter.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { ofNobody } from "#lib/domain/debtors/judge-debtor.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { LoadMeasurer } from "#lib/domain/portfolio/drift/load-measurer.ts";
import type { LoadMeasures } from "#lib/domain/portfolio/drift/measures.ts";
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
  /** What would be accepted of it: payloads by identification. */
  readonly payloads: ReadonlyMap<string, string>;
}

/** Measures a file without a database: rows read, assembled and compared with what was accepted before. */
export function measured(
  texts: Texts,
  day: string,
  snapshot: SnapshotOfTexts | null,
  elsewhere: ReadonlySet<string> = new Set(),
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
  const figures = snapshot === null ? null : snapshotFigures(snapshot, payloads, present, elsewhere);
  return { measures: measurer.measures(day, counter.totals(), figures), payloads };
}
