"use client";

import { FileClock } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { readLeftOutKey } from "#lib/domain/validation/left-out-reason.ts";
import { useIssueWords } from "#lib/i18n/issue-words.ts";
import { ByteSize } from "../../ui/byte-size.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { Button } from "../../ui/form/button.tsx";
import { LinkButton } from "../../ui/form/link-button.tsx";
import { ConfirmDialog } from "../../ui/overlay/confirm-dialog.tsx";
import { Section } from "../../ui/section.tsx";
import { chosenPortfolio } from "../file-portfolio.ts";
import { type BegunWith, readMark } from "./begun-with.ts";
import type { KeptState } from "./kept-state.ts";
import type { KeptUpload } from "./kept-uploads.ts";

export interface KeptListProps {
  uploads: readonly KeptUpload[];
  /** Uploads of another tenant go on on that one's page. */
  tenantId: string;
  onContinue: (upload: KeptUpload) => void;
  onThrowAway: (upload: KeptUpload) => Promise<void>;
}

/** The unfinished uploads of this browser, to go on with or to throw away. */
export function KeptList({ uploads, tenantId, onContinue, onThrowAway }: KeptListProps) {
  const t = useTranslations("kept");
  const [asked, setAsked] = useState<KeptUpload | null>(null);
  const [isBusy, setBusy] = useState(false);
  return (
    <Section title={t("title", { count: uploads.length })} description={t("where")}>
      <ul className="-mx-4 -mb-4 divide-y divide-border border-t border-border">
        {uploads.map((upload) => (
          <li key={upload.name} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
            <FileClock aria-hidden className="size-5 shrink-0 text-text-muted" />
            <Facts upload={upload} isOfOther={upload.tenantId !== tenantId} />
            <div className="flex flex-wrap gap-2 max-sm:ml-9">
              {upload.isOpen ? (
                <p className="text-sm text-text-muted">{t("openElsewhere")}</p>
              ) : (
                <>
                  <Button
                    variant="ghost"
                    onClick={() => setAsked(upload)}
                    aria-label={t("throwAwayOne", named(upload))}
                  >
                    {t("throwAway")}
                  </Button>
                  <GoOn upload={upload} isOfOther={upload.tenantId !== tenantId} onContinue={onContinue} />
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={t("ask.title", asked === null ? { file: "" } : named(asked))}
        confirmLabel={t("ask.confirm")}
        tone="danger"
        isBusy={isBusy}
        onConfirm={async () => {
          if (asked === null) return;
          setBusy(true);
          await onThrowAway(asked);
          setBusy(false);
          setAsked(null);
        }}
      >
        {t("ask.text")}
      </ConfirmDialog>
    </Section>
  );
}

function GoOn({
  upload,
  isOfOther,
  onContinue,
}: { upload: KeptUpload; isOfOther: boolean } & Pick<KeptListProps, "onContinue">) {
  const t = useTranslations("kept");
  if (upload.state === null) return null;
  if (isOfOther) {
    const tenant = upload.head?.tenant ?? "";
    return <LinkButton href={`/uploads/new?tenant=${upload.tenantId}`}>{t("toTenant", { tenant })}</LinkButton>;
  }
  return (
    <Button onClick={() => onContinue(upload)} aria-label={t("continueOne", named(upload))}>
      {t("continue")}
    </Button>
  );
}

function Facts({ upload: { head, state, at, until }, isOfOther }: { upload: KeptUpload; isOfOther: boolean }) {
  const t = useTranslations("kept");
  const portfolio = state === null ? undefined : portfolioOf(state);
  return (
    <div className="min-w-0 flex-1 basis-64">
      <p className="font-medium [overflow-wrap:anywhere]">{head?.fileName ?? t("nameless")}</p>
      {head?.begunWith === undefined || state === null ? null : (
        <CorrectionOf begunWith={readMark(head.begunWith)} mapping={state.mapping} />
      )}
      <p className="flex flex-wrap gap-x-2 text-sm text-text-muted [&>:not(:last-child)]:after:ml-2 [&>:not(:last-child)]:after:content-['·']">
        {isOfOther ? <span>{head?.tenant}</span> : null}
        {portfolio === undefined ? null : <span>{portfolio}</span>}
        {head === null ? null : <ByteSize bytes={head.fileBytes} />}
        {state === null ? null : <span>{t("rows", { count: state.report.rowCount })}</span>}
        <span>{state === null ? t("unreadable") : <Progress state={state} />}</span>
      </p>
      <p className="text-sm text-text-muted">
        {t.rich("times", {
          at: () => <DateTime value={new Date(at).toISOString()} />,
          until: () => <DateTime value={new Date(until).toISOString()} />,
        })}
      </p>
    </div>
  );
}

/** Which failures of its upload it corrects: corrections of one upload have one name. */
function CorrectionOf({ begunWith, mapping }: { begunWith: BegunWith; mapping: KeptState["mapping"] }) {
  const t = useTranslations("kept.correction");
  const words = useIssueWords();
  const { debtors, reason, leftOut } = begunWith;
  const key = leftOut === null ? null : readLeftOutKey(leftOut);
  const mapped = key?.column == null ? undefined : mapping.columns[key.column];
  const field = words.field(mapped?.state === "field" ? mapped.field : null);
  const text =
    key !== null
      ? t("leftOut", { reason: [words.title(key.code), field].filter((part) => part !== null).join(" · ") })
      : debtors !== null
        ? t("debtors", { count: debtors.split(",").length })
        : t(reason === null ? "all" : "rejected");
  return <p className="text-sm">{text}</p>;
}

/** How far it is. */
function Progress({ state }: { state: KeptState }) {
  const t = useTranslations("kept");
  const { columns } = state.mapping;
  const decided = columns.filter(({ state: of }) => of !== "unmapped").length;
  if (state.step === "mapping") return t("columns", { decided, count: columns.length });
  return `${t("mapped")}${state.edits ? `, ${t("edits", { count: state.edits })}` : ""}`;
}

function portfolioOf({ portfolio }: KeptState): string | undefined {
  if (portfolio === null) return undefined;
  const { choice } = portfolio;
  return choice.kind === "new" ? choice.name : chosenPortfolio(portfolio)?.name;
}

function named({ head }: KeptUpload): { file: string } {
  return { file: head?.fileName ?? "" };
}
