import { expect, test } from "vitest";
import { reportName } from "#app/api/uploads/[uploadId]/report/report-name.ts";
import { reportGroups } from "#lib/domain/views/report.ts";
import { locales } from "#lib/i18n/locale.ts";

test("a report of a report has its group's name once", () => {
  for (const locale of locales) {
    for (const group of reportGroups) {
      const once = reportName("cartera1.csv", group, "xlsx", locale);
      const copy = once.replace(/\.xlsx$/, " (1).xlsx");
      for (const name of [once, copy, reportName(copy, "rejected", "csv", "en")])
        expect(reportName(name, "failures", "xlsx", "es")).toBe("cartera1 - no entraron.xlsx");
    }
  }
});

test("a file that only looks like a report keeps its name", () => {
  expect(reportName("no entraron.xlsx", "failures", "csv", "es")).toBe("no entraron - no entraron.csv");
  expect(reportName("enero - banco (2).xls", "failures", "csv", "es")).toBe("enero - banco (2) - no entraron.csv");
});
