import { describe, expect, test } from "vitest";
import {
  fetchingState,
  firstState,
  hasUnsavedWork,
  type WizardEvent,
  type WizardState,
  wizardReducer,
} from "#components/upload/wizard-state.ts";
import type { Work } from "#components/upload/work.ts";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { setReading } from "#lib/domain/mapping/answers/edit-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";

const sure = { certainty: "sure", evidence: "chosen", params: {}, alternatives: [] } as const;
const work: Work = {
  file: new File(["a;b"], "cartera.csv"),
  settings: {},
  report: {
    fileName: "cartera.csv",
    fileBytes: 3,
    fileSha256: "0".repeat(64),
    kind: "csv",
    encoding: null,
    delimiter: null,
    sheet: null,
    sheets: [],
    join: null,
    debtorsHeaderRow: null,
    otherShapes: [],
    headerRow: { value: 0, ...sure },
    hiddenRows: { count: 0, line: 0 },
    setAside: { count: 0, reasons: [] },
    rowCount: 1,
    columns: [],
    notices: [],
  },
  earlier: null,
  memory: { kind: "none" },
  mapping: { layout: "row_per_obligation", columns: [], constants: [], defaults: [], separators: [], conflicts: [] },
  recalled: [],
  declined: [],
  correction: null,
  portfolio: null,
};
const totals = { rows: 1, debtors: 1, obligations: 1, balance: "1.00" };
const summary: ReviewSummary = {
  totals: { file: totals, setAside: 0, leftOut: totals, staged: totals },
  setAside: { count: 0, reasons: [] },
  held: { rows: 0, debtors: 0, obligations: 0, balance: "0.00" },
  unidentified: 0,
  rowsWithErrors: 0,
  rowsWithWarnings: 0,
  filled: [],
  groups: [],
  heldBack: {},
  declared: { declared: { where: {} }, proposed: [] },
  report: null,
  editedBalance: "0.00",
  edits: 0,
  editedRows: 0,
  cutOff: null,
  canUndo: false,
  canRedo: false,
};
const refusal = { code: "corrupt", params: {} } as const;
const problem = { code: "unreachable", params: {} };

function stateAfter(...events: readonly WizardEvent[]): WizardState {
  return events.reduce(wizardReducer, firstState);
}

const chosen: WizardEvent = { type: "file_chosen", file: work.file };
const read: WizardEvent = { type: "file_read", work, isComplete: false };
const toReview: readonly WizardEvent[] = [chosen, read, { type: "check_started" }, { type: "checked", summary }];

