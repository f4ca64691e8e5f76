import { expect, test } from "vitest";
import { CloseOutReasons } from "#components/close-out/close-out-reasons.tsx";
import { ClosingSection } from "#components/close-out/closing-section.tsx";
import { GoneLoads } from "#components/close-out/gone-loads.tsx";
import { GoneTable } from "#components/close-out/gone-table.tsx";
import { RefusalList } from "#components/close-out/refusal-list.tsx";
import { ControlTotals } from "#components/result/control-totals.tsx";
import { type CloseOutPlan, type GoneLoad, goneLists } from "#lib/domain/views/close-out-view.ts";
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
  untouched: { standing: 2, elsewhere: 0, uncertain: 0, held: 1 },
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

test("each reason of a disabled close-out is said, with the way to set a marker", () => {
  const { text, markup } = rendered(<RefusalList refusals={["repeats_unknown", "no_marker"]} portfolioId="p1" />);
  expect(text).toContain("La operación no dice que el CRM actualiza");
  expect(text).toContain("La cartera no dice cómo se marca");
  expect(markup.match(/href="\/portfolios\/p1\/edit"/g)).toHaveLength(1);
});

test("a load counts the obligations of who stays only where there are some", () => {
  const load: GoneLoad = {
    ...{ uploadId: "u1", fileName: "hoy.csv", confirmedAt: "2026-11-26T12:00:00.000Z", debtors: 4, balance: "10.00" },
    ...{ staying: { debtors: 0, obligations: 0, balance: "0.00" }, refusals: [] },
  };
  const shown = (of: Partial<GoneLoad>) =>
    rendered(<GoneLoads loads={[{ ...load, ...of }]} currency="COP" actionOf={() => null} />).text;
  expect(shown({ staying: { debtors: 2, obligations: 3, balance: "7.00" } })).toContain(
    "3 obligaciones de 2 que siguen",
  );
  expect(shown({})).not.toContain("que siguen");
});

test.each(goneLists)("a list of %s shows some numbers and counts the others", (list) => {
  const debtor = { identification: "10", name: "Ana", balance: "1.00", since: "2026-11-26T12:00:00.000Z" };
  const backIn = list === "gone" ? { uploadId: "u2", fileName: "martes.csv" } : null;
  const { text } = rendered(
    <GoneTable
      list={list}
      debtors={[{ ...debtor, numbers: ["a", "b", "c", "d", "e"], uploadId: "u1", fileName: "hoy.csv", backIn }]}
      currency="COP"
    />,
  );
  expect(text).toContain("5 a, b, c y 2 más");
  expect(text).toContain("hoy.csv");
  expect(text.includes("Volvió en martes.csv y no ha entrado")).toBe(list === "gone");
});

test("nobody to close says whom it would not touch", () => {
  const nobody = { debtors: 0, obligations: 0, balance: "0.00" };
  const text = rendered(<CloseOutReasons plan={{ ...plan, gone: nobody, refusals: ["nobody"] }} />).text;
  expect(text).toContain("2 clientes están en una carga preparada");
  expect(text).toContain("1 cliente está retenido");
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
  // Its obligations are also those that go on of who stays; only its rows are closed.
  expect(shown("u0")).toContain("lo que se envía para cerrar");
  expect(shown("u0")).toMatch(/Se cierran.*Obligaciones/);
  expect(shown("u0")).toContain("obligaciones y saldo cuentan también las que siguen");
  expect(shown(null)).toContain("En el archivo");
});
