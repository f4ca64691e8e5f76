import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ControlTotals } from "#components/result/control-totals.tsx";
import { LeftOutCard } from "#components/result/left-out-card.tsx";
import { LeftOutReasonTable } from "#components/result/left-out-reason-table.tsx";
import { LeftOutTable } from "#components/result/left-out-table.tsx";
import { OutcomeFigures } from "#components/result/outcome-figures.tsx";
import { SendSummary } from "#components/run/send-summary.tsx";
import { UploadList } from "#components/uploads/upload-list.tsx";
import type { LeftOutView } from "#lib/domain/views/left-out-view.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { cases } from "#tests/support/depth.ts";
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

const reason = {
  code: "required_missing",
  column: 2,
  field: "debtor.Email",
  header: "Correo",
  rows: 3,
  debtors: 2,
} as const;

describe("why rows were left out", () => {
  const accepted = messagesFor("es").outcome.recover.correctedAccepted;
  test.each([true, false])("says whether all were accepted in corrections since: %s", (isAccepted) => {
    const reasons = [{ ...reason, isAccepted, isHeld: true }];
    expect(rendered(<LeftOutReasonTable reasons={reasons} />).text.includes(accepted)).toBe(isAccepted);
  });
});

describe("what was left out", () => {
  test("shows in the history with debtors and money", () => {
    const { text } = row(partly);
    expect(text).toContain("678 clientes excluidos");
    expect(text).toContain("Excluido 24.848.190.341,00 COP");
    expect(text).toContain("No entró 1.071.974.634,00 COP");
    expect(text).toContain(finished.finished_in_part);
  });

  test("shows before anything is sent", () => {
    const staged = row({ ...partly, state: "staged", groups: { ...whole.groups, accepted: groupOf(0, "0.00") } });
    expect(staged.text).toContain("678 clientes excluidos");
    expect(staged.text).toContain("Excluido 24.848.190.341,00 COP");
  });

  test.each(locales)("shows in the result's figures and before confirming (%s)", (locale) => {
    const amount = rendered(<OutcomeFigures view={partly} />, locale).markup;
    expect(amount).toContain('value="24848190341.00"');
    expect(amount).toContain(messagesFor(locale).ui.leftOut);
    expect(rendered(<SendSummary view={partly} />, locale).markup).toContain('value="24848190341.00"');
  });

  test("counts rows where the debtors are unknown", () => {
    const view = { ...whole, totals: { ...whole.totals, leftOut: { rows: 3, ...groupOf(0, "50.00", 3) } } };
    expect(row(view).text).toContain("3 filas excluidas");
    expect(row(view).text).toContain(finished.finished_in_part);
  });

  test.each(locales)("counts obligations without a readable balance (%s)", (locale) => {
    const reason = { column: 6, header: "Saldo", debtors: 4 };
    const balance = { ...reason, field: "obligation.total_balance" };
    const reasons = [
      { ...balance, code: "amount_malformed", rows: 4 },
      { ...balance, code: "cell_error", column: 8, rows: 2 },
      { ...balance, code: "amount_negative", rows: 16 },
      { ...reason, field: "obligation.last_pay", code: "amount_malformed", rows: 32 },
    ] as const;
    const card = (shown: UploadView, of: typeof reasons | []) =>
      rendered(<LeftOutCard view={shown} reasons={of} problems={of} unidentified={0} />, locale).text;
    expect(card(partly, reasons)).toMatch(/\(6 \p{L}/u);
    expect(card({ ...partly, hasNoBalance: true }, reasons)).not.toContain("(6 ");
    expect(card(partly, [])).not.toContain("(0 ");
  });

  test.each(locales)("includes rows with unreadable identifications (%s)", (locale) => {
    const { records } = messagesFor(locale).outcome;
    const nobodys: LeftOutView = {
      row: 0,
      line: 2,
      identification: null,
      issues: [],
      isSentInPart: false,
      acceptedInId: null,
      isErased: false,
    };
    for (const node of [
      <LeftOutCard key="a" view={partly} reasons={[]} problems={[]} unidentified={2} />,
      <LeftOutTable key="b" rows={[nobodys]} unidentified={2} />,
    ])
      expect(rendered(node, locale).text).toMatch(/\b2 (filas|rows|linhas) .*identifica/);
    expect(rendered(<LeftOutTable rows={[nobodys]} unidentified={1} />, locale).text).toContain(records.unidentified);
    expect(rendered(<LeftOutTable rows={[]} unidentified={0} />, locale).text).toBe(records.noLeftOut);
  });

  test.each(locales)("links the correction that brought a debtor in (%s)", (locale) => {
    const row = { row: 0, line: 2, identification: "1001", issues: [], isSentInPart: false, isErased: false };
    const table = (acceptedInId: string | null) =>
      rendered(<LeftOutTable rows={[{ ...row, acceptedInId }]} unidentified={0} />, locale);
    const { recover } = messagesFor(locale).outcome;
    expect(table("u2").text).toContain(recover.correctedAccepted);
    expect(table("u2").markup).toContain('href="/uploads/u2"');
    expect(table(null).text).not.toContain(recover.correctedAccepted);
  });

  test("shows even if it has no balance", () => {
    const view = { ...whole, totals: { ...whole.totals, leftOut: { rows: 3, ...groupOf(1, "0.00", 0) } } };
    const reasons = [
      { code: "row_other_order", column: null, field: null, header: null, rows: 3, debtors: 1 },
    ] as const;
    const { text } = rendered(<LeftOutCard view={view} reasons={reasons} problems={reasons} unidentified={0} />);
    expect(text).toContain("No se envían 3 filas");
    expect(text).toContain("(3 sin saldo legible)");
    expect(row(view).text).toContain("1 cliente excluido (3 filas)");
  });

  test("is not mentioned if it is nothing", () => {
    for (const node of [<OutcomeFigures key="a" view={whole} />, <SendSummary key="b" view={whole} />])
      expect(rendered(node).text).not.toContain(messagesFor("es").ui.leftOut);
    expect(row(whole).text).not.toMatch(/[Ee]xcluid/);
  });
});

test("a row is green only if the whole file was accepted", () => {
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
            unchanged: groupOf(0, "0.00"),
            volatile: groupOf(0, "0.00"),
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
    { numRuns: cases(100, 40) },
  );
});

