import type { ChainEnd } from "./verify-chains.ts";

const line = /^([0-9a-f-]{36}) {2,}(\d+) {2,}([0-9a-f]{64}|-) {2,}/;

/** A chain's end as a line that people and {@link readEnds} read. */
export function tellEnd({ chain, entries, hash, tenant }: ChainEnd & { readonly tenant: string | null }): string {
  return `${chain}  ${String(entries).padStart(9)}  ${hash === "" ? "-" : hash}  ${tenant ?? "(no tenant)"}`;
}

/** The ends in a file with earlier lines; others are passed over. Throws if it has none: it would prove nothing. */
export function readEnds(text: string): ChainEnd[] {
  const ends = text.split("\n").flatMap((one): ChainEnd[] => {
    const [, chain, entries, hash] = line.exec(one) ?? [];
    if (chain === undefined || hash === undefined || hash === "-") return [];
    return [{ chain, entries: Number(entries), hash }];
  });
  if (ends.length === 0) throw new Error("The file has no ends of chains: give one that `npm run audit` has printed.");
  return ends;
}
