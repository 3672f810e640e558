import type { ReactNode } from "react";

/** What a page begins with: where it belongs, its name, how things are in a sentence, and what can be done (children). */
export function PageHead({
  crumb,
  title,
  summary,
  children,
}: {
  /** Links to the pages above; a slash stands between them and follows. */
  crumb?: ReactNode;
  title: ReactNode;
  summary?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="page-head">
      <div>
        {crumb && <div className="crumb">{crumb} /</div>}
        <h1>{title}</h1>
        {summary && <p>{summary}</p>}
      </div>
      {children}
    </div>
  );
}
