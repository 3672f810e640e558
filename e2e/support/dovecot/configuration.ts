/** Where each protocol listens. STARTTLS is on `imap`, `pop3` and `submission`. */
export interface Ports {
  readonly imap: number;
  readonly imaps: number;
  readonly pop3: number;
  readonly pop3s: number;
  readonly submission: number;
  readonly submissions: number;
}

/** Dovecot 2.3 in one file: unprivileged, all of its state below one folder. */
export function configuration(given: {
  readonly folder: string;
  readonly owner: { readonly user: string; readonly group: string };
  readonly ports: Ports;
  readonly mechanisms: readonly string[];
  readonly certificate: string;
  readonly key: string;
  readonly introspection: string;
  readonly password: string;
  /** Port on this machine that mail to be sent is handed on to. */
  readonly relayPort: number;
  /** What a mailbox may hold, kilobytes. */
  readonly quotaKilobytes: number | undefined;
}): string {
  const { folder, owner, ports } = given;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
auth_verbose = yes
protocols = imap pop3 submission
submission_relay_host = 127.0.0.1
submission_relay_port = ${given.relayPort}
listen = 127.0.0.1, ::1
ssl = yes
ssl_cert = <${given.certificate}
ssl_key = <${given.key}
disable_plaintext_auth = no
auth_mechanisms = ${given.mechanisms.join(" ")}
default_internal_user = ${owner.user}
default_internal_group = ${owner.group}
default_login_user = ${owner.user}
first_valid_uid = 1
mail_location = maildir:${folder}/mail/%u
namespace inbox {
  inbox = yes
  separator = /
}
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${given.introspection}
}
passdb {
  driver = static
  mechanisms = plain
  args = password=${given.password}
}
userdb {
  driver = static
  args = uid=${owner.user} gid=${owner.group} home=${folder}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
service pop3-login {
  chroot =
  inet_listener pop3 {
    port = ${ports.pop3}
  }
  inet_listener pop3s {
    port = ${ports.pop3s}
    ssl = yes
  }
}
${quotaOf(given.quotaKilobytes)}
# Refused sign-ins slow down no later one.
auth_failure_delay = 0
service submission-login {
  chroot =
  inet_listener submission {
    port = ${ports.submission}
  }
  inet_listener submissions {
    port = ${ports.submissions}
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`;
}

function quotaOf(kilobytes: number | undefined): string {
  if (kilobytes === undefined) return "";
  return `mail_plugins = quota
protocol imap {
  mail_plugins = quota imap_quota
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=${kilobytes}K
}`;
}

/** Where Dovecot asks about a token (RFC 7662), as the practice provider's mail server. */
export function introspection(providerOrigin: string): string {
  const { host } = new URL(providerOrigin);
  return `
introspection_url = http://practice-mail-server:practice-secret-of-the-mail-server@${host}/token/introspection
introspection_mode = post
username_attribute = sub
active_attribute = active
active_value = true
timeout_msecs = 5000
`;
}
