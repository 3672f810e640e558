CREATE TABLE `client_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`app_registration_id` text NOT NULL,
	`private_key` text NOT NULL,
	`public_key` text NOT NULL,
	`algorithm` text NOT NULL,
	`key_id` text,
	`certificate` text,
	`subject` text,
	`thumbprint_sha1` text,
	`thumbprint_sha256` text,
	`expires_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`app_registration_id`) REFERENCES `app_registrations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `client_keys_app_registration` ON `client_keys` (`app_registration_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `client_keys_expiry` ON `client_keys` (`expires_at`) WHERE "client_keys"."expires_at" is not null;--> statement-breakpoint
CREATE TRIGGER client_keys_inserted AFTER INSERT ON client_keys BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER client_keys_deleted AFTER DELETE ON client_keys BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
