import { greatestHeader, pattern } from "../../pattern.ts";
import { isSplittable, meaningOfWord, meaningsOfCode } from "./header-vocabulary.ts";

const accents = /\p{M}+/gu;

/**
 * Lower case, without accents and punctuation, words separated: "FechaVcto_Oblig." and "FECHA VCTO OBLIG"
 * fold alike.
 */
export function foldHeader(header: string): string {
  return header
    .normalize("NFKD")
    .replace(accents, "")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{L})(\d)/gu, "$1 $2")
    .replace(/(\d)(\p{L})/gu, "$1 $2")
    .toLowerCase()
    .replace(/\be[\s_-]+mail\b/g, "email")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** No header glues more letters; the pieces of a longer word are too many to look at. */
const mostGlued = 100;

/** Splits a glued word into the fewest known words; null if something is left over or it is too long. */
function splitGlued(word: string): readonly string[] | null {
  if (word.length > mostGlued) return null;
  const best: (readonly string[] | null)[] = [[]];
  for (let end = 1; end <= word.length; end++) {
    let shortest: readonly string[] | null = null;
    for (let start = 0; start < end; start++) {
      const before = best[start] ?? null;
      const piece = word.slice(start, end);
      if (before === null || !isSplittable(piece)) continue;
      if (shortest === null || before.length + 1 < shortest.length) shortest = [...before, piece];
    }
    best.push(shortest);
  }
  return best[word.length] ?? null;
}

/** Phrases that mean something other than their words. */
const phrases: readonly (readonly [RegExp, string])[] = [
  // The form of the values, not their meaning: "Fecha vencimiento (DD/MM/AAAA)", "Celular (10 dígitos)".
  [
    /\b(?:dd|mm|aaaa|yyyy|aa|yy) (?:dd|mm) (?:dd|aaaa|yyyy|aa|yy)\b|\b(?:ddmm|mmdd)(?:aaaa|yyyy)\b|\b(?:aaaa|yyyy)mmdd\b/g,
    "",
  ],
  [/\b\d+ (?:digitos|digits|caracteres|characters)\b/g, ""],
  // "SALDO 9(13)V99", "Saldo (2 dec. implícitos)", "Saldo sin punto decimal".
  [/(?<!\S)s? ?9+ (?:\d+ )?v 9+(?: 0?2)?(?!\S)(?: comp(?: \d)?)?/g, ""],
  [
    /\b(?:con |com |with )?(?:(?:2|dos|dois|duas|two) (?:decs?|implied decimals)|(?:(?:2|dos|dois|duas|two|implied) )?(?:decimal|decimales|decimals|decimais))(?: implicit\w*| asumid\w*| virtual\w*)?(?!\S)/g,
    "",
  ],
  [/\b(?:sin|sem|without|no) (?:punto|coma|ponto|virgula|separador|point)\b/g, ""],
  [/\blast name\b/g, "surname"],
  [/\bpast due\b/g, "overdue"],
  [/\bbirth date\b|\bdate of birth\b/g, "nacimiento"],
  [/\bc c\b/g, "cc"],
  [/\bdpd\b/g, "days overdue"],
  // The last day to pay, as bills print it, is the obligation's due date.
  [
    /\b(?:fecha |fec |fch |data |dia )?(?:limite|lim|maxima|max|tope|oportuna?|final) (?:de |para |del )?(?:pago|pagar|cancelar|pagamento)\b(?: oportuno)?/g,
    "fecha vencimiento",
  ],
  [/\b(?:fecha (?:de )?)?pago oportuno\b|\b(?:payment|pay) deadline\b|\bdue by\b/g, "fecha vencimiento"],
  [
    /\b(?:pagar|pague|paguese|cancelar|pagar ate|pay) (?:hasta|antes del?|ate|by|before)\b(?: el)?/g,
    "fecha vencimiento",
  ],
  [
    /\b(venc\w*|vcto|vto|due date) (?:de )?(?:la |da )?(?:cuota|parcela|parc|mensualidad|mensualidade|installment|instalment)\b/g,
    "$1",
  ],
  [/\b(?:cuota|parcela|parc|installment|instalment|instal) (due (?:date|dt)|maturity)\b/g, "$1"],
  [/\b(direccion|dir) (?:de |para )?(?:la )?facturacion\b/g, "$1 envio"],
  // Where a company wants its bills: still its e-mail, though not for certain.
  [/\b(correo(?: electronico)?|e?mail) (?:de |para )?(?:la )?facturacion\b/g, "$1 bills"],
  [/\bcuenta de cobro\b/g, "factura"],
  [/\bnombre (?:del? )?abonado\b/g, "nombre cliente"],
  [/\btax id\b/g, "identificacion"],
  [/\be 164\b/g, ""],
  [/\bdebito total\b|\btotal (?:do )?debito\b/g, "deuda total"],
  // An address that says more about the place: "Dirección y barrio", "Bairro e endereço".
  [
    /\b(dir|direc\w*|domicil\w*|logradouro|endereco)((?: \w+)?) (?:y|e|and|mas) (?:barrio|bairro|ciudad|cidade|municipio|ref|referencia)\b/g,
    "$1$2",
  ],
  [/\b(?:barrio|bairro|ciudad|cidade) (?:y|e|and) (?=dir|domicil|logradouro|endereco)/g, ""],
  [/\bnational id\b/g, "identificacion"],
  [/\bf (?=venc|vcto|vto|ult)/g, "fecha "],
  [/\bv (?=ult)/g, "valor "],
  [/\bbalance due\b/g, "saldo deuda"],
  [/\bprimer (nombre y apellido)\b/g, "$1"],
  [/\bd (?=mora\b|atraso\b)/g, "dias "],
  [/\bcod deudor\b/g, "codeudor"],
  [/\bco deudor\b/g, "codeudor"],
  [/\b(?:r f c|n i t|d n i|r u c|c p f|c n p j)\b/g, "identificacion"],
  [/\bsaldo devedor\b/g, "saldo deuda"],
  [/\b(valor|saldo) em aberto\b/g, "$1 deuda"],
  [/\b(?<!fecha )a la fecha\b/g, "actual"],
  [/\bfacturacion electronica\b/g, "envio"],
  [/\b(?:altura|antiguedad|edad) (?:de )?(?:la )?mora (?:en )?(?=dias?\b)/g, "mora "],
  [/\b(?:qtd?e?|cant|cantidad|quantidade) (?:de )?(?=dias?\b)/g, ""],
  // How many there are, not which one.
  [
    /\b(?:numero|num|nro|no|n|qtd?e?|cant|cantidad|quantidade) (?:de )?(?:obligaciones|creditos|productos|contratos|facturas|cuentas|tarjetas|prestamos|pagares|emprestimos)\b/g,
    "conteo",
  ],
];

