import { expect, test } from "vitest";
import type { Load } from "#lib/domain/portfolio/load.ts";
import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { DayModel, type ModelFile } from "#tests/support/comparison/day-model.ts";
import { dayShape } from "#tests/support/comparison/day-shape.ts";
import { makePortfolioOf } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { makeTeam, stage } from "#tests/support/factories.ts";
import { columnNamed, type Texts, textsOf } from "#tests/support/portfolio/day-texts.ts";
import { type DayTruth, dayTruth } from "#tests/support/portfolio/day-truth.ts";
import { PortfolioDays } from "#tests/support/portfolio/days.ts";
import { stageCorrection } from "#tests/support/reports/correct-report.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host, control } = await runStage();
/** Debtors of the first day. */
const size = cases(5_000, 400);

const document = columnNamed("NRO DOCUMENTO");
const balance = columnNamed("SLD TOTAL");
const days = "obligation.days_delay";

const namesOf = (texts: Texts) => [...new Set(texts.map((cells) => cells[document] ?? ""))];
const rowsOf = (texts: Texts, names: ReadonlySet<string>) => texts.filter((cells) => names.has(cells[document] ?? ""));
const without = (texts: Texts, names: ReadonlySet<string>) =>
  texts.filter((cells) => !names.has(cells[document] ?? ""));

/** One portfolio, loaded day after day, beside a model of its snapshot. */
async function openPortfolio() {
  const { supervisor, tenantId } = await makeTeam({ server: host, batchSize: size / 10, repeatBehaviour: "updates" });
  const portfolioId = await makePortfolioOf(tenantId);
  const model = new DayModel(dayShape.mapping);
  const settle = async (uploadId: string, texts: Texts) => {
    await forgoReadBacks(uploadId);
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
    const records = await ownerDatabase().record.findMany({
      where: { uploadId, state: { not: "unchanged" } },
      select: { identification: true, state: true },
    });
    model.settle(texts, new Map(records.map(({ identification, state }) => [identification, state])));
    return Map.groupBy(records, ({ state }) => state);
  };
  return {
    supervisor,
    tenantId,
    portfolioId,
    model,
    settle,
    stage: (texts: Texts, load: Load, setAside: readonly SetAsideRow[] = []) =>
      stage(supervisor, tenantId, texts, { shape: dayShape, setAside, of: { portfolioId, load } }),
    /** Expects what the model says of a staged file: figures, and every debtor's group. */
    expectEqual: async (uploadId: string, file: ModelFile, volatile: readonly string[] = [days]) => {
      const { figures } = await showComparison(supervisor, { uploadId });
      const truth = model.compare(file, volatile);
      expect(figures.debtors).toEqual(truth.debtors);
      expect(figures.obligations).toEqual(truth.obligations);
      expect(figures.outside).toEqual(truth.outside);
      const fields = figures.fields.map(({ fieldId, values }) => [fieldId, values] as const);
      expect(Object.fromEntries(fields)).toEqual(truth.fields);
      const records = await ownerDatabase().record.findMany({
        where: { uploadId },
        select: { identification: true, change: true },
      });
      expect(new Map(records.map(({ identification, change }) => [identification, change]))).toEqual(truth.groups);
      const gone = await ownerDatabase().comparedDebtor.findMany({
        where: { uploadId, change: null },
        orderBy: { identification: "asc" },
      });
      expect(gone.map(({ identification }) => identification)).toEqual(truth.gone);
      return figures;
    },
  };
}

