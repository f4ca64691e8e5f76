import { describe, expect, test } from "vitest";
import { chooseTab, shownTabs } from "#app/(portal)/uploads/[uploadId]/result/detail-tabs.ts";
import { ControlTotals } from "#components/result/control-totals.tsx";
import { OutcomeFigures } from "#components/result/outcome-figures.tsx";
import { RecordEvidence } from "#components/result/record-evidence.tsx";
import { DoubtsElsewhereText } from "#components/run/doubts-elsewhere-text.tsx";
import { RunProgress } from "#components/run/run-progress.tsx";
import { SendSummary } from "#components/run/send-summary.tsx";
import { SentLatelyText } from "#components/run/sent-lately-text.tsx";
import { UploadList } from "#components/uploads/upload-list.tsx";
import { addsUp } from "#lib/domain/outcome/control-sums.ts";
import { heldApart } from "#lib/domain/outcome/held-apart.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { recordViewOf } from "#tests/support/record-view.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { groupOf, uploadViewOf } from "#tests/support/upload-view.ts";

const nobody = groupOf(0, "0.00");
const part = (debtors: number, balance: string) => ({ rows: debtors, ...groupOf(debtors, balance) });

/** 1,000 rows: 3 set aside, 7 left out, 900 unchanged, 90 sent. */
const view = (groups: Partial<UploadView["groups"]>, over: Partial<UploadView> = {}) =>
  uploadViewOf({
    totals: {
      file: { rows: 1_000, ...groupOf(997, "9970.00") },
      setAside: 3,
      leftOut: part(7, "70.00"),
      staged: part(990, "9900.00"),
    },
    groups: {
      pending: nobody,
      accepted: nobody,
      rejected: nobody,
      unconfirmed: nobody,
      not_sent: nobody,
      unchanged: groupOf(900, "9000.00"),
      volatile: nobody,
      ...groups,
    },
    ...over,
  });
const staged = view({ pending: groupOf(90, "900.00") }, { state: "staged" });
const finished = view({ accepted: groupOf(88, "880.00"), rejected: groupOf(2, "20.00") });

