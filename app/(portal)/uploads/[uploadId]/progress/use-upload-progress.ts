"use client";

import { useEffect, useState } from "react";
import { isLive } from "#lib/domain/outcome/upload-stage.ts";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import { whenSignedIn } from "../../../session-requests.ts";

export interface LiveUpload extends UploadProgress {
  readonly isConnected: boolean;
}

/**
 * A browser gives up an event source after an HTTP error. This hook reconnects, because a restart of the
 * portal and an ended session are such errors.
 */
const retryMs = 3_000;

/**
 * An upload as it is now: what the server rendered, then what it streams. The newer one counts, so neither a
 * slow event nor a cached page turns the figures back.
 */
export function useUploadProgress(rendered: UploadProgress): LiveUpload {
  const [received, setReceived] = useState<UploadProgress | null>(null);
  const [isConnected, setConnected] = useState(true);
  const now =
    received !== null && received.view.id === rendered.view.id && received.at > rendered.at ? received : rendered;
  const { id } = rendered.view;
  const isFollowed = isLive(now.view);

  useEffect(() => {
    if (!isFollowed) return;
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const gone = new AbortController();
    /**
     * Reconnects after any break. Checks the session first: its end is noticed at once, and nothing is
     * requested without a user.
     */
    const reconnect = () =>
      whenSignedIn(gone.signal).then(
        () => {
          // The page itself closed it and no longer follows.
          if (gone.signal.aborted) return;
          clearTimeout(timer);
          if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, retryMs);
        },
        () => {
          // The user has left the page.
        },
      );
    const connect = () => {
      source = new EventSource(`/api/uploads/${id}/progress`);
      source.onopen = () => setConnected(true);
      source.onmessage = (event: MessageEvent<string>) => {
        const progress: UploadProgress = JSON.parse(event.data);
        setConnected(true);
        setReceived((before) => (before === null || progress.at >= before.at ? progress : before));
      };
      source.onerror = () => {
        setConnected(false);
        void reconnect();
      };
    };
    connect();
    return () => {
      gone.abort();
      clearTimeout(timer);
      source.close();
      setConnected(true);
    };
  }, [id, isFollowed]);

  return { ...now, isConnected: isConnected || !isFollowed };
}
