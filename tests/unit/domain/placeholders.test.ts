import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases, isDeep } from "#tests/support/depth.ts";
import { deriveStaged } from "#tests/support/derive-staged.ts";
import { messyRow } from "#tests/support/messy-cells.ts";
import { messyContext } from "#tests/support/messy-context.ts";

const email = "debtor.Email";
const phone = "debtor.Telephone";
const placeholders = [
  { field: email, value: "sincorreo@banco.co" },
  { field: phone, value: "3000000000" },
];

const without = (context: DerivationContext): DerivationContext => ({
  ...context,
  fields: context.fields.map((field) =>
    placeholders.some((given) => given.field === field.id) ? { ...field, isRequired: false } : field,
  ),
  mapping: { ...context.mapping, defaults: [] },
});

const filled = (context: DerivationContext): DerivationContext => ({
  ...context,
  mapping: { ...context.mapping, defaults: placeholders },
});

/** What is sent in these fields; null for a debtor that is left out. */
function sentOf(payload: string | null | undefined): Record<string, unknown> | null {
  if (payload == null) return null;
  const { Email, Telephone } = JSON.parse(payload) as Record<string, unknown>;
  return { Email, Telephone };
}

const contact = fc.constantFrom("", "", " ", "u63@example.com", "ana@x.co", "sincorreo@banco.co");
const telephone = fc.constantFrom("", "", "3001234567", "3107654321");

describe("the placeholder of a debtor's field", () => {
  test("is sent only of a debtor without a value of its own, and conflicts with none", () => {
    const seen = { own: 0, placeholder: 0, conflicts: 0 };
    fc.assert(
      fc.property(
        messyContext,
        fc.array(fc.tuple(messyRow, contact, telephone), { minLength: 1, maxLength: 4 }),
        (context, all) => {
          const rows = all.map(([{ cells, kinds }, mail, number], row) => ({
            line: row + 2,
            cells: cells.with(0, "8000000").with(2, mail).with(3, number).with(4, `C${row}`),
            kinds: kinds === null ? null : `tttt${kinds.slice(4)}`,
          }));
          const derive = (context: DerivationContext) => {
            const read = compileRowReader(context);
            const checked = rows.map((source, row) => read(row, source));
            const { debtor, issues } = assembleDebtor(checked, context);
            return { sent: sentOf(debtor?.payload), issues: [...checked.flatMap((row) => row.issues), ...issues] };
          };
          const own = derive(without(context));
          const after = derive(filled(context));
          const ofContacts = ({ issues }: typeof own) =>
            issues.filter(({ field }) => field === email || field === phone);
          expect(ofContacts(after)).toEqual(ofContacts(own));
          seen.conflicts += ofContacts(own).filter(({ code }) => code === "debtor_values_differ").length;
          if (after.sent === null || own.sent === null) return;
          expect(after.sent).toEqual({
            Email: own.sent.Email ?? "sincorreo@banco.co",
            Telephone: own.sent.Telephone ?? "3000000000",
          });
          seen[own.sent.Email === undefined ? "placeholder" : "own"]++;
        },
      ),
      { numRuns: cases(400, 200) },
    );
    expect(Math.min(seen.own, seen.placeholder, seen.conflicts)).toBeGreaterThan(isDeep ? 5 : 0);
  });
});

const columns = ["debtor.Identification", "debtor.Name", email, phone, "obligation.id", "obligation.name"];
const header = columns.join(";");

/** Debtors of one to three rows, plain but for mails and telephones. */
const debtorRows = fc.array(fc.array(fc.tuple(contact, telephone), { minLength: 1, maxLength: 3 }), {
  minLength: 2,
  maxLength: 12,
});

describe("a placeholder in the review", () => {
  test("adds no conflict, and page and server send the same of every debtor", async () => {
    let whole = 0;
    await fc.assert(
      fc.asyncProperty(debtorRows, messyContext, async (debtors, { fields }) => {
        const lines = debtors.flatMap((rows, debtor) =>
          rows.map(([mail, number], row) => [
            8_000_000 + debtor,
            "Ana Ruiz",
            mail,
            number,
            `C${debtor}-${row}`,
            "Cartera",
          ]),
        );
        const file = new File([[header, ...lines.map((line) => line.join(";"))].join("\n")], "cartera.csv");
        const workbench = new Workbench();
        await workbench.open({ file, settings: {}, fields });
        const mapping = {
          layout: "row_per_obligation" as const,
          columns: columns.map((field) => ({ state: "field" as const, field, group: 0, reading: {} })),
          constants: [{ field: "obligation.total_balance", value: "1000" }],
          defaults: [],
          separators: [],
          conflicts: [],
        };
        const context = { fields, country: "CO", mapping };
        const differing = (context: DerivationContext) =>
          workbench
            .apply({ context })
            .groups.filter(({ code }) => code === "debtor_values_differ")
            .map(({ column, rows }) => [column, rows]);
        const before = differing(context);
        expect(differing(filled(context))).toEqual(before);
        const staged = await deriveStaged(workbench, context);
        expect(staged.server).toEqual(staged.page);
        for (const { payload, identification } of staged.debtors) {
          const own = debtors[Number(identification) - 8_000_000] ?? [];
          expect(sentOf(payload)).toEqual({
            Email: own.map(([mail]) => mail.trim()).find((mail) => mail !== "") ?? "sincorreo@banco.co",
            Telephone: own.map(([, number]) => number).find((number) => number !== "") ?? "3000000000",
          });
          whole++;
        }
      }),
      { numRuns: cases(40) },
    );
    expect(whole).toBeGreaterThan(cases(100, 25));
  });
});

