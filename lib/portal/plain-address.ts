import { isIP, SocketAddress } from "node:net";

/**
 * An address in its canonical form here: as the system prints it, IPv4 instead of IPv4-mapped IPv6, without
 * zone, port and brackets. Null for anything that is no address.
 */
export function plainAddress(text: string | undefined): string | null {
  const bare = bareOf((text ?? "").trim());
  const version = isIP(bare);
  if (version === 0) return null;
  const { address } = new SocketAddress({ address: bare, family: version === 4 ? "ipv4" : "ipv6" });
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

/** Some proxies add the port: `[2001:db8::1]:443`, `192.0.2.1:443`. */
function bareOf(text: string): string {
  const [, inBrackets, beforePort] = /^\[([^\]]*)\](?::\d+)?$|^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text) ?? [];
  return (inBrackets ?? beforePort ?? text).replace(/%.*$/, "");
}
