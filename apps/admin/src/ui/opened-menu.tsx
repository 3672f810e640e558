import { Menu } from "@mantine/core";
import { cloneElement, type ReactElement, useEffect, useState } from "react";
import type { MenuSection } from "./action-menu.tsx";

/**
 * The menu itself, which opens at once: it is loaded when it is first asked for. Its button takes the focus over from
 * the one that it replaces, so that the focus is back there when the menu closes.
 */
export default function OpenedMenu({
  target,
  sections,
}: {
  target: ReactElement<{ autoFocus?: boolean }>;
  sections: readonly MenuSection[];
}) {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => setIsOpen(true), []);
  return (
    <Menu
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      width={220}
      returnFocus
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>{cloneElement(target, { autoFocus: true })}</Menu.Target>
      <Menu.Dropdown>
        {sections.map(({ title, choices }, section) => [
          title && <Menu.Label key={title}>{title}</Menu.Label>,
          ...choices.map(({ label, choose, isCurrent, isDangerous }, index) => (
            <Menu.Item
              key={label}
              onClick={choose}
              data-autofocus={(section === 0 && index === 0) || undefined}
              {...(isCurrent !== undefined && { "aria-current": isCurrent })}
              {...(isDangerous && { c: "var(--act)" })}
            >
              {label} {isCurrent ? "✓" : ""}
            </Menu.Item>
          )),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}
