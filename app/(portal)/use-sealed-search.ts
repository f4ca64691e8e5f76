"use client";

import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { addressSearchAction } from "./search-actions.ts";
import { useAction } from "./uploads/[uploadId]/use-action.ts";

export interface SealedSearch {
  readonly isBusy: boolean;
  /** Of a form whose field `q` has the text. */
  submit(event: FormEvent<HTMLFormElement>): Promise<void>;
}

/**
 * A search of a tenant's people: what is typed is posted and sealed, and the page at `path` has it so in its address, which
 * browsers and proxies keep.
 */
export function useSealedSearch(
  path: string,
  tenantId: string,
  others: Readonly<Record<string, string>> = {},
): SealedSearch {
  const router = useRouter();
  const addressing = useAction(addressSearchAction);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = new FormData(event.currentTarget).get("q");
    if (typeof text !== "string" || text.trim() === "") return router.push(path);
    const answer = await addressing.run({ tenantId, text });
    if (answer?.ok === true) router.push(`${path}?${new URLSearchParams({ ...others, q: answer.value.q })}`);
  };
  return { isBusy: addressing.isBusy, submit };
}
