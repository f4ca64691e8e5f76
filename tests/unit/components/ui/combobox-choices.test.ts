import { expect, test } from "vitest";
import { shownGroups } from "#components/ui/form/combobox-choices.ts";

const groups = [
  { label: "", choices: [{ value: "none", label: "Ninguna", description: "Sin comparar con nada" }] },
  {
    label: "Otras carteras",
    choices: [
      { value: "uno", label: "Ojos Uno", description: "las mismas columnas, 0% de clientes conocidos en una muestra" },
      { value: "tres", label: "Ojos Tres" },
    ],
  },
];
const create = (text: string) => ({ value: `new ${text}`, label: `Crear «${text}»` });
const valuesOf = (text: string, typed?: typeof create) =>
  shownGroups(groups, text, typed).flatMap(({ choices }) => choices.map(({ value }) => value));

test.each(["Ojos Dos", "Carteras", "clientes", "Uno Dos"])(
  "a new name finds nothing that is not called so: %s",
  (name) => {
    expect(valuesOf(name, create)).toEqual([`new ${name}`]);
  },
);

test("a part of a name finds what is called so before a new one", () => {
  expect(valuesOf("ójos", create)).toEqual(["uno", "tres", "new ójos"]);
  expect(valuesOf(" uno ojos ", create)).toEqual(["uno", "new uno ojos"]);
  expect(valuesOf("", create)).toEqual(["none", "uno", "tres"]);
});

test("where nothing can be made, descriptions and headings find, too", () => {
  expect(valuesOf("ojos dos")).toEqual(["uno"]);
  expect(valuesOf("carteras")).toEqual(["uno", "tres"]);
});
