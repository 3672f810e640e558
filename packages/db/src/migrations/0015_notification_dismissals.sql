CREATE TABLE `notification_dismissals` (
	`reader_id` text NOT NULL,
	`notification_id` text NOT NULL,
	`dismissed_at` integer NOT NULL,
	PRIMARY KEY(`reader_id`, `notification_id`)
);

--> statement-breakpoint
CREATE TRIGGER notification_dismissals_inserted AFTER INSERT ON notification_dismissals BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER notification_dismissals_deleted AFTER DELETE ON notification_dismissals BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
