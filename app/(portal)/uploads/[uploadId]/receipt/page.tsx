import { Download } from "lucide-react";
import type { Metadata } from "next";
import { cache } from "react";
import { withMessages } from "#app/with-messages.tsx";
import { ReceiptSheet } from "#components/result/receipt-sheet.tsx";
import { buttonClasses } from "#components/ui/form/button-classes.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { receiptLines } from "#lib/domain/portfolio/receipt.ts";
import { receiptWords } from "#lib/i18n/receipt-words.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { PrintButton } from "./print-button.tsx";

interface ReceiptPageProps {
  params: Promise<{ uploadId: string }>;
}

/** For the page and its title, which paper has, too. */
const receiptOf = cache((uploadId: string) => load(showReceipt, { uploadId }));

export async function generateMetadata({ params }: ReceiptPageProps): Promise<Metadata> {
  const receipt = await receiptOf((await params).uploadId);
  return { title: receiptWords(await requestLocale()).title(receipt) };
}

export default withMessages(ReceiptPage, "outcome.figures", "portfolios.declared", "portfolios.receipt");

/** What a bank gets about its file, to be printed or downloaded. */
async function ReceiptPage({ params }: ReceiptPageProps) {
  const { uploadId } = await params;
  const receipt = await receiptOf(uploadId);
  const locale = await requestLocale();
  const t = translatorFor(locale, "portfolios.receipt");
  const outcome = translatorFor(locale, "outcome");
  const words = receiptWords(locale);
  const lines = receiptLines(receipt).map((line) => ({
    ...line,
    name: line.reason === null ? words.part(line, receipt) : words.reason(line),
  }));
  const difference = words.difference(receipt);
  const reasonsOnce = words.reasonsOnce(receipt);
  const download = (format: "xlsx" | "json") => `/api/uploads/${uploadId}/report/receipt?format=${format}`;
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader
        breadcrumbs={[
          { label: outcome("uploadsTitle"), href: "/uploads" },
          { label: receipt.file.name, href: `/uploads/${uploadId}` },
        ]}
        title={words.title(receipt)}
        actions={
          <>
            {(["xlsx", "json"] as const).map((format) => (
              <a key={format} href={download(format)} download className={buttonClasses()}>
                <Download aria-hidden />
                {t(format === "xlsx" ? "asXlsx" : "asJson")}
              </a>
            ))}
            <PrintButton />
          </>
        }
      />
      <ReceiptSheet head={words.head(receipt)} lines={lines} compared={receipt.compared} currency={receipt.currency} />
      <div className="mt-3 flex flex-col gap-2 text-sm text-text-muted print:text-xs">
        {difference === null ? null : <p className="text-text [overflow-wrap:anywhere]">{difference}</p>}
        <p>{words.sums(receipt)}</p>
        {reasonsOnce === null ? null : <p>{reasonsOnce}</p>}
        <p className="print:hidden">
          {t("reports")} <TextLink href={`/uploads/${uploadId}`}>{t("failures")}</TextLink>
        </p>
      </div>
    </div>
  );
}
