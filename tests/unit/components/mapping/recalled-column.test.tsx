import { expect, test } from "vitest";
import { Summaries } from "#components/columns/summaries.ts";
import { MappingTable } from "#components/mapping/mapping-table.tsx";
import type { FilePortfolio } from "#components/upload/file-portfolio.ts";
import { isOfAnother } from "#components/upload/work.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { setReading } from "#lib/domain/mapping/answers/edit-mapping.ts";
import { firstMapping } from "#lib/domain/mapping/answers/first-mapping.ts";
import { recalledAnswers } from "#lib/domain/mapping/answers/remembered-answers.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const head = "Cedula;Nombre completo;Fecha ultimo pago";
const day = (text: string) => new File([`${head}\n1020304050;Ana Ruiz;${text}\n`], "cartera.csv");

const memories = [
  [{ kind: "exact" }, "known", false],
  [{ kind: "near", changed: [], lost: [] }, "known", false],
  [{ kind: "near", changed: [], lost: [], of: "Banco" }, "known", true],
  [{ kind: "near", changed: [], lost: [], of: null }, "known", true],
  [{ kind: "exact" }, "new", true],
  [{ kind: "exact" }, "none", false],
] as const;

test.each(memories)("a memory %j of a file of a %s portfolio is another's: %s", (memory, kind, isAnothers) => {
  const choice = kind === "known" ? { kind, id: "p1" } : kind === "new" ? { kind, name: "Banco" } : { kind };
  const portfolio: FilePortfolio = {
    found: { recognition: { kind: "none" }, portfolios: [] },
    ...{ title: "", stated: null, choice, load: { kind: "whole" }, isDecided: true },
  };
  expect(isOfAnother({ memory, portfolio })).toBe(isAnothers);
  expect(isOfAnother({ memory: { kind: "exact" }, portfolio: null })).toBe(false);
});

test("a column read as in another portfolio does not say as before", async () => {
  const report = await new Workbench().open({ file: day("05/07/2026"), settings: {}, fields: standardFields });
  const { mapping } = firstMapping(report.columns, standardFields, { kind: "none" });
  const { text } = rendered(
    <MappingTable
      summaries={new Summaries()}
      {...{ report, mapping, currency: "COP", fields: standardFields, recalled: [], declined: [] }}
      memory={{ kind: "exact" }}
      remembered="same_as_another"
      faulty={new Set()}
      onChange={() => undefined}
      onDecline={() => undefined}
    />,
  );
  expect(text).toContain("Como en otra carga");
  expect(text).not.toContain("Como antes");
});

test.each(locales)("in %s a column that only memory reads is marked", async (locale) => {
  const report = await new Workbench().open({ file: day("05/07/2026"), settings: {}, fields: standardFields });
  const open = firstMapping(report.columns, standardFields, { kind: "none" });
  const last = setReading(open.mapping, 2, { dateOrder: "dmy" });
  const recalled = { kind: "exact", mapping: last, usedAt: "2026-10-24T10:00:00.000Z" } as const;
  const { mapping, memory } = firstMapping(report.columns, standardFields, recalled);
  const answers = recalledAnswers(report.columns, mapping, standardFields);
  expect(answers).toEqual([{ column: 2, question: "dateOrder" }]);
  expect(recalledAnswers(report.columns, open.mapping, standardFields)).toEqual([]);
  const rowsOf = (of: typeof answers) => {
    const { markup } = rendered(
      <MappingTable
        summaries={new Summaries()}
        report={report}
        currency="COP"
        fields={standardFields}
        mapping={mapping}
        memory={memory}
        remembered="same_as_last_time"
        recalled={of}
        declined={[]}
        faulty={new Set()}
        onChange={() => undefined}
        onDecline={() => undefined}
      />,
      locale,
    );
    return markup.split("<tr").filter((row) => row.includes(messagesFor(locale).mapping.isRecalled));
  };
  expect(rowsOf(answers)).toHaveLength(1);
  expect(rowsOf(answers)[0]).toContain("Fecha ultimo pago");
  expect(rowsOf([])).toEqual([]);
});
