import { expect, test } from "vitest";
import { findGroups } from "#lib/domain/mapping/find-groups.ts";

test.each([
  ["numbers behind", ["Cedula", "Credito 1", "Saldo 1", "Credito 2", "Saldo 2"], [null, 0, 0, 1, 1]],
  ["numbers within and glued", ["NIT", "OBL1_NUMERO", "OBL1_SALDO", "OBL2_NUMERO", "OBL2_SALDO"], [null, 0, 0, 1, 1]],
  ["a first group without its number", ["Credito", "Saldo", "Credito 2", "Saldo 2"], [0, 0, 1, 1]],
  ["groups one after another by field", ["Credito 1", "Credito 2", "Saldo 1", "Saldo 2"], [0, 1, 0, 1]],
  [
    "a telephone that has numbers too",
    ["Celular 1", "Celular 2", "Credito 1", "Saldo 1", "Credito 2", "Saldo 2"],
    [null, null, 0, 0, 1, 1],
  ],
  [
    "money that is not loaded goes with its group",
    ["Credito 1", "Saldo 1", "Cuota 1", "Credito 2", "Saldo 2", "Cuota 2"],
    [0, 0, 0, 1, 1, 1],
  ],
  [
    "headers that repeat to the letter, as they are named apart",
    ["Cedula", "Obligación", "Saldo", "Obligación (2)", "Saldo (2)", "Obligación (3)", "Saldo (3)"],
    [null, 0, 0, 1, 1, 2, 2],
  ],
  [
    "repeated headers that nobody knows, one of them with a number of its own",
    ["NIT", "Pagaré", "Mora 30", "Pagaré (2)", "Mora 30 (2)"],
    [null, 0, 0, 1, 1],
  ],
])("groups are found: %s", (_, headers, groups) => {
  expect(findGroups(headers)?.groups).toEqual(groups);
});

test.each([
  [
    "two telephones and two e-mails are one debtor",
    ["Telefono 1", "Telefono 2", "Correo 1", "Correo 2", "Credito", "Saldo"],
  ],
  [
    "a debtor's telephone and e-mail that stand twice",
    ["Nombre", "Telefono", "Correo", "Telefono (2)", "Correo (2)", "Credito", "Saldo"],
  ],
  ["one header that stands twice is no group", ["Cedula", "Valor", "Valor (2)", "Saldo"]],
  ["one thing that repeats is no group", ["Credito", "Saldo 1", "Saldo 2"]],
  ["ranges of days are no numbers of groups", ["Credito 1 a 30", "Saldo 1 a 30", "Credito 31 a 60", "Saldo 31 a 60"]],
  ["groups count from one", ["Credito 2", "Saldo 2", "Credito 3", "Saldo 3"]],
])("none is found: %s", (_, headers) => {
  expect(findGroups(headers)).toBeNull();
});
