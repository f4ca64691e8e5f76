import { expect, test } from "vitest";
import { cleanText } from "#lib/domain/cleaning/text.ts";
import { type CodePage, codePages, codePageTable } from "#lib/spreadsheet/text/code-pages.ts";

/**
 * Words of portfolios with every letter that Spanish and Portuguese have beside A to Z, at the beginning,
 * within and at the end.
 */
const words =
  `José Tomé Andrés Inés Pérez Méndez Álvarez Ángela Édgar Íngrid Íñigo Óscar Úrsula Ñustes María García Rodríguez Hernández López
Gómez Muñoz Peña Ibáñez Ordóñez Núñez Suárez Sánchez Güiza Argüello Ibagué Cúcuta Chocó Mejía Ruíz Luís Raúl Jesús Belén Ramón Joaquín Tobón
Bermúdez Piñeros João Conceição Araújo Gonçalves Antônio Ângela Inês Ênio Ítalo Simões Guimarães Crédito Débito Clásica Jurídica Vehículo
Cartão Electrónica Línea Óptimo Año`.split(/\s+/);

/** Bytes that one program wrote and another reads in its own code page. */
const ways: readonly { written: CodePage | "utf-8"; read: CodePage; leavesNoTrace: string }[] = [
  {
    written: "cp850",
    read: "windows-1252",
    // A small é among capitals comes from programs without accented capitals (JOSé); words end in ÇO; Ö, â
    // and Ò are letters of other languages; web pages put a no-break space before words.
    leavesNoTrace:
      "Íngrid ÍNGRID Úrsula ÚRSULA CÚCUTA RAÚL JESÚS BERMÚDEZ ARAÚJO JOÃO CARTÃO RUÍZ LUÍS Ítalo ÍTALO JURÍDICA VEHÍCULO LÍNEA ANTÔNIO INÊS Ênio ÊNIO Suárez Clásica",
  },
  { written: "macintosh", read: "windows-1252", leavesNoTrace: "SIMÕES" },
  { written: "windows-1252", read: "cp850", leavesNoTrace: "Óscar ÓSCAR CHOCÓ Óptimo ÓPTIMO ANTÔNIO" },
  {
    written: "windows-1252",
    read: "macintosh",
    // A word may really have dots, a dash, Á or Í, and among capitals an apostrophe.
    leavesNoTrace: "JOSÉ TOMÉ IBAGUÉ Édgar ÉDGAR ÑUSTES Gonçalves Inês INÊS Ênio ÊNIO SIMÕES",
  },
  {
    written: "cp850",
    read: "macintosh",
    // A Mac's file with some rows from DOS. Such words may really have È, ö or ê; a list item begins with a dot.
    leavesNoTrace:
      "Édgar Íngrid Úrsula Ñustes Gonçalves Antônio Inês Ênio Ítalo JOSÉ TOMÉ ÍNGRID ÍÑIGO ÚRSULA ÑUSTES GÜIZA ARGÜELLO IBAGUÉ CÚCUTA RAÚL JESÚS BERMÚDEZ ARAÚJO GONÇALVES ÊNIO ÍTALO SIMÕES",
  },
  ...codePages.map((read) => ({ written: "utf-8" as const, read, leavesNoTrace: "" })),
];

function misread(word: string, written: CodePage | "utf-8", read: CodePage): string {
  return word.replace(/[^\x00-\x7f]/g, (letter) => {
    const bytes =
      written === "utf-8" ? [...Buffer.from(letter)] : [codePageTable(written).indexOf(letter.charCodeAt(0))];
    return bytes.map((byte) => String.fromCharCode(codePageTable(read)[byte] ?? 0)).join("");
  });
}

function codesOf(text: string): string[] {
  const codes: string[] = [];
  cleanText(text, "text", (code) => codes.push(code));
  return codes;
}

test.for(ways)("letters of $written read as $read are reported", ({ written, read, leavesNoTrace }) => {
  const untold = [...words, ...words.map((word) => word.toUpperCase())].filter((word) => {
    const text = misread(word, written, read);
    return text !== word && !codesOf(text).includes("text_garbled");
  });
  expect(untold.filter((word) => !leavesNoTrace.split(" ").includes(word))).toEqual([]);
});

test.each([
  "Marφa",
  "MUÐOZ",
  "JOS╔",
  "Pe±a",
  "Jos├⌐",
  "Ra·l",
  "Teresa Ja\0ramillo",
  "Carr\0\0\0 27 # 31",
  "TOM\u0090",
  "Hern\u00a0ndez",
  "M\u00a0rquez",
])("%j has lost letters", (text) => {
  expect(codesOf(text)).toEqual(["text_garbled"]);
});

test.each([
  ...words,
  ...words.map((word) => word.toUpperCase()),
  "JOSé GARCíA MUñOZ",
  "Müller SCHRÖDER Björk Özil Strauß",
  "François Noël ANAÏS Œuvre",
  "Gal·la Puig Vicenç",
  "Niccolò D’Angelo O’Neil Sant’Ana",
  "McÁvoy DÁvila CrediÁgil MiÉxito CrediÑandú",
  "Pago à vista, às vezes",
  "Plan “Oro” y «Plata»",
  "Crédito Visa® Clásica™…",
  "Norte – Sur — Centro",
  "¡Aprovecha ya!",
  "Calle 5ª N° 1½ (200 m²) Nº5 n°de cuenta",
  "Ana\u00a0María\u00a0de\u00a0la\u00a0Cruz",
  "JUAN PÉREZ\0\0\0",
  "Crédito\u00a0rotativo Tarjeta\u00a0nueva Tarjeta\u00a0lila",
])("%j is whole", (text) => {
  expect(codesOf(text)).toEqual([]);
});
