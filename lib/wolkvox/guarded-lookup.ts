import type { LookupAddress, LookupOptions } from "node:dns";
import { lookup as systemLookup } from "node:dns";
import { isPrivateAddress } from "./private-address.ts";

/** The host name resolves to a private address. */
export class PrivateAddressError extends Error {}

/**
 * A resolver that refuses private addresses unless the host is one of the deployment's own. It resolves and
 * checks in one step, so the checked address is the one that is dialled.
 */
export function guardedLookup(
  isExtraHost: boolean,
  resolveName: typeof systemLookup = systemLookup,
): typeof systemLookup {
  const guarded = (
    hostname: string,
    options: LookupOptions,
    callback: (error: Error | null, address: string | LookupAddress[], family?: number) => void,
  ): void => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const first = addresses[0];
      if (first === undefined) return callback(Object.assign(new Error("no address"), { code: "ENOTFOUND" }), []);
      if (!isExtraHost && addresses.some(({ address }) => isPrivateAddress(address)))
        return callback(new PrivateAddressError(), []);
      if (options.all === true) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
  return guarded as typeof systemLookup;
}
