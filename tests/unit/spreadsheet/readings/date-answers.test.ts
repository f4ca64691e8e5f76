import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

const ids = [
  ..."debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name".split(" "),
  "obligation.expiring_date",
];
const header = "Cédula;Nombre;Correo;Celular;Crédito;Producto;Vence";
/** One date proves that the month comes first, and the others leave it open, so that a person is asked. */
const dates = ["03/25/2025", ...Array.from({ length: 80 }, (_, at) => `0${(at % 8) + 1}/0${((at + 3) % 8) + 1}/2025`)];

async function told(dateOrder: "dmy" | "mdy"): Promise<string[]> {
  const lines = dates.map((date, at) => `102030${1000 + at};Ana Ruiz;a${at}@x.co;3001234567;A${at};Consumo;${date}`);
  const workbench = new Workbench();
  const file = new File([`${[header, ...lines].join("\n")}\n`], "cartera.csv");
  const report = await workbench.open({ file, settings: {}, fields: standardFields });
  expect(report.columns[6]?.dateOrder).toMatchObject({
    value: "mdy",
    certainty: "ambiguous",
  });
  const columns = ids.map((field) => ({
    state: "field",
    field,
    reading: field.endsWith("date") ? { dateOrder } : {},
  }));
  const { groups } = workbench.apply({
    context: {
      fields: standardFields,
      mapping: mappingSchema.parse({ columns }),
      country: "CO",
    },
  });
  return groups.map(({ code, count }) => `${code} ${count}`).sort();
}

describe("dates of which a few prove their order", () => {
  test("are reported if read in the other order", async () => {
    expect(await told("dmy")).toEqual(["date_impossible 1", "date_of_two_readings 80"]);
    expect(await told("mdy")).toEqual([]);
  });
});
