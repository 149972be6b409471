import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Attention } from '../../../preload/contract/view.ts';
import { Card, Section } from '../../components/layout.tsx';
import { RemedyButton } from '../../components/remedy-button.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { useView } from '../../store/context.tsx';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  card: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '12px 16px',
    alignItems: 'flex-start',
    borderInlineStartWidth: '4px',
    borderInlineStartColor: tokens.colorStatusWarningBorderActive,
  },
  words: { flex: '1 1 320px', minWidth: 0, overflowWrap: 'anywhere' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  line: { margin: '2px 0 0' },
  code: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** More than these are shown on asking: the first ones are the most important. */
const SHOWN_AT_FIRST = 5;

/** What needs somebody, the most important first, each with the one button that mends it. */
export function AttentionList() {
  const styles = useStyles();
  const attention = useView((view) => view.attention);
  const [showsAll, setShowsAll] = useState(false);
  if (attention.length === 0) return null;
  const shown = showsAll ? attention : attention.slice(0, SHOWN_AT_FIRST);
  const hidden = attention.length - shown.length;
  return (
    <Section title={`Needs you (${String(attention.length)})`}>
      <ul className={styles.list}>
        {shown.map((line, index) => (
          <li key={line.id}>
            <AttentionCard line={line} isFirst={index === 0} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <div>
          <Button
            appearance="subtle"
            onClick={() => {
              setShowsAll(true);
            }}
          >
            {`Show ${String(hidden)} more`}
          </Button>
        </div>
      )}
    </Section>
  );
}

function AttentionCard({ line, isFirst }: { readonly line: Attention; readonly isFirst: boolean }) {
  const styles = useStyles();
  return (
    <Card className={styles.card}>
      <StateIcon state="attention" />
      <div className={styles.words}>
        <h3 className={styles.title}>{line.title}</h3>
        <p className={styles.line}>{line.message}</p>
        {line.mend !== null && <p className={styles.line}>{line.mend}</p>}
        <p className={styles.line}>
          <span className={styles.code}>{`Code: ${line.code}`}</span>
        </p>
      </div>
      {line.remedy !== null && (
        <RemedyButton remedy={line.remedy} appearance={isFirst ? 'primary' : 'secondary'} />
      )}
    </Card>
  );
}
