ALTER TABLE `notification_dismissals` ADD `occurrences` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `occurrences` text;