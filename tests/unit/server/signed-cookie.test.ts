import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { signedSession } from "#lib/server/signed-cookie.ts";
import { endsAtAll } from "#tests/support/ends-at-all.ts";

const secret = "a secret of the portal, long enough";
const token = await encode({ token: { sid: "of Ana" }, secret });

test.each([
  ["alone", `next-auth.session-token=${token}`],
  ["of this host alone", `__Host-next-auth.session-token=${token}`],
  ["among others", `a=1;b; =;  next-auth.session-token=${token} ; c=2`],
  ["behind one that is junk", `next-auth.session-token=junk; next-auth.session-token=${token}`],
])("finds our session in a cookie %s", async (_, cookies) =>
  expect(await signedSession(cookies, secret)).toBe("of Ana"),
);

test.each([
  ["none", undefined],
  ["an empty one", "next-auth.session-token="],
  ["junk", "next-auth.session-token=junk"],
  ["another name", `next-auth.session-tokens=${token}`],
  ["in the value of another", `a=next-auth.session-token=${token}`],
])("finds none in %s", async (_, cookies) => expect(await signedSession(cookies, secret)).toBeNull());

test.each([
  ["blanks", `a=1;${" ".repeat(2_000_000)}`],
  ["blanks and a name", `;${" ".repeat(2_000_000)}next-auth.session-token`],
  ["separators", ";".repeat(200_000)],
])("a header of %s is read in one go", async (_, cookies) =>
  expect(await endsAtAll(() => signedSession(cookies, secret))).toBeNull(),
);

test("looks at four sessions of a header, not at a fifth", async () => {
  const behind = (forged: number) =>
    `${"next-auth.session-token=e.e.e.e.e; ".repeat(forged)}next-auth.session-token=${token}`;
  expect(await signedSession(behind(3), secret)).toBe("of Ana");
  expect(await signedSession(behind(4), secret)).toBeNull();
});
