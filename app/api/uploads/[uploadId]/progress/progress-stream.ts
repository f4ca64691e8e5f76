import { isLive } from "#lib/domain/outcome/upload-stage.ts";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";

export interface ProgressStreamOptions {
  /**
   * Starts reporting changes; returns how to stop. Throws if the user may not see the upload: then there is
   * no stream.
   */
  readonly watch: (onChange: (view: UploadView) => void, onFailure: () => void) => Promise<() => void | Promise<void>>;
  /** The request's signal: it fires when the browser goes away. */
  readonly signal: AbortSignal;
  readonly minIntervalMs?: number;
  readonly heartbeatMs?: number;
  readonly maxLifeMs?: number;
}

/**
 * The changes of an upload as a text/event-stream. The first view is sent at once, later ones at most four
 * times a second; if they come faster than that, or than the reader reads, only the last is sent. A comment
 * every 15 s keeps proxies from closing the stream. It ends when the upload is over and none of its debtors
 * is being looked up, when a view cannot or may not be read, and after ten minutes: the browser then
 * reconnects and is authorised again.
 */
export async function progressStream(options: ProgressStreamOptions): Promise<ReadableStream<Uint8Array>> {
  const { watch, signal, minIntervalMs = 250, heartbeatMs = 15_000, maxLifeMs = 600_000 } = options;
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let stop: (() => void | Promise<void>) | undefined;
  let isEnded = false;
  let waiting: UploadProgress | undefined;
  let newestAt = "";
  let lastSentMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stream = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
    cancel: () => end(),
  });

  function write(text: string): void {
    if (!isEnded) controller?.enqueue(encoder.encode(text));
  }

  /**
   * Whether the reader has fallen behind; without this check, ten minutes of views would pile up for one that
   * reads nothing.
   */
  function isBehind(): boolean {
    return (controller?.desiredSize ?? 0) <= 0;
  }

  function end(): void {
    if (isEnded) return;
    isEnded = true;
    clearTimeout(timer);
    clearTimeout(life);
    clearInterval(heartbeat);
    signal.removeEventListener("abort", end);
    void stop?.();
    try {
      controller?.close();
    } catch {
      // The reader left first and closed the stream.
    }
  }

  function flush(): void {
    timer = undefined;
    if (waiting === undefined || isEnded) return;
    if (isBehind()) {
      timer = setTimeout(flush, minIntervalMs);
      return;
    }
    const progress = waiting;
    waiting = undefined;
    lastSentMs = performance.now();
    write(`data: ${JSON.stringify(progress)}\n\n`);
    if (!isLive(progress.view)) end();
  }

  function onChange(view: UploadView): void {
    if (isEnded) return;
    // The page must be able to order two views of the same millisecond.
    const at = laterThan(newestAt);
    newestAt = at;
    waiting = { at, view };
    timer ??= setTimeout(flush, Math.max(0, lastSentMs + minIntervalMs - performance.now()));
  }

  const heartbeat = setInterval(() => isBehind() || write(": still here\n\n"), heartbeatMs);
  const life = setTimeout(end, maxLifeMs);
  signal.addEventListener("abort", end);
  try {
    stop = await watch(onChange, end);
  } catch (error) {
    end();
    throw error;
  }
  if (signal.aborted) end();
  // An end while `watch` was starting could not stop it then.
  if (isEnded) await stop();
  return stream;
}

function laterThan(earlier: string): string {
  const now = new Date().toISOString();
  return now > earlier ? now : new Date(Date.parse(earlier) + 1).toISOString();
}
