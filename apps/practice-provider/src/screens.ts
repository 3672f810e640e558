import { randomUUID } from "node:crypto";

/** A page of the provider: one panel, nothing loaded from elsewhere. `body` is HTML that its maker has escaped. */
export function page(title: string, body: string): { html: string; csp: string } {
  const nonce = randomUUID();
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} · Practice provider</title><style nonce="${nonce}">${style}</style></head>
<body><main><p class="who">Practice provider</p><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;
  // No form-action: Chromium would apply it to the redirect that ends at the product.
  return { html, csp: `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'; base-uri 'none'` };
}

export function signInPage(action: string, suggested: string): { html: string; csp: string } {
  return page(
    "Sign in",
    `<p>No password: this provider is for practice and runs on this machine alone.</p>
<form method="post" action="${escapeHtml(action)}"><label for="account">Account</label>
<input id="account" name="account" type="email" required value="${escapeHtml(suggested)}" autocomplete="off">
<button>Sign in</button></form>`,
  );
}

export function consentPage(asked: {
  confirm: string;
  deny: string;
  client: string;
  account: string;
  scopes: readonly string[];
}): { html: string; csp: string } {
  return page(
    "Allow access?",
    `<p><strong>${escapeHtml(asked.client)}</strong> asks, for ${escapeHtml(asked.account)}:</p>
<ul>${asked.scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join("")}</ul>
<div class="two"><form method="post" action="${escapeHtml(asked.confirm)}"><button>Allow</button></form>
<form method="post" action="${escapeHtml(asked.deny)}"><button class="plain">Deny</button></form></div>`,
  );
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const style = `
:root{color-scheme:light dark;--page:#f6f7f9;--panel:#fff;--line:#dfe2e8;--text:#18181b;--muted:#5f6672;--accent:#3457d5;--on:#fff}
@media(prefers-color-scheme:dark){:root{--page:#131416;--panel:#1b1d20;--line:#2e3136;--text:#f0f1f3;--muted:#a3a9b4;--accent:#8aa4ff;--on:#101218}}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--page);color:var(--text);font:15px/22px system-ui,sans-serif}
main{box-sizing:border-box;width:min(420px,calc(100vw - 32px));padding:28px;background:var(--panel);border:1px solid var(--line);border-radius:12px}
.who{margin:0;color:var(--muted);font-size:13px}h1{margin:2px 0 12px;font-size:22px;line-height:28px}
label{display:block;margin:16px 0 4px;font-weight:500}
input{box-sizing:border-box;width:100%;padding:9px 12px;border:1px solid var(--line);border-radius:8px;background:transparent;color:inherit;font:inherit}
button{margin-top:16px;padding:9px 18px;border:1px solid var(--accent);border-radius:8px;background:var(--accent);color:var(--on);font:inherit;font-weight:500;cursor:pointer}
.plain{background:transparent;color:inherit;border-color:var(--line)}.two{display:flex;gap:8px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
`;
