import { describe, expect, test } from "vitest";
import { durationText } from "#components/run/duration-text.tsx";
import { appErrorCodes } from "#lib/domain/app-error.ts";
import { evidences } from "#lib/domain/outcome/outcome.ts";
import { closeOutStops, lostGrounds, pauseReasons, queueReasons, runReasons } from "#lib/domain/outcome/run-reasons.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { endpointNames } from "#lib/wolkvox/contract.ts";
import { reasonCodes, stopReasons } from "#lib/wolkvox/reasons.ts";

const verdictKinds = [
  "accepted",
  "partly",
  "refused_whole",
  "unconfirmed",
  "worker_lost",
  "throttled",
  "not_arrived",
  "stop",
  "answered",
];

const holdingStops = [...lostGrounds.filter((ground) => ground !== "close_out_refused"), ...closeOutStops];

describe.each(locales)("words of a run in %s", (locale) => {
  const { reasons } = messagesFor(locale);

  test.each([...reasonCodes, ...runReasons, ...queueReasons, ...pauseReasons, ...holdingStops, "ground_back"])(
    "the reason %s has a sentence",
    (code) => {
      expect(reasons).toHaveProperty(code, expect.stringMatching(/\S/));
    },
  );

  test.each([...stopReasons, ...pauseReasons, ...holdingStops, "ground_back"])(
    "the stop %s says what an admin can do",
    (code) => {
      expect(reasons.stop).toHaveProperty(code, expect.stringMatching(/\S/));
    },
  );

  test("every refusal, evidence, endpoint and verdict has words", () => {
    expect(Object.keys(reasons.errors).sort()).toEqual(["access_lost", "unexpected", ...appErrorCodes].sort());
    expect(Object.keys(reasons.evidence).sort()).toEqual(["none", ...evidences].sort());
    expect(Object.keys(reasons.endpoint).sort()).toEqual([...endpointNames].sort());
    expect(Object.keys(reasons.verdict).sort()).toEqual([...verdictKinds].sort());
  });
});

describe("durations", () => {
  test.each([
    [0, "1 s"],
    [59_400, "59 s"],
    [61_000, "1 min 1 s"],
    [600_000, "10 min"],
    [629_000, "10 min"],
    [3_600_000, "1 h"],
    [7_500_000, "2 h 5 min"],
  ])("%d ms is %s", (milliseconds, text) => {
    expect(durationText("es-CO", milliseconds).replaceAll("\u00a0", " ").replaceAll(".", "")).toBe(text);
  });
});
