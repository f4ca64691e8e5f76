/** Forty values for each kind of column, spelled as in a file: enough for a profile to recognise the kind. */
const count = 40;

function series(value: (i: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, i) => value(i));
}

const two = (value: number): string => String(value).padStart(2, "0");

export const sampleValues: Readonly<Record<string, readonly string[]>> = {
  document: series((i) => String(10_203_040 + i * 977_131)),
  name: series((i) => ["JUAN PÉREZ", "ANA GÓMEZ RUIZ", "LUZ MARINA DÍAZ", "PEDRO NEL OSPINA"][i % 4] ?? ""),
  email: series((i) => `persona${i}@correo.com.co`),
  mobile: series((i) => String(3_001_234_567 + i * 1_013)),
  address: series((i) => `CALLE ${i + 1} # ${i + 10}-${i + 20}`),
  code: series((i) => String(4_500_012_000 + i * 17)),
  product: series((i) => ["CONSUMO", "TARJETA DE CREDITO", "LIBRE INVERSION"][i % 3] ?? ""),
  money: series((i) => `${i + 1}.${two(i)}4.567,${two(i)}`),
  date: series((i) => `${two((i % 28) + 1)}/${two((i % 12) + 1)}/2025`),
  days: series((i) => String(i * 7)),
  percent: series((i) => `${i},5%`),
  word: series((i) => ["CALI", "BOGOTA", "CC"][i % 3] ?? ""),
};
