import { describe, expect, test } from "vitest";
import { Summaries } from "#components/columns/summaries.ts";
import { MappingTable } from "#components/mapping/mapping-table.tsx";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { firstMapping } from "#lib/domain/mapping/answers/first-mapping.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

/** The text of the mapping page for a file with this column. */
async function shown(header: string, cells: readonly string[], locale: (typeof locales)[number] = "es") {
  const rows = cells.map((cell, at) => `10203040${10 + at};Ana Ruiz;${cell}`);
  const file = new File([`${[`Cedula;Nombre completo;${header}`, ...rows].join("\n")}\n`], "cartera.csv");
  const report = await new Workbench().open({ file, settings: {}, fields: standardFields });
  const { mapping, memory } = firstMapping(report.columns, standardFields, { kind: "none" });
  const { text } = rendered(
    <MappingTable
      summaries={new Summaries()}
      report={report}
      currency="COP"
      fields={standardFields}
      mapping={mapping}
      memory={memory}
      remembered="same_as_last_time"
      recalled={[]}
      declined={[]}
      faulty={new Set()}
      onChange={() => undefined}
      onDecline={() => undefined}
    />,
    locale,
  );
  return text;
}

describe("a column whose name suggests a field", () => {
  test.each([
    ["Fecha vencimiento", ["ENE-25", "FEB-25", "MAR-25"]],
    ["Fecha vencimiento", ["01/2025", "02/2025", "03/2025"]],
    ["Saldo total", ["pendiente", "alto", "bajo"]],
    ["Dias mora", ["alta", "baja"]],
  ])("%s, explains why it is undecided with other values: %s", async (header, cells) => {
    for (const locale of locales) {
      const [before = "", , after = ""] = messagesFor(locale).mapping.unlike.split(/\{\w+\}/);
      const text = await shown(header, cells, locale);
      expect(text).toContain(before.trim());
      expect(text).toContain(`${cells[0]}${after}`);
    }
  });

  test("has no note where empty, placed or meaninglessly named", async () => {
    const words = messagesFor("es").mapping.unlike.split("{")[0] ?? "";
    for (const [header, cells] of [
      ["Fecha vencimiento", ["", ""]],
      ["Fecha vencimiento", ["2025-01-31", "2025-02-28"]],
      ["Zona", ["norte", "sur"]],
    ] as const)
      expect(await shown(header, cells)).not.toContain(words);
  });
});
