import { describe, expect, test } from "vitest";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { severitiesUnder } from "#lib/domain/validation/leave-out.ts";

const ids = ["debtor.Identification", "debtor.Name", "debtor.Email", "debtor.Telephone", "obligation.id"];

function contextOf(leftOut: readonly { code: string; field: string }[]): DerivationContext {
  const columns = [...ids, "obligation.name"].map((field) => ({ state: "field", field }));
  return { fields: standardFields, mapping: mappingSchema.parse({ columns, leftOut }), country: "CO" };
}

const slip = ["123", "Ana", "ana@gmail.con", "3001234567", "A1", "Consumo"];

function read(context: DerivationContext, cells: readonly string[]) {
  return compileRowReader(context)(0, { line: 2, cells, kinds: null });
}

describe("leaving debtors out on purpose", () => {
  const chosen = { code: "email_slip", field: "debtor.Email" };

  test("a chosen warning leaves out only its own debtors", () => {
    const chosenContext = contextOf([chosen]);
    expect(assembleDebtor([read(contextOf([]), slip)], contextOf([])).debtor).not.toBeNull();
    expect(assembleDebtor([read(chosenContext, slip)], chosenContext).debtor).toBeNull();
    const short = ["123", "Ana", "ana@x.co", "31949", "A1", "Consumo"];
    const row = read(chosenContext, short);
    expect(row.issues.map(({ code, severity }) => [code, severity])).toEqual([["telephone_short", "warning"]]);
    expect(assembleDebtor([row], chosenContext).debtor).not.toBeNull();
  });

  test("codes of policies and unknown codes cannot be chosen", () => {
    const severityOf = severitiesUnder({
      leftOut: [
        { code: "obligation_set_aside", field: "obligation.id" },
        { code: "no_such_code", field: "debtor.Name" },
      ],
    });
    expect(severityOf("obligation_set_aside", "obligation.id")).toBe("warning");
    expect(severityOf("text_garbled", "debtor.Name")).toBe("warning");
  });
});
