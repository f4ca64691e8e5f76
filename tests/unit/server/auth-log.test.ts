import { afterEach, beforeEach, expect, it, vi } from "vitest";

const told = vi.hoisted(() => vi.fn());
vi.mock("#lib/server/request-log.ts", () => ({ logAuthTrouble: told, logFault: told }));

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  told.mockClear();
});

class JWEInvalid extends Error {
  override name = "JWEInvalid";
}

it("logs a bad cookie's code and kind once a minute", async () => {
  const { authLog } = await import("#lib/server/auth-log.ts");
  for (let index = 0; index < 1_000; index++) authLog.error("JWT_SESSION_ERROR", new JWEInvalid(`junk ${index}`));
  expect(told.mock.calls).toEqual([["JWT_SESSION_ERROR", "JWEInvalid"]]);
  authLog.error("CALLBACK_CREDENTIALS_JWT_ERROR", { error: new JWEInvalid("secret"), provider: "x" });
  expect(told).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(60_000);
  authLog.error("JWT_SESSION_ERROR", "no error at all");
  expect(told.mock.calls[2]).toEqual(["JWT_SESSION_ERROR", "string"]);
});

it("gives the sign-in page a code, never a fault's text", async () => {
  const { AppError } = await import("#lib/domain/app-error.ts");
  const { signInRefusal } = await import("#lib/server/sign-in-refusal.ts");
  expect(signInRefusal(new AppError("credentials_wrong"))).toBe("credentials_wrong");
  expect(signInRefusal(new AppError("invalid", { fields: ["email"] }))).toBe("credentials_wrong");
  expect(signInRefusal(new AppError("throttled", { retryAfterSeconds: 16 }))).toBe("throttled:16");
  expect(told).not.toHaveBeenCalled();
  const fault = new Error("Invalid `prisma.signInAttempt.create()` invocation");
  expect(signInRefusal(fault)).toBe("unexpected");
  expect(told).toHaveBeenCalledWith(fault, { route: "sign-in" });
});
