"use client";

declare global {
  var __webpack_nonce__: string | undefined;
}

/**
 * Lets the styles that open dialogs write into the page (no scrolling behind them) pass the policy: their package
 * asks for the nonce by this name. The page's own scripts have it.
 */
export function StyleNonce(): null {
  if (typeof document !== "undefined")
    globalThis.__webpack_nonce__ ??= document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
  return null;
}

/** The same nonce for a part that takes it as a property; absent before the page has scripts. */
export function styleNonce(): { readonly nonce?: string } {
  const nonce = globalThis.__webpack_nonce__;
  return nonce === undefined ? {} : { nonce };
}
