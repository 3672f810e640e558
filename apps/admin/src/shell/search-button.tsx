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
  const [isOpen, setIsOpen] = useState(false);
  const open = () => {
    if (!document.querySelector("dialog[open]")) setIsOpen(true); // a question that is asked is answered first
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
      {isOpen && <SearchDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
