CREATE TABLE `device_authorizations` (
	`id` text PRIMARY KEY NOT NULL,
	`config_id` text NOT NULL,
	`device_code` text,
	`user_code` text NOT NULL,
	`verification_uri` text NOT NULL,
	`verification_uri_complete` text,
	`interval_seconds` integer NOT NULL,
	`next_poll_at` integer,
	`language` text NOT NULL,
	`settings_generation` integer NOT NULL,
	`started_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`trouble` text,
	`ended_at` integer,
	`outcome` text,
	FOREIGN KEY (`config_id`) REFERENCES `token_configs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `device_authorizations_poll` ON `device_authorizations` (`next_poll_at`) WHERE "device_authorizations"."next_poll_at" is not null;--> statement-breakpoint
CREATE INDEX `device_authorizations_expiry` ON `device_authorizations` (`expires_at`);