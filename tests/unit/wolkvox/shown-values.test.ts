import { describe, expect, test } from "vitest";
import { isSameValue } from "#lib/wolkvox/shown-values.ts";

describe("a value as the CRM shows it", () => {
  test.each([
    ["amount", "1234567.80", "1,234,567.80"],
    ["amount", "1234567.80", { value: "1,234,567.80", convert: "x", symbol: "$" }],
    ["amount", "1000.00", 1000],
    ["amount", "1000.00", "$ 1,000"],
    ["amount", "-5.50", "-5.5"],
    ["amount", "33", "33.0"],
    ["telephone", "573001234567", { country: "CO", code: "+57", value: "3001234567" }],
    ["telephone", "3001234567", { country: "CO", code: "+57", value: "3001234567" }],
    ["telephone", "3001234567", "573001234567".slice(2)],
    ["date", "2025-02-03", "2025-02-03 00:00:00"],
    ["date", "2025-02-03", "2025-02-03T00:00:00Z"],
    ["text", "José  Núñez", "JOSÉ NÚÑEZ"],
    ["text", "Jose\u0301", "José"],
  ] as const)("%s %s is the same as %j", (form, sent, shown) => {
    expect(isSameValue(form, sent, shown)).toBe(true);
  });

  test.each([
    ["amount", "1234.50", "1.234,50"],
    ["amount", "1000.00", "1,00"],
    ["amount", "1000.00", "1000.001"],
    ["amount", "1000.00", ""],
    ["amount", "1000.00", null],
    ["amount", "12.00", "12abc"],
    ["telephone", "3001234567", ""],
    ["telephone", "3001234567", "3001234568"],
    ["date", "2025-02-03", "03-02-2025"],
    ["date", "2025-02-03", "2025-02-031"],
    ["text", "Ana", "Ana María"],
    ["text", "Ana", { name: "Ana" }],
    ["text", "Ana", ["Ana"]],
  ] as const)("%s %s is not the same as %j", (form, sent, shown) => {
    expect(isSameValue(form, sent, shown)).toBe(false);
  });
});
