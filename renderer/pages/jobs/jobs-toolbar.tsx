import { makeStyles, SearchBox, ToggleButton, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { Unseen } from '../../components/unseen.tsx';
import { useApp } from '../../store/context.tsx';
import { FILTER_NAMES, JOB_FILTERS } from './job-filter.ts';
import type { JobList } from './use-job-list.ts';

const useStyles = makeStyles({
  bar: { position: 'relative', display: 'flex', flexWrap: 'wrap', gap: '8px 16px', alignItems: 'center' },
  search: { flex: '1 1 240px', maxWidth: '380px' },
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px',
    margin: 0,
    padding: 0,
    border: 'none',
    minWidth: 0,
  },
  count: {
    marginInlineStart: '6px',
    fontWeight: tokens.fontWeightRegular,
    fontVariantNumeric: 'tabular-nums',
  },
});

/** Search box and filters, with how many jobs each holds. */
export function JobsToolbar({ list }: { readonly list: JobList }) {
  const styles = useStyles();
  const search = useRef<HTMLInputElement>(null);
  const focus = useApp((state) => state.focus);
  useEffect(() => {
    if (focus.count === 0 || focus.target !== 'search') return;
    search.current?.focus();
    search.current?.select();
  }, [focus]);
  return (
    <div className={styles.bar}>
      <SearchBox
        className={styles.search}
        input={{ ref: search }}
        aria-label="Search jobs"
        placeholder="Job, contact or e-mail"
        value={list.query}
        onChange={(_event, data) => {
          list.setQuery(data.value);
        }}
      />
      <fieldset className={styles.filters} aria-label="Show">
        {JOB_FILTERS.map((filter) => (
          <ToggleButton
            key={filter}
            size="small"
            shape="circular"
            checked={list.filter === filter}
            onClick={() => {
              list.setFilter(filter);
            }}
          >
            {FILTER_NAMES[filter]}
            <span className={styles.count}>{list.counts[filter].toLocaleString()}</span>
          </ToggleButton>
        ))}
      </fieldset>
      <span aria-live="polite">
        <Unseen>{list.rows.length === 1 ? '1 job' : `${list.rows.length.toLocaleString()} jobs`}</Unseen>
      </span>
    </div>
  );
}
