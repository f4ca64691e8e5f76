"use client";

import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { Callout } from "../ui/callout.tsx";
import { Button } from "../ui/form/button.tsx";
import { buttonClasses } from "../ui/form/button-classes.ts";
import { CopyButton } from "../ui/form/copy-button.tsx";

/** Recovery codes, shown this once: to copy, to download, to write down. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useTranslations("account.codes");
  const text = `${codes.join("\n")}\n`;
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="warning" role="status" title={t("title")}>
        {t("text")}
      </Callout>
      <ul aria-label={t("list")} className="grid gap-x-6 gap-y-1 font-mono sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} label={t("copy")} />
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download={t("fileName")}
          className={buttonClasses()}
        >
          <Download aria-hidden />
          {t("download")}
        </a>
        <Button variant="primary" onClick={onDone}>
          {t("done")}
        </Button>
      </div>
    </div>
  );
}
