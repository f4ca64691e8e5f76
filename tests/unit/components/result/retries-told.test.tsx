import { describe, expect, test } from "vitest";
import { RecordTable } from "#components/result/record-table.tsx";
import { RetryLinks } from "#components/result/retry-links.tsx";
import { HoldersList } from "#components/upload/holders-list.tsx";
import { OutcomeMini } from "#components/uploads/outcome-mini.tsx";
import { RetryOrigin } from "#components/uploads/retry-origin.tsx";
import { UploadList } from "#components/uploads/upload-list.tsx";
import type { RecordView } from "#lib/domain/views/record-view.ts";
import type { RetryView } from "#lib/domain/views/retry-view.ts";
import { recordViewOf } from "#tests/support/record-view.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { groupOf, uploadViewOf } from "#tests/support/upload-view.ts";

const retryOf = (changes: Partial<RetryView>): RetryView => ({
  id: "r1",
  state: "finished",
  completeness: "whole",
  debtors: 4,
  moved: 4,
  fresh: 0,
  isCorrection: false,
  isDiscarded: false,
  ...changes,
});
const correction = retryOf({ id: "c1", isCorrection: true, debtors: 5, moved: 3, fresh: 2 });

describe("the retries and corrections of an upload", () => {
  const view = uploadViewOf({ retries: [retryOf({ state: "staged" }), correction] });

  test("are listed with their counts, new debtors apart", () => {
    const { text } = rendered(<RetryLinks view={view} />);
    expect(text).toContain(
      "7 clientes de esta carga pasaron a un reintento o una corrección, y van con 2 más, de sus filas excluidas, de otra carga del mismo archivo o agregados a mano",
    );
    expect(text).toContain("Reintento con 4 clientes");
    expect(text).toContain("Corrección con 5 clientes");
    expect(text).toContain("3 de sus fallidos, 2 de sus filas excluidas o agregados a mano");
    expect(text).toContain("nadie lo ha confirmado");
  });

  test("say when debtors came through another upload", () => {
    const chained = retryOf({ isCorrection: true, debtors: 1, moved: 0, fresh: 0 });
    const { text } = rendered(<RetryLinks view={uploadViewOf({ retries: [chained] })} />);
    expect(text).toContain("ninguno de sus fallidos, 1 por medio de otra carga del mismo archivo");
  });

  test("do not split the counts of discarded ones", () => {
    const discarded = retryOf({ state: "cancelled", isDiscarded: true, moved: 0, fresh: 4 });
    const { text } = rendered(<RetryLinks view={uploadViewOf({ retries: [discarded] })} />);
    expect(text).toContain("Esta carga tiene reintentos o correcciones");
    expect(text).not.toContain("de esta carga,");
  });

  test("show in the history, with drafts and discarded marked", () => {
    const { text } = rendered(<RetryOrigin view={view} />);
    expect(text).toContain("Reintento con 4 clientes");
    expect(text).toContain("(borrador)");
    expect(text).toContain("Corrección con 5 clientes");
    const discarded = (isCorrection: boolean) =>
      uploadViewOf({ retries: [retryOf({ state: "cancelled", isDiscarded: true, isCorrection })] });
    expect(rendered(<RetryOrigin view={discarded(false)} />).text).toContain("(descartado)");
    expect(rendered(<RetryOrigin view={discarded(true)} />).text).toContain("(descartada)");
  });
});

test("an upload holding a report's debtors is linked with its state", () => {
  const holders = [{ id: "h1", fileName: "ayer.csv", state: "staged", debtors: 2, isCorrection: true }] as const;
  const { text, markup } = rendered(<HoldersList holders={holders} count={2} />);
  expect(text).toContain("Corrección con 2 clientes: ayer.csv");
  expect(text).toContain("Por confirmar");
  expect(text).toContain("Ábralo para confirmarlo o descartarlo");
  expect(markup).toContain('href="/uploads/h1"');
});

test("the holders' text fits one or several debtors and uploads", () => {
  const holder = { id: "h1", fileName: "ayer.csv", state: "staged", debtors: 2, isCorrection: true } as const;
  const said = (debtors: number, uploads: number) =>
    rendered(
      <HoldersList
        holders={Array(uploads)
          .fill(0)
          .map((_, at) => ({ ...holder, id: `h${at}` }))}
        count={debtors}
      />,
    ).text;
  expect(said(1, 1)).toContain("Lo tiene otro envío");
  expect(said(2, 1)).toContain("Los tiene otro envío");
  expect(said(2, 2)).toContain("Los tienen otros envíos");
});

describe("a debtor that another upload sends again", () => {
  const record = recordViewOf({ fileName: "a.csv", retriedInId: "r" });
  test.each([
    [{}, "En un reintento"],
    [{ isInCorrection: true }, "En una corrección"],
    [{ isInDiscarded: true }, "En un reintento descartado"],
    [{ isInCorrection: true, isInDiscarded: true }, "En una corrección descartada"],
    [{ isInCorrection: true, retriedState: "pending" }, "En una corrección"],
    [{ isInCorrection: true, retriedState: "rejected" }, "Rechazado otra vez, en una corrección"],
    [{ retriedState: "unconfirmed" }, "Sin confirmar, en un reintento"],
    [{ retriedState: "not_sent" }, "No enviado, en un reintento"],
    [{ isInDiscarded: true, retriedState: "not_sent" }, "En un reintento descartado"],
    [{ isBack: true }, "De vuelta en la carga de donde vino"],
    [{ acceptedLater: true }, "Aceptado después, en un reintento"],
    [{ isInCorrection: true, isInDiscarded: true, acceptedLater: true }, "Aceptado después, en una corrección"],
  ] satisfies [Partial<RecordView>, string][])("%j: %s", (changes, words) => {
    const { markup } = rendered(<RecordTable records={[{ ...record, ...changes }]} currency="COP" />);
    expect(markup).toContain(`>${words}<`);
  });
});

describe("a discarded draft", () => {
  const nobody = groupOf(0, "0.00");
  const { groups } = uploadViewOf();
  const discarded = uploadViewOf({
    state: "cancelled",
    confirmedAt: null,
    startedAt: null,
    groups: { ...groups, accepted: nobody, not_sent: groupOf(10, "1000.00") },
  });

  test("shows as discarded in the history, without failed debtors", () => {
    const { text } = rendered(<UploadList uploads={[discarded]} hasTenant={false} />);
    expect(text).toContain("Descartada");
    expect(text).not.toContain("No enviados");
    expect(text).not.toContain("No entró");
  });

  test("differs from an upload cancelled while sending", () => {
    const { text } = rendered(<OutcomeMini view={{ ...discarded, confirmedAt: "2026-11-26T12:01:00.000Z" }} />);
    expect(text).toContain("No entró");
  });
});
