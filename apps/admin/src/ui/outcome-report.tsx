import type { Key, ReactNode } from "react";
import { currentLanguage } from "../i18n.ts";

/** Rows that are shown; a file may have thousands of entries. */
const MOST_ROWS = 200;

interface OutcomeRow {
  readonly key: Key;
  /** What the entry is, a cell for each column but the last. */
  readonly cells: readonly ReactNode[];
  readonly tone: "ok" | "wait" | "act" | "off";
  readonly outcome: string;
  readonly notes: readonly ReactNode[];
}

/** “added: 3,000 · skipped: 2” */
export function countsInWords(counts: readonly (readonly [string, number])[]): string {
  const number = new Intl.NumberFormat(currentLanguage());
  return counts.map(([outcome, count]) => `${outcome}: ${number.format(count)}`).join(" · ");
}

/** What became, or would become, of each entry of a file; those that need someone are given first. */
export function OutcomeReport({
  title,
  counts,
  note,
  columns,
  rows,
  more,
}: {
  title: string;
  /** An outcome's word, and how many entries came to it. */
  counts: readonly (readonly [string, number])[];
  note?: string | undefined;
  columns: readonly string[];
  rows: readonly OutcomeRow[];
  /** Says how many rows are left out. */
  more: (count: number) => string;
}) {
  return (
    <section className="panel" style={{ marginTop: 18, padding: 0, overflow: "hidden" }} aria-live="polite">
      <div style={{ padding: "20px 20px 12px" }}>
        <h2>{title}</h2>
        <p className="muted" style={{ margin: "4px 0 0" }}>
          {countsInWords(counts)}
        </p>
        {note && (
          <p className="note" style={{ margin: "4px 0 0", overflowWrap: "anywhere" }}>
            {note}
          </p>
        )}
      </div>
      <table className="tokens">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map(({ key, cells, tone, outcome, notes }) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                <td key={columns[index]} style={{ overflowWrap: "anywhere" }}>
                  {cell}
                </td>
              ))}
              <td style={{ overflowWrap: "anywhere" }}>
                <span className="pill" data-tone={tone}>
                  {outcome}
                </span>
                {notes.length > 0 && (
                  <div className="note">
                    {notes.map((note, index) => (
                      <div key={index}>{note}</div>
                    ))}
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && (
        <p className="note" style={{ padding: "0 20px" }}>
          {more(rows.length - MOST_ROWS)}
        </p>
      )}
    </section>
  );
}
