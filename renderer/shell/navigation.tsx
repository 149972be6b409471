import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { PAGES } from '../../preload/contract/primitives.ts';
import type { Page } from '../../preload/contract/primitives.ts';
import { StateIcon } from '../components/state-icon.tsx';
import { Unseen } from '../components/unseen.tsx';
import { useNavigate } from '../hooks/use-navigate.ts';
import { PAGE_ENTRIES } from '../pages/pages.tsx';
import { useApp } from '../store/context.tsx';

/** As in Windows' own windows: below this the navigation shows shapes only; the names stay for screen readers and as tooltips. */
const NARROW = '@media (max-width: 1007px)';

const useStyles = makeStyles({
  nav: {
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    width: '232px',
    padding: '16px 8px',
    overflowY: 'auto',
    [NARROW]: { width: '56px' },
  },
  brand: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    padding: '4px 10px 8px',
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    [NARROW]: { paddingInline: '8px' },
  },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: {
    position: 'relative',
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    width: '100%',
    minHeight: '40px',
    padding: '8px 10px',
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    fontSize: tokens.fontSizeBase300,
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':active': { backgroundColor: tokens.colorNeutralBackground1Pressed },
    '@media (forced-colors: active)': { border: '1px solid Canvas' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    fontWeight: tokens.fontWeightSemibold,
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: '-1px',
      top: '11px',
      bottom: '11px',
      width: '3px',
      borderRadius: '2px',
      backgroundColor: tokens.colorCompoundBrandBackground,
    },
    '@media (forced-colors: active)': {
      border: '1px solid Highlight',
      '::before': { backgroundColor: 'Highlight' },
    },
  },
  icon: { flexShrink: 0, fontSize: '20px' },
  name: { [NARROW]: { position: 'absolute', clipPath: 'inset(50%)', width: '1px', overflow: 'hidden' } },
  count: {
    marginInlineStart: 'auto',
    minWidth: '20px',
    padding: '0 6px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    textAlign: 'center',
    [NARROW]: {
      position: 'absolute',
      insetInlineEnd: '-6px',
      top: '-6px',
      backgroundColor: tokens.colorNeutralBackground1,
    },
  },
});

/** The pages, in the order of the product. */
export function Navigation() {
  const styles = useStyles();
  const state = useApp((app) => app.view?.headline.state ?? null);
  return (
    <nav className={styles.nav} aria-label="Pages">
      <div className={styles.brand}>
        {state !== null && <StateIcon state={state} />}
        <span className={styles.name}>ReadyMeet</span>
      </div>
      <ul className={styles.list}>
        {PAGES.map((page) => (
          <li key={page}>
            <NavigationItem page={page} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NavigationItem({ page }: { readonly page: Page }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const isCurrent = useApp((app) => app.page === page);
  const needYou = useApp((app) => (page === 'overview' ? (app.view?.attention.length ?? 0) : 0));
  const { title, Icon } = PAGE_ENTRIES[page];
  return (
    <button
      type="button"
      className={mergeClasses(styles.item, isCurrent && styles.current)}
      title={title}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={() => {
        navigate(page);
      }}
    >
      <Icon className={styles.icon} aria-hidden="true" />
      <span className={styles.name}>{title}</span>
      {needYou > 0 && (
        <span className={styles.count}>
          <span aria-hidden="true">{needYou}</span>
          <Unseen>{`, ${String(needYou)} to look at`}</Unseen>
        </span>
      )}
    </button>
  );
}
