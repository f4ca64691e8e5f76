import type { Page } from "@playwright/test";

declare global {
  var areKeysHeard: boolean | undefined;
}

/** Runs in each page before its scripts: notes that the page has begun to listen for its keys. */
export function noteHearing(): void {
  const { addEventListener } = window;
  window.addEventListener = (...input: Parameters<typeof addEventListener>) => {
    if (input[0] === "keydown") globalThis.areKeysHeard = true;
    addEventListener.apply(window, input);
  };
}

/** Waits until the page has come alive: a key that is pressed before is lost. */
export async function untilKeysAreHeard(page: Page): Promise<void> {
  await page.waitForFunction(() => globalThis.areKeysHeard === true);
}
