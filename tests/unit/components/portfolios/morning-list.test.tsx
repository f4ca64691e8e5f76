import { describe, expect, test } from "vitest";
import { MorningCounts } from "#components/portfolios/morning-counts.tsx";
import { MorningList } from "#components/portfolios/morning-list.tsx";
import { type Health, healths } from "#lib/domain/portfolio/morning/health.ts";
import type { MorningLine, MorningLoad } from "#lib/domain/views/morning-view.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const load = (of: Partial<MorningLoad> = {}): MorningLoad => ({
  day: "2026-11-26",
  state: "finished",
  completeness: "whole",
  acceptedShare: 1,
  leftOutRows: 0,
  held: 0,
  ...of,
});
const line = (of: Partial<MorningLine> = {}): MorningLine => ({
  portfolio: { id: "p1", name: "Libranza", creditor: "Banco del Altiplano" },
  tenant: { id: "t1", name: "Operación Norte" },
  health: "loaded",
  expectedAt: null,
  timeZone: "America/Bogota",
  loads: [load()],
  balance: { amount: "1234567.80", currency: "COP", change: 0.012, wholeDay: null },
  uploadId: "u1",
  debtors: 0,
  notIn: 0,
  held: 0,
  waiting: 0,
  partsMissing: 0,
  isCorrectable: false,
  ...of,
});
const shown = (of: Partial<MorningLine>, hasTenant = false) =>
  rendered(<MorningList lines={[line(of)]} hasTenant={hasTenant} />);

describe("a line of the morning", () => {
  test.each<[string, Partial<MorningLine>, string, string]>([
    [
      "asks for the late file",
      { health: "late", uploadId: null, expectedAt: "2026-11-27T14:00:00.000Z" },
      "Atrasada",
      "/uploads/new?tenant=t1&amp;portfolio=p1",
    ],
    [
      "says the expected hour",
      { health: "expected", expectedAt: "2026-11-27T14:00:00.000Z" },
      "A las 9:00",
      "/uploads/new?tenant=t1&amp;portfolio=p1",
    ],
    [
      "counts what is to be confirmed",
      { health: "to_confirm", debtors: 1_204 },
      "1.204 clientes por confirmar",
      "/uploads/u1",
    ],
    ["has no zero to confirm", { health: "to_confirm", debtors: 0 }, "Nada que enviar: confírmela", "/uploads/u1"],
    [
      "says who is held where that is everybody",
      { health: "to_confirm", debtors: 0, held: 3 },
      "3 retenidos: no se enviaría a nadie",
      "/uploads/u1",
    ],
    ["has no zero to send", { health: "sending", debtors: 0 }, "Por terminar", "/uploads/u1"],
    [
      "has no zero where it stopped",
      { health: "stopped", debtors: 0 },
      "Detenida y sin nada por enviar",
      "/uploads/u1",
    ],
    [
      "counts who of the last load did not get in where what stopped sends nobody",
      { health: "stopped", notIn: 39 },
      "39 clientes no entraron",
      "/uploads/u1",
    ],
    ["counts who did not get in", { health: "in_part", debtors: 1 }, "1 cliente no entró", "/uploads/u1"],
    [
      "counts parts that are missing",
      { health: "in_part", partsMissing: 2 },
      "Faltan 2 partes",
      "/uploads/new?tenant=t1&amp;portfolio=p1",
    ],
    ["opens a load that is done", { health: "loaded" }, "Nada pendiente", "/uploads/u1"],
    ["counts who is held", { health: "loaded", held: 1 }, "Nada pendiente; 1 retenido", "/uploads/u1"],
    ["counts several who are held", { health: "loaded", held: 1_204 }, "pendiente; 1.204 retenidos", "/uploads/u1"],
    [
      "does not say that nothing is pending where something waits",
      { health: "loaded", waiting: 2 },
      "2 cargas por confirmar o descartar",
      "/uploads/u1",
    ],
    [
      "counts others that wait beside what it is about",
      { health: "to_confirm", debtors: 7, waiting: 1 },
      "7 clientes por confirmar 1 más por confirmar",
      "/uploads/u1",
    ],
    [
      "offers the first file of a day off",
      { health: "not_today", uploadId: null },
      "Cargar",
      "/uploads/new?tenant=t1&amp;portfolio=p1",
    ],
  ])("%s", (_, of, said, href) => {
    const { text, markup } = shown(of);
    expect(text).toContain(said);
    expect(text.includes("Nada pendiente") && (of.waiting ?? 0) > 0).toBe(false);
    expect(markup).toContain(`href="${href}"`);
  });

  test("offers the missing part, and the load where debtors did not get in", () => {
    expect(shown({ health: "in_part", partsMissing: 1 }).text).toContain("Cargar la parte que falta");
    const missing = { health: "in_part", partsMissing: 1, debtors: 3 } as const;
    expect(shown({ ...missing, isCorrectable: true }).text).toContain("Corregir");
    expect(shown(missing).text).not.toContain("Corregir");
    expect(shown(missing).text).toContain("Ver");
  });

  test("has no held people where others are to be corrected, and none among nothing left", () => {
    expect(shown({ health: "in_part", debtors: 2, held: 3 }).text).not.toContain("retenid");
    expect(shown({ health: "loaded" }).text).not.toContain("retenid");
  });

  test("says whose balance it shows when parts or additions came after the whole file", () => {
    const balance = { amount: "1234567.80", currency: "COP", change: null, wholeDay: "2026-11-25" };
    expect(shown({ balance }).text).toContain("Del archivo completo del 25 de nov, sin lo que llegó después");
    expect(shown({}).text).not.toContain("archivo completo");
  });

  test("labels such a balance by its day where there are no columns", () => {
    const balance = { amount: "1234567.80", currency: "COP", change: null, wholeDay: "2026-11-25" };
    expect(shown({ balance }).markup).toContain("--balance-label:&quot;Saldo al 25 de nov&quot;");
    expect(shown({}).markup).not.toContain("Saldo al");
  });

  test("names its tenant only among several", () => {
    expect(shown({}, true).text).toContain("Banco del Altiplano · Operación Norte");
    expect(shown({}, false).text).not.toContain("Operación Norte");
  });

  test("has exactly one button, named after its portfolio", () => {
    const { markup } = shown({ health: "odd" });
    expect(markup.match(/data-line-key/g)).toHaveLength(1);
    expect(shown({ health: "odd" }).text).toContain("Revisar Libranza");
  });
});

