import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "turso",
  schema: [
    "./src/tables.ts",
    "./src/registration-tables.ts",
    "./src/api-tables.ts",
    "./src/auth-tables.ts",
    "./src/web-service-tables.ts",
    "./src/mail-tables.ts",
    "./src/channel-tables.ts",
  ],
  out: "./src/migrations",
});
