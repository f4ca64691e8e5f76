import { expect, test } from "vitest";
import { type Receipt, receiptLines } from "#lib/domain/portfolio/receipt.ts";
import { locales } from "#lib/i18n/locale.ts";
import { receiptWords } from "#lib/i18n/receipt-words.ts";

const one = { rows: 1, debtors: 1, obligations: 1, balance: "1.00" };
const nobody = { rows: 0, debtors: 0, obligations: 0, balance: "0.00" };

function receiptOf(unchanged: boolean, volatile: boolean, pending: boolean, setAsideRows: number): Receipt {
  const groups = { accepted: one, rejected: one, unconfirmed: one, not_sent: one };
  return {
    uploadId: "u1",
    tenant: { name: "Norte", operation: "cobranza-norte", server: "crm01.wolkvox.com" },
    portfolio: null,
    load: { kind: "whole" },
    retryOfId: null,
    file: { name: "cartera.csv", bytes: 1, sha256: "a" },
    fileIs: "own",
    cutOff: null,
    currency: "COP",
    declared: null,
    compared: [],
    edited: null,
    keptValues: null,
    filledValues: null,
    declaredReason: null,
    read: one,
    setAsideRows,
    leftOut: one,
    leftOutReasons: [],
    leftOutEarlier: null,
    leftOutRepeated: null,
    staged: one,
    groups: {
      ...groups,
      unchanged: unchanged ? one : nobody,
      volatile: volatile ? one : nobody,
      pending: pending ? one : nobody,
    },
    volatileOf: volatile ? { from: "2026-11-24T14:00:00.000Z", to: "2026-11-24T15:00:00.000Z" } : null,
    clock: { received: "2026-11-25", due: "2026-12-02", isOpen: true, accepted: null, days: null },
    apart: { held: 0, later: 0 },
    acceptedElsewhere: [],
    acceptedTwice: 0,
    notSentReasons: [],
    rejectedReasons: [],
    acceptedLater: null,
    loadedBy: "Ana",
    loadedAt: "2026-11-25T14:00:00.000Z",
    confirmedBy: "Ana",
    confirmedAt: "2026-11-25T14:00:00.000Z",
    finishedAt: "2026-11-25T14:00:00.000Z",
    cancelled: null,
    figuresAt: "2026-11-25T14:00:07.000Z",
  };
}

test.each(locales)("how a receipt adds up names as many parts as it has lines (%s)", (locale) => {
  const words = receiptWords(locale);
  for (const unchanged of [false, true])
    for (const volatile of [false, true])
      for (const pending of [false, true])
        for (const aside of [0, 3]) {
          const receipt = receiptOf(unchanged, volatile, pending, aside);
          // "Prepared" is both a part of the first sum and the whole of the second.
          const named = words.sums(receipt).split(/[=+;]/).length - 1;
          expect(named).toBe(receiptLines(receipt).length);
        }
});

test("the receipt of a cancelled load says so in its title, with who cancelled it and when", () => {
  const receipt = receiptOf(false, false, false, 0);
  const words = receiptWords("es");
  const labels = (of: Receipt) => words.head(of).map(({ label }) => label);
  expect(words.title(receipt)).toBe("Acuse de carga");
  expect(labels(receipt)).not.toContain("Canceló");
  const cancelled = { ...receipt, cancelled: { by: "Eva", at: "2026-11-25T14:00:00.000Z" } };
  expect(words.title(cancelled)).toBe("Acuse de carga cancelada");
  expect(words.head(cancelled).find(({ label }) => label === "Canceló")?.value).toMatch(/^Eva · 25\/11\/2026/);
  expect(labels(cancelled)).not.toContain("Terminó");
  for (const locale of locales) expect(receiptWords(locale).title(cancelled).length).toBeLessThanOrEqual(31);
});

test("the time of a receipt's figures has seconds", () => {
  const line = receiptWords("es")
    .head(receiptOf(false, false, false, 0))
    .find(({ label }) => label === "Cifras al");
  expect(line?.value).toMatch(/25\/11\/2026, 9:00:07/);
});

test("who differs only in what changes daily stands apart, with the days of what the CRM has", () => {
  const receipt = receiptOf(true, true, false, 0);
  const told = (of: Receipt) => receiptLines(of).map((line) => receiptWords("es").part(line, of));
  expect(told(receipt)).toContain("Sin cambios, no enviado");
  const line = "Solo cambió lo que cambia a diario, como los días de mora, no enviado";
  expect(told(receipt)).toContain(`${line} (el CRM tiene lo del 24/11/2026)`);
  const several = { ...receipt, volatileOf: { from: "2026-11-20T14:00:00.000Z", to: "2026-11-24T15:00:00.000Z" } };
  expect(told(several)).toContain(`${line} (el CRM tiene lo del 20/11/2026 al 24/11/2026)`);
});

test("the receipt of a retry names the file that it stems from, and that of a close-out none", () => {
  const receipt = receiptOf(false, false, false, 0);
  const head = (fileIs: Receipt["fileIs"]) =>
    receiptWords("es")
      .head({ ...receipt, fileIs })
      .slice(0, 2)
      .map(({ label }) => label);
  expect(head("own")).toEqual(["Archivo", "Huella SHA-256"]);
  expect(head("retried")).toEqual(["Sale del archivo", "Huella SHA-256 de ese archivo"]);
  expect(head("none")).toEqual(["Cierre", "Operación"]);
});
