import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { HeadlineState } from '../../preload/contract/view.ts';

const useStyles = makeStyles({
  icon: { flexShrink: 0, display: 'block' },
  ready: { color: tokens.colorStatusSuccessForeground1 },
  working: { color: tokens.colorBrandForeground1 },
  paused: { color: tokens.colorNeutralForeground2 },
  offline: { color: tokens.colorNeutralForeground2 },
  attention: { color: tokens.colorStatusWarningForeground1 },
  'not-set-up': { color: tokens.colorBrandForeground1 },
  // Drawings keep their colour in forced colours unless they are told.
  forced: { '@media (forced-colors: active)': { color: 'CanvasText' } },
  turning: {
    transformOrigin: 'center',
    animationName: { from: { transform: 'rotate(0deg)' }, to: { transform: 'rotate(360deg)' } },
    animationDuration: '2.4s',
    animationTimingFunction: 'linear',
    animationIterationCount: 'infinite',
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
  },
});

/** The six shapes; each can be told from the others in one colour. */
const SHAPES: Readonly<Record<Exclude<HeadlineState, 'working'>, React.ReactNode>> = {
  // A ring with a tick.
  ready: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M7.75 12.5l3 3 5.75-6.5" />
    </>
  ),
  // Two bars.
  paused: <path d="M8.5 5v14M15.5 5v14" strokeWidth="3.5" />,
  // A ring that is struck through.
  offline: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M5.75 18.25l12.5-12.5" />
    </>
  ),
  // A triangle with a stroke and a dot.
  attention: (
    <>
      <path d="M12 3.5L22 20.5H2z" />
      <path d="M12 10v4.5M12 17.4v.1" />
    </>
  ),
  // A broken ring with a plus: something is to be added.
  'not-set-up': (
    <>
      <circle cx="12" cy="12" r="9" strokeDasharray="4 3.07" />
      <path d="M12 8v8M8 12h8" />
    </>
  ),
};

/** The headline's state as a shape. The words stand beside it, so it has no name of its own. */
export function StateIcon({ state, size = 24 }: { readonly state: HeadlineState; readonly size?: number }) {
  const styles = useStyles();
  return (
    <svg
      className={mergeClasses(styles.icon, styles[state], styles.forced)}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      data-state={state}
    >
      {state === 'working' ? (
        // Two arrows in a circle.
        <g className={styles.turning}>
          <path d="M20.5 9A9 9 0 0 0 4.6 7M3.5 15a9 9 0 0 0 15.9 2" />
          <path d="M4.2 2.8V7.3H8.7M19.8 21.2V16.7H15.3" />
        </g>
      ) : (
        SHAPES[state]
      )}
    </svg>
  );
}
