import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCents, parseCents } from "#lib/domain/debtors/totals-counter.ts";
import { comparedSums } from "#lib/domain/portfolio/comparison/compared-sums.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { edits, type Rows, row, rowsOf } from "#tests/support/comparison/days-in-parts.ts";
import { type SteppedPortfolio, steppedPortfolio } from "#tests/support/comparison/stepped-portfolio.ts";
import { cases, leastMet, seedOfRun } from "#tests/support/depth.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

const { host, control } = await runStage({ hasWorker: false });

/** What the bank has: balances in cents by number, by debtor. */
type Books = ReadonlyMap<string, ReadonlyMap<string, bigint>>;

function booksOf(rows: Rows): Books {
  const byDebtor = Map.groupBy(rows, ([id = ""]) => id);
  const centsOf = (cells: readonly string[]) => parseCents((cells[7] ?? "").replace(",", "."));
  return new Map([...byDebtor].map(([id, own]) => [id, new Map(own.map((cells) => [cells[5] ?? "", centsOf(cells)]))]));
}

const added = (books: Books, more: Books): Books =>
  new Map([...books, ...[...more].map(([id, own]) => [id, new Map([...(books.get(id) ?? []), ...own])] as const)]);

const numbersOf = (books: Books) => new Set([...books.values()].flatMap((own) => [...own.keys()]));
const sumOf = (books: Books) =>
  [...books.values()].flatMap((own) => [...own.values()]).reduce((sum, cents) => sum + cents, 0n);

/** What the snapshot has live, read from the payloads, with its own counts beside. */
async function booksOfSnapshot({ snapshot }: SteppedPortfolio): Promise<Books> {
  const live = (await snapshot()).filter(({ state }) => state === "live");
  return new Map(
    live.map(({ identification, payload, obligations, balance }) => {
      const sent = JSON.parse(payload ?? "") as { Obligations: { id: string; total_balance: string }[] };
      const own = new Map(sent.Obligations.map((one) => [one.id, parseCents(one.total_balance)]));
      expect([obligations, balance.toFixed(2)]).toEqual([own.size, formatCents(sumOf(new Map([["", own]])))]);
      return [identification, own];
    }),
  );
}

/** Obligations that the CRM has, as it was last sent each debtor. */
async function lastSent(): Promise<ReadonlyMap<string, readonly string[]>> {
  return new Map((await control.ledger()).map((one) => [one.identification, one.obligationIds.toSorted()]));
}

const additions = fc.uniqueArray(
  fc.record({
    debtor: fc.integer({ min: 1, max: 27 }),
    obligations: fc.subarray([1, 2, 3, 4], { minLength: 1 }),
    cents: fc.nat(2),
  }),
  { selector: ({ debtor }) => debtor, minLength: 1, maxLength: 6 },
);

const loads = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("whole" as const), edits }),
    fc.record({ kind: fc.constant("additions" as const), edits: additions }),
    fc.record({
      kind: fc.constant("parts" as const),
      edits,
      owners: fc.array(fc.nat(8), { minLength: 80, maxLength: 80 }),
      confirmed: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      /** Each part is sent before the next one is staged; or all are staged first. */
      inTurn: fc.boolean(),
    }),
  ),
  { minLength: 3, maxLength: 5 },
);

/** Of `rows`, every obligation's part: mostly its debtor's, and some stand in another. */
function cut(rows: Rows, owners: readonly number[]): readonly Rows[] {
  const owned = rows.map((cells, at) => {
    const turn = owners[at] ?? 0;
    return [turn < 3 ? turn : Number(cells[0]) % 3, cells] as const;
  });
  return [0, 1, 2].map((part) => [row(0, 3 + part), ...owned.flatMap(([of, cells]) => (of === part ? [cells] : []))]);
}