describe("debtors accepted later", () => {
  const later = {
    rejected: 19,
    unconfirmed: 0,
    not_sent: 0,
    obligations: 19,
    balance: "1000000000.00",
    leftOut: { rows: 700, ...groupOf(677, "24848190340.00", 700) },
  };

  test("are shown as such and no longer count as failed", () => {
    const { text, markup } = row({ ...partly, later });
    expect(text).toContain("696 clientes aceptados después");
    expect(text).toContain("No entró 71.974.634,00 COP");
    expect(text).toContain("1 cliente excluido");
    expect(text).toContain("Excluido 1,00 COP");
    expect(markup).toMatch(/title="Rechazados"[^>]*>(?:<svg.*?<\/svg>)?4</);
    expect(text).not.toContain("1.071.974.634,00");
  });

  test("make a row green once nothing is missing", () => {
    const all = { ...later, rejected: 23, balance: "1071974634.00", leftOut: partly.totals.leftOut };
    const { text } = row({ ...partly, later: all });
    expect(text).toContain("701 clientes aceptados después");
    expect(text).not.toContain(finished.finished_in_part);
    expect(text).not.toMatch(/No entró|[Ee]xcluid/);
  });

  test("show under their group in the result's figures", () => {
    expect(rendered(<OutcomeFigures view={{ ...partly, later }} />).text).toContain("19 clientes aceptados después");
  });
});

test("a correction does not count again what its upload left out", () => {
  const carried = partly.totals.leftOut;
  const { text } = row({ ...partly, isCorrection: true, carried });
  expect(text).toContain("678 clientes excluidos, ya contados en la carga corregida");
  expect(text).not.toContain("24.848.190.341,00");
  const more = { ...carried, rows: 700, debtors: 677, balance: "24848190340.00" };
  expect(row({ ...partly, isCorrection: true, carried: more }).text).toContain("Excluido 1,00 COP");
});

test("a correction is green once all it sends is accepted", () => {
  const { leftOut } = partly.totals;
  const accepted = { ...partly.groups, accepted: groupOf(723, "2071974634.00"), rejected: groupOf(0, "0.00") };
  const done = { ...partly, isCorrection: true, groups: accepted, carried: leftOut };
  expect(row(done).text).not.toContain(finished.finished_in_part);
  // A row typed by hand and then left out is counted by no other upload, and a refused one is not in the CRM:
  // neither is green.
  const more = { ...leftOut, rows: leftOut.rows - 1, debtors: leftOut.debtors - 1 };
  expect(row({ ...done, carried: more }).text).toContain(finished.finished_in_part);
  expect(row({ ...done, groups: partly.groups }).text).toContain(finished.finished_in_part);
});

describe("sums of an upload without a balance", () => {
  const none = { ...partly, hasNoBalance: true } as const;
  test.each(locales)("show as missing in history, result and totals (%s)", (locale) => {
    const words = messagesFor(locale).outcome.figures.withoutBalance;
    for (const node of [
      <UploadList key="a" uploads={[none]} hasTenant={false} />,
      <OutcomeFigures key="b" view={none} />,
      <ControlTotals key="c" view={none} hasGroups />,
    ]) {
      const { text, markup } = rendered(node, locale);
      expect(text).toContain(`— ${words}`);
      expect(markup).not.toMatch(/value="\d+\.00"/);
    }
  });
});

test.each(locales)("the page before sending counts who is in the corrected file (%s)", (locale) => {
  const words = messagesFor(locale).ui.report;
  const said = (report: UploadView["report"]) => rendered(<SendSummary view={{ ...whole, report }} />, locale).text;
  expect(said({ inReport: 28, added: 2, removed: 3 })).toMatch(/28.*2.*3/);
  expect(Object.keys(words)).toEqual(["inReport", "added", "removed"]);
  expect(said({ inReport: 28, added: 0, removed: 0 })).not.toMatch(/(?<!\d)0 /);
});