describe("where debtors are unchanged", () => {
  test("the control totals have three lines that add up", () => {
    expect([addsUp(staged), addsUp(finished)]).toEqual([true, true]);
    const before = rendered(<ControlTotals view={staged} hasGroups={false} />).text;
    expect(before).toContain("archivo = apartado + excluido + preparado; preparado = sin cambios + por enviar");
    expect(before).toMatch(
      /= Preparado .*990 .*990 .*9\.900,00 COP − Sin cambios .*900 .*9\.000,00 COP = Por enviar .*90/,
    );
    const after = rendered(<ControlTotals view={finished} hasGroups />).text;
    expect(after).toContain("por enviar = los grupos de resultado");
    expect(after).toMatch(/= Por enviar .*90 .*900,00 COP Aceptados .*88/);
    expect(after.split("Sin cambios").length).toBe(2);
  });

  test("the summary says who is sent, and who stays", () => {
    const { text } = rendered(<SendSummary view={staged} />);
    expect(text).toContain("Se enviarán 90 clientes con 90 obligaciones");
    expect(text).toContain("900 quedan como están en el CRM");
    expect(text).toMatch(/Clientes 90 Obligaciones 90 Saldo 900,00 COP Sin cambios 900/);
    const none = view({ unchanged: groupOf(990, "9900.00") }, { state: "staged" });
    expect(rendered(<SendSummary view={none} />).text).toContain(
      "No se enviará a nadie: los 990 clientes quedan como están",
    );
  });

  test("who is held is told apart everywhere, so that one number says who goes", () => {
    const held = groupOf(2, "20.00");
    const draft = view({ pending: groupOf(990, "9900.00"), unchanged: nobody }, { state: "staged" });
    for (const [one, goes] of [
      [staged, "88"],
      [draft, "988"],
    ] as const) {
      const totals = rendered(<ControlTotals view={one} hasGroups={false} held={held} />).text;
      expect(totals).toMatch(new RegExp(`− Retenidos .*2 .*20,00 COP = Por enviar .*\\b${goes} `));
      expect(totals).toContain("retenidos + por enviar");
      expect(rendered(<SendSummary view={one} held={held} />).text).toContain(`Se enviarán ${goes} clientes`);
    }
  });

  test("who is held is told apart once it was confirmed, too, and counted once", () => {
    const held = groupOf(5, "50.00");
    const paused = view(
      { pending: groupOf(60, "600.00"), accepted: groupOf(27, "270.00"), not_sent: groupOf(3, "30.00") },
      { state: "paused", heldNotSent: groupOf(2, "20.00") },
    );
    const ended = view(
      { accepted: groupOf(85, "850.00"), not_sent: groupOf(5, "50.00") },
      { heldNotSent: groupOf(5, "50.00") },
    );
    for (const [one, groups] of [
      [paused, /Aceptados .*27 .*Otros no enviados .*1 .*Pendientes .*57 /],
      [ended, /Aceptados .*85 /],
    ] as const) {
      const shown = heldApart(one, held);
      expect(shown.held).toEqual(held);
      expect(addsUp(shown.view)).toBe(true);
      const totals = rendered(<ControlTotals {...shown} hasGroups />).text;
      expect(totals).toMatch(/− Retenidos \(no enviados\) .*5 .*50,00 COP = Por enviar .*85 .*850,00 COP/);
      expect(totals).toMatch(groups);
      expect(totals).not.toMatch(/[^s] No enviados/);
      expect(rendered(<OutcomeFigures view={shown.view} />).text).toMatch(
        one === paused ? /No enviados 6/ : /No enviados 5/,
      );
      expect(rendered(<RunProgress {...shown} />).text).toContain(one === paused ? "28 de 85" : "85 de 85");
    }
  });

  test("no more are held than were not sent and are pending, whoever was when the page was rendered", () => {
    const ended = view({ accepted: groupOf(90, "900.00") });
    expect(heldApart(ended, groupOf(2, "20.00"))).toEqual({ view: ended, held: null });
    const added = view(
      { accepted: groupOf(88, "880.00"), not_sent: groupOf(2, "20.00") },
      { heldNotSent: groupOf(2, "20.00") },
    );
    expect(heldApart(added, null)).toEqual({ view: added, held: groupOf(2, "20.00") });
  });

  test("a run counts only those who are sent", () => {
    const running = view({ pending: groupOf(45, "450.00"), accepted: groupOf(45, "450.00") }, { state: "running" });
    expect(rendered(<RunProgress view={running} />).text).toContain("45 de 90");
  });

  test("the result has a group and a tab for them", () => {
    const { markup } = rendered(<OutcomeFigures view={finished} hrefs={{ unchanged: "/u?tab=unchanged" }} />);
    expect(markup).toContain('href="/u?tab=unchanged"');
    expect(shownTabs(finished)).toContain("unchanged");
    expect(shownTabs(uploadViewOf())).not.toContain("unchanged");
    expect(chooseTab(finished, { tab: "unchanged" })).toBe("unchanged");
  });

  test("the history counts them and is green", () => {
    const all = view(
      { accepted: groupOf(97, "970.00"), unchanged: groupOf(900, "9000.00") },
      {
        totals: {
          file: part(997, "9970.00"),
          setAside: 0,
          leftOut: { rows: 0, ...nobody },
          staged: part(997, "9970.00"),
        },
      },
    );
    const { text } = rendered(<UploadList uploads={[all]} hasTenant={false} />);
    expect(text).toMatch(/Terminada .*97 Aceptados .*900 Sin cambios/);
    expect(text).not.toContain("en parte");
  });

  test("those that differ only in what changes daily stand apart, with the day of what the CRM has", () => {
    const day = "2026-11-24T14:00:00.000Z";
    const parts = { unchanged: groupOf(300, "3000.00"), volatile: groupOf(600, "6000.00") };
    const kept = view({ pending: groupOf(90, "900.00"), ...parts }, { volatileOf: { from: day, to: day } });
    expect(addsUp(kept)).toBe(true);
    const totals = rendered(<ControlTotals view={kept} hasGroups={false} />).text;
    expect(totals).toContain("preparado = sin cambios + solo lo diario + por enviar");
    expect(totals).toMatch(
      /− Sin cambios .*300 .*− Solo cambió lo diario \(no enviados\) el CRM tiene lo del 24\/11\/2026 .*600 .*= Por enviar .*90/,
    );
    const summary = rendered(<SendSummary view={{ ...kept, state: "staged" }} />).text;
    expect(summary).toContain("900 quedan como están en el CRM");
    expect(summary).toMatch(
      /Sin cambios 300 Solo cambió lo diario \(no enviados\) 600 el CRM tiene lo del 24\/11\/2026/,
    );
    expect(rendered(<OutcomeFigures view={kept} />).text).toMatch(
      /Solo cambió lo diario \(no enviados\) 600 .*el CRM tiene lo del 24\/11\/2026/,
    );
    const moved = { ...kept, confirmedFor: { operation: "anterior", server: kept.tenant.server } };
    expect(rendered(<OutcomeFigures view={moved} />).text).toContain("la operación «anterior» tiene lo del 24/11/2026");
    const stayed = { ...kept, confirmedFor: { operation: kept.tenant.operation, server: kept.tenant.server } };
    expect(rendered(<OutcomeFigures view={stayed} />).text).toContain("el CRM tiene lo del 24/11/2026");
    expect(shownTabs(kept)).toEqual(expect.arrayContaining(["unchanged", "volatile"]));
    expect(rendered(<RunProgress view={{ ...kept, state: "running" }} />).text).toContain("0 de 90");
    const only = view({ pending: groupOf(90, "900.00"), unchanged: nobody, volatile: groupOf(900, "9000.00") });
    expect(addsUp(only)).toBe(true);
    expect(rendered(<ControlTotals view={only} hasGroups={false} />).text).not.toContain("in cambios");
  });

  test("their evidence is the upload that had them accepted", () => {
    const record = recordViewOf({
      state: "unchanged",
      evidence: null,
      sameSince: { uploadId: "u7", fileName: "ayer.csv", confirmedAt: "2026-11-25T14:00:00.000Z" },
    });
    const { text, markup } = rendered(<RecordEvidence record={record} />);
    expect(text).toMatch(/Aceptado igual en ayer\.csv , 25\/11\/2026/);
    expect(markup).toContain('href="/uploads/u7"');
    expect(text).not.toContain("a diario");
    expect(rendered(<RecordEvidence record={{ ...record, isVolatile: true }} />).text).toMatch(
      /Aceptado igual en ayer\.csv , .*, salvo en lo que cambia a diario/,
    );
  });
});

