import { isIPv6 } from "node:net";
import type { Failures, SignInHistory } from "#lib/database/sign-in-attempts.ts";

/** Failures before the first wait: of one account from one network, and from one network in all (an office shares an address). */
const freeTries = { ofPair: 5, ofNetwork: 20 };
const longestWaitSeconds = 300;
/** So many failures of others count as one of one's own where the network is new to the account: an account, or the portal, under attack. */
const perOwn = { ofAccount: 10, inAll: 500 };

/**
 * Seconds until a try is looked at; 0: now. Only failures of the sender's own network make it wait, each one twice as long as the one before.
 * Those of others make such a wait longer, except where this network has signed the account in before: nobody can hold its owner there.
 */
export function secondsToWait({ ofPair, ofNetwork, ofAccount, inAll, isKnown }: SignInHistory): number {
  const pressure = isKnown ? 0 : Math.floor(ofAccount / perOwn.ofAccount) + Math.floor(inAll / perOwn.inAll);
  const forPair = waitOf(ofPair, pressure, freeTries.ofPair);
  return isKnown ? forPair : Math.max(forPair, waitOf(ofNetwork, pressure, freeTries.ofNetwork));
}

function waitOf({ count, secondsAgo }: Failures, pressure: number, free: number): number {
  const beyond = count + pressure - free;
  if (secondsAgo === null || beyond < 0) return 0;
  return Math.max(0, Math.ceil(Math.min(longestWaitSeconds, 2 ** beyond) - secondsAgo));
}

/** Who is taken for one sender: an IPv4 address, or the /64 of an IPv6 one, for whoever has one address of it has them all. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const [left, right] = [head, tail ?? ""].map((groups) => groups.split(":").filter((group) => group !== ""));
  const zeros = tail === undefined ? 0 : 8 - (left?.length ?? 0) - (right?.length ?? 0);
  const groups = [...(left ?? []), ...Array<string>(zeros).fill("0"), ...(right ?? [])];
  return `${groups.slice(0, 4).join(":")}::/64`;
}
