ALTER TABLE `import_entries` ADD `subject_token_config` text;--> statement-breakpoint
ALTER TABLE `token_configs` ADD `subject_token_config` text;--> statement-breakpoint
CREATE INDEX `token_configs_subject` ON `token_configs` (`subject_token_config`) WHERE "token_configs"."subject_token_config" is not null;