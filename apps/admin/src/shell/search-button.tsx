import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "../i18n.ts";
import { lazyPart } from "../ui/lazy-part.tsx";

const loadDialog = () => import("../features/search/search-dialog.tsx");
const SearchDialog = lazyPart("search", loadDialog);
const isApple = /mac|iphone|ipad/i.test(navigator.userAgent);

/** The way to everything, also by ⌘K or Ctrl+K from wherever the focus is. What searches is loaded when it is asked for. */
export function SearchButton() {
  const { t } = useTranslation();
  /** Which time it is open: opened again at once after Escape, it is another one, and the end of the former not its own. */
  const [opening, setOpening] = useState<number>();
  const open = () => {
    if (!document.querySelector("dialog[open]")) setOpening((last = 0) => last + 1); // a question that is asked is answered first
  };
  useHotkeys([["mod+K", open]], [], true);
  const preload = () => void loadDialog();
  return (
    <>
      <button
        type="button"
        className="search-button"
        aria-keyshortcuts={isApple ? "Meta+K" : "Control+K"}
        aria-haspopup="dialog"
        onPointerEnter={preload}
        onFocus={preload}
        onClick={open}
      >
        <IconSearch size={16} aria-hidden />
        <span>{t("search.open")}</span>
        <kbd aria-hidden>{isApple ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      {opening !== undefined && (
        <SearchDialog key={opening} onClose={() => setOpening((now) => (now === opening ? undefined : now))} />
      )}
    </>
  );
}
