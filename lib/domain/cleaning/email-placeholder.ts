/**
 * What people type when an address is required and there is none: before the @, or on both sides of it
 * (no@tiene.com).
 */
const placeholders = new Set(
  (
    "notiene notienecorreo notieneemail notienemail nocorreo noemail nomail noaplica noregistra noregistrado noreporta noposee noexiste " +
    "notengo nosabe noinforma noinformado nosuministra nosuministrado nodisponible nodado sincorreo sincorreoelectronico sinemail sinmail " +
    "sindato sindatos sininformacion sinregistro sinregistrar ninguno vacio desconocido poractualizar " +
    "naotem naopossui naoinformado naotememail sememail semcorreio semcadastro noemailaddress null undefined"
  ).split(" "),
);

/** Two letters, whatever their case, as one number. */
function pairAt(text: string, at: number): number {
  return ((text.charCodeAt(at) | 0x20) << 8) | (text.charCodeAt(at + 1) | 0x20);
}

/** The first two letters of each placeholder. */
const beginnings = new Set(Array.from(placeholders, (word) => pairAt(word, 0)));

/** A placeholder only if it is on both sides of the @ (correo@correo.com); on one side it may be a name. */
const doubled = new Set("correo email mail test prueba na no".split(" "));

/**
 * Whether an address is a placeholder for none: notiene@…, sincorreo@…, no@aplica.com, xxx@xxx.com. `at` is
 * the index of its @. Called for every address of a file, so the first two letters rule most out.
 */
export function isPlaceholderEmail(text: string, start: number, at: number, end: number): boolean {
  if (isDoubled(text, start, at, end)) {
    const local = lettersOf(text.slice(start, at));
    if (doubled.has(local) || isOneLetter(text, start, at)) return true;
  }
  if (!beginnings.has(pairAt(text, start))) return false;
  const local = lettersOf(text.slice(start, at));
  const dot = text.indexOf(".", at);
  return placeholders.has(local) || placeholders.has(local + lettersOf(text.slice(at + 1, dot < 0 ? end : dot)));
}

/** Letters only, in lower case: "No_Tiene2" is "notiene". */
function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, "");
}

/** Whether the text before the @ is repeated after it, up to a dot. */
function isDoubled(text: string, start: number, at: number, end: number): boolean {
  const length = at - start;
  if (at + 1 + length >= end || text.charCodeAt(at + 1 + length) !== 0x2e) return false;
  for (let i = 0; i < length; i++) if (text.charCodeAt(start + i) !== text.charCodeAt(at + 1 + i)) return false;
  return true;
}

function isOneLetter(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  for (let at = start + 1; at < end; at++) if (text.charCodeAt(at) !== first) return false;
  return true;
}
