CREATE TABLE `channels` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`webhook_url` text NOT NULL,
	`webhook_secret` text NOT NULL,
	`language` text NOT NULL,
	`severities` text NOT NULL,
	`validity` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`last_delivered_at` integer,
	`error` text,
	`error_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `channels_name` ON `channels` (`name`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text NOT NULL,
	`channel_id` text NOT NULL,
	`notification_id` text NOT NULL,
	`body` text,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer,
	PRIMARY KEY(`channel_id`, `notification_id`),
	FOREIGN KEY (`channel_id`) REFERENCES `channels`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_id` ON `deliveries` (`id`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`next_attempt_at`) WHERE "deliveries"."next_attempt_at" is not null;--> statement-breakpoint
CREATE INDEX `deliveries_undelivered` ON `deliveries` (`channel_id`,`state`) WHERE "deliveries"."state" <> 'delivered';--> statement-breakpoint
CREATE TRIGGER channels_inserted AFTER INSERT ON channels BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER channels_updated AFTER UPDATE OF version ON channels BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
