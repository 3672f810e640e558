DROP INDEX `overview_rows_name`;--> statement-breakpoint
DROP INDEX `overview_rows_standing`;--> statement-breakpoint
DROP INDEX `overview_rows_expiry`;--> statement-breakpoint
DROP INDEX `overview_rows_updated`;--> statement-breakpoint
ALTER TABLE `overview_rows` ADD `search_text` text;--> statement-breakpoint
CREATE INDEX `overview_rows_unwritten` ON `overview_rows` (`id`) WHERE "overview_rows"."search_text" is null;--> statement-breakpoint
CREATE INDEX `overview_rows_name` ON `overview_rows` (`name`,`standing`,`expires_at`,`search_text`);--> statement-breakpoint
CREATE INDEX `overview_rows_standing` ON `overview_rows` (`standing`,`expires_at`,`name`,`search_text`);--> statement-breakpoint
CREATE INDEX `overview_rows_expiry` ON `overview_rows` (`expires_at`,`name`,`standing`,`search_text`);--> statement-breakpoint
CREATE INDEX `overview_rows_updated` ON `overview_rows` (`updated_at`,`name`,`standing`,`expires_at`,`search_text`);
--> statement-breakpoint
DROP TRIGGER overview_rows_inserted;
--> statement-breakpoint
DROP TRIGGER overview_rows_updated;
--> statement-breakpoint
DROP TRIGGER overview_rows_deleted;
--> statement-breakpoint
DROP TABLE overview_parts;
--> statement-breakpoint
DROP TABLE overview_words;
--> statement-breakpoint
CREATE TRIGGER overview_rows_updated AFTER UPDATE OF name, account, template ON overview_rows
WHEN new.name IS NOT old.name OR new.account IS NOT old.account OR new.template IS NOT old.template BEGIN
  UPDATE overview_rows SET search_text = NULL WHERE id = new.id;
END;
