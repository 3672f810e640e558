import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Files in PEM: a server's certificate for this machine, its key, and the authority that signed it. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
  /** For NODE_EXTRA_CA_CERTS. */
  readonly authority: string;
}

/** Makes an authority and a certificate of it that nobody trusts who is not told to. */
export function makeCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "grantry-certificate-"));
  const [authority, authorityKey, certificate, key, request] = [
    "ca.pem",
    "ca.key",
    "server.pem",
    "server.key",
    "server.csr",
  ].map((name) => join(folder, name)) as [string, string, string, string, string];
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
  const newKey = ["-newkey", "rsa:2048", "-nodes"];
  openssl(
    "req",
    "-x509",
    ...newKey,
    "-days",
    "2",
    "-subj",
    "/CN=Grantry test authority",
    "-keyout",
    authorityKey,
    "-out",
    authority,
  );
  const names = "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1";
  openssl("req", ...newKey, "-subj", "/CN=localhost", "-addext", names, "-keyout", key, "-out", request);
  const signed = ["-CA", authority, "-CAkey", authorityKey, "-CAcreateserial", "-copy_extensions", "copy"];
  openssl("x509", "-req", "-days", "2", "-in", request, ...signed, "-out", certificate);
  return { certificate, key, authority };
}
