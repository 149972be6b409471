import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

/** How a step or a connection stands: a tick, an empty ring, a cross, a dash, or a ring that is being drawn. */
export type Standing = 'good' | 'to-do' | 'wrong' | 'not-needed' | 'checking';

const useStyles = makeStyles({
  shape: { flexShrink: 0, display: 'block' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  'to-do': { color: tokens.colorNeutralForeground2 },
  wrong: { color: tokens.colorStatusDangerForeground1 },
  'not-needed': { color: tokens.colorNeutralForeground3 },
  checking: { color: tokens.colorBrandForeground1 },
  // Drawings keep their colour in forced colours unless they are told.
  forced: { '@media (forced-colors: active)': { color: 'CanvasText' } },
});

const SHAPES: Readonly<Record<Standing, React.ReactNode>> = {
  good: (
    <>
      <circle cx="10" cy="10" r="8" />
      <path d="M6.5 10.5l2.5 2.5 4.5-5.5" />
    </>
  ),
  'to-do': <circle cx="10" cy="10" r="8" />,
  wrong: (
    <>
      <circle cx="10" cy="10" r="8" />
      <path d="M7 7l6 6M13 7l-6 6" />
    </>
  ),
  'not-needed': <path d="M4 10h12" />,
  checking: <path d="M10 2a8 8 0 1 1-8 8" strokeDasharray="4 3" />,
};

/** The shape alone; the words stand beside it. */
export function StateShape({ standing, size = 20 }: { readonly standing: Standing; readonly size?: number }) {
  const styles = useStyles();
  return (
    <svg
      className={mergeClasses(styles.shape, styles[standing], styles.forced)}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      data-shape={standing}
    >
      {SHAPES[standing]}
    </svg>
  );
}
