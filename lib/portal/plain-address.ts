import { isIP, SocketAddress } from "node:net";

/**
 * An address in the one way it is written here: as the system prints it, an IPv4 address in IPv6 clothes without them, without zone, port and
 * brackets. null for whatever is no address.
 */
export function plainAddress(text: string | undefined): string | null {
  const bare = bareOf((text ?? "").trim());
  const version = isIP(bare);
  if (version === 0) return null;
  const { address } = new SocketAddress({ address: bare, family: version === 4 ? "ipv4" : "ipv6" });
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

/** Some proxies name the port too: `[2001:db8::1]:443`, `192.0.2.1:443`. */
function bareOf(text: string): string {
  const [, inBrackets, beforePort] = /^\[([^\]]*)\](?::\d+)?$|^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text) ?? [];
  return (inBrackets ?? beforePort ?? text).replace(/%.*$/, "");
}
