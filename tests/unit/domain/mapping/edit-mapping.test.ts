import { describe, expect, test } from "vitest";
import { readsAlike } from "#lib/domain/cures/with-cure.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import {
  assignField,
  columnOfField,
  fieldOfColumn,
  leaveOut,
  leaveOutOpen,
  setConstant,
  setDefault,
  setKeeping,
  setReading,
} from "#lib/domain/mapping/answers/edit-mapping.ts";
import { isAnswered, readingQuestions, settledReading } from "#lib/domain/mapping/answers/reading-question.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { rememberedMapping } from "#lib/domain/mapping/mapping-of-file.ts";
import { columnReport } from "../../components/mapping/column-reports.ts";

function fieldOf(id: string): Field {
  const found = standardFields.find((field) => field.id === id);
  if (found === undefined) throw new Error(`There is no field ${id}.`);
  return found;
}
const balance = fieldOf("obligation.total_balance");
const expiry = fieldOf("obligation.expiring_date");
const email = fieldOf("debtor.Email");
const empty: Mapping = {
  layout: "row_per_obligation",
  columns: [{ state: "unmapped" }, { state: "unmapped" }],
  constants: [],
  defaults: [],
  separators: [],
  conflicts: [],
};
const mark = (certainty: "sure" | "ambiguous"): Partial<ColumnReport> => ({
  decimalMark: { value: ",", certainty, evidence: "decimal_by_values", params: {}, alternatives: ["."] },
});
const order = (certainty: "sure" | "ambiguous"): Partial<ColumnReport> => ({
  dateOrder: { value: "dmy", certainty, evidence: "date_by_values", params: {}, alternatives: ["mdy"] },
});

describe("editing a mapping", () => {
  test("assigning a field elsewhere frees the first column", () => {
    const first = assignField(empty, columnReport(0, "Correo"), email);
    const second = assignField(first, columnReport(1, "E-mail"), email);
    expect(second.columns[0]).toEqual({ state: "unmapped" });
    expect(columnOfField(second, email.id)).toBe(1);
    expect(fieldOfColumn(second, 0)).toBeNull();
  });

  test("assigning a column removes the field's constant", () => {
    const withConstant = setConstant(empty, email.id, "sin@correo.co");
    expect(assignField(withConstant, columnReport(0, "Correo"), email).constants).toEqual([]);
  });

  test("sure readings come along, ambiguous ones do not", () => {
    const sure = assignField(empty, columnReport(0, "Saldo", mark("sure")), balance);
    const open = assignField(empty, columnReport(0, "Saldo", mark("ambiguous")), balance);
    expect(sure.columns[0]).toMatchObject({ reading: { decimalMark: "," } });
    expect(open.columns[0]).toMatchObject({ reading: {} });
    expect(setReading(open, 0, { decimalMark: "." }).columns[0]).toMatchObject({ reading: { decimalMark: "." } });
  });

  test("open columns are left out together, decided ones stay", () => {
    const mapping = leaveOutOpen(assignField(empty, columnReport(0, "Correo"), email));
    expect(mapping.columns.map((column) => column.state)).toEqual(["field", "left_out"]);
    expect(leaveOut(mapping, 0).columns[0]).toEqual({ state: "left_out" });
  });

  test("an emptied constant or default is removed", () => {
    const written = setDefault(setConstant(empty, email.id, "a@b.co"), email.id, "c@d.co");
    expect(written).toMatchObject({ constants: [{ value: "a@b.co" }], defaults: [{ value: "c@d.co" }] });
    expect(setDefault(setConstant(written, email.id, ""), email.id, "")).toEqual(empty);
  });

  test("empty cells keep what was there until a person says otherwise, which no cell is read by", () => {
    const emptied = setKeeping(setKeeping(empty, email.id, false), email.id, false);
    expect(emptied.emptied).toEqual([email.id]);
    expect(setKeeping(emptied, email.id, true).emptied).toEqual([]);
    expect([readsAlike(empty, emptied), rememberedMapping(emptied).emptied]).toEqual([true, undefined]);
  });
});

describe("questions about readings", () => {
  test("ask marks for amounts and orders for dates only", () => {
    const column = columnReport(0, "X", { ...mark("ambiguous"), ...order("ambiguous") });
    expect(readingQuestions(column, balance)).toEqual(["decimalMark"]);
    expect(readingQuestions(column, expiry)).toEqual(["dateOrder"]);
    expect(readingQuestions(column, email)).toEqual([]);
    expect(readingQuestions(column, fieldOf("obligation.days_delay"))).toEqual([]);
    expect(readingQuestions(column, undefined)).toEqual([]);
  });

  test("are not asked if the values decide", () => {
    expect(readingQuestions(columnReport(0, "X", mark("sure")), balance)).toEqual([]);
    expect(readingQuestions(columnReport(0, "X"), balance)).toEqual([]);
  });

  test("can be reopened where the values decided", () => {
    const sure = columnReport(0, "X", { ...mark("sure"), ...order("sure") });
    expect([balance, expiry, email].map((field) => settledReading(sure, field))).toEqual([
      "decimalMark",
      "dateOrder",
      null,
    ]);
    expect(settledReading(columnReport(0, "X", mark("ambiguous")), balance)).toBeNull();
    expect(settledReading(columnReport(0, "X"), balance)).toBeNull();
  });

  test("are answered once the reading is set", () => {
    const open = assignField(empty, columnReport(0, "Saldo", mark("ambiguous")), balance);
    const said = setReading(open, 0, { decimalMark: "." });
    expect([open, said].map(({ columns }) => isAnswered("decimalMark", columns[0] ?? { state: "unmapped" }))).toEqual([
      false,
      true,
    ]);
  });
});
