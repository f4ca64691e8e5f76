import type { CopiedRange } from "#lib/spreadsheet/protocol/blocks.ts";

/**
 * Puts a range that is still being collected on the clipboard. Call it while a key or a click is handled: the
 * browser allows it only then. Rejects if the browser refuses, or if `copied` does.
 */
export async function writeClipboard(copied: Promise<CopiedRange>): Promise<void> {
  // Both are missing on a page that came by plain http from another machine.
  if (typeof ClipboardItem === "undefined" || navigator.clipboard === undefined) return copyByEvent(await copied);
  const blob = (type: string, of: (range: CopiedRange) => string) =>
    copied.then((range) => new Blob([of(range)], { type }));
  const written = navigator.clipboard.write([
    new ClipboardItem({
      "text/plain": blob("text/plain", ({ text }) => text),
      "text/html": blob("text/html", ({ html }) => html ?? ""),
    }),
  ]);
  // A range that was stopped says so itself; the clipboard would only say that it got nothing.
  await Promise.all([copied, written]);
}

/** Puts a text on the clipboard. Rejects if the browser refuses. */
export async function writeText(text: string): Promise<void> {
  if (navigator.clipboard === undefined) return copyByEvent({ text, html: null });
  await navigator.clipboard.writeText(text);
}

/** The older way, which also works without https. */
function copyByEvent({ text, html }: CopiedRange): void {
  const put = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData("text/plain", text);
    if (html !== null) event.clipboardData?.setData("text/html", html);
  };
  window.addEventListener("copy", put, { capture: true, once: true });
  const isCopied = document.execCommand("copy");
  window.removeEventListener("copy", put, { capture: true });
  if (!isCopied) throw new Error("the browser does not copy");
}
