import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OutcomeFigures } from "#components/outcome/outcome-figures.tsx";
import { SendSummary } from "#components/outcome/send-summary.tsx";
import { UploadList } from "#components/outcome/upload-list.tsx";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { groupOf, uploadViewOf } from "#tests/support/upload-view.ts";

const whole = uploadViewOf();
/** 23 rejected and 678 left out, with most of the file's money. */
const partly = uploadViewOf({
  totals: {
    file: { rows: 1_401, ...groupOf(1_401, "26920164975.00") },
    setAside: 0,
    leftOut: { rows: 701, ...groupOf(678, "24848190341.00", 701) },
    staged: { rows: 700, ...groupOf(723, "2071974634.00", 700) },
  },
  groups: { ...whole.groups, accepted: groupOf(700, "1000000000.00"), rejected: groupOf(23, "1071974634.00") },
});

const row = (view: UploadView) => rendered(<UploadList uploads={[view]} hasTenant={false} />);
const finished = messagesFor("es").ui.uploadState;

describe("what was left out", () => {
  test("stands in the history's row with its clients and its money, beside what did not get in", () => {
    const { text } = row(partly);
    expect(text).toContain("678 clientes excluidos");
    expect(text).toContain("Excluido 24.848.190.341,00 COP");
    expect(text).toContain("No entró 1.071.974.634,00 COP");
    expect(text).toContain(finished.finished_in_part);
  });

  test("stands there before anything was sent", () => {
    const staged = row({ ...partly, state: "staged", groups: { ...whole.groups, accepted: groupOf(0, "0.00") } });
    expect(staged.text).toContain("678 clientes excluidos");
    expect(staged.text).toContain("Excluido 24.848.190.341,00 COP");
  });

  test.each(locales)(
    "stands among the figures of the run and the result, and on the page that confirms (%s)",
    (locale) => {
      const amount = rendered(<OutcomeFigures view={partly} />, locale).markup;
      expect(amount).toContain('value="24848190341.00"');
      expect(amount).toContain(messagesFor(locale).ui.leftOut);
      expect(rendered(<SendSummary view={partly} />, locale).markup).toContain('value="24848190341.00"');
    },
  );

  test("of rows whose client nobody knows are rows, not zero clients", () => {
    const view = { ...whole, totals: { ...whole.totals, leftOut: { rows: 3, ...groupOf(0, "50.00", 3) } } };
    expect(row(view).text).toContain("3 filas excluidas");
    expect(row(view).text).toContain(finished.finished_in_part);
  });

  test("that is nothing takes no place", () => {
    for (const node of [<OutcomeFigures key="a" view={whole} />, <SendSummary key="b" view={whole} />])
      expect(rendered(node).text).not.toContain(messagesFor("es").ui.leftOut);
    expect(row(whole).text).not.toMatch(/[Ee]xcluid/);
  });
});

test("a row is green only where every client of the file was accepted and no row was left out", () => {
  const count = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(count, count, count, count, count, (accepted, rejected, unconfirmed, notSent, leftOut) => {
      const staged = accepted + rejected + unconfirmed + notSent;
      const rows = (debtors: number) => ({ rows: debtors, ...groupOf(debtors, "0.00") });
      const { text } = row(
        uploadViewOf({
          totals: { file: rows(staged + leftOut), setAside: 0, leftOut: rows(leftOut), staged: rows(staged) },
          groups: {
            pending: groupOf(0, "0.00"),
            accepted: groupOf(accepted, "0.00"),
            rejected: groupOf(rejected, "0.00"),
            unconfirmed: groupOf(unconfirmed, "0.00"),
            not_sent: groupOf(notSent, "0.00"),
          },
        }),
      );
      const isWhole = staged === accepted && leftOut === 0;
      const badge = isWhole ? "finished" : accepted === 0 ? "finished_with_none" : "finished_in_part";
      const others = [finished.finished_in_part, finished.finished_with_none].filter(
        (name) => name !== finished[badge],
      );
      expect(text).toContain(finished[badge]);
      for (const other of others) expect(text).not.toContain(other);
    }),
  );
});
