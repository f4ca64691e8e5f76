import { afterAll, describe, expect, test } from "vitest";
import { storedMeasuresSchema } from "#lib/domain/portfolio/drift/measures.ts";
import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";
import { explainDrift } from "#lib/services/portfolios/explain-drift.ts";
import { showDrift } from "#lib/services/portfolios/show-drift.ts";
import { showMorning } from "#lib/services/portfolios/show-morning.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { acceptAll, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam } from "#tests/support/factories.ts";

// No worker: what is confirmed stays in line and can still be cancelled.
const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 50 });
afterAll(() => closeAll());

type Rows = readonly (readonly string[])[];

const rows = makePortfolio(120);
const reason = "El banco lo mandó así a propósito";
const people = (from: Rows, first: number, last: number) =>
  from.filter(([id]) => Number(id) >= 10_000_000 + first && Number(id) < 10_000_000 + last);
const halves = (from: Rows) => [people(from, 0, 60), people(from, 60, 120)] as const;
const scaled = (factor: number, from: Rows = rows) =>
  from.map((cells) => cells.with(7, String(Math.round(Number(cells[7]?.replace(",", ".")) * factor))));
/** The file of a day: every balance moved a little. */
const day = (number: number) => scaled(1 + number / 100);

async function begin() {
  const portfolioId = await makePortfolioOf(tenantId);
  const stagePart = (number: number, of: Rows, count = 2) =>
    stageLoad(supervisor, tenantId, portfolioId, of, { load: { kind: "part", number, of: count } });
  const stageWhole = (of: Rows) => stageLoad(supervisor, tenantId, portfolioId, of);
  const confirm = async (uploadId: string) => void (await confirmUpload(supervisor, { uploadId }));
  return {
    portfolioId,
    stagePart,
    stageWhole,
    confirm,
    sendWhole: async (of: Rows) => {
      const uploadId = await stageWhole(of);
      await confirm(uploadId);
      await acceptAll(uploadId);
      return uploadId;
    },
    /** Part by part, each accepted before the next is staged. */
    sendSet: async (...parts: readonly Rows[]) => {
      const ids: string[] = [];
      for (const [at, part] of parts.entries()) {
        const uploadId = await stagePart(at + 1, part, parts.length);
        await confirm(uploadId);
        await acceptAll(uploadId);
        ids.push(uploadId);
      }
      return ids;
    },
  };
}

const drift = (uploadId: string) => showDrift(supervisor, { uploadId });
const stops = async (uploadId: string) =>
  (await drift(uploadId)).oddities.filter(({ certainty }) => certainty === "stop").map(({ code }) => code);
const refused = { code: "drift_stopped" };

