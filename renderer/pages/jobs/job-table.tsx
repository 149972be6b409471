import { makeStyles, tokens } from '@fluentui/react-components';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { JobRow } from '../../../preload/contract/jobs.ts';
import { useNow } from '../../hooks/use-now.ts';
import { JobTableHead } from './job-table-head.tsx';
import { JobTableRow, ROW_PX } from './job-table-row.tsx';
import type { JobColumn, JobSort } from './job-sort.ts';

const useStyles = makeStyles({
  frame: {
    flexGrow: 1,
    minHeight: '200px',
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  table: { display: 'block', minWidth: '772px' },
  body: { display: 'block', position: 'relative' },
});

export interface JobTableProps {
  readonly rows: readonly JobRow[];
  readonly sort: JobSort;
  /** Another one whenever the person asks for other rows or another order. */
  readonly shownKey: string;
  readonly onSort: (column: JobColumn) => void;
  /** The job whose drawer is open. */
  readonly openJobId: string | null;
  /** The job whose row is to get the focus. */
  readonly focusJobId: string | null;
  readonly onFocusGiven: () => void;
  readonly onOpen: (jobId: string) => void;
}

/** A table of any length: only the rows in sight, and the one with the focus, are drawn. */
export function JobTable(props: JobTableProps) {
  const { rows, sort, shownKey, onSort, openJobId, focusJobId, onFocusGiven, onOpen } = props;
  const styles = useStyles();
  const frame = useRef<HTMLDivElement>(null);
  // Where Tab enters the table. Stays with its job when the order changes.
  const [activeJobId, setActiveJobId] = useState<string | null>(null);
  const nowMs = useNow(HOUR_MS);
  const [wantsFocus, setWantsFocus] = useState(false);
  const found = rows.findIndex(({ jobId }) => jobId === activeJobId);
  const activeIndex = found === -1 ? firstToCome(rows, sort, nowMs) : found;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.jobId ?? index,
    overscan: 8,
    initialOffset: () => activeIndex * ROW_PX,
    // React draws scrolling in time by itself.
    useFlushSync: false,
    // The head covers the top of the frame.
    scrollPaddingStart: HEAD_PX,
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), activeIndex),
  });

  const [scrolledKey, setScrolledKey] = useState(shownKey);
  useEffect(() => {
    if (scrolledKey === shownKey) return;
    setScrolledKey(shownKey);
    // Other rows are read from their beginning, not from where the ones before were left.
    virtualizer.scrollToOffset(firstToCome(rows, sort, nowMs) * ROW_PX);
  }, [scrolledKey, shownKey, rows, sort, nowMs, virtualizer]);
  const activate = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    setActiveJobId(row.jobId);
    setWantsFocus(true);
  };

  if (focusJobId !== null && focusJobId !== activeJobId && rows.some(({ jobId }) => jobId === focusJobId)) {
    setActiveJobId(focusJobId);
  }

  useEffect(() => {
    if (!wantsFocus && focusJobId === null) return;
    virtualizer.scrollToIndex(activeIndex);
    frame.current?.querySelector<HTMLElement>('tbody tr[tabindex="0"]')?.focus({ preventScroll: true });
    setWantsFocus(false);
    if (focusJobId !== null) onFocusGiven();
  }, [wantsFocus, focusJobId, activeIndex, virtualizer, onFocusGiven]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    // The head's buttons have keys of their own.
    if (!(event.target instanceof Element) || event.target.closest('tbody') === null) return;
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW_PX) - 2);
    const target = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -rows.length,
      End: rows.length,
    }[event.key];
    const activeRow = rows[activeIndex];
    if (target !== undefined) {
      event.preventDefault();
      activate(activeIndex + target);
    } else if ((event.key === 'Enter' || event.key === ' ') && activeRow !== undefined) {
      event.preventDefault();
      onOpen(activeRow.jobId);
    }
  };

  return (
    <div className={styles.frame} ref={frame}>
      <table
        className={styles.table}
        role="grid"
        aria-label="Jobs"
        aria-rowcount={rows.length + 1}
        onKeyDown={onKeyDown}
      >
        <JobTableHead sort={sort} onSort={onSort} />
        <tbody className={styles.body} style={{ height: `${String(virtualizer.getTotalSize())}px` }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <JobTableRow
                key={row.jobId}
                row={row}
                rowIndex={index + 2}
                top={start}
                nowMs={nowMs}
                isActive={index === activeIndex}
                isOpen={row.jobId === openJobId}
                onOpen={onOpen}
                onActivate={setActiveJobId}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const HEAD_PX = 41;
const HOUR_MS = 3_600_000;

/** Where a person begins to read: by start, at the first job that is not over; otherwise at the top. */
function firstToCome(rows: readonly JobRow[], { column, isDescending }: JobSort, nowMs: number): number {
  if (column !== 'start' || isDescending) return 0;
  return Math.max(
    0,
    rows.findIndex(({ startMs, endMs }) => (endMs ?? startMs ?? 0) > nowMs),
  );
}

function withIndex(indexes: readonly number[], index: number): number[] {
  return indexes.includes(index) ? [...indexes] : [...indexes, index].sort((left, right) => left - right);
}
