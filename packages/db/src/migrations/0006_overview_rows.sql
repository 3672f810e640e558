CREATE TABLE `overview_rows` (
	`id` integer PRIMARY KEY NOT NULL,
	`config_id` text NOT NULL,
	`name` text NOT NULL,
	`account` text,
	`template` text NOT NULL,
	`standing` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`config_id`) REFERENCES `token_configs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `overview_rows_config` ON `overview_rows` (`config_id`);--> statement-breakpoint
CREATE INDEX `overview_rows_name` ON `overview_rows` (`name`,`standing`,`expires_at`);--> statement-breakpoint
CREATE INDEX `overview_rows_standing` ON `overview_rows` (`standing`,`expires_at`,`name`);--> statement-breakpoint
CREATE INDEX `overview_rows_expiry` ON `overview_rows` (`expires_at`,`name`,`standing`);--> statement-breakpoint
CREATE INDEX `overview_rows_updated` ON `overview_rows` (`updated_at`,`name`,`standing`,`expires_at`);
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
  c.updated_at
FROM token_configs c JOIN tokens t ON t.config_id = c.id;
--> statement-breakpoint
INSERT INTO overview_rows (config_id, name, account, template, standing, expires_at, updated_at) SELECT * FROM overview_facts;
--> statement-breakpoint
CREATE VIRTUAL TABLE overview_parts USING fts5(name, account, template, content = 'overview_rows', content_rowid = 'id', tokenize = 'trigram remove_diacritics 1');
--> statement-breakpoint
CREATE VIRTUAL TABLE overview_words USING fts5(name, account, template, content = 'overview_rows', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2');
--> statement-breakpoint
INSERT INTO overview_parts (overview_parts) VALUES ('rebuild');
--> statement-breakpoint
INSERT INTO overview_words (overview_words) VALUES ('rebuild');
--> statement-breakpoint
CREATE TRIGGER overview_rows_inserted AFTER INSERT ON overview_rows BEGIN
  INSERT INTO overview_parts (rowid, name, account, template) VALUES (new.id, new.name, new.account, new.template);
  INSERT INTO overview_words (rowid, name, account, template) VALUES (new.id, new.name, new.account, new.template);
END;
--> statement-breakpoint
CREATE TRIGGER overview_rows_updated AFTER UPDATE ON overview_rows
WHEN new.name IS NOT old.name OR new.account IS NOT old.account OR new.template IS NOT old.template BEGIN
  INSERT INTO overview_parts (overview_parts, rowid, name, account, template) VALUES ('delete', old.id, old.name, old.account, old.template);
  INSERT INTO overview_words (overview_words, rowid, name, account, template) VALUES ('delete', old.id, old.name, old.account, old.template);
  INSERT INTO overview_parts (rowid, name, account, template) VALUES (new.id, new.name, new.account, new.template);
  INSERT INTO overview_words (rowid, name, account, template) VALUES (new.id, new.name, new.account, new.template);
END;
--> statement-breakpoint
CREATE TRIGGER overview_rows_deleted AFTER DELETE ON overview_rows BEGIN
  INSERT INTO overview_parts (overview_parts, rowid, name, account, template) VALUES ('delete', old.id, old.name, old.account, old.template);
  INSERT INTO overview_words (overview_words, rowid, name, account, template) VALUES ('delete', old.id, old.name, old.account, old.template);
END;
--> statement-breakpoint
CREATE TRIGGER overview_follows_new_tokens AFTER INSERT ON tokens BEGIN
  INSERT INTO overview_rows (config_id, name, account, template, standing, expires_at, updated_at)
    SELECT * FROM overview_facts WHERE config_id = new.config_id;
END;
--> statement-breakpoint
CREATE TRIGGER overview_follows_tokens AFTER UPDATE OF account, error_class, attempts, access_obtained_at, access_expires_at ON tokens
WHEN new.account IS NOT old.account OR new.error_class IS NOT old.error_class OR new.attempts IS NOT old.attempts
  OR new.access_obtained_at IS NOT old.access_obtained_at OR new.access_expires_at IS NOT old.access_expires_at BEGIN
  UPDATE overview_rows SET (account, standing, expires_at) =
    (SELECT account, standing, expires_at FROM overview_facts f WHERE f.config_id = new.config_id)
  WHERE config_id = new.config_id;
END;
--> statement-breakpoint
CREATE TRIGGER overview_follows_token_configs AFTER UPDATE OF name, template, validity, updated_at ON token_configs BEGIN
  UPDATE overview_rows SET (name, template, standing, updated_at) =
    (SELECT name, template, standing, updated_at FROM overview_facts f WHERE f.config_id = new.id)
  WHERE config_id = new.id;
END;
