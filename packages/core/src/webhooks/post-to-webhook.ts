import type { OutgoingAnswer, Send } from "@grantry/oauth";
import type { Secret, TransportFailure } from "@grantry/schema";

/** What is read of a webhook's answer: for its own words when it refuses. */
const MAX_ANSWER_BYTES = 4 * 1024;
const MOST_SAID = 300;

interface Delivery {
  readonly id: string;
  readonly url: string;
  readonly secret: Secret<string>;
  readonly body: string;
  /** Instant, ms. */
  readonly now: number;
}

/**
 * Posts a message to a webhook, signed as Standard Webhooks says: the receiver knows who sent it, and that it is not an
 * old one sent again. @returns why it failed, or `null`
 * @see https://www.standardwebhooks.com
 */
export async function postToWebhook(send: Send, delivery: Delivery): Promise<TransportFailure | null> {
  const timestamp = String(Math.floor(delivery.now / 1000));
  const signature = await signatureOf(delivery.secret, `${delivery.id}.${timestamp}.${delivery.body}`);
  const answer = await send({
    method: "POST",
    url: delivery.url,
    headers: {
      "content-type": "application/json",
      "user-agent": "Grantry",
      "webhook-id": delivery.id,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature}`,
    },
    body: delivery.body,
    maxBodyBytes: MAX_ANSWER_BYTES,
  });
  return failureOf(answer, new URL(delivery.url).host);
}

/** HMAC-SHA256 in base64. The secret is `whsec_` and the key in base64. */
async function signatureOf(secret: Secret<string>, text: string): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.reveal().replace(/^whsec_/, "")), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

function failureOf(answer: OutgoingAnswer, host: string): TransportFailure | null {
  if (!answer.ok) {
    const parameters = { reason: answer.reason };
    return {
      layer: "webhook",
      explanation: "webhook-unreachable",
      healsByItself: answer.reason !== "blocked",
      host,
      parameters,
    };
  }
  if (answer.status >= 200 && answer.status < 300) return null;
  const seconds = Number(answer.headers.get("retry-after") ?? "");
  return {
    layer: "webhook",
    explanation: "webhook-refused",
    healsByItself: true,
    host,
    parameters: { status: String(answer.status) },
    said: new TextDecoder()
      .decode(answer.body)
      .replace(/\p{C}+/gu, " ")
      .trim()
      .slice(0, MOST_SAID),
    ...(seconds > 0 && { retryAfterSeconds: seconds }),
  };
}
