import { describe, expect, test } from "vitest";
import { PortfolioSettingsList } from "#components/portfolios/portfolio-settings-list.tsx";
import { PortfolioTable } from "#components/portfolios/portfolio-table.tsx";
import { SnapshotTable } from "#components/portfolios/snapshot-table.tsx";
import { ThresholdTable } from "#components/portfolios/threshold-table.tsx";
import type { PortfolioView } from "#lib/domain/views/portfolio-view.ts";
import { locales } from "#lib/i18n/locale.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const portfolio: PortfolioView = {
  id: "0193a8f0-0000-7000-8000-000000000001",
  tenant: { id: "0193a8f0-0000-7000-8000-000000000002", name: "Cobros Sur", timeZone: "America/Bogota" },
  name: "Andino consumo",
  creditor: "Banco Andino",
  expectedDays: [1, 2, 3, 4, 5, 7],
  expectedMinute: 450,
  volatileFields: ["obligation.days_delay"],
  thresholds: {},
  defaults: { "debtor.Email": "sin@correo.co" },
  closeOutBalance: true,
  closeOutFieldId: "obligation.custom.Estado",
  closeOutValue: "Retirada",
  fullSendDays: 7,
  restingSince: null,
  createdAt: "2026-11-20T12:00:00.000Z",
  updatedAt: "2026-11-20T12:00:00.000Z",
  lastLoad: {
    uploadId: "0193a8f0-0000-7000-8000-000000000003",
    fileName: "andino_1126.csv",
    state: "finished",
    completeness: "whole",
    load: { kind: "part", number: 2, of: 3 },
    isSet: false,
    partsMissing: 0,
    file: { debtors: 1204, obligations: 1500, balance: "69128328660.50", currency: "COP", wholeDay: null },
    currency: "COP",
    confirmedAt: "2026-11-26T12:31:00.000Z",
  },
};

describe("the list of portfolios", () => {
  test("shows when a load is expected, and the last", () => {
    const { text, markup } = rendered(<PortfolioTable portfolios={[portfolio]} caption="Carteras" hasTenant />);
    expect(text).toMatch(/lun–vie, dom, 7:30\sa\.\sm\./);
    expect(text).toMatch(/Terminada .*2026.*andino_1126\.csv · parte 2 de 3.*1\.204.*69\.128\.328\.660,50 COP/);
    expect(markup).toContain('href="/uploads/0193a8f0-0000-7000-8000-000000000003"');
  });

  test("says of how many parts together the figures are", () => {
    const lastLoad = { ...portfolio.lastLoad!, isSet: true };
    const { text } = rendered(
      <PortfolioTable portfolios={[{ ...portfolio, lastLoad }]} caption="Carteras" hasTenant />,
    );
    expect(text).toContain("andino_1126.csv · 3 partes juntas");
  });

  test("says whose figures it shows when the last load is a part of a set that is not complete", () => {
    const { file } = portfolio.lastLoad!;
    const lastLoad = { ...portfolio.lastLoad!, partsMissing: 2, file: { ...file!, wholeDay: "2026-11-25" } };
    const shown = (load: PortfolioView["lastLoad"]) =>
      rendered(<PortfolioTable portfolios={[{ ...portfolio, lastLoad: load }]} caption="Carteras" hasTenant />).text;
    expect(shown(lastLoad)).toContain("andino_1126.csv · parte 2 de 3 · Faltan 2 partes");
    expect(shown(lastLoad)).toContain("Del archivo completo del 25 de nov, sin lo que llegó después");
    expect(shown(portfolio.lastLoad)).not.toContain("archivo completo");
    expect(shown({ ...lastLoad, file: null })).toMatch(/Faltan 2 partes[^—]*—[^—]*—/);
  });

  test("says who has no load and expects none", () => {
    const idle = { ...portfolio, lastLoad: null, restingSince: "2026-11-26T12:00:00.000Z" };
    const { text } = rendered(<PortfolioTable portfolios={[idle]} caption="Carteras" hasTenant={false} />);
    expect(text).toContain("Todavía sin cargas confirmadas");
    expect(text).not.toContain("07:30");
  });
});

describe("a portfolio's page", () => {
  test("names fields by their labels, not ids", () => {
    const { text } = rendered(<PortfolioSettingsList portfolio={portfolio} />);
    expect(text).toContain("Campos que cambian a diario Días de mora");
    expect(text).toContain("Correo electrónico: sin@correo.co");
    expect(text).toContain("Saldo total en 0 Estado: Retirada");
    expect(text).toContain("Hora de America/Bogota");
  });

  test("says that nothing marks a close-out", () => {
    const unmarked = { ...portfolio, closeOutBalance: false, closeOutFieldId: null, closeOutValue: null };
    expect(rendered(<PortfolioSettingsList portfolio={unmarked} />).text).toContain("no se puede hacer un cierre");
  });

  test("shows each threshold with its default beside", () => {
    const { text } = rendered(<ThresholdTable stored={{ goneShare: 0.3 }} />);
    expect(text).toMatch(/salir en un día normal Límite Propio 30\s?%\s+Por defecto 25\s?%/);
    expect(text.match(/Propio/g)).toHaveLength(1);
  });

  test.each(locales)("gives the snapshot's four states a meaning in %s", (locale) => {
    const group = { debtors: 1234, unsure: 0, obligations: 2345, balance: "10.50" };
    const snapshot = { live: group, gone: group, closed: group, uncertain: group };
    const { text, markup } = rendered(
      <SnapshotTable snapshot={snapshot} currency="COP" goneHref="/portfolios/p1/gone" />,
      locale,
    );
    expect(text.match(/10[.,]50\s+COP/g)).toHaveLength(4);
    expect(markup).toContain('href="/portfolios/p1/gone?list=gone"');
    expect(markup).toContain('href="/portfolios/p1/gone?list=closed"');
  });

  test("says of how many of who is gone or closed nobody knows what the CRM has", () => {
    const group = { debtors: 9, unsure: 0, obligations: 9, balance: "10.50" };
    const shown = (unsure: number) => {
      const away = { ...group, unsure };
      const snapshot = { live: group, gone: away, closed: away, uncertain: away };
      return rendered(<SnapshotTable snapshot={snapshot} currency="COP" goneHref="/gone" />).text;
    };
    expect(shown(0)).not.toContain("no se sabe qué tiene");
    expect(shown(3).match(/De 3 clientes no se sabe qué tiene el CRM/g)).toHaveLength(2);
  });
});
