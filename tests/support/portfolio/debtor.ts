import { randomAt } from "./random.ts";
import { cities, familyNames, givenNames, mailHosts } from "./vocabulary.ts";

/** An invented debtor as the bank knows it. */
export interface Debtor {
  readonly identification: string;
  readonly name: string;
  readonly email: string | null;
  readonly telephone: string;
  readonly landline: string;
  readonly address: string;
  readonly city: string;
  readonly department: string;
  readonly obligations: number;
}

/** The debtor with this number: the same for the same seed, whatever the size of the file. */
export function debtorAt(seed: number, number: number): Debtor {
  const random = randomAt(seed, number, 1);
  const given = random.pick(givenNames);
  const family = [random.pick(familyNames), random.pick(familyNames)];
  const [city, department] = random.pick(cities);
  const hasEmail = random.chance(0.85);
  const mailbox = `${plain(given)}.${plain(family[0] ?? "")}${number}`;
  return {
    // From ten million on: eight digits, unique, without a leading zero.
    identification: String(10_000_000 + number * 37 + random.integer(0, 36)),
    name: `${given} ${family.join(" ")}`,
    email: hasEmail ? `${mailbox}@${random.pick(mailHosts)}` : null,
    telephone: `3${random.integer(0, 2)}${random.integer(0, 9)}${String(random.integer(0, 9_999_999)).padStart(7, "0")}`,
    landline: `60${random.integer(1, 8)}${random.integer(2_000_000, 8_999_999)}`,
    address: `${random.pick(["Calle", "Carrera", "Avenida", "Transversal"])} ${random.integer(1, 180)} # ${random.integer(1, 99)} - ${random.integer(1, 99)}`,
    city,
    department,
    obligations: random.pick([1, 1, 1, 2, 2, 3, 4]),
  };
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
}
