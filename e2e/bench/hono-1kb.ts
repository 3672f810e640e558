// A yardstick: what Hono needs to answer one kilobyte of JSON.
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const body = { text: "x".repeat(1_000) };
const app = new Hono();
app.get("/", (c) => c.json(body));
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env["PORT"]) });
