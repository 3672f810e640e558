/** What stored facts say of a token, in the order in which the overview sorts them. The view `overview_facts` sets it. */
export const standings = {
  needsAuthorization: 1,
  needsSettings: 2,
  needsProviderAdmin: 3,
  failing: 4,
  neverRequested: 5,
  obtained: 6,
  notInUse: 7,
} as const;
