ALTER TABLE `channels` ADD `mail_account_id` text REFERENCES mail_accounts(id);--> statement-breakpoint
ALTER TABLE `channels` ADD `recipient` text DEFAULT '' NOT NULL;