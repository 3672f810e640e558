import type { TokenConfigUser } from "@grantry/schema";
import { useTranslation } from "../../i18n.ts";

/** Who reads the tokens of a configuration, each a way to its screen. */
export function UserList({ users }: { users: readonly TokenConfigUser[] }) {
  const { t } = useTranslation();
  return (
    <ul style={{ margin: 0, paddingLeft: 18 }}>
      {users.map(({ kind, id, name, href }) => (
        <li key={`${kind} ${id}`}>
          {t(`userKind.${kind}`)} <a href={href}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
