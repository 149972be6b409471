import { makeStyles, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { Card, Section } from '../../components/layout.tsx';
import { shortDay } from '../../format/time.ts';
import { useView } from '../../store/context.tsx';
import { chartShape } from './chart-shape.ts';
import type { ChartBar } from './chart-shape.ts';
import { ChartTable } from './chart-table.tsx';

const HEIGHT = 96;
const BAR = 14;
const STEP = 20;

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', gap: '12px' },
  summary: { margin: 0 },
  frame: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', columnGap: '8px' },
  scale: {
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'space-between',
    alignItems: 'flex-end',
    height: `${String(HEIGHT)}px`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '1',
    color: tokens.colorNeutralForeground2,
  },
  svg: { display: 'block', width: '100%', height: `${String(HEIGHT)}px`, overflow: 'visible' },
  days: {
    gridColumn: '2',
    display: 'flex',
    justifyContent: 'space-between',
    marginTop: '4px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  made: {
    color: tokens.colorCompoundBrandBackground,
    '@media (forced-colors: active)': { color: 'CanvasText' },
  },
  failed: {
    color: tokens.colorStatusDangerForeground1,
    '@media (forced-colors: active)': { color: 'CanvasText' },
  },
  ground: { color: tokens.colorNeutralStroke1 },
  legend: { display: 'flex', flexWrap: 'wrap', gap: '4px 20px', fontSize: tokens.fontSizeBase200 },
  key: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
});

/** Is it being used, and did anything fail: the meetings of 30 days. */
export function MeetingsChart() {
  const styles = useStyles();
  const days = useView((view) => view.chart);
  const { bars, top, made, failed } = chartShape(days);
  const first = days[0]?.day;
  return (
    <Section title="Last 30 days">
      <Card className={styles.card}>
        <p className={styles.summary}>{summary(made, failed)}</p>
        <div className={styles.frame} aria-hidden="true">
          <div className={styles.scale}>
            <span>{top}</span>
            <span>{top / 2}</span>
            <span>0</span>
          </div>
          <Bars bars={bars} />
          <div className={styles.days}>
            <span>{first === undefined ? '' : dayName(first)}</span>
            <span>today</span>
          </div>
        </div>
        <div className={styles.legend} aria-hidden="true">
          <Key words="Meetings made" className={styles.made} isHatched={false} />
          <Key words="Steps that failed" className={styles.failed} isHatched />
        </div>
        <ChartTable bars={bars} dayName={dayName} />
      </Card>
    </Section>
  );
}

function Bars({ bars }: { readonly bars: readonly ChartBar[] }) {
  const styles = useStyles();
  const hatch = useId();
  const width = bars.length * STEP;
  return (
    <svg className={styles.svg} viewBox={`0 0 ${String(width)} ${String(HEIGHT)}`} preserveAspectRatio="none">
      <Hatch id={hatch} />
      <g className={styles.ground} stroke="currentColor" vectorEffect="non-scaling-stroke">
        {[0.5, HEIGHT / 2, HEIGHT - 0.5].map((y) => (
          <path key={y} d={`M0 ${String(y)}H${String(width)}`} vectorEffect="non-scaling-stroke" />
        ))}
      </g>
      {bars.map((bar, index) => {
        const x = index * STEP + (STEP - BAR) / 2;
        const madeHeight = bar.madeShare * HEIGHT;
        const failedHeight = bar.failedShare * HEIGHT;
        return (
          <g key={bar.day}>
            <title>{`${dayName(bar.day)}: ${summary(bar.made, bar.failed)}`}</title>
            {/* The whole column answers to the mouse. */}
            <rect x={index * STEP} y="0" width={STEP} height={HEIGHT} fill="transparent" />
            <g className={styles.made}>
              <rect x={x} y={HEIGHT - madeHeight} width={BAR} height={madeHeight} fill="currentColor" />
            </g>
            {bar.failed > 0 && (
              <g className={styles.failed}>
                <rect
                  x={x}
                  y={HEIGHT - madeHeight - failedHeight}
                  width={BAR}
                  height={failedHeight}
                  fill={`url(#${hatch})`}
                  stroke="currentColor"
                  strokeWidth="1.5"
                  vectorEffect="non-scaling-stroke"
                />
              </g>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function Hatch({ id }: { readonly id: string }) {
  const styles = useStyles();
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path className={styles.failed} d="M0 0V5" stroke="currentColor" strokeWidth="3" />
      </pattern>
    </defs>
  );
}

interface KeyProps {
  readonly words: string;
  readonly className: string;
  readonly isHatched: boolean;
}

function Key({ words, className, isHatched }: KeyProps) {
  const styles = useStyles();
  const hatch = useId();
  return (
    <span className={styles.key}>
      <svg className={className} width="12" height="12" viewBox="0 0 12 12">
        {isHatched && <Hatch id={hatch} />}
        <rect
          x="0.75"
          y="0.75"
          width="10.5"
          height="10.5"
          fill={isHatched ? `url(#${hatch})` : 'currentColor'}
          stroke="currentColor"
          strokeWidth="1.5"
        />
      </svg>
      {words}
    </span>
  );
}

function summary(made: number, failed: number): string {
  const meetings = made === 1 ? '1 meeting made' : `${made.toLocaleString()} meetings made`;
  if (failed === 0) return `${meetings}, nothing failed`;
  return `${meetings}, ${failed === 1 ? '1 step failed' : `${failed.toLocaleString()} steps failed`}`;
}

function dayName(day: string): string {
  const noonMs = Date.parse(`${day}T12:00:00Z`);
  return shortDay(noonMs, 'UTC', noonMs);
}
