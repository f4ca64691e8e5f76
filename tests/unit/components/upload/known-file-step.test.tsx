import { expect, test } from "vitest";
import { KnownFileStep } from "#components/upload/known-file-step.tsx";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import type { UploadState } from "#lib/domain/outcome/upload-state.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const shown = (
  isDiscarded: boolean,
  repeatBehaviour: RepeatBehaviour = "unknown",
  state: UploadState = "cancelled",
) => {
  const earlier = {
    uploadId: "u1",
    fileName: "lunes.csv",
    state,
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

test("a file of which only a draft exists is not said to have been loaded or sent", () => {
  const text = shown(false, "updates", "staged");
  expect(text).toMatch(/ya se preparó y está por confirmar: martes\.csv.*Lo preparó Ana/);
  expect(text).toMatch(/Por confirmar.*De esa carga no se ha enviado nada al CRM/);
  expect(text).toContain("Ver la carga por confirmar");
  expect(text).not.toMatch(/ya se cargó|otra vez|duplica/);
});
