CREATE TABLE `import_entries` (
	`import_id` text NOT NULL,
	`position` integer NOT NULL,
	`staged_at` integer NOT NULL,
	`config_id` text NOT NULL,
	`read_version` integer,
	`name` text NOT NULL,
	`template` text NOT NULL,
	`grant` text NOT NULL,
	`validity` text NOT NULL,
	`token_origin` text NOT NULL,
	`client_id` text NOT NULL,
	`registration_id` text NOT NULL,
	`client_secret_id` text,
	`client_secret` text,
	`refresh_configured` integer NOT NULL,
	`keep_fresh` integer NOT NULL,
	`notify_expired_token` integer NOT NULL,
	`notify_expired_refresh_token` integer NOT NULL,
	`settings_changed` integer NOT NULL,
	`document` text NOT NULL,
	`entry_members` text,
	PRIMARY KEY(`import_id`, `position`)
);
--> statement-breakpoint
CREATE INDEX `import_entries_staged` ON `import_entries` (`staged_at`);--> statement-breakpoint
ALTER TABLE `token_config_documents` ADD `entry_members` text;