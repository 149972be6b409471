import { useDeferredValue, useMemo, useState } from 'react';
import type { JobRow } from '../../../preload/contract/jobs.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useApp } from '../../store/context.tsx';
import { countByFilter, filterBy } from './job-filter.ts';
import type { JobFilter } from './job-filter.ts';
import { searchFor, searchTexts } from './job-search.ts';
import { recallSort, rememberSort, sortRows, toggleSort } from './job-sort.ts';
import type { JobColumn, JobSort } from './job-sort.ts';

export interface JobList {
  /** What is shown, in order. */
  readonly rows: readonly JobRow[];
  readonly counts: Readonly<Record<JobFilter, number>>;
  /** How many jobs of all filters the search finds. */
  readonly foundInAll: number;
  readonly filter: JobFilter;
  readonly query: string;
  readonly sort: JobSort;
  /** Another one whenever the person asks for other rows or another order. */
  readonly shownKey: string;
  readonly setFilter: (filter: JobFilter) => void;
  readonly setQuery: (query: string) => void;
  readonly sortBy: (column: JobColumn) => void;
}

const NO_TEXTS: readonly string[] = [];

/** All jobs, searched, filtered and sorted as the person wants. */
export function useJobList(): JobList {
  const byId = useApp((state) => state.jobs.rows);
  const [filter, setFilter] = useState<JobFilter>('all');
  const [query, setQuery] = useState('');
  const [sort, setSort] = useState(() => recallSort(localStorage));
  // Typing goes ahead of the list.
  const shownQuery = useDeferredValue(query);
  const isSearching = shownQuery.trim() !== '';
  // Filters that look at the clock need no second's precision.
  const nowMs = useNow(60_000);

  const all = useMemo(() => [...byId.values()], [byId]);
  const texts = useMemo(() => (isSearching ? searchTexts(all) : NO_TEXTS), [all, isSearching]);
  const found = useMemo(() => {
    if (!isSearching) return all;
    const matches = searchFor(shownQuery);
    return all.filter((_row, index) => matches(texts[index] ?? ''));
  }, [all, texts, isSearching, shownQuery]);
  const counts = useMemo(() => countByFilter(found, nowMs), [found, nowMs]);
  const rows = useMemo(
    () => sortRows(found.filter(filterBy(filter, nowMs)), sort),
    [found, filter, nowMs, sort],
  );

  return {
    rows,
    counts,
    foundInAll: found.length,
    filter,
    query,
    sort,
    shownKey: JSON.stringify([filter, shownQuery, sort]),
    setFilter,
    setQuery,
    sortBy: (column) => {
      const next = toggleSort(sort, column);
      rememberSort(localStorage, next);
      setSort(next);
    },
  };
}
