"use client";

import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { FactorSetup } from "#lib/domain/views/security-view.ts";
import { waitIn } from "#lib/i18n/wait-in.ts";
import { Button } from "../ui/form/button.tsx";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";
import type { AccountRefusal } from "./password-form.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

export interface FactorSetupProps {
  /** null: refused, and told. */
  onBegin: () => Promise<FactorSetup | null>;
  onConfirm: (code: string) => Promise<{ codes: readonly string[] } | AccountRefusal>;
  /** The codes have been kept. */
  onDone: () => void;
}

/** Sets up a second factor: a secret for the app, a first code to prove it, and the recovery codes. */
export function FactorSetupSteps({ onBegin, onConfirm, onDone }: FactorSetupProps) {
  const t = useTranslations("account.setup");
  const form = useRef<HTMLFormElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [setup, setSetup] = useState<FactorSetup | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [refusal, setRefusal] = useState<AccountRefusal | null>(null);

  const begin = async () => {
    setBusy(true);
    setSetup(await onBegin());
    setBusy(false);
  };
  const confirm = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    const answer = await onConfirm(String(new FormData(event.currentTarget).get("code")));
    setBusy(false);
    if ("codes" in answer) return setCodes(answer.codes);
    setRefusal(answer);
    form.current?.querySelector<HTMLInputElement>("input[name=code]")?.select();
  };

  if (codes !== null) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (setup === null)
    return (
      <Button variant="primary" isBusy={isBusy} onClick={() => void begin()}>
        {t("begin")}
      </Button>
    );
  const size = setup.qr.length;
  return (
    <div className="flex flex-wrap gap-6">
      {/* Black on white in the dark, too: cameras expect it. */}
      <svg
        role="img"
        aria-label={t("qr")}
        viewBox={`0 0 ${size} ${size}`}
        className="size-48 shrink-0 rounded-md"
        shapeRendering="crispEdges"
      >
        <rect width={size} height={size} fill="white" />
        <path d={modulesOf(setup.qr)} fill="black" />
      </svg>
      <form
        ref={form}
        onSubmit={(event) => void confirm(event)}
        className="flex min-w-0 flex-1 basis-64 flex-col gap-4"
      >
        <p className="text-text-muted">{t("text")}</p>
        <p>
          {t("secret")}{" "}
          <code className="font-mono [overflow-wrap:anywhere]">{setup.secret.match(/.{4}/g)?.join(" ")}</code>
        </p>
        <Field label={t("code")} hint={t("codeHint")} error={refusal === null ? undefined : problemOf(t, refusal)}>
          <Input
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={10}
            autoFocus
            required
            className="max-w-40 font-mono tabular-nums"
          />
        </Field>
        <Button type="submit" variant="primary" isBusy={isBusy} className="self-start">
          {t("confirm")}
        </Button>
      </form>
    </div>
  );
}

/** The dark modules as an SVG path. */
function modulesOf(qr: FactorSetup["qr"]): string {
  return qr.flatMap((row, y) => Array.from(row, (module, x) => (module === "1" ? `M${x} ${y}h1v1h-1z` : ""))).join("");
}

function problemOf(t: ReturnType<typeof useTranslations<"account.setup">>, { code, params }: AccountRefusal): string {
  if (code === "throttled") return t("wait", waitIn(Number(params.retryAfterSeconds ?? 0)));
  return t(code === "code_wrong" ? "wrong" : "failed");
}
