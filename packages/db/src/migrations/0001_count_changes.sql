INSERT INTO change_counter (id, value) VALUES (1, 1);
--> statement-breakpoint
CREATE TRIGGER token_configs_inserted AFTER INSERT ON token_configs BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER token_configs_updated AFTER UPDATE ON token_configs BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER token_configs_deleted AFTER DELETE ON token_configs BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER tokens_changed AFTER UPDATE OF generation, attempts, error ON tokens
WHEN new.generation IS NOT old.generation OR new.attempts IS NOT old.attempts OR new.error IS NOT old.error BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER settings_inserted AFTER INSERT ON settings BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER settings_updated AFTER UPDATE ON settings BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
--> statement-breakpoint
CREATE TRIGGER settings_deleted AFTER DELETE ON settings BEGIN
  UPDATE change_counter SET value = value + 1 WHERE id = 1;
END;