describe("a set of parts", () => {
  test("is measured with its last part as the whole file is", async () => {
    const { stagePart, stageWhole } = await begin();
    const wholeId = await stageWhole(day(1));
    await cancelUpload(supervisor, { uploadId: wholeId });
    const [one, two] = halves(day(1));
    const ids = [await stagePart(2, two), await stagePart(1, one)] as const;
    const measures = await Promise.all(
      [wholeId, ...ids].map(async (uploadId) =>
        storedMeasuresSchema.parse(
          (await ownerDatabase().loadMeasures.findUniqueOrThrow({ where: { uploadId } })).measures,
        ),
      ),
    );
    const [whole, first, last] = measures;
    expect(first).toMatchObject({ debtors: 60 });
    expect(first?.set).toBeUndefined();
    expect(last).toMatchObject({ debtors: 60 });
    // Its rows stand in two files.
    const { medianBalance, rowsDigest: _, ...exact } = whole!;
    expect(last?.set).toMatchObject(exact);
    expect(Number(last?.set?.medianBalance) / Number(medianBalance)).toBeCloseTo(1, 1.9);
  });

  test("counts a debtor of several of its parts once", async () => {
    const { stagePart } = await begin();
    const all = day(1);
    await stagePart(1, people(all, 0, 70), 3);
    await stagePart(3, people(all, 65, 90), 3);
    const lastId = await stagePart(2, people(all, 60, 120), 3);
    const { measures } = await ownerDatabase().loadMeasures.findUniqueOrThrow({ where: { uploadId: lastId } });
    expect(storedMeasuresSchema.parse(measures).set).toMatchObject({ debtors: 120 });
  });

  test.each([
    ["a hundredfold balance", "balance_factor", halves(scaled(100))],
    ["half of the file", "half_of_file", [people(day(2), 0, 30), people(day(2), 60, 90)]],
    ["a third of the debtors gone", "many_gone", [people(day(2), 0, 40), people(day(2), 60, 100)]],
    ["yesterday's content", "same_content", halves(day(1))],
    ["a usual next day", null, halves(day(2))],
  ] as const)("with %s is stopped as %j, after a set and after a whole file", async (_, code, [one, two]) => {
    for (const before of ["set", "whole"] as const) {
      const world = await begin();
      if (before === "set") await world.sendSet(...halves(day(1)));
      else await world.sendWhole(day(1));
      await world.stagePart(1, one);
      const lastId = await world.stagePart(2, two);
      if (code === null) {
        expect(await drift(lastId), before).toMatchObject({ isStopped: false, oddities: [] });
        await world.confirm(lastId);
        continue;
      }
      expect(await stops(lastId), before).toContain(code);
      await expect(world.confirm(lastId)).rejects.toMatchObject(refused);
      await explainDrift(supervisor, { uploadId: lastId, reason });
      await world.confirm(lastId);
    }
  });

  test("is what a later whole file is judged by", async () => {
    const { sendSet, stageWhole, confirm } = await begin();
    await sendSet(...halves(day(1)));
    expect(await stops(await stageWhole(day(1)))).toEqual(["same_content"]);
    expect(await stops(await stageWhole(people(day(2), 0, 60)))).toEqual(
      expect.arrayContaining(["many_gone", "half_of_file"]),
    );
    const calmId = await stageWhole(day(2));
    expect(await stops(calmId)).toEqual([]);
    await confirm(calmId);
  });

  test("is one day of the bands, and of a line drawn", async () => {
    const { sendSet, sendWhole, stagePart } = await begin();
    for (const number of [1, 2, 3, 4]) await sendSet(...halves(day(number)));
    await sendWhole(day(5));
    const [one, two] = halves(scaled(2));
    await stagePart(1, one);
    const { oddities, days, isStopped, setOf } = await drift(await stagePart(2, two));
    expect({ isStopped, days: days.length, setOf }).toEqual({ isStopped: false, days: 6, setOf: 2 });
    expect(oddities.map(({ code, measure, isOfPart }) => [code, measure, isOfPart ?? false])).toEqual([
      ["out_of_band", "balance", false],
      ["out_of_band", "medianBalance", false],
    ]);
    expect(oddities[0]?.series).toHaveLength(6);
  });

  test("is no history before all of it is confirmed, nor once a part is cancelled", async () => {
    const { stagePart, stageWhole, confirm } = await begin();
    const ids = [await stagePart(1, halves(day(1))[0]), await stagePart(2, halves(day(1))[1])] as const;
    await confirm(ids[1]);
    const wholeId = await stageWhole(day(1));
    expect(await stops(wholeId)).toEqual([]);
    await confirm(ids[0]);
    expect(await stops(wholeId)).toEqual(["same_content"]);
    await cancelUpload(supervisor, { uploadId: ids[0] });
    expect(await stops(wholeId)).toEqual([]);
  });

  test("is measured again when another file takes the place of one of its parts", async () => {
    const { sendWhole, stagePart, confirm } = await begin();
    await sendWhole(day(1));
    const [one, two] = halves(day(2));
    const wrongId = await stagePart(1, one.slice(0, 5));
    const twoId = await stagePart(2, two);
    expect(await stops(twoId)).toContain("half_of_file");
    await cancelUpload(supervisor, { uploadId: wrongId });
    expect(await drift(twoId)).toMatchObject({ isStopped: false, oddities: [], setOf: null });
    const oneId = await stagePart(1, one);
    expect(await drift(oneId)).toMatchObject({ isStopped: false, oddities: [], setOf: 2 });
    for (const uploadId of [twoId, oneId]) await confirm(uploadId);
  });

  test("that was explained is stopped by what is found once it has another part", async () => {
    const { sendWhole, stagePart, confirm } = await begin();
    await sendWhole(day(1));
    const [one, two] = halves(day(2));
    await stagePart(1, one.slice(0, 5));
    const againId = await stagePart(1, one);
    const twoId = await stagePart(2, scaled(100, two));
    expect(await stops(twoId)).toEqual(["balance_factor"]);
    await explainDrift(supervisor, { uploadId: twoId, reason });
    expect((await drift(twoId)).isStopped).toBe(false);
    await cancelUpload(supervisor, { uploadId: againId });
    expect(await drift(twoId)).toMatchObject({ isStopped: true, setOf: 2 });
    expect(await stops(twoId)).toEqual(expect.arrayContaining(["balance_factor", "half_of_file"]));
    await expect(confirm(twoId)).rejects.toMatchObject(refused);
  });
});

