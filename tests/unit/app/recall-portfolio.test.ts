import { expect, test, vi } from "vitest";
import type { Reading } from "#app/(portal)/uploads/new/read-file.ts";
import { recallPortfolio } from "#app/(portal)/uploads/new/recall-portfolio.ts";
import type { Reply } from "#components/upload/bring-pieces.ts";
import type { FilePortfolio, PortfolioChoice } from "#components/upload/file-portfolio.ts";
import { type WizardEvent, type WizardState, wizardReducer } from "#components/upload/wizard-state.ts";
import { type Work, withDecided } from "#components/upload/work.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { setReading } from "#lib/domain/mapping/answers/edit-mapping.ts";
import { firstMappingOf } from "#lib/domain/mapping/answers/first-groups.ts";
import type { RecalledMapping } from "#lib/domain/mapping/answers/recalled-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { rememberedMapping } from "#lib/domain/mapping/mapping-of-file.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

const answers = vi.hoisted(() => ({ recall: vi.fn() }));
vi.mock("#app/(portal)/uploads/new/ask-about-file.ts", () => ({
  recall: answers.recall,
  headersOf: ({ columns }: Work["report"]) => columns.map(({ header }) => header),
}));

const balance = 6;
const product = 5;
const lines = [
  "CEDULA;NOMBRE;CELULAR;CORREO;OBLIGACION;PRODUCTO;SALDO TOTAL;DIAS MORA",
  ...[1, 2].map((n) => `1023456${n};ANA ROJAS;300123456${n};a${n}@buzon.example;P-${n};CONSUMO;${n}250;${n}0`),
];
const evidence = { isSameShape: true, isSameName: false, isSameTitle: false, knownShare: null };
const banks = ["one", "two"].map((id) => ({ id, name: `Bank ${id}`, defaults: {}, openSet: null, evidence }));

function portfolioOf(choice: PortfolioChoice): FilePortfolio {
  const found = { recognition: { kind: "none" }, portfolios: banks } as const;
  return { found, title: "", stated: null, choice, load: { kind: "whole" }, isDecided: true };
}

const none = portfolioOf({ kind: "none" });
const one = portfolioOf({ kind: "known", id: "one" });

/** A file on the review step as last time's memory read it, and what happens to it when a portfolio is chosen. */
async function reviewed(before = none) {
  const workbench = new Workbench();
  const file = new File([lines.join("\n")], "a.csv");
  const report = await workbench.open({ file, settings: {}, fields: standardFields, currency: "COP" });
  const { mapping } = firstMappingOf(report, standardFields, { kind: "none" });
  const known = {
    file,
    settings: {},
    report,
    earlier: null,
    correction: null,
    portfolio: before,
    declined: [],
    recalled: [],
  };
  const work: Work = { ...known, memory: { kind: "exact" }, mapping };
  const sums = async (_: string, { columns }: { columns: number[] }) => workbench.sumColumns({ columns });
  return { work, mapping, client: { ask: sums } as unknown as Reading["client"] };
}

async function choose(
  { work, client }: Pick<Awaited<ReturnType<typeof reviewed>>, "work" | "client">,
  portfolio: FilePortfolio,
  reply: Reply<RecalledMapping<Mapping>>,
) {
  answers.recall.mockReset().mockResolvedValue(reply);
  let state = { step: "review", work, summary: {}, isRemembered: true } as unknown as WizardState & { work: Work };
  const problems: unknown[] = [];
  const reading = {
    client,
    tenant: { id: "tenant", country: "CO", currency: "COP" },
    fields: standardFields,
    signal: new AbortController().signal,
    tellProblem: (problem: unknown) => problems.push(problem),
    dispatch: (event: WizardEvent) => {
      state = wizardReducer(state, event) as typeof state;
    },
  } as unknown as Reading;
  await recallPortfolio(reading, () => state.work, portfolio);
  return { state, problems };
}

const exact = (mapping: Mapping) =>
  ({ kind: "done", value: { kind: "exact", usedAt: "2026-02-01T10:00:00.000Z", mapping } }) as const;
const remembered = (mapping: Mapping) => exact(rememberedMapping(mapping));
const inThousands = (mapping: Mapping) => setReading(mapping, balance, { amountUnit: "thousands" });

test("a portfolio's unit is asked when chosen on review", async () => {
  const file = await reviewed();
  const { state } = await choose(file, one, remembered(inThousands(file.mapping)));
  expect(state).toMatchObject({
    step: "mapping",
    work: { portfolio: one, memory: { kind: "near", changed: [balance] } },
  });
  expect(state.work.report.columns[balance]).toMatchObject({ amountUnit: { value: "thousands" }, unitSums: {} });
});

test("a portfolio's other field is shown when chosen", async () => {
  const file = await reviewed();
  const columns = file.mapping.columns.with(product, { state: "left_out" });
  const { state } = await choose(file, one, remembered({ ...file.mapping, columns }));
  expect(state).toMatchObject({ step: "mapping", work: { memory: { kind: "near", changed: [product] } } });
  expect(state.work.mapping.columns[product]).toEqual({ state: "left_out" });
});

test("a portfolio that remembers the same asks nothing", async () => {
  const file = await reviewed();
  const { state } = await choose(file, one, remembered(file.mapping));
  expect(state).toMatchObject({ step: "review", isRemembered: true, work: { portfolio: one } });
  const again = await choose(
    { ...file, work: state.work },
    { ...one, load: { kind: "whole" } },
    remembered(file.mapping),
  );
  expect([again.state.step, answers.recall.mock.calls]).toEqual(["review", []]);
});

test("what was decided by hand outlives another memory", async () => {
  const file = await reviewed();
  const decided = { ...file.mapping, columns: file.mapping.columns.with(product, { state: "left_out" }) };
  const work = withDecided(file.work, decided);
  const { state } = await choose({ ...file, work }, one, remembered(inThousands(file.mapping)));
  expect(state.work.mapping.columns[product]).toEqual({ state: "left_out" });
  expect(state.work.memory).toMatchObject({ changed: [balance] });
});

test("no portfolio asks again what one answered", async () => {
  const file = await reviewed(one);
  const work = { ...file.work, mapping: inThousands(file.mapping) };
  const headers = file.work.report.columns.map(({ header }) => header);
  const value = { kind: "near", mapping: work.mapping, headers, of: "Bank one" } as const;
  const { state } = await choose({ ...file, work }, none, { kind: "done", value });
  expect(answers.recall).toHaveBeenCalledWith(headers, "tenant", null);
  expect(state).toMatchObject({ step: "mapping", work: { memory: { changed: [balance], of: "Bank one" } } });
});

test("a choice without an answer is taken back", async () => {
  const problem = { code: "unreachable", params: {} };
  const { state, problems } = await choose(await reviewed(), one, { kind: "refused", problem });
  expect(problems).toEqual([problem]);
  expect(state).toMatchObject({ step: "review", work: { portfolio: none } });
});
