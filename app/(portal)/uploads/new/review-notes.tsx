import type { ReactNode } from "react";
import { CurrencyNote } from "#components/mapping/currency-note.tsx";
import { RememberedAnswers } from "#components/mapping/read-as-last-time.tsx";
import { UnloadedNote } from "#components/mapping/unloaded-note.tsx";
import { FuturePaymentsNote } from "#components/review/future-payments-note.tsx";
import { HeldNote } from "#components/review/held-note.tsx";
import { LargerPartNote } from "#components/review/larger-part-note.tsx";
import { RepeatedBalanceNote } from "#components/review/repeated-balance-note.tsx";
import { CorrectionNote } from "#components/upload/correction-note.tsx";
import { CutNote, lossNotices } from "#components/upload/cut-note.tsx";
import { RememberedNote } from "#components/upload/found/remembered-note.tsx";
import { UnknownReportNote } from "#components/upload/found/unknown-report-note.tsx";
import type { WizardEvent, WizardState } from "#components/upload/wizard-state.ts";
import { correctionOf, isAsked, type ReviewQuestion } from "#components/upload/work.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { currencyColumns } from "#lib/domain/mapping/answers/currency-columns.ts";
import { rememberedAnswers } from "#lib/domain/mapping/answers/remembered-answers.ts";
import { unplacedColumns } from "#lib/domain/mapping/answers/unplaced-columns.ts";
import { loadsBalance } from "#lib/domain/mapping/unloaded.ts";

interface Reviewed {
  state: WizardState & { readonly step: "review" };
  fields: readonly Field[];
  currency: string;
  dispatch: (event: WizardEvent) => void;
}

/**
 * The notes above the figures of a review: where its rows and columns come from, and which are not loaded;
 * undefined if none.
 */
export function reviewNotes({ state, fields, currency, dispatch }: Reviewed): ReactNode | undefined {
  const { report, mapping, recalled, declined } = state.work;
  const { repeatedBalance, largerPart, futurePayments, held } = state.summary;
  const { heldBefore } = state.work;
  const isHeldSaid = held.debtors > 0 || heldBefore !== undefined;
  const showColumns = () => dispatch({ type: "back", to: "mapping" });
  const correction = correctionOf(state.work);
  const answers = rememberedAnswers(recalled, report.columns, mapping);
  const unplaced = unplacedColumns(report, mapping, fields, declined);
  const hasBalance = loadsBalance(mapping);
  const otherCurrencies = currencyColumns(report.columns, mapping, fields, currency);
  const losses = lossNotices(report);
  const headerOf = (column: number) => report.columns[column]?.header ?? "";
  const answer = (question: ReviewQuestion, column: number) => ({
    isConfirmed: !isAsked(state.work, state.summary, question),
    onConfirm: (isConfirmed: boolean) => dispatch({ type: "confirmed", question, column: isConfirmed ? column : null }),
  });
  const isSaid =
    isHeldSaid ||
    !hasBalance ||
    unplaced.length > 0 ||
    otherCurrencies.length > 0 ||
    report.saidCurrency !== undefined ||
    report.namedCurrency !== undefined ||
    repeatedBalance !== undefined ||
    largerPart !== undefined ||
    futurePayments !== undefined ||
    answers.length > 0 ||
    losses.length > 0;
  if (correction === null && state.work.correction !== "unknown" && !state.isRemembered && !isSaid) return undefined;
  const hasRemembered = answers.length > 0 || (state.isRemembered && correction === null);
  // A note that shows all notices of the reading shows its losses, too.
  const hasNotices = correction !== null || state.isRemembered;
  return (
    <>
      {state.work.correction === "unknown" ? <UnknownReportNote report={report} /> : null}
      {correction === null ? null : (
        <CorrectionNote
          correction={correction}
          summary={state.summary}
          notices={report.notices}
          onChoose={(choices) => dispatch({ type: "correction_decided", choices })}
        />
      )}
      {hasRemembered ? (
        <RememberedNote
          isUnseen={state.isRemembered}
          notices={state.isRemembered && correction === null ? report.notices : []}
          onShow={showColumns}
        >
          <RememberedAnswers answers={answers} currency={currency} />
        </RememberedNote>
      ) : null}
      {isHeldSaid ? <HeldNote held={held} currency={hasBalance ? currency : null} before={heldBefore} /> : null}
      {repeatedBalance === undefined ? null : (
        <RepeatedBalanceNote
          repeated={repeatedBalance}
          header={headerOf(repeatedBalance.column)}
          currency={currency}
          {...answer("repeatedBalance", repeatedBalance.column)}
        />
      )}
      {largerPart === undefined ? null : (
        <LargerPartNote
          part={largerPart}
          header={headerOf(largerPart.column)}
          balanceHeader={headerOf(largerPart.balance)}
          currency={currency}
          {...answer("largerPart", largerPart.column)}
        />
      )}
      {futurePayments === undefined ? null : (
        <FuturePaymentsNote
          payments={futurePayments}
          header={headerOf(futurePayments.column)}
          {...answer("futurePayments", futurePayments.column)}
        />
      )}
      <CutNote notices={hasNotices ? [] : losses} />
      <CurrencyNote columns={otherCurrencies} said={report.saidCurrency} named={report.namedCurrency} own={currency} />
      <UnloadedNote hasBalance={hasBalance} unplaced={unplaced} onShow={hasRemembered ? undefined : showColumns} />
    </>
  );
}
