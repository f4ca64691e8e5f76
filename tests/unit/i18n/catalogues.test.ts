import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { issueParams, issueSeverities } from "#lib/domain/validation/issue.ts";
import { fieldWordsById } from "#lib/i18n/field-words.ts";
import { formattingLocaleOf, type Locale, locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";

/** Every message of a language by its path. */
function flat(node: unknown, path = ""): Map<string, string> {
  if (typeof node === "string") return new Map([[path, node]]);
  if (typeof node !== "object" || node === null) throw new Error(`${path} is neither words nor a group of words`);
  return new Map(
    Object.entries(node).flatMap(([key, value]) => [...flat(value, path === "" ? key : `${path}.${key}`)]),
  );
}

/** The names of a message's placeholders and tags: `{count, plural, …}` and `<b>` count as "count" and "<b>". */
function placeholders(message: string): string[] {
  const values = [...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((match) => match[1] ?? "");
  const tags = [...message.matchAll(/<(\w+)>/g)].map((match) => `<${match[1]}>`);
  return [...new Set([...values, ...tags])].sort();
}

const source = flat(messagesFor("es"));

describe.each(locales.filter((locale) => locale !== "es"))("the catalogue %s", (locale) => {
  const other = flat(messagesFor(locale));

  it("has exactly the keys of the Spanish one", () => {
    expect([...other.keys()].sort()).toEqual([...source.keys()].sort());
  });

  it("names the same values in every message", () => {
    const differing = [...source].filter(
      ([key, message]) => placeholders(message).join() !== placeholders(other.get(key) ?? "").join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });
});

describe.each(locales)("the words of %s", (locale: Locale) => {
  const words = flat(messagesFor(locale));

  it("are never empty", () => {
    expect([...words].filter(([, message]) => message.trim() === "").map(([key]) => key)).toEqual([]);
  });

  it.each([0, 1, 2, 1_000_000])("can be formatted with %d", (count) => {
    const faults: string[] = [];
    const settings = { locale: formattingLocaleOf(locale), onError: (error: Error) => faults.push(error.message) };
    for (const [key, message] of words) {
      const values = placeholders(message).map((name) =>
        name.startsWith("<") ? [name.slice(1, -1), (chunks: string) => chunks] : [name, count],
      );
      const said = createTranslator({ ...settings, messages: { message } }).markup(
        "message",
        Object.fromEntries(values),
      );
      expect(said, key).not.toMatch(/[{}#]|^$/);
    }
    expect(faults).toEqual([]);
  });

  it("give every issue's name, cause and remedy", () => {
    for (const code of Object.keys(issueSeverities)) {
      for (const part of ["title", "text", "action"])
        expect(words.has(`issues.${code}.${part}`), `issues.${code}.${part}`).toBe(true);
    }
  });

  it("name only values that the issue carries", () => {
    for (const [code, params] of Object.entries(issueParams)) {
      for (const part of ["title", "text", "action"]) {
        const named = placeholders(words.get(`issues.${code}.${part}`) ?? "");
        expect(
          named.filter((name) => !params.some((param) => param === name)),
          `issues.${code}.${part}`,
        ).toEqual([]);
      }
    }
  });

  it("label and describe every standard field", () => {
    for (const field of standardFields) {
      const { label, description } = fieldWordsById(messagesFor(locale).fields, field.id);
      expect(label, field.id).not.toBe("");
      expect(description, field.id).not.toBe("");
    }
  });
});
