import { encodeText } from "#tests/support/bad-files/encode-text.ts";
import type { Draft } from "../sheet/draft.ts";
import type { Shape } from "../sheet/shape.ts";
import { spell } from "../sheet/spell.ts";
import type { LinePlace, WrittenFile } from "./written-file.ts";

/** The draft's lines as text, without line endings. */
export function textLines(draft: Draft): string[] {
  const { shape } = draft;
  return draft.lines.map(({ cells, rewrite }) => {
    const text = cells.map((cell) => quoted(spell(cell, shape), shape)).join(shape.delimiter);
    return rewrite === undefined ? text : rewrite(text);
  });
}

export function quoted(text: string, { delimiter, isAllQuoted }: Pick<Shape, "delimiter" | "isAllQuoted">): string {
  const needs = isAllQuoted || text.includes(delimiter) || /["\r\n]/.test(text);
  return needs ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes the lines; null stands for a line that an operator joined to the one before it. */
export function writeText(lines: readonly (string | null)[], shape: Shape): WrittenFile {
  const mark = shape.encoding === "utf-8 mark" || shape.encoding === "utf-16le" ? "\ufeff" : "";
  const pieces: Buffer[] = [encode(mark, shape.encoding)];
  const places: LinePlace[] = [];
  let line = 1;
  let start = pieces[0]?.length ?? 0;
  for (const text of lines) {
    const above = places.at(-1);
    if (text === null && above !== undefined) places.push(above);
    if (text === null) continue;
    const piece = encode(text + shape.lineEnd, shape.encoding);
    const breaks = text.split("\n").length - 1;
    places.push({ first: line, last: line + breaks, start, end: start + piece.length });
    pieces.push(piece);
    line += 1 + breaks;
    start += piece.length;
  }
  return { name: `cartera.${shape.format}`, bytes: Buffer.concat(pieces), places };
}

/** Encodes text for a file; characters that the encoding lacks become question marks. */
export function encode(text: string, encoding: Shape["encoding"]): Buffer<ArrayBuffer> {
  if (encoding === "utf-8" || encoding === "utf-8 mark") return Buffer.from(text, "utf8");
  if (encoding === "utf-16le") return encodeText(text, "utf-16le");
  return encodeText(withoutStrangers(text, encoding), encoding);
}

/** Replaces characters that the code page lacks, as programs do. */
function withoutStrangers(text: string, encoding: "windows-1252" | "cp850"): string {
  return Array.from(text, (character) => {
    try {
      encodeText(character, encoding);
      return character;
    } catch {
      return "?";
    }
  }).join("");
}
