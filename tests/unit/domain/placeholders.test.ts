import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
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
      { numRuns: 400 },
    );
    expect(Math.min(seen.own, seen.placeholder, seen.conflicts)).toBeGreaterThan(5);
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
      { numRuns: 40 },
    );
    expect(whole).toBeGreaterThan(100);
  });
});