for (const behaviour of ["merges", "replaces", "unknown"] as const)
  test(`what additions and parts do not name stays, in a CRM that ${behaviour}`, async () => {
    await control.setSettings({ obligations: behaviour === "replaces" ? "replace" : "merge" });
    const seen = { kept: 0, straddling: 0, returned: 0 };
    await fc.assert(
      fc.asyncProperty(loads, async (all) => {
        const world = await steppedPortfolio(host, { obligations: behaviour });
        await control.reset();
        const first = rowsOf(50, []);
        await world.send(first);
        await world.age();
        let books = booksOf(first);
        const figuresOf = async (uploadId: string) => (await showComparison(world.supervisor, { uploadId })).figures;
        const ever = numbersOf(books);
        /** What the CRM never had is new, and what is back has returned. */
        const expectAdded = ({ obligations }: Awaited<ReturnType<typeof figuresOf>>, file: Books) => {
          const known = numbersOf(books);
          const added = [...numbersOf(file)].filter((number) => !known.has(number));
          const isNew = added.filter((number) => !ever.has(number));
          expect(obligations.new.obligations).toBe(isNew.length);
          seen.returned += added.length - isNew.length;
          expect(obligations.returned.obligations).toBeGreaterThanOrEqual(added.length - isNew.length);
          for (const number of added) ever.add(number);
        };
        for (const [day, load] of all.entries()) {
          if (load.kind === "additions") {
            const rows = load.edits.flatMap(({ debtor, obligations, cents }) =>
              obligations.map((obligation) => row(debtor, obligation, cents)),
            );
            const uploadId = await world.send(rows, { kind: "additions" });
            const figures = await figuresOf(uploadId);
            const { debtors, obligations, outside } = figures;
            expect(obligations.gone).toEqual({ debtors: 0, obligations: 0, balanceBefore: "0.00", balance: "0.00" });
            expectAdded(figures, booksOf(rows));
            const before = parseCents(comparedSums(debtors).balanceBefore);
            expect(formatCents(before + parseCents(outside!.untold.balanceBefore))).toBe(formatCents(sumOf(books)));
            expect(comparedSums(obligations)).toEqual(comparedSums(debtors));
            for (const [id, own] of booksOf(rows))
              if ([...(books.get(id)?.keys() ?? [])].some((number) => !own.has(number))) seen.kept++;
            books = added(books, booksOf(rows));
          } else if (load.kind === "whole") {
            const rows = rowsOf(day, load.edits);
            const uploadId = await world.send(rows);
            const file = booksOf(rows);
            const figures = await figuresOf(uploadId);
            expectAdded(figures, file);
            const there = numbersOf(file);
            expect(figures.obligations.gone.obligations).toBe(
              [...numbersOf(books)].filter((number) => !there.has(number)).length,
            );
            books = file;
          } else {
            const parts = cut(rowsOf(day, load.edits), load.owners);
            const ids: string[] = [];
            for (const [at, rows] of parts.entries()) {
              ids.push(await world.stage(rows, { kind: "part", number: at + 1, of: 3 }));
              if (!load.inTurn) continue;
              await world.confirm(ids[at]!);
              await world.drain();
            }
            if (!load.inTurn) for (const at of load.confirmed) await world.confirm(ids[at]!);
            await world.drain();
            const file = booksOf(parts.flat());
            const last = await figuresOf(ids[2]!);
            for (const [at, uploadId] of ids.entries()) expectAdded(await figuresOf(uploadId), booksOf(parts[at]!));
            const mine = booksOf(parts[2]!);
            const there = numbersOf(file);
            const left = [...books]
              .filter(([id]) => !file.has(id) || mine.has(id))
              .flatMap(([, own]) => [...own].filter(([number]) => !there.has(number)));
            // Whoever is in the last part or in none is told by it, whatever the parts before it have sent by then.
            expect(last.obligations.gone).toMatchObject({
              obligations: left.length,
              balanceBefore: formatCents(left.reduce((sum, [, cents]) => sum + cents, 0n)),
            });
            seen.straddling += [...mine.keys()].filter((id) =>
              parts.slice(0, 2).some((one) => booksOf(one).has(id)),
            ).length;
            books = file;
          }
          await world.age();
          expect(await booksOfSnapshot(world)).toEqual(books);
          if (behaviour !== "replaces") continue;
          const sent = await lastSent();
          for (const [id, own] of books) expect(sent.get(id), id).toEqual([...own.keys()].toSorted());
        }
      }),
      // The quick run's one case is of few loads and has each kind, and parts that are sent in turn and not.
      { numRuns: cases(12, 1), seed: seedOfRun(39), endOnFailure: true },
    );
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThanOrEqual(leastMet(1));
  });
