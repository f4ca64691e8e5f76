import { describe, expect, test } from "vitest";
import { CutOff } from "#components/review/cut-off/cut-off.tsx";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { usualFields } from "#tests/support/usual-fields.ts";

const ids = [...usualFields, "obligation.expiring_date", "obligation.days_delay"];
const headers = "Cedula;Nombre;Correo;Celular;Credito;Producto;Vence;Mora";

/** Thirty obligations below these titles, whose due dates and days in arrears give the cut-off `closed`. */
async function cutOffOf(
  titles: readonly string[],
  closed = "2026-11-25",
  dateOrder = "ymd",
  cutOff?: string,
  today = "2026-11-26",
) {
  const rows = Array.from({ length: 30 }, (_, index) => {
    const due = new Date(Date.parse(closed) - (index + 1) * 86_400_000).toISOString().slice(0, 10);
    return `${1_000_000 + index};Ana;ana${index}@x.co;3001234567;A${index};Consumo;${due};${index + 1}`;
  });
  const workbench = new Workbench(undefined, () => Date.parse(today));
  const file = new File([[...titles, headers, ...rows].join("\n")], "a.csv");
  await workbench.open({ file, settings: {}, fields: standardFields });
  const mapping = mappingSchema.parse({
    columns: ids.map((field) => ({ state: "field", field, reading: { dateOrder } })),
    ...(cutOff === undefined ? {} : { cutOff }),
  });
  const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
  return { summary, staged: workbench.planStaging().mapping.cutOff };
}

describe("a title that states the file's cut-off", () => {
  test.each([
    "CORTE 25/11/2026",
    "Corte: 25-11-2026",
    "Fecha de corte: 25 de noviembre de 2026",
    "FECHA CORTE;25/11/2026",
    "Fecha de Corte;;25.11.2026",
    "Corte a 25-nov-2026",
    "Corte a 25-nov-26",
    "CARTERA CON CORTE AL 25/11/2026 - CONFIDENCIAL",
    "Fecha de cierre 2026-11-25",
    "Data base: 25/11/2026",
    "Data-base 25/11/2026",
    "Data de corte: 25 de novembro de 2026",
    "Portfolio as of November 25, 2026",
    "As of 11/25/2026",
    "Cut-off date: 2026-11-25",
    "Cartera al 25/11/2026",
    "Saldos a 25 de noviembre de 2026",
    "Posição em 25/11/2026",
    "CORTE 20261125",
  ])("%s is used with its line and words", async (title) => {
    const { summary, staged } = await cutOffOf(["BANCO DEL ALTIPLANO", title, ""]);
    expect(summary.cutOff).toMatchObject({
      day: "2026-11-25",
      found: { day: "2026-11-25" },
      stated: { day: "2026-11-25", line: 2 },
    });
    expect(summary.cutOff?.stated?.text).toBe(title.replace(/;+/g, " "));
    expect(staged).toBe("2026-11-25");
  });

  test.each([
    "Fecha de generación;31/10/2026;Uso confidencial",
    "BANCO DEL ALTIPLANO S.A. - ASIGNACIÓN DE CARTERA",
    "Generado 25/11/2026",
    "Nit 900.123.456-7",
    "Periodo del 01/11/2026 al 30/11/2026",
    "Corte de energía",
    "Corte 45/13/2026",
    "Próximo corte: 25/12/2026",
    "Corte anterior 25/10/2026",
  ])("%s states none", async (title) => {
    const { summary } = await cutOffOf([title, ""]);
    expect(summary.cutOff).toMatchObject({ day: "2026-11-25", stated: null });
  });

  test("is used even if the rows give another day", async () => {
    const { summary, staged } = await cutOffOf(["CORTE 25/11/2026"], "2026-10-31");
    expect(summary.cutOff).toMatchObject({
      day: "2026-11-25",
      found: { day: "2026-10-31", agreeing: 30 },
      stated: { day: "2026-11-25" },
    });
    expect(staged).toBe("2026-11-25");
    expect(summary.groups).toMatchObject([{ code: "days_against_due_date", count: 30 }]);
  });

  test("with two readings is the day that the rows give", async () => {
    const { summary } = await cutOffOf(["CORTE 05/11/2026"], "2026-11-05");
    expect(summary.cutOff).toMatchObject({ day: "2026-11-05", stated: { day: "2026-11-05" } });
    const other = await cutOffOf(["CORTE 05/11/2026"], "2026-05-11");
    expect(other.summary.cutOff).toMatchObject({ day: "2026-05-11", stated: { day: "2026-05-11" } });
  });

  test("with two readings follows the columns' order, else is unused", async () => {
    const ordered = await cutOffOf(["CORTE 05/11/2026"], "2026-10-31", "dmy");
    expect(ordered.summary.cutOff).toMatchObject({ day: "2026-11-05", stated: { day: "2026-11-05" } });
    const open = await cutOffOf(["CORTE 05/11/2026"], "2026-10-31", "ymd");
    expect(open.summary.cutOff).toMatchObject({
      day: "2026-10-31",
      stated: { day: null, days: ["2026-11-05", "2026-05-11"] },
    });
  });

  test("gives way to the user's choice", async () => {
    for (const cutOff of ["2026-12-31", "none"]) {
      const { summary, staged } = await cutOffOf(["CORTE 25/11/2026"], "2026-11-25", "ymd", cutOff);
      expect(summary.cutOff).toMatchObject({ day: cutOff === "none" ? null : cutOff, stated: { day: "2026-11-25" } });
      expect(staged).toBe(cutOff);
    }
  });
});

