import { expect, type Page, type Request } from "@playwright/test";

/**
 * Follows what a page asks for from now on. `untilAtRest` waits until nothing is on its way, and the page, with nothing
 * left to do, has asked for nothing more.
 */
export function followRequests(page: Page) {
  const open = new Set<Request>();
  let begun = 0;
  const begin = (request: Request) => {
    // Streams of news end with their page.
    if (request.resourceType() === "eventsource") return;
    begun++;
    open.add(request);
  };
  const end = (request: Request) => open.delete(request);
  page.on("request", begin).on("requestfinished", end).on("requestfailed", end);
  const isAtRest = async () => {
    const before = begun;
    await page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done))));
    return open.size === 0 && begun === before;
  };
  return {
    untilAtRest: () => expect.poll(isAtRest).toBe(true),
    stop: () => void page.off("request", begin).off("requestfinished", end).off("requestfailed", end),
  };
}
