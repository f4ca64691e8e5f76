import fc from "fast-check";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import type { SteppedPortfolio } from "./stepped-portfolio.ts";

export type Rows = readonly (readonly string[])[];

const size = 24;
const idOf = (debtor: number) => String(10_000_000 + debtor);

/** A debtor with other obligations than usual on a day, or with none. */
export interface Edit {
  readonly debtor: number;
  readonly obligations: readonly number[];
  readonly cents: number;
}

/** Every debtor has two obligations, but for the day's edits; the first one's balance tells the day. */
export function rowsOf(day: number, edits: readonly Edit[]): Rows {
  const debtors = Array.from({ length: size }, (_, debtor) => {
    const edit = edits.find((one) => one.debtor === debtor) ?? { obligations: [1, 2], cents: debtor === 0 ? day : 0 };
    return edit.obligations.map((obligation) => row(debtor, obligation, edit.cents));
  });
  return debtors.flat();
}

/** One obligation of a debtor. */
export function row(debtor: number, obligation: number, cents = 0): readonly string[] {
  const balance = `${1_000 + debtor * obligation},${String(10 + cents)}`;
  return [
    idOf(debtor),
    `Cliente ${debtor}`,
    `c${debtor}@example.com`,
    "3001234567",
    "",
    `${debtor}-${obligation}`,
    "Tarjeta",
    balance,
  ];
}

/** How a day differs from the usual one. */
export const edits = fc.uniqueArray(
  fc.record({
    debtor: fc.integer({ min: 1, max: size - 1 }),
    obligations: fc.subarray([1, 2, 3]),
    cents: fc.nat(5),
  }),
  // No more of them may be gone than stop a load.
  { selector: ({ debtor }) => debtor, maxLength: 5 },
);

/** How a day's file comes in parts. */
export const partsOfDay = fc.integer({ min: 2, max: 3 }).chain((of) => {
  const order = fc.shuffledSubarray(
    Array.from({ length: of }, (_, at) => at),
    { minLength: of },
  );
  return fc.record({
    of: fc.constant(of),
    shift: fc.nat(2),
    staged: order,
    confirmed: order,
    /** Parts that are discarded before they are confirmed, or cancelled after it, and come again. */
    discarded: fc.option(fc.nat(of - 1)),
    cancelled: fc.option(fc.nat(of - 1)),
    /** After which confirmations the line is sent. */
    drains: fc.array(fc.boolean(), { minLength: of, maxLength: of }),
  });
});
export type PartsOfDay = typeof partsOfDay extends fc.Arbitrary<infer Value> ? Value : never;

/** Loads a file in parts; the uploads that came to stay. */
export async function sendInParts(
  { supervisor, stage, confirm, drain }: SteppedPortfolio,
  parts: readonly Rows[],
  { staged, confirmed, discarded, cancelled, drains }: Omit<PartsOfDay, "of" | "shift">,
): Promise<readonly string[]> {
  const ids = new Map<number, string>();
  const stagePart = async (at: number) =>
    ids.set(at, await stage(parts[at] ?? [], { kind: "part", number: at + 1, of: parts.length }));
  const again = async (at: number) => {
    await cancelUpload(supervisor, { uploadId: ids.get(at)! });
    await stagePart(at);
  };
  for (const at of staged) await stagePart(at);
  if (discarded !== null) await again(discarded);
  for (const [turn, at] of confirmed.entries()) {
    await confirm(ids.get(at)!);
    if (drains[turn]) await drain();
    else if (cancelled === at) {
      await again(at);
      await confirm(ids.get(at)!);
    }
  }
  await drain();
  return [...ids.values()];
}
