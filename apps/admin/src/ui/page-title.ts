import { useEffect } from "react";

let title = "";
let waiting = 0;

/** Names the page in the browser's title. */
export function usePageTitle(wanted: string): void {
  useEffect(() => {
    title = wanted;
    show();
  }, [wanted]);
}

/** Puts the number of notifications before the title, so that it is seen in a tab behind. */
export function useTitleCount(count: number): void {
  useEffect(() => {
    waiting = count;
    show();
    return () => {
      waiting = 0;
    };
  }, [count]);
}

function show(): void {
  document.title = `${waiting > 0 ? `(${waiting}) ` : ""}${title} · Grantry`;
}
