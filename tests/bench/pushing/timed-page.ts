import type { PortalClient } from "#tests/support/requests/portal-client.ts";

/**
 * Milliseconds until the last byte, or until the first event of an event stream. Throws if the response is
 * not the page or has fewer table rows than `lines`.
 */
export async function timed(client: PortalClient, path: string, lines: number): Promise<number> {
  const leaving = new AbortController();
  const started = performance.now();
  const answer = await client.get(path, leaving.signal);
  if (answer.status !== 200 || answer.body === null) throw new Error(`${path} answered ${answer.status}`);
  const isEvents = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of answer.body) {
    text += decoder.decode(part, { stream: true });
    if (isEvents && text.includes("data: ")) break;
  }
  const ms = performance.now() - started;
  leaving.abort();
  const found = text.match(/<tr[ >]/g)?.length ?? 0;
  if (found < lines) throw new Error(`${path} came with ${found} lines, not ${lines}`);
  // A page that fails while streaming has already sent status 200.
  if (!isEvents && /"digest":"\d+"/.test(text)) throw new Error(`${path} came with an error in it`);
  return ms;
}