/** Separates the glued words of a header: "fechavcto" is "fecha vcto", "fecven" is "fecha vencimiento". */
function spellOut(folded: string): string {
  return folded
    .split(" ")
    .map((word) => {
      if (word.length < 6 || meaningOfWord(word)?.startsWith("?") !== true) return word;
      return (splitGlued(word) ?? meaningsOfCode(word) ?? [word]).join(" ");
    })
    .join(" ");
}

/** Values listed in brackets, "(VIGENTE/CASTIGADA)", do not name the column; parts of a sum in brackets do. */
const choicesInBrackets = pattern(
  "choices in brackets",
  greatestHeader,
  /\((?![^()]*(?:capital|inter[eé]s|seguro|honorario|juros|int\b|fees))[^()]*[/,][^()]*\)/giu,
);

/** The meanings of a header's words, each once; meaningOfWord explains "?" and "!". */
export function headerMeanings(header: string): ReadonlySet<string> {
  const said = header.replace(choicesInBrackets, " ").replace(/(?:R|US|COL|MX)\$|\bS\/\.?(?=\W|$)/g, " ");
  let folded = spellOut(foldHeader(said.replaceAll("#", " numero ")));
  for (const [phrase, replacement] of phrases) folded = folded.replace(phrase, replacement);
  const found = new Set<string>();
  for (const word of folded.split(" ")) {
    const meant = word === "" ? null : meaningOfWord(word);
    if (meant !== null) found.add(meant);
  }
  return found;
}
