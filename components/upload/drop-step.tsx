"use client";

import { FileSpreadsheet, Upload } from "lucide-react";
import type { ReactNode } from "react";
import { useDropzone } from "react-dropzone";
import { useTranslations } from "use-intl";
import type { Refusal } from "#lib/spreadsheet/protocol/refusal.ts";
import { Callout } from "../ui/callout.tsx";
import { classNames } from "../ui/class-names.ts";
import { Button } from "../ui/form/button.tsx";
import { buttonClasses } from "../ui/form/button-classes.ts";
import type { Problem } from "./problem.ts";
import { useProblemWords } from "./problem-words.ts";
import { useRefusalWords } from "./refusal-words.ts";

export interface DropStepProps {
  tenant: { readonly name: string; readonly operation: string };
  refusal: (Refusal & { readonly fileName: string }) | null;
  problem: Problem | null;
  sampleAddress: string;
  isSampleComing: boolean;
  onFile: (file: File) => void;
  onTrySample: () => void;
  /** Everything between the drop zone and the sample is known: until then the sample keeps its place and is hidden. */
  isSettled: boolean;
  children: ReactNode;
}

/** Where a file is dropped or chosen. Its kind shows only from its content, so no name is refused here. */
export function DropStep({
  tenant,
  refusal,
  problem,
  sampleAddress,
  isSampleComing,
  onFile,
  onTrySample,
  isSettled,
  children,
}: DropStepProps) {
  const t = useTranslations("drop");
  const { getRootProps, getInputProps, open, isDragActive } = useDropzone({
    multiple: false,
    noClick: true,
    noKeyboard: true,
    onDrop: ([file]) => {
      if (file !== undefined) onFile(file);
    },
  });

  return (
    <div className="flex flex-col gap-4">
      <Refused refusal={refusal} problem={problem} />
      <div
        {...getRootProps()}
        className={classNames(
          "flex flex-col items-center rounded-lg border-2 border-dashed px-6 py-14 text-center transition-colors",
          isDragActive ? "border-accent bg-accent-soft" : "border-border-strong bg-surface-raised",
        )}
      >
        <input {...getInputProps({ "aria-label": t("chooseFile") })} />
        <span
          aria-hidden
          className="mb-4 flex size-12 items-center justify-center rounded-lg bg-accent-soft text-accent"
        >
          <Upload className="size-6" />
        </span>
        <p className="text-lg font-semibold">{isDragActive ? t("letGo") : t("dropHere")}</p>
        <p className="mt-1 text-text-muted">
          {t.rich("into", { ...tenant, b: (text) => <strong className="font-semibold text-text">{text}</strong> })}
        </p>
        <Button variant="primary" size="lg" className="mt-6" onClick={open}>
          {t("chooseFile")}
        </Button>
        <p className="mt-4 text-sm text-text-muted">{t("formats")}</p>
        <p className="mt-1 text-sm text-text-muted">{t("staysHere")}</p>
        <p className="mt-1 text-sm text-text-muted">{t("corrected")}</p>
      </div>
      {children}
      <div
        className={classNames(
          "flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-border bg-surface-raised px-4 py-3",
          !isSettled && "invisible",
        )}
      >
        <FileSpreadsheet aria-hidden className="size-5 shrink-0 text-text-muted" />
        <div className="min-w-0 flex-1 basis-60">
          <p className="font-medium">{t("sample.title")}</p>
          <p className="text-sm text-text-muted">{t("sample.text")}</p>
        </div>
        <div className="flex flex-wrap gap-2 max-sm:ml-6">
          <a href={sampleAddress} download className={buttonClasses("ghost")}>
            {t("sample.download")}
          </a>
          <Button isBusy={isSampleComing} onClick={onTrySample}>
            {t("sample.try")}
          </Button>
        </div>
      </div>
    </div>
  );
}

function Refused({ refusal, problem }: Pick<DropStepProps, "refusal" | "problem">) {
  const t = useTranslations("drop");
  const refusalWords = useRefusalWords();
  const problemWords = useProblemWords();
  if (refusal !== null) {
    const words = refusalWords(refusal);
    return (
      <Callout tone="error" role="alert" title={t("refused", { file: refusal.fileName })}>
        <p className="font-medium">{words.title}</p>
        <p>{words.text}</p>
      </Callout>
    );
  }
  if (problem === null) return null;
  const words = problemWords(problem);
  return (
    <Callout tone="error" role="alert" title={words.title}>
      {words.text}
    </Callout>
  );
}
