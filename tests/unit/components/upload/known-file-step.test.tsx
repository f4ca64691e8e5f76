import { expect, test } from "vitest";
import { KnownFileStep } from "#components/upload/known-file-step.tsx";
import { rendered } from "#tests/support/rendered-text.tsx";

const shown = (isDiscarded: boolean) => {
  const earlier = {
    uploadId: "u1",
    fileName: "lunes.csv",
    state: "cancelled" as const,
    completeness: "none" as const,
    createdAt: "2026-11-26T14:00:00.000Z",
    createdBy: "Ana",
    isDiscarded,
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
  expect(shown(false)).toMatch(/Cancelada.*duplicar/);
});
