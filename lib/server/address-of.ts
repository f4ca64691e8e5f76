import { isIP } from "node:net";

/** The network address a request came from: the front door (lib/portal) has left it in this header, alone. What is no address is nobody's. */
export function addressOf(headers: Headers): string | null {
  const address = headers.get("x-forwarded-for") ?? "";
  return isIP(address) === 0 ? null : address;
}
