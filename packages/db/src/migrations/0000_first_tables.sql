CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hint` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`token_configs` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE INDEX `api_keys_created` ON `api_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `app_registrations` (
	`id` text PRIMARY KEY NOT NULL,
	`token_origin` text NOT NULL,
	`client_id` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `app_registrations_client` ON `app_registrations` (`token_origin`,`client_id`);--> statement-breakpoint
CREATE TABLE `audit_events` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text NOT NULL,
	`actor_label` text NOT NULL,
	`action` text NOT NULL,
	`subject_id` text,
	`subject_label` text,
	`details` text
);
--> statement-breakpoint
CREATE INDEX `audit_events_at` ON `audit_events` (`at`);--> statement-breakpoint
CREATE INDEX `audit_events_subject` ON `audit_events` (`subject_id`,`at`);--> statement-breakpoint
CREATE TABLE `authorizations` (
	`id` text PRIMARY KEY NOT NULL,
	`config_id` text NOT NULL,
	`state_hash` text NOT NULL,
	`browser_hash` text,
	`verifier` text,
	`redirect_uri` text NOT NULL,
	`language` text NOT NULL,
	`started_by` text NOT NULL,
	`settings_generation` integer NOT NULL,
	`started_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`used_by_hash` text,
	`ended_at` integer,
	`outcome` text,
	FOREIGN KEY (`config_id`) REFERENCES `token_configs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `authorizations_state` ON `authorizations` (`state_hash`);--> statement-breakpoint
CREATE INDEX `authorizations_expiry` ON `authorizations` (`expires_at`);--> statement-breakpoint
CREATE TABLE `change_counter` (
	`id` integer PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `client_secrets` (
	`id` text PRIMARY KEY NOT NULL,
	`app_registration_id` text NOT NULL,
	`secret` text NOT NULL,
	`expires_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`app_registration_id`) REFERENCES `app_registrations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `client_secrets_app_registration` ON `client_secrets` (`app_registration_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `first_administrator_links` (
	`hash` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE TABLE `schema_versions` (
	`version` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`applied_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sealed_values` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sign_in_attempts` (
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`failures` integer NOT NULL,
	`window_ends_at` integer NOT NULL,
	PRIMARY KEY(`kind`, `subject`)
);
--> statement-breakpoint
CREATE INDEX `sign_in_attempts_window` ON `sign_in_attempts` (`window_ends_at`);--> statement-breakpoint
CREATE TABLE `token_config_documents` (
	`config_id` text PRIMARY KEY NOT NULL,
	`document` text NOT NULL,
	FOREIGN KEY (`config_id`) REFERENCES `token_configs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `token_configs` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`template` text NOT NULL,
	`grant` text NOT NULL,
	`validity` text NOT NULL,
	`app_registration_id` text NOT NULL,
	`refresh_configured` integer NOT NULL,
	`keep_fresh` integer NOT NULL,
	`notify_expired_token` integer NOT NULL,
	`notify_expired_refresh_token` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`settings_generation` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`app_registration_id`) REFERENCES `app_registrations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `token_configs_name` ON `token_configs` (`name`);--> statement-breakpoint
CREATE INDEX `token_configs_updated` ON `token_configs` (`updated_at`);--> statement-breakpoint
CREATE INDEX `token_configs_app_registration` ON `token_configs` (`app_registration_id`);--> statement-breakpoint
CREATE TABLE `token_secrets` (
	`config_id` text PRIMARY KEY NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`previous_refresh_token` text,
	`previous_until` integer,
	`spare_refresh_token` text,
	FOREIGN KEY (`config_id`) REFERENCES `token_configs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `tokens` (
	`config_id` text PRIMARY KEY NOT NULL,
	`account` text,
	`scope` text,
	`token_type` text,
	`obtained_at` integer,
	`refreshed_at` integer,
	`access_obtained_at` integer,
	`access_expires_at` integer,
	`access_expiry_source` text,
	`renew_at` integer,
	`has_refresh_token` integer DEFAULT false NOT NULL,
	`refresh_expires_at` integer,
	`settings_generation` integer,
	`due_at` integer,
	`generation` integer DEFAULT 0 NOT NULL,
	`lease_owner` text,
	`lease_until` integer,
	`refresh_sent_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer,
	`error` text,
	`error_class` text,
	`error_at` integer,
	FOREIGN KEY (`config_id`) REFERENCES `token_configs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `tokens_due` ON `tokens` (`due_at`) WHERE "tokens"."due_at" is not null;--> statement-breakpoint
CREATE INDEX `tokens_access_expiry` ON `tokens` (`access_expires_at`) WHERE "tokens"."access_expires_at" is not null;--> statement-breakpoint
CREATE INDEX `tokens_refresh_expiry` ON `tokens` (`refresh_expires_at`) WHERE "tokens"."refresh_expires_at" is not null;--> statement-breakpoint
CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `accounts_user` ON `accounts` (`user_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`token` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token` ON `sessions` (`token`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`role` text DEFAULT 'administrator' NOT NULL,
	`disabled_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verifications_identifier` ON `verifications` (`identifier`);