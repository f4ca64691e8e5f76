"use client";

import { useCallback, useEffect, useState } from "react";
import { countKept, eraseKept, type NoKeeping, type WhenErased, whyNoKeeping } from "./kept-folders.ts";
import type { KeptUpload } from "./kept-uploads.ts";

/** What this browser keeps of a user; `uploads` is null until that is known. */
export interface KeptUploads {
  readonly uploads: readonly KeptUpload[] | null;
  readonly noKeeping: NoKeeping | null;
  throwAway(upload: KeptUpload): Promise<WhenErased>;
}

/**
 * Lists a user's unfinished uploads, again whenever the tab is looked at: another one may have changed them. `letGo`:
 * until it resolves this tab itself may have one that it lets go.
 */
export function useKeptUploads(userId: string, letGo: () => Promise<void>): KeptUploads {
  const [known, setKnown] = useState<Pick<KeptUploads, "uploads" | "noKeeping">>({ uploads: null, noKeeping: null });
  const look = useCallback(async () => {
    const noKeeping = await whyNoKeeping();
    await letGo();
    // Nothing that is kept may keep the page from its work.
    const uploads = noKeeping === null ? await listed(userId).catch(() => []) : [];
    setKnown({ uploads, noKeeping });
  }, [userId, letGo]);
  useEffect(() => {
    void look();
    const onFocus = () => void look();
    window.addEventListener("focus", onFocus);
    return () => window.removeEventListener("focus", onFocus);
  }, [look]);
  return {
    ...known,
    throwAway: async ({ name }) => {
      const when = await eraseKept(name);
      await look();
      return when;
    },
  };
}

/** Reading what is kept takes the mapping's schema, which most visits do not need. */
async function listed(userId: string): Promise<readonly KeptUpload[]> {
  if ((await countKept(userId)) === 0) return [];
  const { listKept } = await import("./kept-uploads.ts");
  return listKept(userId);
}
