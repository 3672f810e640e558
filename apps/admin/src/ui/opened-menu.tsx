import { Menu } from "@mantine/core";
import type { ReactElement } from "react";
import type { MenuSection } from "./action-menu.tsx";

/** The menu itself, open from the start: it is loaded when it is first asked for. */
export default function OpenedMenu({ target, sections }: { target: ReactElement; sections: readonly MenuSection[] }) {
  return (
    <Menu defaultOpened position="bottom-end" width={220}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {sections.map(({ title, choices }) => [
          title && <Menu.Label key={title}>{title}</Menu.Label>,
          ...choices.map(({ label, choose, isCurrent, isDangerous }) => (
            <Menu.Item
              key={label}
              onClick={choose}
              {...(isCurrent !== undefined && { "aria-current": isCurrent })}
              {...(isDangerous && { color: "red" })}
            >
              {label} {isCurrent ? "✓" : ""}
            </Menu.Item>
          )),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}
