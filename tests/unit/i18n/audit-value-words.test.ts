import { expect, test } from "vitest";
import { auditValueWords } from "#app/(portal)/admin/audit/audit-value-words.ts";
import { oddityCodes } from "#lib/domain/portfolio/drift/drift.ts";
import { locales } from "#lib/i18n/locale.ts";

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
  expect(words("why", { from: "deceased", to: "judicial" })).toBe("Falleció → Discusión judicial");
  expect(words("until", { from: "2026-12-31", to: null })).toBe("2026-12-31 → Sin fecha");
});

test("an audit entry keeps counts, money and unknown values", () => {
  const words = auditValueWords("es");
  expect([words("obligations", 1500), words("balance", "1234567.80")]).toEqual(["1.500", "1.234.567,80"]);
  expect([words("defaults", ""), words("creditor", null), words("name", "unknown")]).toEqual(["—", "—", "unknown"]);
});

test.each(locales)("an audit entry has no codes in %s", (locale) => {
  const words = auditValueWords(locale);
  const codes = {
    group: [
      "accepted",
      "not_sent",
      "left_out",
      "failures",
      "history",
      "comparison",
      "gone",
      "gone_obligations",
      "closed",
    ],
    stops: oddityCodes,
    outcome: ["accepted", "rejected"],
    role: ["admin", "supervisor", "auditor"],
    link: ["invitation", "reset"],
    proof: ["password", "code", "provider"],
    refusal: ["unknown", "unverified", "disabled", "other_subject", "of_the_future"],
    level: ["debtor", "obligation"],
    kind: ["text", "telephone", "amount", "list"],
  };
  const isWord = /^\p{L}[\p{L} ]*$/u;
  for (const [name, values] of Object.entries(codes))
    for (const value of values) expect([value, words(name, value)]).toEqual([value, expect.stringMatching(isWord)]);
  // Words of a catalogue are not codes that only look like words.
  if (locale !== "en") for (const value of codes.group) expect(words("group", value)).not.toBe(value);
  expect(words("stops", "old_file many_gone")).toBe(`${words("stops", "old_file")}, ${words("stops", "many_gone")}`);
});
