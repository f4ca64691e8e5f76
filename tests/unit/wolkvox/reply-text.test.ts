import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keptText, remark } from "#lib/wolkvox/kept-text.ts";
import { jsonOf } from "#lib/wolkvox/reply-json.ts";
import { endsAtAll } from "#tests/support/ends-at-all.ts";

describe("the JSON of a reply", () => {
  it.each([
    ["plain", '{"a":1}'],
    ["after a byte-order mark", '\uFEFF{"a":1}'],
    ["after a PHP notice", '<br />\n<b>Notice</b>: Undefined index in <b>/x.php</b> on line 8<br />\n{"a":1}'],
    ["before a PHP notice", '{"a":1}\n<b>Notice</b>: late'],
  ])("is found %s", (_, text) => {
    expect(jsonOf(text)).toEqual({ a: 1 });
  });

  it("keeps braces and quotes within strings", () => {
    expect(jsonOf('{"a":"}\\"{"}')).toEqual({ a: '}"{' });
  });

  it.each([
    ["half an object", '{"a":{"code":"200"}'],
    ["two objects", '{"a":1}{"a":2}'],
    ["a brace in a notice", 'in {closure}: {"a":1}'],
    ["none", "<html></html>"],
    ["nothing", ""],
    ["a list", "[1]"],
  ])("is not taken from %s", (_, text) => {
    expect(jsonOf(text)).toBeUndefined();
  });

  it("is read at any depth", () => {
    const deep = `{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    expect(jsonOf(deep)).toBeTypeOf("object");
  });
});

describe("kept text", () => {
  it("can be stored: no NUL, no half surrogate pair", () => {
    expect(keptText("a\u0000b\ud800c")).toBe("a\uFFFDb\uFFFDc");
  });

  it("is cut in bytes, never within a character", () => {
    expect(keptText("ñandú", 3)).toBe("ña");
    expect(keptText("ññ", 3)).toBe("ñ");
    expect(keptText("😀😀", 7)).toBe("😀");
    expect(new TextEncoder().encode(keptText("ñ".repeat(100_000))).length).toBe(65_536);
  });

  it("loses its tags if shown as a remark", () => {
    expect(remark("<html><style>a{}</style><h1>Under\n maintenance</h1></html>")).toBe("Under maintenance");
    expect(remark('<p class="x">Sin saldo<br/>en la obligación</p><!-- 17 ms -->')).toBe("Sin saldo en la obligación");
    expect(remark("  ")).toBeNull();
  });

  it.each([
    ["tags alone", "<b></b>", "<b></b>"],
    ["an empty page", "<html>\n<head></head><body></body></html>", "<html> <head></head><body></body></html>"],
    ["a script alone", "<script>go()</script>", "<script>go()</script>"],
    ["an open tag", "<br", "<br"],
    ["entities", "&nbsp;", "&nbsp;"],
    ["control characters", "\u0001\u001b\u009d", "\\u{1}\\u{1b}\\u{9d}"],
    ["characters without a shape", "\u200b\ufeff\u202e\u00ad", "\\u{200b} \\u{202e}\\u{ad}"],
    ["blanks of other kinds within tags", "<p>\u00a0\u3000</p>", "<p> </p>"],
  ])("of %s is shown as it is", (_, text, shown) => {
    expect(remark(text)).toBe(shown);
  });

  it.each([
    ["a value in angle brackets", "Cliente <12345> no existe"],
    ["an address", "Correo <ana@example.com> rechazado"],
    ["a comparison", "El saldo es < 0 o > 100"],
    ["a field's name", "Falta <Telefono>"],
    ["a field's name that HTML has, too", "El campo <address> es obligatorio y <code> no es válido"],
    ["words in angle brackets behind such a name", "Cliente <b no existe> en la base"],
  ])("keeps %s: it is no tag", (_, text) => {
    expect(remark(text)).toBe(text);
  });

  it("loses no word beside some tags", () => {
    expect(remark("<b>no</b> existe")).toBe("no existe");
    expect(remark("El <i>saldo</i> <b>no</b> existe<br>en <p>la base")).toBe("El saldo no existe en la base");
    expect(remark('<td nowrap>Sin saldo</td><font color="red">hoy')).toBe("Sin saldo hoy");
    expect(remark("<code>10</code> clientes sin <code>id</code>")).toBe("10 clientes sin id");
    const names = fc.constantFrom("b", "i", "p", "br", "td", "code", "title", "address", "label", "span");
    const word = fc.stringMatching(/^[a-zñ]{1,8}$/);
    const piece = fc.oneof(
      word,
      names.map((name) => `<${name}>`),
      names.map((name) => `</${name}>`),
      fc.tuple(names, word).map(([name, text]) => `<${name}>${text}</${name}>`),
      fc.tuple(names, word).map(([name, text]) => `<${name} ${text}>`),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const shown = remark(pieces.join(" ")) ?? "";
        for (const text of pieces) {
          const [, said = text] = /^<[a-z]+[ >]([a-zñ]+)/.exec(text) ?? [];
          if (/^[a-zñ]+$/.test(said)) expect(shown.split(/[ <>]+/)).toContain(said);
        }
      }),
    );
  });

  it("escapes characters that turn the line or are invisible", () => {
    expect(remark("abc\u202edef\u0007")).toBe("abc\\u{202e}def\\u{7}");
  });

  it("ends with an ellipsis where it was cut", () => {
    expect(remark("x".repeat(5000))).toBe(`${"x".repeat(1999)}…`);
    expect(remark(`ok${" ".repeat(20_000)}late`)).toBe("ok…");
    expect(remark("x".repeat(2000))).toBe("x".repeat(2000));
  });

  it("is never empty if the text has a character", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "<b>",
        "</b>",
        "<",
        ">",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "&nbsp;",
        " ",
        "\u0000",
        "\u200b",
        "\ud800",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const shown = remark(text);
        if (text.trim() === "") expect(shown).toBeNull();
        else expect(shown).toMatch(/[^\s\p{C}]/u);
      }),
    );
  });

  it("looks at the first 16,384 characters for a remark", () => {
    expect(remark(`${" ".repeat(16_383)}ab`)).toBe("a…");
  });

  it.each(["<", "<script>", "<style", "<a ", "< >", "</", "<!--", "\u0001"])("becomes a remark from %j", (tag) => {
    expect(endsAtAll(() => remark(tag.repeat(1_000_000)))).not.toBeNull();
  });
});
