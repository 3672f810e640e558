DROP TRIGGER tokens_changed;
--> statement-breakpoint
-- Not for a refresh that went as it should: ten thousand tokens would change the banner's ETag every second.
CREATE TRIGGER tokens_changed AFTER UPDATE ON tokens
WHEN new.error IS NOT old.error OR new.attempts IS NOT old.attempts OR new.obtained_at IS NOT old.obtained_at
  OR new.has_refresh_token IS NOT old.has_refresh_token OR new.refresh_expires_at IS NOT old.refresh_expires_at
  OR (new.access_obtained_at IS NULL) IS NOT (old.access_obtained_at IS NULL)
  OR (new.generation IS NOT old.generation AND old.access_expires_at <= new.access_obtained_at) BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER client_secrets_inserted AFTER INSERT ON client_secrets BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER client_secrets_updated AFTER UPDATE OF expires_at ON client_secrets WHEN new.expires_at IS NOT old.expires_at BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER client_secrets_deleted AFTER DELETE ON client_secrets BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
