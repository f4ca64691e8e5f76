import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCents } from "#lib/domain/debtors/totals-counter.ts";
import { comparedSums, explainedSums } from "#lib/domain/portfolio/comparison/compared-sums.ts";
import type { ComparisonFigures } from "#lib/domain/portfolio/comparison/comparison.ts";
import type { Load } from "#lib/domain/portfolio/load.ts";
import { compareAgain } from "#lib/services/comparison/compare-again.ts";
import { listComparedDebtors } from "#lib/services/comparison/list-compared-debtors.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import type { TenantId } from "#lib/services/context.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { DayModel } from "#tests/support/comparison/day-model.ts";
import { acceptAll, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { makeTeam, portfolioMapping } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

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
/** What the snapshot knows of a debtor: all, what was accepted last but not whether it still holds, or nothing. */
const doubts = ["certain", "certain", "doubted", "forgotten"] as const;
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

const loads: readonly Load[] = [{ kind: "whole" }, { kind: "additions" }, { kind: "part", number: 1, of: 2 }];

/** What the portfolio has, by its own rows. */
async function wholePortfolio(portfolioId: string) {
  const [sum] = await ownerDatabase().$queryRaw<{ debtors: number; balance: string }[]>`
    SELECT count(*)::int AS debtors, coalesce(sum(balance), 0)::numeric(22, 2)::text AS balance
    FROM "SnapshotDebtor" WHERE "portfolioId" = ${portfolioId}::uuid AND state IN ('live', 'uncertain')`;
  return sum;
}

type SnapshotChange = NonNullable<
  Parameters<ReturnType<typeof ownerDatabase>["snapshotDebtor"]["updateMany"]>[0]
>["data"];

function doubtDebtors(portfolioId: string, ids: readonly string[], over: SnapshotChange) {
  const where = { portfolioId, identification: { in: [...ids] } };
  return ownerDatabase().snapshotDebtor.updateMany({ where, data: { state: "uncertain", ...over } });
}

/** Both tables have the same money, and what changed in it within obligations is what the balance's own line says. */
function expectExplained({ debtors, obligations, fields }: ComparisonFigures): void {
  expect(comparedSums(obligations)).toEqual(comparedSums(debtors));
  const balance = fields.find(({ fieldId }) => fieldId === "obligation.total_balance");
  const { balanceBefore, balance: now } = obligations.changed;
  expect(parseCents(now) - parseCents(balanceBefore)).toBe(
    parseCents(balance?.sum ?? "0.00") - parseCents(balance?.sumBefore ?? "0.00"),
  );
}

/** All that is stored of a comparison. */
async function toldOf(uploadId: string) {
  const { figures, isFirst, tellsGone } = await ownerDatabase().comparison.findUniqueOrThrow({ where: { uploadId } });
  const debtors = await ownerDatabase().comparedDebtor.findMany({
    where: { uploadId },
    omit: { uploadId: true },
    orderBy: { identification: "asc" },
  });
  return { figures, isFirst, tellsGone, debtors };
}

describe("pairs of days", () => {
  test("figures equal a plain model, to the cent", async () => {
    const debtors = fc.array(
      fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 3 }), fc.constantFrom(...doubts), fc.boolean()),
      { minLength: 5, maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(debtors, fc.constantFrom(...loads), async (drawn, load) => {
        const all = [...drawn, ["left-out", 2, "certain", true] as const].map(
          ([kind, count, doubt, isDigested], index) => ({
            kind,
            doubt: kind === "returned" || kind === "still-gone" || kind === "new" ? "certain" : doubt,
            isDigested,
            id: String(20_000_000 + index),
            days: daysOf(kind, String(20_000_000 + index), count),
          }),
        );
        const portfolioId = await makePortfolioOf(tenantId);
        await ownerDatabase().portfolio.update({
          where: { id: portfolioId },
          data: { volatileFields: ["obligation.name"] },
        });
        // Somebody is there before, so that the second day is never a first load.
        const before = [row("1", 1), ...all.flatMap(({ days }) => days.before)];
        const after = [row("1", 1), ...all.flatMap(({ days }) => days.after)];
        const first = await stageLoad(supervisor, tenantId, portfolioId, before);
        await acceptAll(first);
        const wasGone = new Set(
          all.flatMap(({ kind, id }) => (kind === "returned" || kind === "still-gone" ? [id] : [])),
        );
        await ownerDatabase().snapshotDebtor.updateMany({
          where: { portfolioId, identification: { in: [...wasGone] } },
          data: { state: "gone", since: fromNow() },
        });
        const idsOf = (is: (one: (typeof all)[number]) => boolean) => all.flatMap((one) => (is(one) ? [one.id] : []));
        const forgotten = idsOf(({ doubt }) => doubt === "forgotten");
        const doubted = idsOf(({ doubt }) => doubt === "doubted");
        await doubtDebtors(portfolioId, [...forgotten, ...doubted], {});
        const noDigests = { digest: "", stableDigest: "" };
        await doubtDebtors(
          portfolioId,
          idsOf(({ doubt, isDigested }) => doubt === "doubted" && !isDigested),
          noDigests,
        );
        await doubtDebtors(portfolioId, forgotten, { ...noDigests, payload: null, obligations: 0, balance: 0 });
        const model = new DayModel(portfolioMapping);
        const wasAccepted = before.filter(([id = ""]) => !forgotten.includes(id));
        model.settle(wasAccepted, new Map(wasAccepted.map(([id = ""]) => [id, "accepted"])));
        model.settle(before, new Map([...forgotten, ...doubted].map((id) => [id, "unconfirmed"])));
        model.leave({ texts: before.filter(([id = ""]) => !wasGone.has(id)) });
        const leftOut = new Set(all.flatMap(({ kind, id }) => (kind === "left-out" ? [id] : [])));
        const tellsGone = load.kind === "whole";
        const truth = model.compare({ texts: after, leftOut, tellsGone, isAdditions: load.kind === "additions" }, [
          "obligation.name",
        ]);
        const uploadId = await stageLoad(supervisor, tenantId, portfolioId, after, { rowsPerChunk: 40, load });
        const shown = await showComparison(supervisor, { uploadId });
        expect(shown.figures.debtors).toEqual(truth.debtors);
        expect(shown.figures.obligations).toEqual(truth.obligations);
        expect(shown.figures.outside).toEqual(truth.outside);
        expect(shown.figures.doubted).toEqual(truth.doubted);
        expect(Object.fromEntries(shown.figures.fields.map(({ fieldId, values }) => [fieldId, values]))).toEqual(
          truth.fields,
        );
        expectExplained(shown.figures);
        expect(shown).toMatchObject({ isFirst: false, tellsGone });
        // Every debtor of the portfolio and of the file is in one line, and the lines lead to the sums of both.
        const explained = explainedSums(shown.figures, shown.leftOut);
        const { debtors: fileDebtors, balance } = (await showUpload(supervisor, { uploadId })).totals.file;
        expect(explained.at(-1)).toEqual({
          part: "all",
          before: await wholePortfolio(portfolioId),
          now: { debtors: fileDebtors, balance },
        });
        expect(explained.some(({ part }) => part === "untold")).toBe(
          !tellsGone &&
            all.some(
              ({ kind, days }) =>
                kind === "absent" || (kind === "fewer" && days.before.length > 1 && load.kind === "additions"),
            ),
        );
        for (const group of ["new", "changed", "returned", "gone"] as const) {
          const { items } = await listComparedDebtors(supervisor, { uploadId, group, limit: 200 });
          const listed = [...truth.groups].flatMap(([id, one]) => (one === group ? [id] : []));
          const expected = group === "gone" ? truth.gone : listed.toSorted();
          expect(items.map(({ identification }) => identification)).toEqual(expected);
        }
        const records = await ownerDatabase().record.findMany({ where: { uploadId } });
        for (const { identification, change, sameSinceId } of records) {
          expect(change).toBe(truth.groups.get(identification));
          expect(sameSinceId).toBe(change === "same" || change === "volatile" ? first : null);
        }
        expect(records).toHaveLength(truth.groups.size);

        // Compared again, it is the same; once the portfolio has moved, the same as a file that is staged then.
        const told = await toldOf(uploadId);
        expect((await compareAgain(tenantId as TenantId, uploadId)).isMoved).toBe(false);
        expect(await toldOf(uploadId)).toEqual(told);
        await acceptAll(uploadId);
        await compareAgain(tenantId as TenantId, uploadId);
        const fresh = await stageLoad(supervisor, tenantId, portfolioId, after, { load });
        expect(await toldOf(uploadId)).toEqual(await toldOf(fresh));
      }),
      { numRuns: cases(12, 4), seed: 13 },
    );
  });
});
