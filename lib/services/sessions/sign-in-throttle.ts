import { isIPv4, isIPv6 } from "node:net";
import type { Failures, SignInHistory } from "#lib/database/users/sign-in-attempts.ts";

/**
 * Failures before the first wait: of one account from one network, from one network in all (an office shares
 * an address), and of one account from one block.
 */
export const freeTries = { ofPair: 5, ofNetwork: 20, ofBlock: 10 };
const longestWaitSeconds = 300;
/** With this, the first failure of a network costs at most 16 s, however many others have failed. */
const mostSteps = 4;
/** A new address waits for what others of its block tried, so its wait is shorter than for its own failures. */
const longestForBlockSeconds = 60;
/**
 * How many failures of others count as one of the network's own if it is new to the account: an account, or
 * the portal, is under attack.
 */
const perOwn = { ofAccount: 10, inAll: 500 };

/**
 * Seconds until an attempt is checked; 0: now. Failures of the sender's own network make it wait, each one
 * twice as long as the one before. Failures of others make these waits begin earlier, at up to 16 s, unless
 * this network has signed the account in before. Many failures of an account from a block that never signed
 * it in delay the whole block: one guess from each new address is also guessing.
 */
export function secondsToWait(history: SignInHistory): number {
  const { ofPair, ofNetwork, ofBlock, ofAccount, inAll, isKnown, isBlockKnown } = history;
  if (isKnown) return waitOf(ofPair, freeTries.ofPair);
  const pressure = Math.floor(ofAccount / perOwn.ofAccount) + Math.floor(inAll / perOwn.inAll);
  return Math.max(
    waitOf(ofPair, startUnder(pressure, freeTries.ofPair)),
    waitOf(ofNetwork, startUnder(pressure, freeTries.ofNetwork)),
    isBlockKnown ? 0 : waitOf(ofBlock, freeTries.ofBlock, longestForBlockSeconds),
  );
}

/**
 * Who tries codes knows the password, so nobody but a thief is held by others' failures: after so many wrong codes of an
 * account, only networks that have signed it in before may try more. With 3 in 1,000,000 codes right at a moment, 2,000
 * guesses a day find one in half a year.
 */
const mostWrongCodes = 20;

/** The same for a code of the second factor. */
export function secondsToWaitForCode(history: SignInHistory): number {
  const isHeld = !history.isKnown && history.ofAccount >= mostWrongCodes;
  return Math.max(secondsToWait(history), isHeld ? longestForBlockSeconds : 0);
}

/**
 * The failure count at which waits begin when others have failed, too: the first failure of one's own is at
 * most on the fourth step.
 */
function startUnder(pressure: number, free: number): number {
  return Math.max(1 - mostSteps, free - pressure);
}

function waitOf({ count, secondsAgo }: Failures, free: number, longest = longestWaitSeconds): number {
  if (secondsAgo === null || count < free) return 0;
  return Math.max(0, Math.ceil(Math.min(longest, 2 ** (count - free)) - secondsAgo));
}

/**
 * What counts as one sender: an IPv4 address, or the /64 of an IPv6 one, because who has one address of it
 * has them all.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const [left, right] = [head, tail ?? ""].map((groups) => groups.split(":").filter((group) => group !== ""));
  const zeros = tail === undefined ? 0 : 8 - (left?.length ?? 0) - (right?.length ?? 0);
  const groups = [...(left ?? []), ...Array<string>(zeros).fill("0"), ...(right ?? [])];
  return `${groups.slice(0, 4).join(":")}::/64`;
}

/**
 * The common prefix of addresses that are likely one sender's: an IPv4 /24. For anything else, the network itself.
 */
export function blockOf(network: string): string {
  return isIPv4(network) ? network.slice(0, network.lastIndexOf(".") + 1) : network;
}
