import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineNotice } from "#components/run/line-notice.tsx";
import { PlanCard } from "#components/run/plan-card.tsx";
import { placeInLine, type UploadOfLine } from "#lib/domain/outcome/place-in-line.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { uploadViewOf } from "#tests/support/upload-view.ts";

const states = ["queued", "running", "paused", "stopped"] as const;
const of = (...line: UploadOfLine["state"][]): UploadOfLine[] =>
  line.map((state, index) => ({ id: `u${index}`, fileName: `banco ${index}.csv`, state }));

describe("the place in line", () => {
  test("names the upload just ahead and the first held one", () => {
    expect(placeInLine(of("paused", "queued", "queued"), "u2")).toMatchObject({
      ahead: 2,
      before: { id: "u1", fileName: "banco 1.csv", state: "queued" },
      held: { id: "u0", state: "paused" },
    });
    expect(placeInLine(of("running", "queued"), "u1")).toMatchObject({ ahead: 1, before: { id: "u0" }, held: null });
  });

  test("is none for the first, the end for others", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states)), fc.nat(12), (line, at) => {
        const uploads = of(...line);
        const place = placeInLine(uploads, `u${at}`);
        const ahead = uploads.slice(0, at);
        expect(place?.ahead ?? 0).toBe(ahead.length);
        expect(place?.before).toEqual(ahead.at(-1));
        expect(place?.held ?? undefined).toEqual(ahead.find(({ state }) => state === "paused" || state === "stopped"));
      }),
    );
  });
});

const queued = (...line: UploadOfLine["state"][]) => {
  const place = placeInLine(of(...line), "me");
  return uploadViewOf({ state: "queued", ...(place === null ? {} : { line: place }) });
};

describe("the page of a queued upload", () => {
  test.each(locales)("links the upload before it in every state (%s)", (locale) => {
    for (const state of states) {
      const { markup, text } = rendered(<LineNotice view={queued(state)} />, locale);
      expect(markup).toContain('href="/uploads/u0"');
      expect(text).toContain("banco 0.csv");
      expect(text).toContain(messagesFor(locale).ui.uploadState[state]);
    }
  });

  test.each(locales)("explains how to release a line that is held (%s)", (locale) => {
    for (const state of ["paused", "stopped"] as const) {
      const { markup, text } = rendered(<LineNotice view={queued(state, "queued", "queued")} />, locale);
      expect(markup).toContain('role="status"');
      expect(markup.match(/href="\/uploads\/u0"/g)).toHaveLength(2);
      expect(markup).toContain('href="/uploads/u2"');
      expect(text).toContain(messagesFor(locale).outcome.line.open);
    }
    expect(rendered(<LineNotice view={queued("paused")} />).text).toContain("«Reanudar»");
    // There is no such button where resuming would only stop it again.
    const { line, ...view } = queued("paused");
    if (line?.held == null) throw new Error("nothing is held");
    const held = { ...line.held, stopHolds: "close_out_retry_behind" } as const;
    expect(rendered(<LineNotice view={{ ...view, line: { ...line, held } }} />).text).not.toContain("«Reanudar»");
  });

  test("is silent when first in line or running", () => {
    expect(rendered(<LineNotice view={queued()} />).text).toBe("");
    expect(rendered(<LineNotice view={{ ...queued("paused"), state: "running" }} />).text).toBe("");
  });
});

test("the confirm page names who is first and who blocks", () => {
  const plan = { batches: 1, calls: 1, budget: null, budgetProblem: null, isWithinBudget: null, expectedSeconds: 2 };
  const { text } = rendered(
    <PlanCard plan={{ ...plan, line: placeInLine(of("paused", "queued"), "me") }} batchSize={9} />,
  );
  expect(text).toContain("banco 1.csv");
  expect(text).toMatch(/Frena la fila: banco 0\.csv/);
  expect(rendered(<PlanCard plan={{ ...plan, line: null }} batchSize={9} />).text).toContain(
    messagesFor("es").outcome.confirm.beforeNone,
  );
});