describe("a part alone", () => {
  test.each([
    ["a hundredfold balance", "balance_factor", people(scaled(100), 0, 60)],
    ["yesterday's part", "same_content", people(day(1), 0, 60)],
    [
      "no e-mail any more",
      "field_empty",
      people(day(2), 0, 60).map((cells, at) => (at === 0 ? cells : cells.with(2, ""))),
    ],
    ["strangers", "nobody_known", people(makePortfolio(500), 400, 460)],
    ["half of what it had", null, people(day(2), 0, 31)],
    ["a usual next day", null, people(day(2), 0, 60)],
  ] as const)("with %s is stopped as %j before the others are here", async (_, code, part) => {
    const { sendSet, stagePart, confirm } = await begin();
    await sendSet(...halves(day(1)));
    const uploadId = await stagePart(1, part);
    const view = await drift(uploadId);
    expect(view.setOf).toBeNull();
    if (code === null) {
      expect(view.oddities).toEqual([]);
      return confirm(uploadId);
    }
    expect(view.oddities).toContainEqual(expect.objectContaining({ code, isOfPart: true, certainty: "stop" }));
    await expect(confirm(uploadId)).rejects.toMatchObject(refused);
    const { lines } = await showMorning(supervisor);
    expect(lines.find((line) => line.uploadId === uploadId)?.health).toBe("odd");
    await explainDrift(supervisor, { uploadId, reason });
    await confirm(uploadId);
  });

  test("is judged by earlier parts of its number, which may be unlike the others", async () => {
    const { sendSet, stagePart } = await begin();
    const uneven = (number: number) => {
      const [one, two] = halves(day(number));
      return [one, scaled(100, two)] as const;
    };
    await sendSet(...uneven(1));
    const [one, two] = uneven(2);
    expect(await stops(await stagePart(1, one))).toEqual([]);
    expect(await stops(await stagePart(2, two))).toEqual([]);
    expect(await stops(await stagePart(1, two))).toContain("balance_factor");
  });

  test("is judged by whole files where none of its number came before", async () => {
    const { sendWhole, stagePart } = await begin();
    await sendWhole(day(1));
    expect(await stops(await stagePart(1, people(scaled(100), 0, 60)))).toEqual(["balance_factor"]);
  });

  test("in a first set is not stopped, nor is the set", async () => {
    const { stagePart, confirm } = await begin();
    const [one, two] = halves(rows);
    const oneId = await stagePart(1, one);
    await confirm(oneId);
    await acceptAll(oneId);
    const twoId = await stagePart(2, two);
    expect(await drift(twoId)).toMatchObject({ isStopped: false, oddities: [] });
    await confirm(twoId);
  });
});

describe("a close-out by a set", () => {
  test("is refused for what stopped the set, or one of its parts, whatever was written", async () => {
    const { sendSet, stagePart, confirm } = await begin();
    await sendSet(...halves(day(1)));
    const [old, one, two] = [people(day(1), 0, 60), people(day(2), 0, 58), people(day(2), 60, 120)];
    const oldId = await stagePart(1, old);
    await explainDrift(supervisor, { uploadId: oldId, reason });
    await confirm(oldId);
    const lastId = await stagePart(2, two);
    await confirm(lastId);
    expect((await planCloseOut(supervisor, { uploadId: lastId })).refusals).toContain("stop_about_who");
    const calmId = await stagePart(1, one);
    await confirm(calmId);
    const nextId = await stagePart(2, scaled(1.05, two));
    await confirm(nextId);
    expect((await planCloseOut(supervisor, { uploadId: nextId })).refusals).toEqual(["repeats_unknown", "nobody"]);
    await stagePart(1, people(day(4), 0, 40));
    const goneId = await stagePart(2, people(day(4), 60, 100));
    await explainDrift(supervisor, { uploadId: goneId, reason });
    await confirm(goneId);
    expect((await planCloseOut(supervisor, { uploadId: goneId })).refusals).toContain("stop_about_who");
  });
});
