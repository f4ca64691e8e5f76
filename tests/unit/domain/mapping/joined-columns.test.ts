import { describe, expect, test } from "vitest";
import { fieldChoices, joinedFieldOf } from "#components/mapping/field-choices.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { assignField, leaveOut } from "#lib/domain/mapping/answers/edit-mapping.ts";
import {
  joinColumns,
  movePart,
  partsOf,
  separatorOf,
  setSeparator,
} from "#lib/domain/mapping/answers/joined-columns.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { proposeNameJoin } from "#lib/domain/mapping/propose-join.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { columnReport } from "../../components/mapping/column-reports.ts";

const place = { field: "debtor.Name", group: 0 };
const empty = mappingSchema.parse({ columns: [{ state: "unmapped" }, { state: "unmapped" }, { state: "unmapped" }] });
const joined = joinColumns(empty, [2, 0], place);

describe("joining columns", () => {
  test("keeps the chosen order, which can be changed", () => {
    expect(partsOf(joined, place)).toEqual([2, 0]);
    expect(partsOf(movePart(joined, 0, -1), place)).toEqual([0, 2]);
    expect(movePart(joined, 2, -1)).toBe(joined);
  });

  test("does not count as a field taken twice", () => {
    const codes = checkMapping(joined, standardFields, 3).map(({ code }) => code);
    expect(codes).not.toContain("field_taken_twice");
  });

  test("ends if all but one part is left out", () => {
    expect(leaveOut(joined, 0).columns[2]).toEqual({ state: "field", field: "debtor.Name", group: 0, reading: {} });
  });

  test("ends if another column takes the field", () => {
    const name = standardFields.find((field) => field.id === "debtor.Name")!;
    const taken = assignField(joined, columnReport(1, "Nombre completo"), name);
    expect(taken.columns.map(({ state }) => state)).toEqual(["unmapped", "field", "unmapped"]);
  });

  test("puts a space between parts unless chosen otherwise", () => {
    expect(separatorOf(joined, "debtor.Name")).toBe("space");
    const chosen = setSeparator(setSeparator(joined, "debtor.Name", "none"), "debtor.Name", "comma");
    expect(separatorOf(chosen, "debtor.Name")).toBe("comma");
    expect(chosen.separators).toHaveLength(1);
  });

  test("is offered for texts, not money nor the column itself", () => {
    const mapping = mappingSchema.parse({
      columns: [
        { state: "field", field: "debtor.Name" },
        { state: "field", field: "obligation.total_balance" },
        { state: "unmapped" },
      ],
    });
    const joins = (column: number) =>
      fieldChoices({
        fields: standardFields,
        mapping,
        headers: ["Nombres", "Saldo", "Apellidos"],
        column,
        groupOf: () => 0,
        catalogue: messagesFor("es").fields,
        words: {
          doNotLoad: "",
          debtor: "",
          obligation: "",
          debtorCustom: "",
          obligationCustom: "",
          join: "Unir",
          usedBy: (header) => header,
          joinTo: (field) => field,
        },
      })
        .flatMap(({ choices }) => choices)
        .flatMap(({ value, description }) =>
          joinedFieldOf(value) === null ? [] : [[joinedFieldOf(value), description]],
        );
    expect(joins(2)).toEqual([["debtor.Name", "Nombres"]]);
    expect(joins(0)).toEqual([]);
  });
});

describe("offering to join the parts of a name", () => {
  test.each([
    [
      ["APELLIDOS", "NOMBRES", "CEDULA"],
      [1, 0],
    ],
    [
      ["Primer Nombre", "Segundo Nombre", "Primer Apellido", "Segundo Apellido"],
      [0, 1, 2, 3],
    ],
    [
      ["First name", "Last name"],
      [0, 1],
    ],
    [
      ["Nome", "Sobrenome"],
      [0, 1],
    ],
    [["Nombre completo", "Apellidos"], null],
    [["Nombre codeudor", "Apellido codeudor"], null],
    [["Nombres y apellidos", "Saldo"], null],
    [["Nombre", "Nombre producto"], null],
  ])("%j → %j", (headers, parts) => {
    expect(proposeNameJoin(headers)).toEqual(parts);
  });
});
