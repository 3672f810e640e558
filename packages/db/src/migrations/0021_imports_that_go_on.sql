CREATE TABLE `import_pieces` (
	`id` text PRIMARY KEY NOT NULL,
	`import_id` text NOT NULL,
	`number` integer NOT NULL,
	`entries` text,
	`rows` text,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `import_pieces_number` ON `import_pieces` (`import_id`,`number`);--> statement-breakpoint
CREATE TABLE `imports` (
	`id` text PRIMARY KEY NOT NULL,
	`actor_id` text NOT NULL,
	`actor` text NOT NULL,
	`overwrite` integer NOT NULL,
	`leave_out_refused` integer NOT NULL,
	`started_at` integer NOT NULL,
	`arrived` integer DEFAULT 0 NOT NULL,
	`checked` integer DEFAULT 0 NOT NULL,
	`due_at` integer,
	`lease_owner` text,
	`taken_up` integer DEFAULT 0 NOT NULL,
	`ended_at` integer,
	`outcome` text,
	`problem` text,
	`counts` text
);
--> statement-breakpoint
CREATE INDEX `imports_due` ON `imports` (`due_at`) WHERE "imports"."due_at" is not null;--> statement-breakpoint
CREATE INDEX `imports_actor` ON `imports` (`actor_id`,`started_at`);--> statement-breakpoint
ALTER TABLE `import_entries` ADD `token_becomes` text;