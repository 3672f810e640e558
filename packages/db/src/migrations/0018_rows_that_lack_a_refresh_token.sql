ALTER TABLE `overview_rows` ADD `lacks_refresh_token` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `overview_rows_lacking` ON `overview_rows` (`config_id`) WHERE "overview_rows"."lacks_refresh_token" = 1;
--> statement-breakpoint
DROP TRIGGER overview_follows_new_tokens;
--> statement-breakpoint
DROP TRIGGER overview_follows_tokens;
--> statement-breakpoint
DROP TRIGGER overview_follows_token_configs;
--> statement-breakpoint
DROP VIEW overview_facts;
--> statement-breakpoint
CREATE VIEW overview_facts AS SELECT
  c.id AS config_id, c.name, t.account, c.template,
  CASE
    WHEN c.validity <> 'valid' THEN 7
    WHEN t.error_class IN ('reauth', 'user') THEN 1
    WHEN t.error_class IN ('config', 'bug') THEN 2
    WHEN t.error_class = 'provider-admin' THEN 3
    WHEN t.attempts > 0 THEN 4
    WHEN t.access_obtained_at IS NULL THEN 5
    ELSE 6
  END AS standing,
  coalesce(t.access_expires_at, 9007199254740991) AS expires_at,
  c.updated_at,
  c.validity = 'valid' AND c.refresh_configured AND NOT t.has_refresh_token AND t.access_obtained_at IS NOT NULL AS lacks_refresh_token
FROM token_configs c JOIN tokens t ON t.config_id = c.id;
--> statement-breakpoint
UPDATE overview_rows SET lacks_refresh_token = (SELECT lacks_refresh_token FROM overview_facts f WHERE f.config_id = overview_rows.config_id);
--> statement-breakpoint
CREATE TRIGGER overview_follows_new_tokens AFTER INSERT ON tokens BEGIN
  INSERT INTO overview_rows (config_id, name, account, template, standing, expires_at, updated_at, lacks_refresh_token)
    SELECT * FROM overview_facts WHERE config_id = new.config_id;
END;
--> statement-breakpoint
CREATE TRIGGER overview_follows_tokens AFTER UPDATE OF account, error_class, attempts, access_obtained_at, access_expires_at, has_refresh_token ON tokens
WHEN new.account IS NOT old.account OR new.error_class IS NOT old.error_class OR new.attempts IS NOT old.attempts
  OR new.access_obtained_at IS NOT old.access_obtained_at OR new.access_expires_at IS NOT old.access_expires_at
  OR new.has_refresh_token IS NOT old.has_refresh_token BEGIN
  UPDATE overview_rows SET (account, standing, expires_at, lacks_refresh_token) =
    (SELECT account, standing, expires_at, lacks_refresh_token FROM overview_facts f WHERE f.config_id = new.config_id)
  WHERE config_id = new.config_id;
END;
--> statement-breakpoint
CREATE TRIGGER overview_follows_token_configs AFTER UPDATE OF name, template, validity, refresh_configured, updated_at ON token_configs BEGIN
  UPDATE overview_rows SET (name, template, standing, updated_at, lacks_refresh_token) =
    (SELECT name, template, standing, updated_at, lacks_refresh_token FROM overview_facts f WHERE f.config_id = new.id)
  WHERE config_id = new.id;
END;
