import { makeStyles, tokens } from '@fluentui/react-components';
import { useId, useMemo } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Card, Section } from '../../components/layout.tsx';
import { shortDay, systemZone, zoneWords } from '../../format/time.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useApp } from '../../store/context.tsx';
import { TimelineList } from './timeline-list.tsx';
import { TimelineStrip } from './timeline-strip.tsx';
import { timelineDays } from './timeline-days.ts';
import type { TimelineDay } from './timeline-days.ts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(400px, 100%), 1fr))',
    gap: '12px',
  },
  card: { display: 'flex', flexDirection: 'column', gap: '12px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: '0 8px', margin: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  detail: { color: tokens.colorNeutralForeground2 },
  zone: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** Today's and tomorrow's virtual jobs along the hours of this computer. */
export function Timeline() {
  const styles = useStyles();
  const rows = useApp((state) => state.jobs.rows);
  const nowMs = useNow(30_000);
  const [today, tomorrow] = useMemo(() => timelineDays(rows.values(), nowMs), [rows, nowMs]);
  return (
    <Section
      title="Today and tomorrow"
      actions={<span className={styles.zone}>{`Hours in ${zoneWords(nowMs, systemZone())}`}</span>}
    >
      <div className={styles.grid}>
        <DayCard title="Today" day={today} nowMs={nowMs} />
        <DayCard title="Tomorrow" day={tomorrow} nowMs={nowMs} />
      </div>
    </Section>
  );
}

interface DayCardProps {
  readonly title: string;
  readonly day: TimelineDay;
  readonly nowMs: number;
}

function DayCard({ title, day, nowMs }: DayCardProps) {
  const styles = useStyles();
  const id = useId();
  const noonMs = Date.parse(`${day.day}T12:00:00Z`);
  const count = day.jobs.length;
  return (
    <Card className={styles.card}>
      <div className={styles.head}>
        <h3 className={styles.title} id={id}>
          {title}
        </h3>
        <span className={styles.detail}>
          {`${shortDay(noonMs, 'UTC', noonMs)} · ${count === 1 ? '1 virtual job' : `${String(count)} virtual jobs`}`}
        </span>
      </div>
      {count === 0 ? (
        <EmptyState
          title={`No virtual jobs ${title.toLowerCase()}`}
          words="A job that starts on this day appears here as soon as it is Ready in Skedulo."
        />
      ) : (
        <>
          <TimelineStrip day={day} nowMs={nowMs} />
          <TimelineList day={day} nowMs={nowMs} labelledBy={id} />
        </>
      )}
    </Card>
  );
}