test("days with everything in between are compared to the cent", async () => {
  const { supervisor, tenantId, portfolioId, model, settle, stage: stageDay, expectEqual } = await openPortfolio();
  const bank = new PortfolioDays({ seed: 21, debtors: size });
  const whole = { kind: "whole" } as const;

  const dayOne = bank.next("ordinary");
  const first = textsOf(dayOne);
  const firstId = await stageDay(first, whole);
  await expectEqual(firstId, { texts: first });
  // From now on who is only a day older is sent too, so that there is more to go wrong.
  await ownerDatabase().comparison.update({ where: { uploadId: firstId }, data: { countsVolatile: true } });
  await settle(firstId, first);

  // A file with nothing wrong: the model and the bank's books say the same.
  const dayTwo = bank.next("ordinary");
  const clean = textsOf(dayTwo);
  const cleanId = await stageDay(clean, whole);
  const figures = await expectEqual(cleanId, { texts: clean });
  const books: DayTruth = dayTruth(dayTwo, dayOne);
  expect(figures.debtors).toEqual(books.byDebtor);
  for (const group of ["new", "changed", "returned", "gone"] as const)
    expect(figures.obligations[group], group).toEqual(books.byObligation[group]);

  // The same day with damage: amounts nobody can read, notes that name somebody, rows of nobody.
  const names = namesOf(clean);
  const leftOut = new Set(names.filter((_, at) => at % 400 === 7));
  const aside = new Set(names.filter((_, at) => at % 900 === 11));
  const nobody = 5;
  const damaged = without(clean, aside).map((cells) =>
    leftOut.has(cells[document] ?? "") ? cells.with(balance, "12abc") : cells,
  );
  const texts = [...damaged, ...damaged.slice(0, nobody).map((cells) => cells.with(document, ""))];
  const notes = rowsOf(clean, aside).map((cells, at): SetAsideRow => {
    const row = { line: 100_000 + at, kinds: null };
    if (at % 2 === 0) return { ...row, cells: [...cells], reason: "hidden" };
    return { ...row, cells: cells.map((text, column) => (column === document ? text : "")), reason: "note" };
  });
  const secondId = await stageDay(texts, whole, notes);
  const file = { texts: damaged, leftOut, aside };
  expect((await expectEqual(secondId, file)).unidentifiedRows).toBe(nobody);
  const refused = new Set(namesOf(damaged).filter((_, at) => at % 300 === 3));
  const { identification: lost } = await ownerDatabase().record.findFirstOrThrow({
    where: { uploadId: secondId, change: "changed" },
    orderBy: { ordinal: "asc" },
  });
  // The first that fits a request is played.
  await control.setFaults([
    { match: { identifications: [lost] }, action: { do: "wrong_sums", isSummaryMissing: true } },
    { match: { identifications: [...refused] }, action: { do: "refuse_debtors", shape: "objects" } },
  ]);
  const outcomes = await settle(secondId, damaged);
  model.leave(file);
  await control.setFaults([]);
  for (const state of ["rejected", "unconfirmed"] as const) expect(outcomes.get(state)?.length).toBeGreaterThan(0);

  // A retry and a correction within the portfolio.
  const retry = await retryFailures(supervisor, { uploadId: secondId });
  await settle(retry.id, damaged);
  const corrected = rowsOf(clean, leftOut);
  const correctionId = await stageCorrection(supervisor, tenantId, secondId, corrected, dayShape);
  expect(await ownerDatabase().upload.findUniqueOrThrow({ where: { id: correctionId } })).toMatchObject({
    portfolioId,
  });
  const fixed = await settle(correctionId, corrected);
  expect(fixed.get("accepted")?.length).toBe(leftOut.size);
  expect(await ownerDatabase().loadMeasures.count({ where: { uploadId: { in: [retry.id, correctionId] } } })).toBe(0);

  const third = textsOf(bank.next("ordinary"));
  const thirdId = await stageDay(third, whole);
  await expectEqual(thirdId, { texts: third });
  await settle(thirdId, third);
  model.leave({ texts: third });

  // Other volatile fields from now on, and debtors added in between: some new, some as the next day has them.
  const volatile = [days, "obligation.last_pay", "obligation.last_pay_date", "obligation.total_balance"];
  await ownerDatabase().portfolio.update({ where: { id: portfolioId }, data: { volatileFields: volatile } });
  const fourth = textsOf(bank.next("ordinary"));
  const known = new Set(namesOf(third));
  const added = new Set(namesOf(fourth).filter((name, at) => (known.has(name) ? at % 97 === 0 : at % 2 === 0)));
  const additions = rowsOf(fourth, added);
  const additionsId = await stageDay(additions, { kind: "additions" });
  await expectEqual(additionsId, { texts: additions, tellsGone: false }, volatile);
  await settle(additionsId, additions);

  // The day in two parts; nobody is gone before both are confirmed.
  const part = (number: number): Load => ({ kind: "part", number, of: 2 });
  const halvesOf = (texts: Texts) => {
    const first = new Set(namesOf(texts).filter((_, at) => at % 2 === 0));
    const [one, two] = [rowsOf(texts, first), without(texts, first)];
    return {
      one,
      two,
      oneFile: { texts: one, elsewhere: new Set(namesOf(two)) },
      twoFile: { texts: two, elsewhere: first },
    };
  };
  const goneOf = async (names: readonly string[]) =>
    ownerDatabase().snapshotDebtor.count({ where: { portfolioId, state: "gone", identification: { in: [...names] } } });
  const { one, two, twoFile } = halvesOf(fourth);
  const partIds = [await stageDay(one, part(1)), await stageDay(two, part(2))] as const;
  await expectEqual(partIds[0], { texts: one, tellsGone: false }, volatile);
  await expectEqual(partIds[1], twoFile, volatile);
  await settle(partIds[0], one);
  await settle(partIds[1], two);
  model.leave(twoFile);

  const fifth = textsOf(bank.next("ordinary"));
  const fifthId = await stageDay(fifth, whole);
  await expectEqual(fifthId, { texts: fifth }, volatile);
  await settle(fifthId, fifth);
  model.leave({ texts: fifth });

  // A first part that is discarded; the part that completes the set is confirmed before the other one.
  const sixth = textsOf(bank.next("ordinary"));
  const halves = halvesOf(sixth);
  const discardedId = await stageDay(halves.one.slice(0, 9), part(1));
  const laterId = await stageDay(halves.two, part(2));
  await cancelUpload(supervisor, { uploadId: discardedId });
  await expectEqual(laterId, { texts: halves.two, tellsGone: false }, volatile);
  const completingId = await stageDay(halves.one, part(1));
  await expectEqual(completingId, halves.oneFile, volatile);
  const { gone } = model.compare(halves.oneFile, volatile);
  await settle(completingId, halves.one);
  expect(await goneOf(gone)).toBe(0);
  await settle(laterId, halves.two);
  expect(await goneOf(gone)).toBe(gone.length);
  expect(gone.length).toBeGreaterThan(0);
  model.depart(gone);

  const seventh = textsOf(bank.next("ordinary"));
  await expectEqual(await stageDay(seventh, whole), { texts: seventh }, volatile);
});
