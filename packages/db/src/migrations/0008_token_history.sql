CREATE TABLE `token_history` (
	`id` text PRIMARY KEY NOT NULL,
	`config_id` text NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`outcome` text NOT NULL,
	`duration_ms` integer,
	`cause` text,
	FOREIGN KEY (`config_id`) REFERENCES `token_configs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `token_history_config` ON `token_history` (`config_id`,`id`);--> statement-breakpoint
CREATE INDEX `token_history_at` ON `token_history` (`at`);--> statement-breakpoint
CREATE TABLE `token_request_totals` (
	`provider` text NOT NULL,
	`kind` text NOT NULL,
	`outcome` text NOT NULL,
	`within_ms` integer NOT NULL,
	`count` integer NOT NULL,
	`total_ms` integer NOT NULL,
	PRIMARY KEY(`provider`, `kind`, `outcome`, `within_ms`)
);
