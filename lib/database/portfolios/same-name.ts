import { type SqlText, sql } from "../sql-text.ts";
/** SQL: a portfolio's name as `portfolioNameOf` tidies it, in small letters; some were stored before names were tidied. */
export function nameKey(name: SqlText): SqlText {
  return sql`lower(btrim(regexp_replace(normalize(${name}, NFC), '[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+', ' ', 'g')))`;
}

/** SQL, to be ordered by: of several portfolios `p` of a name, the one that has it to the letter, else the oldest. */
export function bestNamed(name: SqlText): SqlText {
  return sql`p.name = ${name} DESC, p."createdAt"`;
}
