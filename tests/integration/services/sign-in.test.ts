import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { database } from "#lib/database/client.ts";
import { changeLocale } from "#lib/services/change-locale.ts";
import { currentActor } from "#lib/services/current-actor.ts";
import { editUser } from "#lib/services/edit-user.ts";
import { verifyCredentials } from "#lib/services/verify-credentials.ts";
import { makeUser, testPassword } from "#tests/support/factories.ts";

const from = (address: string) => ({ actor: null, address });

describe("signing in", () => {
  test("takes the right password, whatever the case of the address", async () => {
    const user = await makeUser("supervisor");
    const signedIn = await verifyCredentials(from("198.51.100.1"), {
      email: ` ${user.actor.email.toUpperCase()} `,
      password: testPassword,
    });
    expect(signedIn).toMatchObject({ userId: user.actor.userId, role: "supervisor", sessionVersion: 1 });
    expect(await database().auditEntry.count({ where: { action: "signed_in", subject: user.actor.userId } })).toBe(1);
  });

  test("answers the same to unknown, wrong and disabled", async () => {
    const admin = await makeUser("admin");
    const [wrong, disabled] = [await makeUser("supervisor"), await makeUser("supervisor")];
    await editUser(admin, { userId: disabled.actor.userId, isDisabled: true });
    const tries = [
      { email: wrong.actor.email, password: "no es esta frase" },
      { email: disabled.actor.email, password: testPassword },
      { email: "nadie@example.com", password: testPassword },
    ];
    for (const attempt of tries) {
      await expect(verifyCredentials(from("198.51.100.2"), attempt)).rejects.toMatchObject({
        code: "credentials_wrong",
        params: {},
      });
    }
  });

  test("takes as long for an unknown address as for a wrong password", async () => {
    const user = await makeUser("supervisor");
    const time = async (email: string): Promise<number> => {
      const startedAt = performance.now();
      await verifyCredentials(from(randomUUID()), { email, password: "no es esta frase" }).catch(() => undefined);
      return performance.now() - startedAt;
    };
    await time("warm@example.com");
    // In turns, and the quickest of each: whatever else the machine is doing slows both alike.
    const times: { wrong: number; unknown: number }[] = [];
    for (let round = 0; round < 9; round++) {
      times.push({ wrong: await time(user.actor.email), unknown: await time("nadie@example.com") });
    }
    const ratio = Math.min(...times.map((each) => each.wrong)) / Math.min(...times.map((each) => each.unknown));
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test("holds an address that guesses, even when it then guesses right", async () => {
    const user = await makeUser("supervisor");
    const guess = (password: string) => verifyCredentials(from("198.51.100.3"), { email: user.actor.email, password });
    for (let round = 0; round < 10; round++) await guess("adivinanza larga").catch(() => undefined);
    await expect(guess(testPassword)).rejects.toMatchObject({ code: "throttled" });
  });

  test("counts guesses made at the same moment", async () => {
    const user = await makeUser("supervisor");
    const guesses = Array.from({ length: 30 }, () =>
      verifyCredentials(from("198.51.100.4"), { email: user.actor.email, password: "adivinanza larga" }).catch(
        (error) => error.code,
      ),
    );
    const codes = await Promise.all(guesses);
    const wrong = codes.filter((code) => code === "credentials_wrong");
    expect(wrong.length).toBeLessThanOrEqual(10);
    expect(codes.filter((code) => code === "throttled")).toHaveLength(30 - wrong.length);
  });

  test("does not lock the owner out at their usual address for what others try elsewhere", async () => {
    const user = await makeUser("supervisor");
    const credentials = { email: user.actor.email, password: testPassword };
    await verifyCredentials(from("198.51.100.5"), credentials);
    for (let round = 0; round < 30; round++) {
      await verifyCredentials(from(`203.0.113.${round}`), { ...credentials, password: "adivinanza larga" }).catch(
        () => undefined,
      );
    }
    await expect(verifyCredentials(from("203.0.113.99"), credentials)).rejects.toMatchObject({ code: "throttled" });
    await expect(verifyCredentials(from("198.51.100.5"), credentials)).resolves.toMatchObject({
      userId: user.actor.userId,
    });
  });

  test("refuses what cannot be an address and a password", async () => {
    await expect(verifyCredentials(from("198.51.100.6"), { email: "", password: "" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("a session", () => {
  test("ends with a new password, a new role and with disabling, and not with a new name", async () => {
    const admin = await makeUser("admin");
    const { userId } = (await makeUser("supervisor")).actor;
    expect(await currentActor(userId, 1)).toMatchObject({ userId, role: "supervisor" });
    await editUser(admin, { userId, name: "Otra Persona", role: "supervisor" });
    expect(await currentActor(userId, 1)).toMatchObject({ name: "Otra Persona" });
    await editUser(admin, { userId, password: "otra frase bien larga" });
    expect(await currentActor(userId, 1)).toBeNull();
    await editUser(admin, { userId, role: "admin" });
    expect(await currentActor(userId, 2)).toBeNull();
    await editUser(admin, { userId, isDisabled: true });
    expect(await currentActor(userId, 3)).toBeNull();
    expect(await currentActor(userId, 4)).toBeNull();
  });

  test("of nobody is nobody's", async () => {
    expect(await currentActor("not-an-id", 1)).toBeNull();
    expect(await currentActor(randomUUID(), 1)).toBeNull();
  });

  test("keeps the language its user chose", async () => {
    const user = await makeUser("supervisor");
    await changeLocale(user, { locale: "pt-BR" });
    expect(await currentActor(user.actor.userId, 1)).toMatchObject({ locale: "pt-BR" });
  });
});