describe("the steps of a new upload", () => {
  test("say how many were held before only until other people of the file are held", () => {
    const held = { ...summary, held: totals };
    const renewed = [
      ...toReview,
      { type: "staging_started" },
      { type: "holds_renewed" },
      { type: "checked", summary: held },
    ] as const;
    const heldBefore = (...events: readonly WizardEvent[]) => {
      const state = stateAfter(...renewed, ...events);
      return "work" in state ? state.work.heldBefore : null;
    };
    expect(heldBefore()).toBe(0);
    expect(heldBefore({ type: "edited", summary: { ...held, edits: 1 } })).toBe(0);
    expect(heldBefore({ type: "edited", summary })).toBeUndefined();
  });

  test("map, check, review and stage an unknown file", () => {
    const steps = [...toReview, { type: "staging_started" }, { type: "staged", uploadId: "u1" }] as const;
    const seen = steps.map((_, index) => stateAfter(...steps.slice(0, index + 1)).step);
    expect(seen).toEqual(["reading", "mapping", "checking", "review", "staging", "done"]);
  });

  test("keep the portfolio decided on the columns or the review", () => {
    const portfolio = { found: { recognition: { kind: "none" }, portfolios: [] }, title: "", stated: null } as const;
    const decided = {
      ...portfolio,
      choice: { kind: "new", name: "Banco" },
      load: { kind: "whole" },
      isDecided: true,
    } as const;
    const decide: WizardEvent = { type: "portfolio_decided", portfolio: decided };
    expect(stateAfter(chosen, read, decide)).toMatchObject({ step: "mapping", work: { portfolio: decided } });
    expect(stateAfter(...toReview, decide)).toMatchObject({ step: "review", work: { portfolio: decided } });
  });

  test("remember that the columns were decided by hand", () => {
    const unmapped = { ...work.mapping, columns: [{ state: "unmapped" }, { state: "unmapped" }] } as const;
    const columns = [{ state: "left_out" as const }, { state: "unmapped" as const }];
    const mapping = { ...unmapped, columns, layout: "repeated_groups" as const };
    const begun: WizardEvent = { ...read, work: { ...work, mapping: { ...unmapped, columns: [...unmapped.columns] } } };
    const byHand = { columns: [0], parts: ["layout"] };
    expect(stateAfter(chosen, begun, { type: "mapping_changed", mapping })).toMatchObject({ work: { byHand } });
    const onReview = stateAfter(chosen, begun, { type: "check_started" }, { type: "checked", summary });
    expect(wizardReducer(onReview, { type: "group_decided", mapping })).toMatchObject({ work: { byHand } });
  });

  test("go back to the columns if another memory asks", () => {
    const recalled = { ...work, memory: { kind: "near", changed: [0], lost: [] } } as const;
    const asked: WizardEvent = { type: "portfolio_recalled", work: recalled, isAsked: true };
    const mapping = { step: "mapping", work: recalled };
    expect(stateAfter(...toReview, asked)).toMatchObject(mapping);
    expect(stateAfter(chosen, read, { type: "check_started" }, asked)).toMatchObject(mapping);
    expect(stateAfter(chosen, read, { ...asked, isAsked: false })).toMatchObject(mapping);
    expect(stateAfter(...toReview, { ...asked, isAsked: false })).toMatchObject({ step: "review" });
  });

  test("forget a recalled answer that is changed by hand", () => {
    const order = { column: 0, question: "dateOrder" } as const;
    const unit = { column: 0, question: "amountUnit" } as const;
    const columns: Mapping["columns"] = [
      {
        state: "field",
        field: "obligation.last_pay_date",
        group: 0,
        reading: { dateOrder: "dmy", amountUnit: "written" },
      },
    ];
    const recalling = { ...work, mapping: { ...work.mapping, columns }, recalled: [order, unit] };
    const shown = stateAfter(chosen, { type: "file_read", work: recalling, isComplete: false });
    const change = (state: WizardState, dateOrder: "dmy" | "mdy") =>
      "work" in state
        ? wizardReducer(state, { type: "mapping_changed", mapping: setReading(state.work.mapping, 0, { dateOrder }) })
        : state;
    expect(change(shown, "dmy")).toMatchObject({ work: { recalled: [order, unit] } });
    expect(change(change(shown, "mdy"), "dmy")).toMatchObject({ work: { recalled: [unit] } });
  });

  test("skip the mapping where it is remembered without questions", () => {
    const state = stateAfter(chosen, { type: "file_read", work, isComplete: true });
    expect(state).toMatchObject({ step: "checking", isRemembered: true });
    expect(wizardReducer(state, { type: "checked", summary })).toMatchObject({ step: "review", isRemembered: true });
  });

  test("first report that the file was uploaded before", () => {
    const earlier = {
      uploadId: "u0",
      fileName: "ayer.csv",
      state: "finished",
      completeness: "whole",
      createdAt: "2026-11-24T12:00:00Z",
      createdBy: "Ana",
      isDiscarded: false,
      repeatBehaviour: "unknown",
    } as const;
    const state = stateAfter(chosen, { type: "file_read", work: { ...work, earlier }, isComplete: true });
    expect(state).toMatchObject({ step: "known_file", earlier });
    expect(wizardReducer(state, { type: "known_file_accepted" }).step).toBe("checking");
  });

  test("return to the drop with a refusal's reason", () => {
    expect(stateAfter(chosen, { type: "file_refused", refusal, fileName: "x.xlsx" })).toEqual({
      step: "drop",
      refusal: { ...refusal, fileName: "x.xlsx" },
      problem: null,
    });
  });

  test("keep the first rows while that file is read", () => {
    const firstRows = { rows: [{ line: 1, cells: ["Cédula"] }] };
    const seen = stateAfter(chosen, { type: "first_rows_seen", firstRows }, { type: "progress", share: 0.5 });
    expect(seen).toMatchObject({ step: "reading", share: 0.5, firstRows });
    expect(wizardReducer(seen, chosen)).toMatchObject({ step: "reading", firstRows: null });
    expect(wizardReducer(firstState, { type: "first_rows_seen", firstRows })).toEqual(firstState);
  });

  test("ignore a late answer after reading is cancelled", () => {
    expect(stateAfter(chosen, { type: "reading_cancelled" }, read)).toEqual(firstState);
  });

  test("keep the work when going back from the review", () => {
    expect(stateAfter(...toReview, { type: "back", to: "mapping" })).toMatchObject({ step: "mapping", work });
  });

  test("keep the mapping when rereading is refused", () => {
    const state = stateAfter(
      chosen,
      read,
      { type: "reread_started", settings: { headerLine: 9 } },
      { type: "reread_refused", refusal },
    );
    expect(state).toMatchObject({ step: "mapping", isRereading: false, refusal, work: { mapping: work.mapping } });
  });

  test("keep the progress when staging stops", () => {
    const progress = { phase: "sending", rowsSent: 7, rowCount: 9, rowsPerSecond: null, rowsDerived: null } as const;
    const stopped = stateAfter(
      ...toReview,
      { type: "staging_started" },
      { type: "staging_progressed", progress },
      { type: "staging_stopped", problem },
    );
    expect(stopped).toMatchObject({ step: "staging", progress, problem });
    expect(wizardReducer(stopped, { type: "staging_started" })).toMatchObject({ progress, problem: null });
    expect(wizardReducer(stopped, { type: "back", to: "review" })).toMatchObject({ step: "review", summary });
  });

  test("check again after a correction's choice or moved debtors", () => {
    const correction = {
      uploadId: "u0",
      fileName: "ayer.csv",
      at: "2026-11-24T12:00:00Z",
      isErased: false,
      holders: [],
      choices: noChoices,
    };
    const review = stateAfter(
      chosen,
      { type: "file_read", work: { ...work, correction }, isComplete: true },
      { type: "checked", summary },
    );
    const choices = { ...noChoices, sendsUnchanged: true };
    const decided = { step: "checking", work: { correction: { ...correction, choices } } };
    expect(wizardReducer(review, { type: "correction_decided", choices })).toMatchObject(decided);
    const stopped = [
      { type: "staging_started" },
      { type: "staging_stopped", problem: { code: "correction_moved", params: {} } },
    ] as const;
    const holder = { id: "u1", fileName: "ayer.csv", state: "staged", debtors: 2, isCorrection: false } as const;
    const moved = { ...correction, holders: [holder], choices: { ...noChoices, sendsFewer: true } };
    const renewed = [...stopped, { type: "correction_renewed", correction: moved } as const].reduce(
      wizardReducer,
      review,
    );
    // The holders are replaced; the user's choices about other debtors stay.
    expect(renewed).toMatchObject({ step: "checking", work: { correction: { ...correction, holders: [holder] } } });
  });

  test("read fetched failures, or report their problem at the drop", () => {
    const fetching = fetchingState("ayer.csv");
    expect(fetching).toMatchObject({ step: "reading", fileName: "ayer.csv" });
    expect(wizardReducer(fetching, { type: "problem_met", problem })).toMatchObject({ step: "drop", problem });
  });

  test("name the file when the workbench is lost", () => {
    expect(stateAfter(...toReview, { type: "workbench_lost", refusal })).toMatchObject({
      step: "drop",
      refusal: { fileName: "cartera.csv" },
    });
  });

  test("guard against leaving only while work is unsaved", () => {
    const steps = [...toReview, { type: "staging_started" }, { type: "staged", uploadId: "u1" }] as const;
    const guarded = steps.map((_, index) => hasUnsavedWork(stateAfter(...steps.slice(0, index + 1))));
    expect([hasUnsavedWork(firstState), ...guarded]).toEqual([false, false, true, true, true, true, false]);
  });
});
