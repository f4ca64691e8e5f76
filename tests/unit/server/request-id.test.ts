import { expect, it } from "vitest";
import { requestIdOf } from "#lib/server/request-id.ts";

it("keeps a proxy's request id if it is well-formed, and makes one otherwise", () => {
  expect(requestIdOf("req_8c2f0a91-7")).toBe("req_8c2f0a91-7");
  for (const strange of ["", "short", "a b c d e f g h", "x".repeat(65), "<script>alert(1)</script>", null, undefined])
    expect(requestIdOf(strange)).toMatch(/^[0-9a-f-]{36}$/);
});
