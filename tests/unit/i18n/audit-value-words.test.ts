import { expect, test } from "vitest";
import { auditValueWords } from "#app/(portal)/admin/audit/audit-value-words.ts";

test("an audit entry says settings in words", () => {
  const words = auditValueWords("es");
  expect(words("expectedDays", "1 2 3 7")).toBe("lun–mié, dom");
  expect(words("expectedMinute", 450)).toBe("07:30");
  expect(words("volatileFields", "obligation.days_delay, debtor.custom.Ciudad")).toBe("Días de mora, Ciudad");
  expect(words("thresholds", '{"goneShare":0.3,"balanceFactor":12}')).toBe(
    "Clientes que pueden salir en un día normal 30 %, Veces que puede subir o bajar el saldo promedio 12",
  );
  expect(words("thresholds", "{}")).toBe("—");
  expect(words("obligations", "merges")).toBe("las conserva");
  expect(words("repeatBehaviour", "updates")).toBe("lo actualiza");
});

test("an audit entry keeps counts, money and unknown values", () => {
  const words = auditValueWords("es");
  expect([words("obligations", 1500), words("balance", "1234567.80")]).toEqual(["1.500", "1.234.567,80"]);
  expect([words("defaults", ""), words("creditor", null), words("name", "unknown")]).toEqual(["—", "—", "unknown"]);
});
