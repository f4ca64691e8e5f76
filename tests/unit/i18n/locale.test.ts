import { describe, expect, it } from "vitest";
import { chooseLocale } from "#lib/i18n/locale.ts";

describe("the language of a request", () => {
  it("is the user's choice before cookie and browser", () => {
    expect(chooseLocale({ user: "pt-BR", cookie: "en", acceptLanguage: "es" })).toBe("pt-BR");
  });

  it("is the cookie's before the browser's", () => {
    expect(chooseLocale({ cookie: "en", acceptLanguage: "es" })).toBe("en");
  });

  it("follows the browser's weights, not its order", () => {
    expect(chooseLocale({ acceptLanguage: "fr, es;q=0.4, en-GB;q=0.8" })).toBe("en");
  });

  it("accepts another region of the same language", () => {
    expect(chooseLocale({ acceptLanguage: "pt-PT" })).toBe("pt-BR");
    expect(chooseLocale({ acceptLanguage: "es-MX,en;q=0.5" })).toBe("es");
  });

  it("skips what the browser refuses", () => {
    expect(chooseLocale({ acceptLanguage: "en;q=0, pt;q=0.1" })).toBe("pt-BR");
  });

  it("is Spanish if nothing fits", () => {
    expect(chooseLocale({ user: "xx", cookie: "", acceptLanguage: "zz;q=abc" })).toBe("es");
    expect(chooseLocale({})).toBe("es");
  });
});
