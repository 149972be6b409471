import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { ReactElement } from 'react';
import type { Check, Page } from '../../../preload/contract/primitives.ts';
import { useNavigate } from '../../hooks/use-navigate.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  line: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', gap: '2px 8px' },
  icon: { display: 'flex', paddingTop: '1px', fontSize: '20px' },
  passed: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  title: { fontWeight: tokens.fontWeightSemibold },
  words: { margin: 0, gridColumnStart: 2 },
});

/** Where each is mended; null for the page with the checks. */
const PLACES = {
  skedulo: null,
  provider: 'provider',
  mail: 'e-mail',
  meeting: 'provider',
} as const satisfies Record<Check['id'], Page | null>;
const PAGE_TITLES = { provider: 'Meetings provider', 'e-mail': 'E-mail' } as const;

const RESULTS: Readonly<Record<Check['state'], string>> = {
  waiting: 'not checked yet',
  running: 'checking',
  passed: 'good',
  warning: 'works, but look at this',
  failed: 'does not work',
  skipped: 'not needed',
};

/** Results of checks: what was found and what to do, each with a shape of its own. */
export function CheckList({ checks }: { readonly checks: readonly Check[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label="Checks">
      {checks.map(({ id, title, state, words, mend }) => (
        <li key={id} className={styles.line}>
          <CheckIcon state={state} />
          <span>
            <span className={styles.title}>{title}</span>
            {`: ${RESULTS[state]}`}
          </span>
          {words !== '' && <p className={styles.words}>{words}</p>}
          {mend !== null && <p className={styles.words}>{mend}</p>}
          {state === 'failed' && <OpenPage id={id} />}
        </li>
      ))}
    </ul>
  );
}

/** Leads to where a failed check is mended; nothing where that is this page. */
function OpenPage({ id }: Pick<Check, 'id'>) {
  const styles = useStyles();
  const navigate = useNavigate();
  const page = PLACES[id];
  if (page === null) return null;
  return (
    <p className={styles.words}>
      <Button
        size="small"
        onClick={() => {
          navigate(page);
        }}
      >
        {`Open ${PAGE_TITLES[page]}`}
      </Button>
    </p>
  );
}

function CheckIcon({ state }: { readonly state: Check['state'] }) {
  const styles = useStyles();
  const icons: Readonly<Record<Check['state'], readonly [ReactElement, string]>> = {
    waiting: [<CircleRegular key="icon" />, ''],
    running: [<Spinner key="icon" size="extra-tiny" aria-hidden="true" />, ''],
    passed: [<CheckmarkCircleRegular key="icon" />, styles.passed],
    warning: [<WarningRegular key="icon" />, styles.warning],
    failed: [<ErrorCircleRegular key="icon" />, styles.failed],
    skipped: [<SubtractCircleRegular key="icon" />, ''],
  };
  const [icon, className] = icons[state];
  return (
    <span className={`${styles.icon} ${className}`} aria-hidden="true">
      {icon}
    </span>
  );
}
