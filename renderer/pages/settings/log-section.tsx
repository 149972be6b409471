import { Field, Input, makeStyles, mergeClasses, Select, Switch, tokens } from '@fluentui/react-components';
import { useEffect, useMemo, useState } from 'react';
import type { LogLine } from '../../../preload/contract/pushes.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Card, Section } from '../../components/layout.tsx';
import { dayWords, timeOfDay } from '../../format/time.ts';
import { useApp, useAppContext } from '../../store/context.tsx';

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', gap: '8px 16px', alignItems: 'end', marginBottom: '12px' },
  search: { flexGrow: 1, minWidth: '180px' },
  lines: {
    maxHeight: '360px',
    margin: 0,
    padding: '8px',
    overflow: 'auto',
    listStyleType: 'none',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  line: { whiteSpace: 'pre' },
  wrapped: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  warn: { color: tokens.colorStatusWarningForeground1 },
  // The first of the three is too dim for small letters on dark.
  error: { color: tokens.colorStatusDangerForeground3 },
});

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
/** Enough to read; the log's own file holds more. */
const SHOWN_LINES = 500;

/** The log as it is written, newest first, with a filter and a search. */
export function LogSection() {
  const styles = useStyles();
  const { bridge } = useAppContext();
  const log = useApp((state) => state.log);
  const [level, setLevel] = useState<LogLine['level']>('debug');
  const [search, setSearch] = useState('');
  const [wraps, setWraps] = useState(true);
  useEffect(() => {
    void bridge.call('watch-log', { isOn: true });
    return () => void bridge.call('watch-log', { isOn: false });
  }, [bridge]);
  const shown = useMemo(
    () => filterLog(log, level, search).slice(-SHOWN_LINES).toReversed(),
    [log, level, search],
  );
  return (
    <Section title="Log">
      <Card>
        <div className={styles.tools}>
          <Field label="Show">
            <Select
              value={level}
              onChange={(_event, { value }) => {
                setLevel(LEVELS.find((known) => known === value) ?? 'debug');
              }}
            >
              <option value="debug">Everything</option>
              <option value="warn">Warnings and errors</option>
              <option value="error">Errors only</option>
            </Select>
          </Field>
          <Field label="Search the log" className={styles.search}>
            <Input
              type="search"
              value={search}
              onChange={(_event, { value }) => {
                setSearch(value);
              }}
            />
          </Field>
          <Switch
            label="Wrap lines"
            checked={wraps}
            onChange={(_event, { checked }) => {
              setWraps(checked);
            }}
          />
          <CopyButton text={shown.toReversed().map(lineWords).join('\n')} label="Copy lines" size="medium" />
        </div>
        {shown.length === 0 ? (
          <EmptyState
            title="No lines"
            words={
              log.length === 0
                ? 'What ReadyMeet does is logged here as it happens.'
                : 'No line of the log fits the filter and the search.'
            }
          />
        ) : (
          // Scrolled by keyboard: it needs the focus.
          <ol className={styles.lines} tabIndex={0} aria-label="Log lines, newest first">
            {shown.map((line, index) => (
              <li
                key={`${String(line.atMs)} ${String(shown.length - index)}`}
                className={mergeClasses(
                  wraps ? styles.wrapped : styles.line,
                  line.level === 'warn' && styles.warn,
                  line.level === 'error' && styles.error,
                )}
              >
                {lineWords(line)}
              </li>
            ))}
          </ol>
        )}
      </Card>
    </Section>
  );
}

/** Lines of this severity or a higher one that hold the words searched for. */
export function filterLog(
  log: readonly LogLine[],
  level: LogLine['level'],
  search: string,
): readonly LogLine[] {
  const least = LEVELS.indexOf(level);
  const words = search.trim().toLowerCase();
  return log.filter(
    (line) => LEVELS.indexOf(line.level) >= least && lineWords(line).toLowerCase().includes(words),
  );
}

function lineWords({ atMs, level, room, words }: LogLine): string {
  const day = dayWords(atMs, null, Date.now());
  const time = timeOfDay(atMs, null, true);
  return `${day === 'today' ? time : `${day} ${time}`}  ${level.padEnd(5)}  ${room}: ${words}`;
}
