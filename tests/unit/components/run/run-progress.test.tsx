import { expect, test } from "vitest";
import { RunProgress } from "#components/run/run-progress.tsx";
import { rendered } from "#tests/support/rendered-text.tsx";
import { groupOf, uploadViewOf } from "#tests/support/upload-view.ts";

const staged = { rows: 12_000, ...groupOf(12_000, "1.00") };

function shown(done: number) {
  const view = uploadViewOf({ state: "running" });
  const groups = {
    ...view.groups,
    accepted: groupOf(done, "0.00"),
    pending: groupOf(12_000 - done, "0.00"),
  };
  return rendered(<RunProgress view={{ ...view, groups, totals: { ...view.totals, file: staged, staged } }} />).text;
}

test("what is announced is of those to be sent, at least what is shown in tenths", () => {
  expect(shown(3_000)).toMatch(/3\.000 de 12\.000 clientes con resultado 25%/);
  expect(shown(3_000)).toContain("Al menos el 20% de los clientes por enviar tiene resultado");
  expect(shown(600)).not.toContain("tiene resultado");
  expect(shown(11_999)).toContain("Al menos el 90%");
  expect(shown(12_000)).toContain("Todos los clientes por enviar tienen resultado");
});