describe("a title that states a day in the future", () => {
  test("is reported but not used", async () => {
    const { summary, staged } = await cutOffOf(["Corte: 25/12/2026"]);
    expect(summary.cutOff).toMatchObject({ day: "2026-11-25", stated: { day: null, ahead: "2026-12-25" } });
    expect(staged).toBe("2026-11-25");
    const alone = await cutOffOf(["Corte: 25/11/2062"], "2026-11-25", "mdy");
    expect(alone.summary.cutOff).toMatchObject({ day: "2026-11-25", stated: { day: null, ahead: "2062-11-25" } });
  });

  test("is used and reported if the rows agree", async () => {
    const { summary, staged } = await cutOffOf(["Corte: 25/12/2026"], "2026-12-25");
    expect(summary.cutOff).toMatchObject({ day: "2026-12-25", isAhead: true, stated: { day: "2026-12-25" } });
    expect(staged).toBe("2026-12-25");
  });

  test("is used silently for today and tomorrow", async () => {
    for (const day of ["26/11/2026", "27/11/2026"]) {
      const { summary } = await cutOffOf([`Corte: ${day}`]);
      expect(summary.cutOff?.day).toBe(day.split("/").reverse().join("-"));
      expect(summary.cutOff).not.toHaveProperty("isAhead");
    }
  });

  test("counts if a person chooses it", async () => {
    const { summary, staged } = await cutOffOf(["Corte: 25/12/2026"], "2026-11-25", "ymd", "2026-12-25");
    expect(summary.cutOff).toMatchObject({ day: "2026-12-25", isAhead: true, stated: { ahead: "2026-12-25" } });
    expect(staged).toBe("2026-12-25");
  });

  test.each(locales)("is explained, with the way to choose it (%s)", (locale) => {
    const stated = { line: 2, text: "Corte: 25/12/2026", days: ["2026-12-25"], day: null, ahead: "2026-12-25" };
    const { text } = rendered(
      <CutOff cutOff={{ found: null, stated, day: null }} isCorrection={false} onDecide={() => undefined} />,
      locale,
    );
    expect(text).toContain("Corte: 25/12/2026");
    expect(text).toContain(messagesFor(locale).review.cutOff.change);
  });

  test("was chosen by nobody in a correction, which has it from the load that it corrects", () => {
    const cutOff = { found: null, stated: null, day: "2026-11-25" };
    const said = (isCorrection: boolean) =>
      rendered(<CutOff cutOff={cutOff} isCorrection={isCorrection} onDecide={() => undefined} />, "es").text;
    expect(said(false)).toContain("Día elegido a mano");
    expect(said(true)).not.toContain("Día elegido a mano; el archivo");
    expect(said(true)).toContain("con que se cargó lo que se corrige");
  });
});