describe("the strip of loads", () => {
  test("says each load by the tenant's day, and draws how much of it got in", () => {
    const loads = [
      load({ completeness: "part", acceptedShare: 0.99 }),
      load({ completeness: "none", acceptedShare: 0 }),
    ];
    const { text, markup } = shown({ loads: [...loads, load({ state: "staged", acceptedShare: null })] });
    expect(text).toContain("26/11/2026: Terminada en parte, 99% aceptado de lo que había que enviar");
    expect(markup).toContain('data-day="26" class="load-bar" style="--fill:var(--unconfirmed-solid);--in:99%"');
    expect(markup).toContain('style="--fill:var(--rejected-solid);--in:12%"');
    // A draft has no fill.
    expect(markup).toContain('data-day="26" class="load-bar"><span');
  });

  test("says beside what was accepted how many rows were left out", () => {
    const all = load({ completeness: "part", acceptedShare: 1, leftOutRows: 24 });
    expect(shown({ loads: [all] }).text).toContain("100% aceptado de lo que había que enviar; 24 filas excluidas");
    expect(shown({ loads: [{ ...all, leftOutRows: 1 }] }).text).toContain("enviar; 1 fila excluida");
    expect(shown({ loads: [load()] }).text).not.toContain("exclu");
    expect(shown({ loads: [load({ leftOutRows: 2, held: 3 })] }).text).toContain(
      "enviar; 2 filas excluidas; 3 retenidos",
    );
  });

  test("says nothing of the CRM before anything is sent", () => {
    const { text } = shown({ loads: [load({ state: "staged", completeness: "part", acceptedShare: null })] });
    expect(text).toMatch(/26\/11\/2026: Por confirmar(?!,)/);
  });

  test("says some as less than one in a hundred", () => {
    const { text } = shown({ loads: [load({ completeness: "part", acceptedShare: 0.001 })] });
    expect(text).toContain("menos de 1% aceptado");
  });

  test("is full where nothing had to be sent", () => {
    const { text, markup } = shown({ loads: [load({ acceptedShare: null })] });
    expect(markup).toContain("--in:100%");
    expect(text).not.toContain("aceptado");
  });

  test("says that there are none", () => {
    expect(shown({ loads: [] }).text).toContain("Sin cargas");
  });
});

test("a balance is said to be the file's", () => {
  expect(shown({}).text).toContain("Saldo del archivo");
});

test.each([
  [0.012, "COP +1,2% 1,2% más que el anterior"],
  [-0.5, "COP -50,0% 50,0% menos que el anterior"],
  [0.0001, "COP +0,01% 0,01% más que el anterior"],
  [2e-9, "COP &lt; +0,01% menos de 0,01% más que el anterior"],
  [-0.00006, "COP &gt; -0,01% menos de 0,01% menos que el anterior"],
  [0, "COP = igual que el anterior"],
  [null, "COP Ver"],
])("a balance that moved by %s says so", (change, said) => {
  const balance = { amount: "1234567.80", currency: "COP", change, wholeDay: null };
  expect(shown({ balance }).text.replaceAll("\u00a0", " ")).toContain(said);
});

test("the counts leave out words of no portfolio", () => {
  const none = Object.fromEntries(healths.map((health) => [health, 0])) as Record<Health, number>;
  const { text } = rendered(<MorningCounts counts={{ ...none, late: 2, odd: 1, loaded: 27 }} />);
  expect(text.replaceAll("\u00a0", " ")).toBe("2 atrasadas · 1 inusual · 27 cargadas");
});
