import { makeStyles } from '@fluentui/react-components';
import { Page } from '../../components/layout.tsx';
import { useApp, useView } from '../../store/context.tsx';
import { AttentionList } from './attention-list.tsx';
import { ConnectionCards } from './connection-cards.tsx';
import { MeetingsChart } from './meetings-chart.tsx';
import { NoProviderBanner } from './no-provider-banner.tsx';
import { Notices } from './notices.tsx';
import { SetUpChecklist } from './set-up-checklist.tsx';
import { StatusCard } from './status-card.tsx';
import { Timeline } from './timeline.tsx';

const useStyles = makeStyles({
  parts: { display: 'flex', flexDirection: 'column', gap: '28px' },
  top: { display: 'flex', flexDirection: 'column', gap: '12px' },
});

/** Is it working; what needs somebody; what comes next. */
export function OverviewPage() {
  const styles = useStyles();
  const isSettingUp = useView((view) => view.headline.state === 'not-set-up');
  const hasJobs = useApp((state) => state.jobs.rows.size > 0);
  const hasCounts = useView((view) => view.chart.some(({ made, failed }) => made + failed > 0));
  return (
    <Page title="Overview">
      <div className={styles.parts}>
        <div className={styles.top}>
          <NoProviderBanner />
          <StatusCard />
          <Notices />
        </div>
        {isSettingUp && <SetUpChecklist />}
        <AttentionList />
        {(!isSettingUp || hasJobs) && <Timeline />}
        {!isSettingUp && <ConnectionCards />}
        {(!isSettingUp || hasCounts) && <MeetingsChart />}
      </div>
    </Page>
  );
}
