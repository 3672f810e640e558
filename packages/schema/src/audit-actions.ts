/** Everything that the audit log tells of, by what was done to what. Slugs are public: add freely, rename never. */
export const auditActions = [
  "api-key.created",
  "api-key.revoked",
  "authorization.failed",
  "authorization.started",
  "client-secret.added",
  "client-secret.removed",
  "key-rotation.ended",
  "key-rotation.given-up",
  "key-rotation.promoted",
  "key-rotation.started",
  "setting.reset",
  "setting.set",
  "sign-in.refused",
  "sign-in.succeeded",
  "sign-out",
  "token-config.created",
  "token-config.deleted",
  "token-config.duplicated",
  "token-config.updated",
  "token-configs.exported",
  "token-configs.imported",
  "token.granted",
  "token.refresh-failed",
  "token.refreshed",
  "token.taken-over",
  "user.created",
  "user.disabled",
  "user.password-reset",
] as const;
export type AuditAction = (typeof auditActions)[number];

export const auditActorKinds = ["user", "api-key", "console", "clock"] as const;