/** The rows of one debtor: number, name and balance of an obligation. */
const obligationRows = fc.array(
  fc.tuple(
    fc.constantFrom("C1", "C1", "C2"),
    fc.constantFrom("", "", "Libre", "Hogar", "Sin nombre"),
    fc.constantFrom("", "1000", "1000", "2000", "0"),
  ),
  { minLength: 1, maxLength: 4 },
);
const obligationColumns = ["debtor.Identification", "obligation.id", "obligation.name", "obligation.total_balance"];

/** Different values of an obligation's cells that have one. */
const told = (values: readonly string[]) => [...new Set(values.filter((value) => value !== ""))];

describe("the placeholder of an obligation's field", () => {
  const contextOf = (
    { fields }: DerivationContext,
    policy: "leave_out" | "first" | "last" | "most_frequent",
  ): DerivationContext => ({
    fields: fields.filter(({ id }) => obligationColumns.includes(id)),
    country: "CO",
    mapping: {
      layout: "row_per_obligation",
      columns: obligationColumns.map((field) => ({ state: "field", field, group: 0, reading: {} })),
      constants: [],
      defaults: [
        { field: "obligation.name", value: "Sin nombre" },
        { field: "obligation.total_balance", value: "0" },
      ],
      separators: [],
      conflicts: [{ field: "obligation.id", policy }],
    },
  });
  const derive = (context: DerivationContext, rows: readonly (readonly string[])[]) => {
    const read = compileRowReader(context);
    const checked = rows.map((cells, row) => read(row, { line: row + 2, cells: ["8000000", ...cells], kinds: null }));
    const { debtor, issues } = assembleDebtor(checked, context);
    const payload = debtor === null ? null : (JSON.parse(debtor.payload) as { Obligations: Record<string, string>[] });
    return { debtor, sent: payload?.Obligations ?? null, codes: issues.map(({ code }) => code), issues, checked };
  };
  const balances = (sent: readonly Record<string, string>[]) =>
    sent.reduce((sum, { total_balance }) => sum + Number(total_balance) * 100, 0);

  test("contradicts no value of another row of the obligation, and gives way to it", () => {
    const seen = { whole: 0, given: 0, differing: 0 };
    fc.assert(
      fc.property(messyContext, obligationRows, (context, rows) => {
        const { debtor, sent, codes } = derive(contextOf(context, "leave_out"), rows);
        const numbers = [...new Set(rows.map(([number]) => number))];
        const of = (number: string) => rows.filter((row) => row[0] === number);
        const own = numbers.map((number) => ({
          number,
          names: told(of(number).map(([, name]) => name)),
          amounts: told(of(number).map(([, , amount]) => amount)),
        }));
        const isTold = own.every(({ names, amounts }) => names.length < 2 && amounts.length < 2);
        expect(codes.includes("obligation_repeated")).toBe(!isTold);
        expect(sent === null).toBe(!isTold);
        if (sent === null) return void seen.differing++;
        expect(sent.map(({ id, name, total_balance }) => [id, name, total_balance]).sort()).toEqual(
          own.map(({ number, names, amounts }) => [number, names[0] ?? "Sin nombre", amounts[0] ?? "0"]).sort(),
        );
        expect(debtor?.balanceCents).toBe(balances(sent));
        seen.whole++;
        if (numbers.length < rows.length && rows.some(([, name]) => name === "")) seen.given++;
      }),
      { numRuns: cases(600) },
    );
    expect(Math.min(seen.whole, seen.given, seen.differing)).toBeGreaterThan(cases(50));
  });

  test("is sent under a policy only where a row is empty, and totals are what is sent", () => {
    fc.assert(
      fc.property(
        messyContext,
        obligationRows,
        fc.constantFrom("first", "last", "most_frequent"),
        (context, rows, policy) => {
          const { debtor, sent, checked, issues } = derive(contextOf(context, policy), rows);
          if (sent === null || debtor === null) return;
          expect(debtor.balanceCents).toBe(balances(sent));
          for (const { id, name, total_balance } of sent) {
            const own = rows.filter(([number]) => number === id);
            expect(own.map(([, given]) => (given === "" ? "Sin nombre" : given))).toContain(name);
            expect(own.map(([, , given]) => (given === "" ? "0" : given))).toContain(total_balance);
          }
          expect(debtor.obligationCount + issues.filter(({ field }) => field === "obligation.id").length).toBe(
            checked.length,
          );
        },
      ),
      { numRuns: cases(600) },
    );
  });
});
