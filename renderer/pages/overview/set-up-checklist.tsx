import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ChecklistLine } from '../../../preload/contract/view.ts';
import { Card, Section } from '../../components/layout.tsx';
import { StateShape } from '../../components/state-shape.tsx';
import type { Standing } from '../../components/state-shape.tsx';
import { Unseen } from '../../components/unseen.tsx';
import { useNavigate } from '../../hooks/use-navigate.ts';
import { useView } from '../../store/context.tsx';

const useStyles = makeStyles({
  card: { padding: 0 },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '8px 14px',
    alignItems: 'center',
    padding: '16px 20px',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  words: { flex: '1 1 240px', minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  trials: { display: 'flex', flexWrap: 'wrap', gap: '4px 8px', alignItems: 'center', padding: '8px 20px 0' },
  detail: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

const STANDINGS: Readonly<
  Record<ChecklistLine['state'], { standing: Standing; words: string; button: string }>
> = {
  done: { standing: 'good', words: 'Done', button: 'Open' },
  'to-do': { standing: 'to-do', words: 'To do', button: 'Set up' },
  wrong: { standing: 'wrong', words: 'Wrong', button: 'Mend' },
  checking: { standing: 'checking', words: 'Being checked', button: 'Open' },
};

/** What remains before it works: three connections, then the switch. Each line leads to where it is done. */
export function SetUpChecklist() {
  const styles = useStyles();
  const checklist = useView((view) => view.checklist);
  const isEnabled = useView((view) => view.automation.isEnabled);
  const remaining = checklist.filter(({ state }) => state !== 'done').length;
  // The first line that is open carries the one filled button.
  const next = checklist.find(({ state }) => state === 'to-do' || state === 'wrong');
  return (
    <Section title="Set up ReadyMeet">
      <Card className={styles.card}>
        <ul className={styles.list}>
          {checklist.map((line) => (
            <ChecklistItem key={line.id} line={line} isNext={line === next} />
          ))}
          {!isEnabled && <EnableItem remaining={remaining} />}
        </ul>
      </Card>
      <Trials checklist={checklist} />
    </Section>
  );
}

const TRIALS = [
  { id: 'provider', words: 'Make a test meeting', page: 'automation' },
  { id: 'mail', words: 'Send me a test invitation', page: 'e-mail' },
] as const satisfies readonly (Pick<ChecklistLine, 'id' | 'page'> & { readonly words: string })[];

/** What can be tried out by now: offered, and no step of the way. */
function Trials({ checklist }: { readonly checklist: readonly ChecklistLine[] }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const isMailNeeded = useView((view) => view.mail.state !== 'not-needed');
  const offered = TRIALS.filter(
    ({ id }) =>
      (id !== 'mail' || isMailNeeded) && checklist.some((line) => line.id === id && line.state === 'done'),
  );
  if (offered.length === 0) return null;
  return (
    <div className={styles.trials}>
      <span className={styles.detail}>If you like, try it out first:</span>
      {offered.map(({ id, words, page }) => (
        <Button
          key={id}
          size="small"
          appearance="subtle"
          onClick={() => {
            navigate(page);
          }}
        >
          {words}
        </Button>
      ))}
    </div>
  );
}

function ChecklistItem({ line, isNext }: { readonly line: ChecklistLine; readonly isNext: boolean }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const { standing, words, button } = STANDINGS[line.state];
  return (
    <li className={styles.line}>
      <StateShape standing={standing} size={24} />
      <div className={styles.words}>
        <h3 className={styles.title}>
          {line.title}
          <Unseen>{` (${words.toLowerCase()})`}</Unseen>
        </h3>
        <p className={styles.detail}>{line.words === '' ? words : line.words}</p>
      </div>
      <Button
        appearance={isNext ? 'primary' : 'secondary'}
        aria-label={`${button}: ${line.title}`}
        onClick={() => {
          navigate(line.page);
        }}
      >
        {button}
      </Button>
    </li>
  );
}

function EnableItem({ remaining }: { readonly remaining: number }) {
  const styles = useStyles();
  const navigate = useNavigate();
  return (
    <li className={styles.line}>
      <StateShape standing="to-do" size={24} />
      <div className={styles.words}>
        <h3 className={styles.title}>Enable Automation</h3>
        <p className={styles.detail}>
          {remaining === 0
            ? 'Everything is connected. Check and preview shows, in numbers, what enabling will do; it sends nothing.'
            : 'When the lines above are done. Check and preview shows, in numbers, what enabling will do; it sends nothing.'}
        </p>
      </div>
      <Button
        appearance={remaining === 0 ? 'primary' : 'secondary'}
        onClick={() => {
          navigate('automation');
        }}
      >
        {remaining === 0 ? 'Preview and enable' : 'Open'}
      </Button>
    </li>
  );
}
