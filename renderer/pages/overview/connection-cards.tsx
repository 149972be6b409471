import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { PROVIDER_NAMES } from '../../../preload/contract/primitives.ts';
import type { Page, Problem } from '../../../preload/contract/primitives.ts';
import { Card, Section } from '../../components/layout.tsx';
import { StateShape } from '../../components/state-shape.tsx';
import type { Standing } from '../../components/state-shape.tsx';
import { shortDay, timeOfDay } from '../../format/time.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useNavigate } from '../../hooks/use-navigate.ts';
import { useView } from '../../store/context.tsx';

const HOUR_MS = 3_600_000;

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    gap: '12px',
  },
  card: { display: 'flex', flexDirection: 'column', gap: '8px', height: '100%' },
  head: { display: 'flex', alignItems: 'center', gap: '10px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  state: { margin: 0, display: 'flex', alignItems: 'center', gap: '8px' },
  detail: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  foot: { marginTop: 'auto' },
});

interface ConnectionCardProps {
  readonly title: string;
  readonly standing: Standing;
  readonly words: string;
  readonly details: readonly (string | null)[];
  readonly problem: Problem | null;
  readonly page: Page;
  readonly pageTitle: string;
}

/** Skedulo, the provider and the mail server: whether each answers, and as whom. */
export function ConnectionCards() {
  const styles = useStyles();
  return (
    <Section title="Connections">
      <div className={styles.grid}>
        <SkeduloCard />
        <ProviderCard />
        <MailCard />
      </div>
    </Section>
  );
}

function SkeduloCard() {
  const { state, userName, tenantId, tokenExpiresAtMs, problem } = useView((view) => view.skedulo);
  const nowMs = useNow(HOUR_MS);
  const [standing, words] = SKEDULO_STATES[state];
  const expiry =
    tokenExpiresAtMs === null ? null : `Token good until ${shortDay(tokenExpiresAtMs, null, nowMs)}`;
  return (
    <ConnectionCard
      title="Skedulo"
      standing={standing}
      words={state === 'connected' && userName !== null ? `${words} as ${userName}` : words}
      details={[tenantId, expiry]}
      problem={problem}
      page="automation"
      pageTitle="Automation"
    />
  );
}

const SKEDULO_STATES = {
  'not-set-up': ['to-do', 'Not set up'],
  checking: ['checking', 'Being checked'],
  connected: ['good', 'Connected'],
  wrong: ['wrong', 'Not working'],
} as const satisfies Record<string, readonly [Standing, string]>;

function ProviderCard() {
  const { account, quota, selected } = useView((view) => view.provider);
  const kind = account?.kind ?? selected;
  const [standing, words] = ACCOUNT_STATES[account?.state ?? 'none'];
  return (
    <ConnectionCard
      title={kind === null ? 'Meetings provider' : PROVIDER_NAMES[kind]}
      standing={standing}
      words={account !== null && account.state === 'connected' ? `${words} as ${account.name}` : words}
      details={[
        account === null
          ? null
          : account.state === 'connected'
            ? account.email
            : `${account.name}, ${account.email}`,
        quota === null
          ? null
          : `${quota.used.toLocaleString()} of ${quota.perDay.toLocaleString()} requests used until ${timeOfDay(quota.resetsAtMs)}`,
      ]}
      problem={account?.problem ?? null}
      page="provider"
      pageTitle="Meetings provider"
    />
  );
}

const ACCOUNT_STATES = {
  none: ['to-do', 'Not connected'],
  checking: ['checking', 'Being checked'],
  connected: ['good', 'Connected'],
  reconnect: ['wrong', 'Needs you to sign in again'],
  unreachable: ['wrong', 'Does not answer'],
} as const satisfies Record<string, readonly [Standing, string]>;

function MailCard() {
  const { state, server, problem } = useView((view) => view.mail);
  const [standing, words] = MAIL_STATES[state];
  return (
    <ConnectionCard
      title="E-mail"
      standing={standing}
      words={words}
      details={server === null ? [] : [`From ${server.from}`, `By ${server.host}`]}
      problem={problem}
      page="e-mail"
      pageTitle="E-mail"
    />
  );
}

const MAIL_STATES = {
  'not-set-up': ['to-do', 'Not set up'],
  checking: ['checking', 'Being checked'],
  connected: ['good', 'Connected'],
  wrong: ['wrong', 'Not working'],
  'not-needed': ['not-needed', 'Not needed: invitations are switched off'],
} as const satisfies Record<string, readonly [Standing, string]>;

function ConnectionCard({
  title,
  standing,
  words,
  details,
  problem,
  page,
  pageTitle,
}: ConnectionCardProps): ReactNode {
  const styles = useStyles();
  const navigate = useNavigate();
  return (
    <Card className={styles.card}>
      <h3 className={styles.title}>{title}</h3>
      <p className={styles.state}>
        <StateShape standing={standing} />
        {words}
      </p>
      {problem !== null && <p className={styles.detail}>{problem.message}</p>}
      {details
        .filter((detail) => detail !== null)
        .map((detail) => (
          <p className={styles.detail} key={detail}>
            {detail}
          </p>
        ))}
      <div className={styles.foot}>
        <Button
          size="small"
          aria-label={`Open ${pageTitle}`}
          onClick={() => {
            navigate(page);
          }}
        >
          Open
        </Button>
      </div>
    </Card>
  );
}
