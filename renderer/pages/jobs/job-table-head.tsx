import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowSortDownRegular } from '@fluentui/react-icons/svg/arrow-sort-down';
import { ArrowSortUpRegular } from '@fluentui/react-icons/svg/arrow-sort-up';
import { JOB_COLUMNS } from './job-sort.ts';
import type { JobColumn, JobSort } from './job-sort.ts';
import { useGridStyles } from './job-table-row.tsx';

const NAMES: Readonly<Record<JobColumn, string>> = {
  job: 'Job',
  start: 'Start',
  contact: 'Contact',
  meeting: 'Meeting',
  link: 'Link',
  invitations: 'Invitations',
};

const useStyles = makeStyles({
  head: {
    display: 'block',
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  cell: { padding: 0, fontWeight: tokens.fontWeightRegular, textAlign: 'start' },
  button: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    width: '100%',
    height: '40px',
    padding: '0 8px',
    border: 'none',
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    fontWeight: tokens.fontWeightSemibold,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-3px' },
  },
  plain: { display: 'flex', alignItems: 'center', padding: '0 8px', fontWeight: tokens.fontWeightSemibold },
  icon: { flexShrink: 0 },
});

/** Names of the columns; clicking one sorts by it, clicking it again turns the order round. */
export function JobTableHead({
  sort,
  onSort,
}: {
  readonly sort: JobSort;
  readonly onSort: (column: JobColumn) => void;
}) {
  const styles = useStyles();
  const grid = useGridStyles();
  return (
    <thead className={styles.head}>
      <tr className={grid.row} aria-rowindex={1}>
        {JOB_COLUMNS.map((column) => {
          const isSorted = sort.column === column;
          const Icon = sort.isDescending ? ArrowSortDownRegular : ArrowSortUpRegular;
          return (
            <th
              key={column}
              scope="col"
              className={styles.cell}
              aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}
            >
              <button
                type="button"
                className={styles.button}
                onClick={() => {
                  onSort(column);
                }}
              >
                {NAMES[column]}
                {isSorted && <Icon className={styles.icon} aria-hidden="true" />}
              </button>
            </th>
          );
        })}
        <th scope="col" className={mergeClasses(styles.cell, styles.plain, grid.note)}>
          To know
        </th>
      </tr>
    </thead>
  );
}
