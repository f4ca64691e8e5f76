import { expect, test } from "vitest";
import { UnconfirmedPanel } from "#app/(portal)/uploads/[uploadId]/failures/unconfirmed-panel.tsx";
import { RunControls } from "#app/(portal)/uploads/[uploadId]/run/run-controls.tsx";
import { ErasedNote } from "#components/result/erased-note.tsx";
import { UnconfirmedNotice } from "#components/result/unconfirmed-notice.tsx";
import { PlanCard } from "#components/run/plan-card.tsx";
import { RunNotices } from "#components/run/run-notices.tsx";
import { SlowerNotice } from "#components/run/slower-notice.tsx";
import { lostGrounds } from "#lib/domain/outcome/run-reasons.ts";
import { stageFacts } from "#lib/domain/outcome/upload-stage.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { uploadViewOf } from "#tests/support/upload-view.ts";

const slowdown = { reason: "rate_limited", intervalMs: 220, bestIntervalMs: 100 } as const;
const running = uploadViewOf({ state: "running", slowdown });

test("a server's least interval is shown as a limit", () => {
  const { text } = rendered(<SlowerNotice view={running} />);
  expect(text).toContain("Límite: como máximo una llamada cada 0,22 s");
  expect(text).not.toContain("Ahora");
});

test("while a run waits, only one box explains it", () => {
  expect(rendered(<SlowerNotice view={{ ...running, waitReason: "rate_limited" }} />).text).toBe("");
});

test("debtors waiting for a lookup show time and reason", () => {
  const notice = {
    count: 3,
    updatesRepeated: false,
    isReadingBack: true,
    at: "2026-11-26T12:00:00.000Z",
    action: null,
  };
  const { text } = rendered(<UnconfirmedNotice {...notice} startsAt="2026-11-26T12:00:25.000Z" />);
  expect(text).toContain("3 clientes esperan a que se busquen en el CRM");
  expect(text).toContain("(en 25 s)");
  const now = rendered(<UnconfirmedNotice {...notice} startsAt={null} />).text;
  expect(now).toContain("Buscando 3 clientes");
  expect(now).not.toContain("(en ");
});

test("sending unconfirmed debtors again doubles nobody where the CRM is known to update", () => {
  const notice = { count: 3, isReadingBack: false, startsAt: null, at: "2026-11-26T12:00:00.000Z", action: null };
  const told = (updatesRepeated: boolean) =>
    rendered(<UnconfirmedNotice {...notice} updatesRepeated={updatesRepeated} />).text;
  expect(told(false)).toContain("podrían quedar duplicados");
  expect(told(true)).not.toContain("podrían quedar duplicados");
  expect(told(true)).toContain("no habrá duplicados");
});

test("only unconfirmed debtors that no retry has taken over are asked about", () => {
  const { unconfirmed } = running.groups;
  const of = (retriedUnconfirmed: number, isReadingBack = false) =>
    rendered(
      <UnconfirmedPanel
        view={{
          ...running,
          state: "finished",
          groups: { ...running.groups, unconfirmed: { ...unconfirmed, debtors: 3 } },
          retriedUnconfirmed,
          isReadingBack,
        }}
        correction={null}
        at="2026-11-26T12:00:00.000Z"
      />,
    ).text;
  expect(of(1)).toContain("2 clientes quedaron sin confirmar");
  expect(of(3)).toBe("");
  expect(of(3, true)).toContain("Buscando 3 clientes");
});

test("a stopped close-out says the one reason that holds, and is resumed only once none does", () => {
  const stopped = uploadViewOf({ state: "stopped", stopReason: "close_out_refused", closesOutId: "u0" });
  const of = (view: UploadView) => ({
    notice: rendered(<RunNotices view={view} at="2026-11-26T12:00:00.000Z" />).text,
    controls: rendered(<RunControls view={view} onAsk={() => undefined} />).text,
  });
  const cancelled = of({ ...stopped, stopHolds: "close_out_load_cancelled" });
  expect(cancelled.notice).toContain("la carga que nombró a sus clientes se canceló");
  expect(cancelled.notice).toContain("cancele este cierre");
  expect(cancelled.notice).not.toContain("actualiza");
  expect(cancelled.controls).toContain("Cancelar la carga");
  expect(cancelled.controls).not.toContain("Reanudar");
  for (const state of ["queued", "paused"] as const) {
    const waits = of({ ...stopped, state, stopReason: null, stopHolds: "close_out_load_cancelled" });
    expect(waits.notice).toMatch(/la carga que nombró a sus clientes se canceló/i);
    expect(waits.notice).toContain("cancele este cierre");
    expect(waits.controls).not.toContain("Reanudar");
  }
  expect(of({ ...stopped, stopHolds: "close_out_updates_unknown" }).notice).not.toContain("canceló");
  expect(of(stopped).notice).toContain("Puede reanudarlo");
  expect(of(stopped).controls).toContain("Reanudar");
});

