/** Fields that every portfolio has a column for, in the order in which these tests write them. */
export const usualFields = [
  "debtor.Identification",
  "debtor.Name",
  "debtor.Email",
  "debtor.Telephone",
  "obligation.id",
  "obligation.name",
] as const;
