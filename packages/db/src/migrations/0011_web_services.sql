CREATE TABLE `invocations` (
	`id` text PRIMARY KEY NOT NULL,
	`service_id` text NOT NULL,
	`invoker` text,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	`method` text NOT NULL,
	`url` text NOT NULL,
	`status` integer,
	`outcome` text NOT NULL,
	`duration_ms` integer NOT NULL,
	`request_bytes` integer NOT NULL,
	`response_bytes` integer NOT NULL,
	`token_renewed` integer NOT NULL,
	`exchange` text NOT NULL,
	FOREIGN KEY (`service_id`) REFERENCES `web_services`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `invocations_service` ON `invocations` (`service_id`,`at`);--> statement-breakpoint
CREATE INDEX `invocations_at` ON `invocations` (`at`);--> statement-breakpoint
CREATE TABLE `invokers` (
	`id` text PRIMARY KEY NOT NULL,
	`service_id` text NOT NULL,
	`name` text NOT NULL,
	`definition` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`service_id`) REFERENCES `web_services`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invokers_name` ON `invokers` (`service_id`,`name`);--> statement-breakpoint
CREATE TABLE `web_service_secrets` (
	`service_id` text PRIMARY KEY NOT NULL,
	`secrets` text NOT NULL,
	FOREIGN KEY (`service_id`) REFERENCES `web_services`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `web_services` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`endpoint` text NOT NULL,
	`validity` text NOT NULL,
	`authentication` text NOT NULL,
	`token_config_id` text,
	`details` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`token_config_id`) REFERENCES `token_configs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `web_services_name` ON `web_services` (`name`);--> statement-breakpoint
CREATE INDEX `web_services_updated` ON `web_services` (`updated_at`);--> statement-breakpoint
CREATE INDEX `web_services_token_config` ON `web_services` (`token_config_id`);