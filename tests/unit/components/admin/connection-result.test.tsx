import { expect, test } from "vitest";
import { ConnectionResult } from "#components/admin/connection-result.tsx";
import { rendered } from "#tests/support/rendered-text.tsx";

test("the calls of a token that no load counts are named: those that ask for its day", () => {
  const budget = {
    limit: 10_000,
    usedToday: 5,
    available: 9_995,
    hoursToRestart: 3,
    askedAt: "2026-11-26T12:00:00.000Z",
  };
  const { text } = rendered(<ConnectionResult result={{ isConnected: true, budget }} reason="" />);
  expect(text).toContain("(5 usadas: las de las cargas y las que consultan el cupo, como esta)");
});
