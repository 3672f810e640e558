import { type AuthorizationMessage, authorizationChannel, type Language } from "@grantry/schema";

/** What the page says. */
export interface OutcomePage {
  readonly status: number;
  readonly succeeded: boolean;
  readonly language: Language;
  readonly title: string;
  readonly detail: string;
  readonly action: string;
  readonly providerWords: string | null;
  readonly tokenConfig: { readonly id: string; readonly name: string } | null;
}

const words = {
  toToken: { en: "Back to the token", de: "Zurück zum Token" },
  toOverview: { en: "Back to Grantry", de: "Zurück zu Grantry" },
  provider: { en: "The provider says", de: "Der Anbieter sagt" },
} as const;

/** The outcome as a page: what happened, what now; tells the window that started it, and leads back. */
export function outcomePage(page: OutcomePage, nonce: string): string {
  const { language, tokenConfig } = page;
  const href = tokenConfig ? `/token-configs/${encodeURIComponent(tokenConfig.id)}` : "/";
  const message: AuthorizationMessage | null = tokenConfig && {
    tokenConfigId: tokenConfig.id,
    succeeded: page.succeeded,
  };
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${escapeHtml(page.title)} · Grantry</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main class="${page.succeeded ? "ok" : "not"}">
<p class="mark" aria-hidden="true">${page.succeeded ? "✓" : "!"}</p>
<h1>${escapeHtml(page.title)}</h1>
<p>${escapeHtml(page.detail)}</p>
<p class="action">${escapeHtml(page.action)}</p>
${page.providerWords ? `<p class="provider">${words.provider[language]}: <q>${escapeHtml(page.providerWords)}</q></p>` : ""}
<p><a class="button" href="${href}">${(tokenConfig ? words.toToken : words.toOverview)[language]}</a></p>
</main>
${message ? `<script nonce="${nonce}">${announce(message)}</script>` : ""}
</body>
</html>`;
}

function announce(message: AuthorizationMessage): string {
  // A redirect's query never reaches this script: the id is ours, and "<" cannot end the element.
  const json = JSON.stringify(message).replaceAll("<", "\\u003c");
  return `new BroadcastChannel(${JSON.stringify(authorizationChannel)}).postMessage(${json})`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const style = `
:root{color-scheme:light dark;--page:#fafafa;--panel:#fff;--line:#e4e4e7;--text:#18181b;--muted:#5f6672;--accent:#3457d5;--on:#fff;--ok:#1d7a4f;--not:#b42318}
@media(prefers-color-scheme:dark){:root{--page:#131416;--panel:#1b1d20;--line:#2e3136;--text:#f0f1f3;--muted:#a3a9b4;--accent:#8aa4ff;--on:#101218;--ok:#5fc795;--not:#ff8d82}}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--page);color:var(--text);font:14px/21px Inter,system-ui,sans-serif}
main{box-sizing:border-box;width:min(480px,calc(100vw - 32px));margin:24px 0;padding:32px;background:var(--panel);border:1px solid var(--line);border-radius:12px}
.mark{display:grid;place-items:center;width:36px;height:36px;margin:0 0 16px;border:2px solid;border-radius:50%;font-size:18px;font-weight:600}
.ok .mark{color:var(--ok)}.not .mark{color:var(--not)}
h1{margin:0 0 8px;font-size:22px;line-height:28px;letter-spacing:-.01em;font-weight:600}
p{margin:0 0 12px}.action{font-weight:500}.provider{color:var(--muted);font-size:12.5px;overflow-wrap:anywhere}
.button{display:inline-block;margin-top:12px;padding:8px 16px;border-radius:8px;background:var(--accent);color:var(--on);font-weight:500;text-decoration:none}
.button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
`;