test("other uploads of the last days are a warning, with how many were looked up", () => {
  const latest = { uploadId: "u8", fileName: "cartera.csv", confirmedAt: "2026-11-25T14:00:00.000Z" };
  const told = (lookedAt: number | null) =>
    rendered(<SentLatelyText sent={{ lookedAt, debtors: 1, days: 7, latest }} />);
  expect(told(null).text).toContain("1 cliente en cargas de los últimos 7 días, aceptados o sin confirmar");
  expect(told(null).markup).toContain('href="/uploads/u8"');
  expect(told(null).markup).toContain("text-warning");
  expect(told(null).text).not.toContain("puede haber más");
  expect(told(1_429).text).toContain("Se miraron los primeros 1.429 clientes; puede haber más");
});

test("debtors left in doubt are told by portfolio", () => {
  const portfolios = [
    { id: "p1", name: "Banco A", debtors: 1_204 },
    { id: "p2", name: "Banco B", debtors: 1 },
  ];
  const { text, markup } = rendered(<DoubtsElsewhereText doubts={{ portfolios, isPart: false }} />);
  expect(text).toMatch(/1\.204 clientes de Banco A 1 cliente de Banco B .* quedan en duda en esas carteras/);
  expect(markup).toContain('href="/portfolios/p1"');
  expect(text).not.toContain("puede haber más");
  const one = { portfolios: portfolios.slice(1), isPart: true };
  expect(rendered(<DoubtsElsewhereText doubts={one} />).text).toMatch(/en duda en esa cartera: .* puede haber más/);
});
