/** A row that nobody is about to renew. */
export const noLease = { leaseOwner: null, leaseUntil: null, refreshSentAt: null } as const;

/** A row whose last request went well. */
export const noError = { attempts: 0, nextAttemptAt: null, error: null, errorClass: null, errorAt: null } as const;
