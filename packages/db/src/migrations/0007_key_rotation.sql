CREATE TABLE `hosts` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`keys` text NOT NULL,
	`seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `key_rotations` (
	`id` text PRIMARY KEY NOT NULL,
	`key_id` text NOT NULL,
	`fingerprint` text NOT NULL,
	`started_at` integer NOT NULL,
	`started_by` text NOT NULL,
	`promoted_at` integer,
	`ended_at` integer
);
