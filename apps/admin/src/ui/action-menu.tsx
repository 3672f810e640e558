import { ActionIcon } from "@mantine/core";
import { cloneElement, lazy, type ReactNode, Suspense, useState } from "react";

const loadMenu = () => import("./opened-menu.tsx");
const OpenedMenu = lazy(loadMenu);

export interface MenuSection {
  readonly title?: string;
  readonly choices: readonly MenuChoice[];
}

interface MenuChoice {
  readonly label: string;
  readonly choose: () => void;
  /** Whether it is the one in force, where one of the section is. */
  readonly isCurrent?: boolean;
  readonly isDangerous?: boolean;
}

/** A round button that opens a menu. What places menus on the screen is heavy, and comes when one is first opened. */
export function ActionMenu(props: {
  label: string;
  icon: ReactNode;
  look: "plain" | "framed";
  sections: readonly MenuSection[];
}) {
  const [isWanted, setIsWanted] = useState(false);
  const look = props.look === "framed" ? framed : plain;
  const button = (
    <ActionIcon {...look} aria-label={props.label} aria-haspopup="menu">
      {props.icon}
    </ActionIcon>
  );
  if (!isWanted) {
    const preload = () => void loadMenu();
    return cloneElement(button, { onPointerEnter: preload, onFocus: preload, onClick: () => setIsWanted(true) });
  }
  return (
    <Suspense fallback={button}>
      <OpenedMenu target={button} sections={props.sections} />
    </Suspense>
  );
}

const framed = { variant: "default", radius: "xl", size: 32 } as const;
const plain = { variant: "subtle", color: "gray" } as const;
