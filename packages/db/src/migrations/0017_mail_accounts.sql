CREATE TABLE `mail_account_secrets` (
	`account_id` text PRIMARY KEY NOT NULL,
	`password` text,
	`webhook_secret` text,
	FOREIGN KEY (`account_id`) REFERENCES `mail_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `mail_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`host` text NOT NULL,
	`port` integer,
	`login` text NOT NULL,
	`authentication` text NOT NULL,
	`token_config_id` text,
	`folder` text NOT NULL,
	`trusted` integer NOT NULL,
	`dispatching` text NOT NULL,
	`queue` text,
	`validity` text NOT NULL,
	`comment` text NOT NULL,
	`smtp_host` text NOT NULL,
	`smtp_port` integer,
	`smtp_encryption` text NOT NULL,
	`delivery` text NOT NULL,
	`webhook_url` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`next_fetch_at` integer,
	`lease_owner` text,
	`lease_until` integer,
	`last_fetched_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`error` text,
	`error_at` integer,
	FOREIGN KEY (`token_config_id`) REFERENCES `token_configs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mail_accounts_name` ON `mail_accounts` (`name`);--> statement-breakpoint
CREATE INDEX `mail_accounts_next_fetch` ON `mail_accounts` (`next_fetch_at`) WHERE "mail_accounts"."next_fetch_at" is not null;--> statement-breakpoint
CREATE INDEX `mail_accounts_token_config` ON `mail_accounts` (`token_config_id`);--> statement-breakpoint
CREATE INDEX `mail_accounts_failing` ON `mail_accounts` (`error_at`) WHERE "mail_accounts"."error" is not null;--> statement-breakpoint
CREATE TABLE `mail_fetches` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`started_by` text NOT NULL,
	`ended_at` integer,
	`outcome` text NOT NULL,
	`found` integer DEFAULT 0 NOT NULL,
	`stored` integer DEFAULT 0 NOT NULL,
	`left` integer DEFAULT 0 NOT NULL,
	`more` integer DEFAULT false NOT NULL,
	`error` text,
	FOREIGN KEY (`account_id`) REFERENCES `mail_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `mail_fetches_account` ON `mail_fetches` (`account_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `mail_fetches_started` ON `mail_fetches` (`started_at`);--> statement-breakpoint
CREATE TABLE `message_contents` (
	`message_id` text PRIMARY KEY NOT NULL,
	`summary` text NOT NULL,
	`source` text NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`server_key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`size` integer NOT NULL,
	`state` text NOT NULL,
	`received_at` integer NOT NULL,
	`removed_at` integer,
	`delivered_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer,
	`error` text,
	FOREIGN KEY (`account_id`) REFERENCES `mail_accounts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_on_server` ON `messages` (`account_id`,`server_key`) WHERE "messages"."removed_at" is null;--> statement-breakpoint
CREATE INDEX `messages_due` ON `messages` (`next_attempt_at`) WHERE "messages"."next_attempt_at" is not null;--> statement-breakpoint
CREATE INDEX `messages_state` ON `messages` (`state`,`received_at`);--> statement-breakpoint
CREATE INDEX `messages_account` ON `messages` (`account_id`,`state`,`received_at`);
--> statement-breakpoint
CREATE TRIGGER mail_accounts_updated AFTER UPDATE OF name, validity, failures, error ON mail_accounts
WHEN new.name IS NOT old.name OR new.validity IS NOT old.validity OR new.failures IS NOT old.failures OR new.error IS NOT old.error BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER mail_accounts_deleted AFTER DELETE ON mail_accounts BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER messages_given_up AFTER UPDATE OF state ON messages
WHEN new.state IS NOT old.state AND 'dead' IN (new.state, old.state) BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
