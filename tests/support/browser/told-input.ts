import { expect, type Page, type Request } from "@playwright/test";

/** Whether a request tells the server that the page's user works. */
export const isToldInput = (request: Request) => request.method() === "POST" && request.url().endsWith("/api/session");

/** Presses a key until the page has told of it: for a minute from then on, input alone sends nothing. */
export async function untilInputIsTold(page: Page): Promise<void> {
  let isTold = false;
  page.on("response", (answer) => {
    isTold ||= isToldInput(answer.request());
  });
  // A busy page may not listen yet.
  const isToldAfterKey = async () => {
    await page.keyboard.press("Shift");
    return isTold;
  };
  await expect.poll(isToldAfterKey).toBe(true);
}
