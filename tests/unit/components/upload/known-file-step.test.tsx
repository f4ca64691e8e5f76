import { expect, test } from "vitest";
import { KnownFileStep } from "#components/upload/known-file-step.tsx";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const shown = (isDiscarded: boolean, repeatBehaviour: RepeatBehaviour = "unknown") => {
  const earlier = {
    uploadId: "u1",
    fileName: "lunes.csv",
    state: "cancelled" as const,
    completeness: "none" as const,
    createdAt: "2026-11-26T14:00:00.000Z",
    createdBy: "Ana",
    isDiscarded,
    repeatBehaviour,
  };
  const nothing = () => undefined;
  return rendered(<KnownFileStep fileName="martes.csv" earlier={earlier} onGoOn={nothing} onOtherFile={nothing} />)
    .text;
};

test("a file whose upload was discarded warns of no duplicates", () => {
  const text = shown(true);
  expect(text).toContain("Descartada");
  expect(text).toContain("nada de ella se mandó al CRM");
  expect(text).not.toMatch(/duplicar|Cancelada/);
});

test("a file that may have been sent warns of duplicates", () => {
  expect(shown(false)).toMatch(/Cancelada.*puede duplicar/);
  expect(shown(false, "duplicates")).toMatch(/Cancelada.*duplica en el CRM/);
  expect(shown(false, "updates")).toMatch(/Cancelada.*no duplica a nadie/);
});
