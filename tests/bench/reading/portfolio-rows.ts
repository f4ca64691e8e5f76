/**
 * A portfolio as a bank sends it, the same on every machine: 16 columns, each debtor on two or three rows
 * scattered over the file. One e-mail in 200 is broken and one telephone in 300 too short, so that bad cells
 * are measured too.
 */
export const portfolioHeader = [
  "NRO_IDENTIFICACION",
  "NOMBRE CLIENTE",
  "CORREO ELECTRONICO",
  "CELULAR",
  "DIRECCION",
  "NRO OBLIGACION",
  "PRODUCTO",
  "SALDO TOTAL",
  "FECHA VENCIMIENTO",
  "DIAS MORA",
  "TIPO CARTERA",
  "VLR ULTIMO PAGO",
  "FEC ULTIMO PAGO",
  "SALDO POR PAGAR",
  "CIUDAD",
  "SUCURSAL",
] as const;

/** Target fields of the columns above, in their order. The last two are custom fields of the tenant. */
export const portfolioFields = [
  "debtor.Identification",
  "debtor.Name",
  "debtor.Email",
  "debtor.Telephone",
  "debtor.Address",
  "obligation.id",
  "obligation.name",
  "obligation.total_balance",
  "obligation.expiring_date",
  "obligation.days_delay",
  "obligation.portfolio_type",
  "obligation.last_pay",
  "obligation.last_pay_date",
  "obligation.balance_payment",
  "debtor.custom.Ciudad",
  "obligation.custom.Sucursal",
] as const;

const givenNames = [
  "María José",
  "Andrés",
  "Luz Marina",
  "Óscar Iván",
  "Claudia",
  "Jhon Jairo",
  "Sofía",
  "Héctor",
  "Ángela",
  "Wílmer",
];
const familyNames = [
  "Rodríguez",
  "Gómez Peña",
  "Muñoz",
  "Castaño Ríos",
  "Pérez",
  "Ibáñez Duarte",
  "Quintero",
  "Núñez",
  "Cárdenas",
  "Zapata Gil",
];
const streets = ["Calle", "Carrera", "Avenida", "Diagonal", "Transversal"];
const products = ["Tarjeta de crédito", "Crédito de consumo", "Libranza", "Vehículo", "Microcrédito"];
const kinds = ["Castigada", "Mora temprana", "Administrativa", "Prejurídica"];
const cities = ["Bogotá D.C.", "Medellín", "Cali", "Barranquilla", "Bucaramanga", "Pereira", "Cúcuta"];

/** A pseudo-random number from 0 to 2^32 - 1, always the same for the same two arguments. */
function drawn(seed: number, salt: number): number {
  let value = (seed ^ (salt * 0x9e3779b1)) >>> 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b) >>> 0;
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35) >>> 0;
  return (value ^ (value >>> 16)) >>> 0;
}

function pick(list: readonly string[], number: number): string {
  return list[number % list.length] ?? "";
}

/** The values of a row before a format writes them. Money in cents, dates as days since 1970-01-01. */
export interface PortfolioRow {
  readonly texts: readonly [string, string, string, string, string, string, string];
  readonly balance: number;
  readonly dueDay: number;
  readonly daysLate: number;
  readonly kind: string;
  readonly lastPay: number;
  readonly lastPayDay: number;
  readonly toPay: number;
  readonly city: string;
  readonly branch: string;
}

/** Day 20,400 is 2025-11-08; every row is past due on that day. */
const cutOffDay = 20_400;

export function portfolioRow(index: number, rowCount: number): PortfolioRow {
  const debtor = drawn(index, 1) % Math.max(1, Math.floor(rowCount / 2.5));
  const person = drawn(debtor, 2);
  const identification = String(10_000_000 + debtor * 37);
  const name = `${pick(givenNames, person)} ${pick(familyNames, person >>> 4)} ${pick(familyNames, person >>> 8)}`;
  const mail =
    debtor % 200 === 7
      ? `cliente${debtor}@`
      : `cliente${debtor}@${pick(["gmail.com", "hotmail.com", "correo.com.co"], person >>> 12)}`;
  const telephone =
    debtor % 300 === 11
      ? String(30_000 + (debtor % 9_999))
      : `3${drawn(debtor, 3) % 3}${String(drawn(debtor, 6) % 100_000_000).padStart(8, "0")}`;
  const address = `${pick(streets, person >>> 16)} ${person % 190} # ${(person >>> 7) % 99}-${(person >>> 9) % 99} Apto ${(person >>> 11) % 1200}`;
  const money = drawn(index, 4);
  const daysLate = 1 + (drawn(index, 5) % 900);
  return {
    texts: [
      identification,
      name,
      mail,
      telephone,
      address,
      `OBL${String(index).padStart(9, "0")}`,
      pick(products, money),
    ],
    balance: 5_000_000 + (money % 2_000_000_000),
    dueDay: cutOffDay - daysLate,
    daysLate,
    kind: pick(kinds, money >>> 5),
    lastPay: (money >>> 3) % 90_000_000,
    lastPayDay: cutOffDay - daysLate - 30 - (money % 60),
    toPay: 1_000_000 + (money % 4_000_000),
    city: pick(cities, person >>> 3),
    branch: `Sucursal ${100 + (money % 250)}`,
  };
}
