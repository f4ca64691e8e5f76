import { beforeEach, expect, test, vi } from "vitest";
import { continueUpload } from "#app/(portal)/uploads/new/continue-upload.ts";
import type { Reading } from "#app/(portal)/uploads/new/read-file.ts";
import type { Reply } from "#components/upload/bring-pieces.ts";
import { headOf, type KeptState } from "#components/upload/kept/kept-state.ts";
import type { ResumedUpload } from "#components/upload/kept/upload-keeper.ts";
import { firstState, type WizardEvent, type WizardState, wizardReducer } from "#components/upload/wizard-state.ts";
import type { Work, WorkCorrection } from "#components/upload/work.ts";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { fieldsDigest } from "#lib/domain/fields/fields-digest.ts";
import { firstMappingOf } from "#lib/domain/mapping/answers/first-groups.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

const answers = vi.hoisted(() => ({ about: vi.fn() }));
vi.mock("#app/(portal)/uploads/new/ask-about-file.ts", () => ({
  askAboutFile: answers.about,
  askAboutPortfolio: vi.fn(),
  recall: vi.fn(),
  headersOf: vi.fn(),
}));

const lines = [
  "CEDULA;NOMBRE;CELULAR;CORREO;OBLIGACION;PRODUCTO;SALDO TOTAL",
  "10234561;ANA ROJAS;3001234561;a@buzon.example;P-1;CONSUMO;1250",
];
const file = new File([lines.join("\n")], "a.csv");
const plain = { earlier: null, correction: null, portfolio: null, recalled: { kind: "none" } } as const;
const earlier = { uploadId: "other" } as NonNullable<Work["earlier"]>;
const correction: WorkCorrection = {
  uploadId: "u1",
  fileName: "banco.csv",
  at: "2026-02-01T10:00:00.000Z",
  isErased: false,
  holders: [],
  choices: { ...noChoices, sendsUnchanged: true },
};

beforeEach(() => {
  answers.about.mockReset().mockResolvedValue({ kind: "done", value: plain });
});

async function kept(
  changes: { state?: Partial<KeptState>; fields?: string; bytes?: number } = {},
): Promise<ResumedUpload> {
  const report = await new Workbench().open({ file, settings: {}, fields: standardFields, currency: "COP" });
  const { mapping } = firstMappingOf(report, standardFields, { kind: "none" });
  const decided: KeptState["mapping"] = {
    ...mapping,
    columns: mapping.columns.map((column, index) => (index === 5 ? { state: "left_out" } : column)),
  };
  const work = {
    settings: {},
    report,
    memory: { kind: "none" },
    mapping: decided,
    recalled: [],
    declined: [2],
  } as const;
  const { earlier, correction, portfolio } = plain;
  const place = { step: "review", isRemembered: false, edits: 0, place: null } as const;
  return {
    name: "a.b.c",
    file,
    head: headOf({
      fileName: file.name,
      fileBytes: changes.bytes ?? file.size,
      tenant: "Norte",
      fieldsDigest: changes.fields ?? fieldsDigest(standardFields),
    }),
    state: { ...work, earlier, correction, portfolio, ...place, ...changes.state },
  };
}

/** What the wizard shows in the end, and whether the user was told that columns are to be looked at again. */
async function goOn(resumed: ResumedUpload) {
  const workbench = new Workbench();
  let state: WizardState = firstState;
  const tellReadAnew = vi.fn();
  const ask = async (name: string, input: never) =>
    name === "restoreCells" ? { kept: 0, dropped: 0 } : workbench[name as "open"](input);
  await continueUpload(
    {
      client: { ask },
      tenant: { id: "tenant", country: "CO", currency: "COP" },
      fields: standardFields,
      signal: new AbortController().signal,
      tellReadAnew,
      dispatch: (event: WizardEvent) => {
        state = wizardReducer(state, event);
      },
    } as unknown as Reading,
    resumed,
  );
  return { state: state as WizardState & { work: Work }, isAnew: tellReadAnew.mock.calls.length > 0 };
}

test("an unfinished upload goes on at its step with what was decided", async () => {
  const resumed = await kept();
  const { state, isAnew } = await goOn(resumed);
  expect([state.step, isAnew]).toEqual(["checking", false]);
  expect(state.work.mapping).toEqual(resumed.state.mapping);
  expect(state.work.declined).toEqual([2]);
  expect((await goOn(await kept({ state: { step: "mapping" } }))).state.step).toBe("mapping");
});

test("a copy with other bytes is refused", async () => {
  const { report } = (await kept()).state;
  const problem = { step: "drop", problem: { code: "kept_damaged" } };
  expect((await goOn(await kept({ bytes: 1 }))).state).toMatchObject(problem);
  const other = { report: { ...report, fileSha256: "0" } };
  expect((await goOn(await kept({ state: other }))).state).toMatchObject(problem);
});

test("columns are looked at again if the fields or the reading have changed", async () => {
  const { report } = (await kept()).state;
  for (const changes of [{ fields: "other" }, { state: { report: { ...report, rowCount: 2 } } }]) {
    const { state, isAnew } = await goOn(await kept(changes));
    expect([state.step, isAnew]).toEqual(["mapping", true]);
    expect(state.work.mapping.columns[5]?.state).not.toBe("left_out");
  }
});

test("a file that was loaded meanwhile is said to be known", async () => {
  const reply: Reply<unknown> = { kind: "done", value: { ...plain, earlier } };
  answers.about.mockResolvedValue(reply);
  const { state } = await goOn(await kept());
  expect(state).toMatchObject({ step: "known_file", earlier });
  expect(wizardReducer(state, { type: "known_file_accepted" }).step).toBe("checking");
  // Its user has seen that before.
  expect((await goOn(await kept({ state: { earlier } }))).state.step).toBe("checking");
});

test("a correction knows its debtors anew and keeps its choices", async () => {
  const renewed = { ...correction, choices: noChoices, holders: [{ id: "u2" }] };
  answers.about.mockResolvedValue({ kind: "done", value: { ...plain, correction: renewed } });
  const { state } = await goOn(await kept({ state: { correction } }));
  expect(state.work.correction).toEqual({ ...renewed, choices: correction.choices });
});

test("a correction whose upload is gone does not go on as one", async () => {
  answers.about.mockResolvedValue({ kind: "done", value: { ...plain, correction: "unknown" } });
  const { state, isAnew } = await goOn(await kept({ state: { correction } }));
  expect([state.step, isAnew, state.work.correction]).toEqual(["mapping", true, "unknown"]);
});

test("without an answer of the portal it stays where it is kept", async () => {
  answers.about.mockResolvedValue({ kind: "again", problem: { code: "unreachable", params: {} } });
  expect((await goOn(await kept())).state).toMatchObject({ step: "drop", problem: { code: "unreachable" } });
});
