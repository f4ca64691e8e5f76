import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { database } from "#lib/database/client.ts";
import { listComparedDebtors } from "#lib/services/comparison/list-compared-debtors.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { plainComparison } from "#tests/support/comparison/plain-comparison.ts";
import { acceptAll, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { makeTeam } from "#tests/support/factories.ts";

const { supervisor, tenantId } = await makeTeam({
  server: "crm01.wolkvox.com",
  batchSize: 7,
  repeatBehaviour: "updates",
});

const kinds = [
  "same",
  "volatile",
  "balance",
  "name",
  "fewer",
  "more",
  "new",
  "absent",
  "returned",
  "still-gone",
  "left-out",
] as const;
type Kind = (typeof kinds)[number];

function row(id: string, number: number, over: { name?: string; product?: string; cents?: number } = {}): string[] {
  const cents = String(over.cents ?? 100_000 + number * 37).padStart(3, "0");
  const balance = `${cents.slice(0, -2)},${cents.slice(-2)}`;
  const { name = `Cliente ${id}`, product = "Tarjeta" } = over;
  return [id, name, `c${id}@example.com`, "3001234567", "Calle 1", `${id}-${number}`, product, balance];
}

/** The two days of one debtor. */
function daysOf(kind: Kind, id: string, count: number): { before: string[][]; after: string[][] } {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const plain = numbers.map((number) => row(id, number));
  const after: Record<Kind, string[][]> = {
    same: plain.toReversed(),
    "left-out": plain.map(([first = "", name = "", ...rest]) => [first, name, ...rest.slice(0, -1), "no es saldo"]),
    volatile: numbers.map((number) => row(id, number, number === 1 ? { product: "Tarjeta Oro" } : {})),
    balance: numbers.map((number) => row(id, number, number === count ? { cents: 5 } : { product: "Otra" })),
    name: numbers.map((number) => row(id, number, { name: "Otro Nombre" })),
    fewer: plain.slice(0, Math.max(1, count - 1)),
    more: [...plain, row(id, count + 1)],
    new: plain,
    absent: [],
    returned: [...plain, row(id, count + 1)],
    "still-gone": [],
  };
  return { before: kind === "new" ? [] : plain, after: after[kind] };
}

describe("pairs of days", () => {
  test("figures equal a plain model, to the cent", async () => {
    const debtors = fc.array(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 3 })), {
      minLength: 5,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(debtors, async (drawn) => {
        const all = drawn.map(([kind, count], index) => ({
          kind,
          id: String(20_000_000 + index),
          days: daysOf(kind, String(20_000_000 + index), count),
        }));
        const portfolioId = await makePortfolioOf(tenantId);
        await database().portfolio.update({
          where: { id: portfolioId },
          data: { volatileFields: ["obligation.name"] },
        });
        // Somebody is there before, so that the second day is never a first load.
        const before = [row("1", 1), ...all.flatMap(({ days }) => days.before)];
        const after = [row("1", 1), ...all.flatMap(({ days }) => days.after)];
        const first = await stageLoad(supervisor, tenantId, portfolioId, before);
        await acceptAll(first);
        const gone = new Set(
          all.filter(({ kind }) => kind === "returned" || kind === "still-gone").map(({ id }) => id),
        );
        await database().snapshotDebtor.updateMany({
          where: { portfolioId, identification: { in: [...gone] } },
          data: { state: "gone", since: new Date() },
        });
        const leftOut = new Set(all.filter(({ kind }) => kind === "left-out").map(({ id }) => id));
        const plain = plainComparison(before, gone, after, leftOut);
        const uploadId = await stageLoad(supervisor, tenantId, portfolioId, after, { rowsPerChunk: 40 });
        const shown = await showComparison(supervisor, { uploadId });
        expect(shown.figures.debtors).toEqual(plain.debtors);
        expect(shown.figures.obligations).toEqual(plain.obligations);
        expect(shown).toMatchObject({ isFirst: false, tellsGone: true });
        for (const group of ["new", "changed", "returned", "gone"] as const) {
          const { items } = await listComparedDebtors(supervisor, { uploadId, group, limit: 200 });
          const expected = [...plain.groups].filter(([, one]) => one === group).map(([id]) => id);
          expect(items.map(({ identification }) => identification)).toEqual(expected.toSorted());
        }
        const records = await database().record.findMany({ where: { uploadId } });
        for (const { identification, change, sameSinceId } of records) {
          expect(change).toBe(plain.groups.get(identification));
          expect(sameSinceId).toBe(change === "same" || change === "volatile" ? first : null);
        }
        expect(records).toHaveLength([...plain.groups.values()].filter((group) => group !== "gone").length);
      }),
      { numRuns: 12, seed: 13 },
    );
  }, 120_000);
});
