import type { ReactNode } from "react";
import { Brand } from "#components/shell/brand.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { requestLocale } from "#lib/server/request-locale.ts";

export interface AuthFrameProps {
  title: string;
  description: ReactNode;
  /** Below the box. */
  footer?: ReactNode;
  isWide?: boolean;
  children: ReactNode;
}

/** The frame of a page for who is not yet at work in the portal. */
export async function AuthFrame({ title, description, footer, isWide = false, children }: AuthFrameProps) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-12">
      <div className={isWide ? "w-full max-w-xl" : "w-full max-w-[22rem]"}>
        <div className="mb-6">
          <Brand name={translatorFor(await requestLocale(), "common")("product")} />
        </div>
        <div className="rounded-md border border-border bg-surface-raised p-6">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          <p className="mt-1 mb-6 text-text-muted">{description}</p>
          {children}
        </div>
        {footer === undefined ? null : <p className="mt-4 text-sm text-text-muted">{footer}</p>}
      </div>
    </main>
  );
}
