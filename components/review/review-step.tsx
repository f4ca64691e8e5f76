"use client";

import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { LastTime } from "#lib/domain/cures/last-time.ts";
import { setDefault } from "#lib/domain/mapping/answers/edit-mapping.ts";
import { loadsBalance } from "#lib/domain/mapping/unloaded.ts";
import type { TypedDeclared } from "#lib/domain/portfolio/declared/declared-totals.ts";
import { unreadableBalances } from "#lib/domain/validation/unreadable-balances.ts";
import type { ReadingSettings } from "#lib/spreadsheet/protocol/reading.ts";
import type { IssueGroup, ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { classNames } from "../ui/class-names.ts";
import { Sheet } from "../ui/overlay/sheet.tsx";
import { CuresHost, type Curing } from "./cures/cures-host.tsx";
import { DeclaredNote } from "./declared/declared-note.tsx";
import { IssuePanel } from "./issue-panel.tsx";
import { ReviewBody } from "./review-body.tsx";
import { SetAsideNote } from "./set-aside-note.tsx";
import { SetAsideSheet } from "./set-aside-sheet.tsx";
import { StageFooter } from "./stage-footer.tsx";
import { TotalsStrip } from "./totals-strip.tsx";
import { type ReviewInput, useReview } from "./use-review.ts";
import { useReviewActions } from "./use-review-actions.ts";
import { useTop } from "./use-top.ts";
import { ColumnsMenu } from "./view/columns-menu.tsx";
import { DensityMenu } from "./view/density-menu.tsx";
import { ProblemsAside } from "./view/problems-aside.tsx";
import { rowHeights } from "./view/review-view.ts";
import { useReviewView } from "./view/use-review-view.ts";

export interface ReviewStepProps extends ReviewInput {
  summary: ReviewSummary;
  /** Shown above the figures: whose the file is. */
  notice?: ReactNode | undefined;
  /** Where the file or its columns come from, if that matters here; beside the rows, or above them. */
  notes?: ReactNode | undefined;
  /** One of the notes asks something that has to be answered first. */
  isAsked: boolean;
  /** A note says that the file may not be whole. */
  isDoubted: boolean;
  /** What the chosen portfolio remembers is being asked, which may lead back to the columns. */
  isWaiting?: boolean;
  /** What was decided about reasons in an earlier file; null if none is remembered. */
  lastTime: LastTime | null;
  /** The portfolio's usual values, by field. */
  usual: Readonly<Record<string, string>>;
  /** Rows that look like titles, totals or notes and are read as data. */
  takenIn: ReadingSettings["takenIn"];
  /** What the user typed of the bank's declared totals. */
  typed: TypedDeclared;
  onDeclare: (typed: TypedDeclared) => void;
  /** Tells whether a change runs: the wizard then stays here, or it would miss its decision. */
  onChanging: (isChanging: boolean) => void;
  onBack: () => void;
  onStage: () => void;
}

/** All rows with their problems, to be corrected here before anything leaves this machine. */
export function ReviewStep(props: ReviewStepProps) {
  const { mapping, summary } = props;
  const t = useTranslations("review");
  const root = useRef<HTMLDivElement>(null);
  const top = useTop(root);
  const [isPanelOpen, setPanelOpen] = useState(false);
  const [isAsideOpen, setAsideOpen] = useState(false);
  const [curing, setCuring] = useState<Curing | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const review = useReview(props);
  const { edits, table, debtors, walk, find } = review;
  const { onChanging } = props;
  useEffect(() => {
    onChanging(edits.isBusy);
    return () => onChanging(false);
  }, [edits.isBusy, onChanging]);
  const view = useReviewView(props.rememberer.user, debtors.isShown ? "debtors" : "rows");
  const walkInRows = (direction: 1 | -1) => {
    if (!debtors.isShown) return walk(direction);
    debtors.leave();
    // The grid is there after this render.
    requestAnimationFrame(() => walk(direction));
  };

  useReviewActions({
    onNext: () => walkInRows(1),
    onPrevious: () => walkInRows(-1),
    onUndo: edits.undo,
    onRedo: edits.redo,
    onFind: () => (debtors.isShown ? searchRef.current?.select() : find.open()),
    // While a correction is under way, nobody knows yet; as long, either is taken.
    canUndo: summary.canUndo || edits.isBusy,
    canRedo: summary.canRedo || edits.isBusy,
  });

  const panel = (
    <IssuePanel
      summary={summary}
      fields={props.fields}
      mapping={mapping}
      lastTime={props.lastTime}
      filter={table.filter}
      headers={review.headers}
      isAsked={props.isAsked}
      isDoubted={props.isDoubted}
      onFilter={(filter) => {
        const column = filter.show === "group" ? review.placeOf(filter.column) : table.cell.column;
        if (debtors.isShown) debtors.leave({ row: 0, column });
        table.setFilter(filter);
        if (filter.show === "group") table.reveal({ row: 0, column });
        setPanelOpen(false);
      }}
      onGoTo={(group: IssueGroup) => {
        setPanelOpen(false);
        // Without a filter, a row's position is its number.
        debtors.goTo({ row: group.firstRow, column: review.placeOf(group.column) });
      }}
      onCure={(group, preset) => setCuring({ group, preset })}
      onUnfill={(field) => edits.change((before) => ({ cells: null, mapping: setDefault(before, field, "") }))}
      onDecide={edits.decide}
    >
      <DeclaredNote
        summary={summary}
        hasBalance={loadsBalance(mapping)}
        currency={props.currency}
        typed={props.typed}
        onDeclare={props.onDeclare}
      />
      <SetAsideNote
        setAside={summary.setAside}
        onOpen={() => {
          setPanelOpen(false);
          setAsideOpen(true);
        }}
      />
    </IssuePanel>
  );
  const toTop: CSSProperties & Record<"--top", string> = { "--top": `${top}px` };
  return (
    // At least to the end of the window, minus the page's own margin: the table gets what the other parts leave.
    <div
      ref={root}
      data-whole-window
      className="flex min-h-[calc(100dvh-var(--top)-1.5rem)] flex-col gap-3 lg:min-h-[calc(100dvh-var(--top)-0.5rem)] lg:gap-2"
      style={toTop}
    >
      {props.notice}
      <div className={find.isOpen ? "max-sm:hidden" : ""}>
        <TotalsStrip
          totals={summary.totals}
          currency={props.currency}
          hasBalance={loadsBalance(mapping)}
          unreadable={unreadableBalances(summary.groups)}
          isOpen={view.areTotalsOpen}
          onOpenChange={(areTotalsOpen) => view.change({ areTotalsOpen })}
        />
      </div>
      <div className={classNames("flex grow flex-col gap-3", !view.isPanelHidden && "lg:flex-row")}>
        <ProblemsAside
          isHidden={view.isPanelHidden}
          widthPx={view.panelPx}
          notes={props.notes}
          takesFocus={view.isPanelMoved}
          onResize={(panelPx) => view.change({ panelPx })}
          onHide={() => view.showPanel(false)}
        >
          {panel}
        </ProblemsAside>
        <ReviewBody
          source={props.source}
          review={review}
          fields={props.fields}
          mapping={mapping}
          currency={props.currency}
          summary={summary}
          rowHeightPx={rowHeights[view.density]}
          searchRef={searchRef}
          onFault={props.onFault}
          onOpenPanel={() => setPanelOpen(true)}
          onShowPanel={view.isPanelHidden ? () => view.showPanel(true) : null}
          takesFocus={view.isPanelMoved}
          columnsMenu={<ColumnsMenu model={review.arranged.model} columns={review.arranged.all} />}
        >
          <DensityMenu density={view.density} onChange={(density) => view.change({ density })} />
        </ReviewBody>
      </div>
      <StageFooter
        summary={summary}
        isBusy={edits.isBusy || props.isWaiting === true}
        isChanging={edits.isBusy}
        isAsked={props.isAsked}
        onBack={props.onBack}
        onStage={props.onStage}
      />
      <CuresHost
        curing={curing}
        source={props.source}
        fields={props.fields}
        headers={review.headers}
        mapping={mapping}
        lastTime={props.lastTime}
        usual={props.usual}
        onChange={edits.change}
        onClose={() => setCuring(null)}
        onFault={props.onFault}
      />
      <SetAsideSheet
        source={props.source}
        takenIn={props.takenIn}
        version={edits.version}
        isOpen={isAsideOpen}
        isBusy={edits.isBusy}
        onOpenChange={setAsideOpen}
        onTakeIn={edits.takeIn}
        onFault={props.onFault}
      />
      <Sheet isOpen={isPanelOpen} onOpenChange={setPanelOpen} title={t("panel.title")}>
        <div className="-mx-4 -my-4">{panel}</div>
      </Sheet>
    </div>
  );
}
