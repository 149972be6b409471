import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useApp } from '../store/context.tsx';

const useStyles = makeStyles({
  page: {
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    gap: '20px',
    width: '100%',
    maxWidth: '1120px',
    padding: '24px 32px 40px',
    '@media (max-width: 640px)': { padding: '16px 16px 32px' },
  },
  /** A page that fills the window and scrolls inside. */
  full: { maxWidth: 'none', height: '100%', paddingBottom: '16px', gap: '12px' },
  head: { display: 'flex', flexWrap: 'wrap', gap: '8px 16px', alignItems: 'center' },
  heading: {
    margin: 0,
    flexGrow: 1,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    ':focus': { outlineStyle: 'none' },
  },
  intro: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
  section: { display: 'flex', flexDirection: 'column', gap: '12px', minWidth: 0 },
  sectionHead: { display: 'flex', flexWrap: 'wrap', gap: '8px 16px', alignItems: 'center' },
  title: {
    margin: 0,
    flexGrow: 1,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  card: {
    boxSizing: 'border-box',
    minWidth: 0,
    padding: '16px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
});

export interface PageProps {
  readonly title: string;
  /** One sentence on what the page is for. */
  readonly intro?: ReactNode;
  /** Buttons beside the heading. */
  readonly actions?: ReactNode;
  /** The page fills the window and scrolls inside. */
  readonly isFull?: boolean;
  readonly children: ReactNode;
}

/** A page with its heading, which gets the focus when a person comes to it from another one. */
export function Page({ title, intro, actions, isFull = false, children }: PageProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const focus = useApp((state) => state.focus);
  useEffect(() => {
    document.title = `${title} · ReadyMeet`;
  }, [title]);
  useEffect(() => {
    if (focus.count > 0 && focus.target === 'heading') heading.current?.focus();
  }, [focus]);
  return (
    <div className={mergeClasses(styles.page, isFull && styles.full)}>
      <div className={styles.head}>
        <h1 className={styles.heading} ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions}
      </div>
      {intro !== undefined && <p className={styles.intro}>{intro}</p>}
      {children}
    </div>
  );
}

export interface SectionProps {
  readonly title: string;
  /** Of its heading: 3 for a section of something that has a heading of the second level itself. */
  readonly level?: 2 | 3;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page under a heading of its own. */
export function Section({ title, level = 2, actions, children }: SectionProps) {
  const styles = useStyles();
  const id = useId();
  const Heading = `h${level}` as const;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <Heading className={styles.title} id={id}>
          {title}
        </Heading>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** A quiet surface for things that belong together. */
export function Card({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  const styles = useStyles();
  return <div className={mergeClasses(styles.card, className)}>{children}</div>;
}
