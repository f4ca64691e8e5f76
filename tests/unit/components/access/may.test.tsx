import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { May, RetiredProvider, RoleProvider } from "#components/access/may.tsx";
import {
  isAllowed,
  isAllowedOfRetired,
  type Permission,
  permissions,
  type Role,
  roles,
} from "#lib/domain/access/permission.ts";

const names = Object.keys(permissions) as Permission[];

/** The permissions whose children are shown. */
function shownTo(role: Role, isRetired: boolean): string[] {
  const html = renderToStaticMarkup(
    <RoleProvider value={role}>
      <RetiredProvider value={isRetired}>
        {names.map((name) => (
          <May key={name} permission={name}>
            {`${name} `}
          </May>
        ))}
      </RetiredProvider>
    </RoleProvider>,
  );
  return html.split(" ").filter((name) => name !== "");
}

test.each(roles)("a page shows a %s what the use cases allow, of a retired tenant too", (role) => {
  const allowed = names.filter((name) => isAllowed(role, name));
  expect(shownTo(role, false)).toEqual(allowed);
  expect(shownTo(role, true)).toEqual(allowed.filter((name) => isAllowedOfRetired(role, name)));
});

test("whoever may do it of a retired tenant may do it of any", () => {
  for (const role of roles)
    for (const name of names) if (isAllowedOfRetired(role, name)) expect(isAllowed(role, name), name).toBe(true);
  expect(names.filter((name) => isAllowedOfRetired("supervisor", name))).toEqual([]);
});
