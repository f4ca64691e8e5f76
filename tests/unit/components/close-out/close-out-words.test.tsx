import { expect, test } from "vitest";
import { CloseOutReasons } from "#components/close-out/close-out-reasons.tsx";
import { ClosingSection } from "#components/close-out/closing-section.tsx";
import { ControlTotals } from "#components/result/control-totals.tsx";
import type { CloseOutPlan } from "#lib/domain/views/close-out-view.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { uploadViewOf } from "#tests/support/upload-view.ts";

const plan: CloseOutPlan = {
  uploadId: "u1",
  fileName: "hoy.csv",
  confirmedAt: null,
  currency: "COP",
  portfolio: { id: "p1", name: "Masiva" },
  gone: { debtors: 4, obligations: 5, balance: "30181576.85" },
  staying: { debtors: 0, obligations: 0, balance: "0.00" },
  untouched: { standing: 2, elsewhere: 0, uncertain: 0 },
  marker: { balance: true, field: { apiKey: "portfolio_type", value: "Cerrada" } },
  refusals: [],
  typed: null,
  openId: null,
};

test("a refused close-out says why, and of no load that is prepared", () => {
  const text = rendered(<CloseOutReasons plan={{ ...plan, refusals: ["no_marker"] }} />).text;
  expect(text).toContain("No se puede preparar el cierre");
  expect(text).not.toMatch(/Se prepara|30\.181/);
});

test("nobody to close says whom it would not touch", () => {
  const nobody = { debtors: 0, obligations: 0, balance: "0.00" };
  const text = rendered(<CloseOutReasons plan={{ ...plan, gone: nobody, refusals: ["nobody"] }} />).text;
  expect(text).toContain("2 clientes están en una carga preparada");
});

test("a close-out to be confirmed shows what it closes, and the marker", () => {
  const text = rendered(<ClosingSection plan={plan} />).text;
  expect(text).toContain("30.181.576,85");
  expect(text).toMatch(/Saldo total en 0.*portfolio_type: Cerrada/);
});

test("the totals of a close-out speak of no file", () => {
  const shown = (closesOutId: string | null) =>
    rendered(<ControlTotals view={uploadViewOf({ closesOutId })} hasGroups={false} />).text;
  expect(shown("u0")).toContain("En el cierre");
  expect(shown("u0")).not.toMatch(/archivo/i);
  expect(shown(null)).toContain("En el archivo");
});
