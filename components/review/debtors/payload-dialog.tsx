"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { ListedDebtor } from "#lib/spreadsheet/protocol/debtors.ts";
import { Button } from "../../ui/form/button.tsx";
import { Dialog } from "../../ui/overlay/dialog.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { writeText } from "../blocks/clipboard.ts";
import type { DebtorSource } from "./debtor-source.ts";
import { DebtorStateText } from "./debtor-state.tsx";
import { indentJson } from "./indent-json.ts";

export interface PayloadDialogProps {
  debtor: ListedDebtor;
  source: Pick<DebtorSource, "debtorPayload">;
  onClose: () => void;
  onFault: (error: unknown) => void;
}

/** More would make the page slow: some two thousand obligations. */
const maxShown = 200_000;

/** What is sent of a debtor, as it goes to the CRM. */
export function PayloadDialog({ debtor, source, onClose, onFault }: PayloadDialogProps) {
  const t = useTranslations("reviewDebtors.payload");
  const [payload, setPayload] = useState<string | null | undefined>(undefined);
  const [copied, setCopied] = useState<"copied" | "notCopied" | null>(null);
  const { row } = debtor;
  useEffect(() => {
    let isWanted = true;
    source.debtorPayload(row).then((text) => {
      if (isWanted) setPayload(text);
    }, onFault);
    return () => {
      isWanted = false;
    };
  }, [source, row, onFault]);
  const copy = (text: string) =>
    writeText(text).then(
      () => setCopied("copied"),
      () => setCopied("notCopied"),
    );
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("title", { identification: debtor.identification })}
      description={
        <>
          <p className="flex flex-wrap gap-x-3">
            <span className="text-text">{debtor.name}</span>
            <DebtorStateText state={debtor.state} />
          </p>
          {payload === null ? null : <p className="mt-1 text-sm">{t("text")}</p>}
        </>
      }
      width="lg"
      footer={
        <>
          <span role="status" className="mr-auto self-center text-sm text-text-muted">
            {copied === null ? "" : t(copied)}
          </span>
          {typeof payload === "string" ? (
            <Button variant="primary" onClick={() => void copy(payload)}>
              {copied === "copied" ? <Check aria-hidden /> : <Copy aria-hidden />}
              {t("copy")}
            </Button>
          ) : null}
        </>
      }
    >
      {payload === undefined ? <Spinner label={t("loading")} className="flex min-h-40 w-full justify-center" /> : null}
      {payload === null ? <p>{t("none")}</p> : null}
      {typeof payload === "string" ? <PayloadText text={payload} /> : null}
    </Dialog>
  );
}

function PayloadText({ text }: { text: string }) {
  const t = useTranslations("reviewDebtors.payload");
  return (
    <>
      {text.length > maxShown ? <p className="mb-2 text-sm text-text-muted">{t("cut")}</p> : null}
      <section
        aria-label={t("label")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what does not fit is reached by scrolling, also with keys.
        tabIndex={0}
        className="max-h-[58dvh] overflow-auto rounded-md border border-border bg-surface-sunken p-3"
      >
        <pre className="font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
          {indentJson(text.slice(0, maxShown))}
        </pre>
      </section>
    </>
  );
}