test("a load whose ground is back says so, and a paused one that would only stop again why", () => {
  const of = (view: UploadView) => ({
    notice: rendered(<RunNotices view={view} at="2026-11-26T12:00:00.000Z" />).text,
    controls: rendered(<RunControls view={view} onAsk={() => undefined} />).text,
  });
  for (const stopReason of lostGrounds) {
    const { notice, controls } = of(uploadViewOf({ state: "stopped", stopReason }));
    expect(notice).toBe("Error: El envío se detuvo: lo que lo impedía ya no ocurre Puede reanudarlo.");
    expect(controls).toContain("Reanudar");
  }
  const paused = uploadViewOf({ state: "paused" });
  expect(of(paused).notice).toBe("");
  const held = of({ ...paused, stopHolds: "duplicates_now" });
  expect(held.notice).toContain("Envío en pausa: lleva a clientes que el CRM ya tiene");
  expect(held.controls).not.toContain("Reanudar");
});

test("a load is not advised to be loaded whole again where that would double whom it has sent", () => {
  for (const stopHolds of ["updates_unknown", "duplicates_now"] as const) {
    const view = uploadViewOf({ state: "stopped", stopReason: stopHolds, stopHolds });
    const { text } = rendered(<RunNotices view={view} at="2026-11-26T12:00:00.000Z" />);
    expect(text).not.toMatch(/el archivo de nuevo|ya no se sabe/);
    expect(text).toContain("reintente desde su página");
  }
  const erased = { at: "2026-11-26T12:00:00.000Z", afterDays: 90 };
  const note = (repeatBehaviour: UploadView["repeatBehaviour"]) =>
    rendered(<ErasedNote view={uploadViewOf({ erased, repeatBehaviour })} />).text;
  expect(note("duplicates")).toContain("suelte un archivo solo con quienes falten");
  expect(note("updates")).toContain("suelte el archivo de nuevo");
});

test("while what was stopped is being cancelled, nobody is told to resume it", () => {
  for (const stopReason of ["close_out_refused", "duplicates_now"] as const) {
    const before = uploadViewOf({ state: "stopped", stopReason, stopHolds: "close_out_load_cancelled" });
    const cancelled = uploadViewOf({ state: "cancelled", stopReason });
    const { text } = rendered(
      <RunNotices view={{ ...cancelled, ...stageFacts(before) }} at="2026-11-26T12:00:00.000Z" />,
    );
    expect(text).toContain("la carga que nombró a sus clientes se canceló");
    expect(text).not.toContain("uede reanudarlo");
  }
});

test("a cancellation speaks of a batch on its way only where there may be one", () => {
  const asked = (view: UploadView) => {
    const words = translatorFor("es", "outcome.run");
    return words("cancelText", {
      pending: view.groups.pending.debtors,
      sending: view.isSending === true ? "yes" : "no",
    });
  };
  expect(asked(uploadViewOf({ state: "running", isSending: true }))).toContain("en camino");
  expect(asked(uploadViewOf({ state: "paused" }))).not.toContain("en camino");
});

test("an upload's duration counts from the end of earlier ones", () => {
  const plan = {
    batches: 1,
    calls: 1,
    budget: null,
    budgetProblem: null,
    isWithinBudget: null,
    expectedSeconds: 1,
    line: null,
  };
  const before = { id: "u1", fileName: "grande.csv", state: "running" } as const;
  const behind = <PlanCard plan={{ ...plan, line: { ahead: 1, before, held: null } }} batchSize={100} />;
  expect(rendered(behind).text).toContain("desde que terminen las cargas que van antes");
  expect(rendered(<PlanCard plan={plan} batchSize={100} />).text).not.toContain("desde que terminen");
});
