import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useId, useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  dialog: {
    boxSizing: 'border-box',
    width: 'min(560px, calc(100vw - 32px))',
    maxHeight: 'calc(100vh - 32px)',
    padding: '24px',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow64,
    '::backdrop': { backgroundColor: 'rgba(0, 0, 0, 0.4)' },
  },
  parts: { display: 'flex', flexDirection: 'column', gap: '16px' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  list: { margin: 0, paddingInlineStart: '20px' },
  heading: { margin: '0 0 4px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: '8px' },
  destroy: {
    backgroundColor: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundStaticInverted,
    ':hover': {
      backgroundColor: tokens.colorStatusDangerBackground3Hover,
      color: tokens.colorNeutralForegroundStaticInverted,
    },
    ':hover:active': {
      backgroundColor: tokens.colorStatusDangerBackground3Pressed,
      color: tokens.colorNeutralForegroundStaticInverted,
    },
  },
});

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  /** A question that names it: `Remove Zoom?` */
  readonly title: string;
  /** What is destroyed or stops, a line each. */
  readonly stops: readonly ReactNode[];
  /** What survives, a line each. */
  readonly survives: readonly ReactNode[];
  /** What the button says: `Remove Zoom`. */
  readonly confirmLabel: string;
  /** More, such as a gentler way. */
  readonly children?: ReactNode;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks once before something is destroyed. Esc and *Keep it* leave everything as it is. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return props.isOpen ? <OpenDialog {...props} /> : null;
}

function OpenDialog({
  title,
  stops,
  survives,
  confirmLabel,
  children,
  onConfirm,
  onCancel,
}: ConfirmDialogProps) {
  const styles = useStyles();
  const titleId = useId();
  const linesId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const buttons = useRef<HTMLDivElement>(null);
  // While it is still in the page: only a dialog that is closed there gives the focus back to whoever had it.
  useLayoutEffect(() => {
    const element = dialog.current;
    // The browser keeps the rest of the page out of reach meanwhile.
    if (element !== null && !element.open) element.showModal();
    // *Keep it* comes first: Enter does no harm, whatever else the dialog offers.
    buttons.current?.querySelector('button')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={titleId}
      aria-describedby={linesId}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <div className={styles.parts}>
        <h2 className={styles.title} id={titleId}>
          {title}
        </h2>
        <div className={styles.parts} id={linesId}>
          <ConfirmList heading="This stops or is forgotten" lines={stops} />
          <ConfirmList heading="This stays" lines={survives} />
        </div>
        {children}
        <div className={styles.buttons} ref={buttons}>
          <Button onClick={onCancel}>Keep it</Button>
          <Button className={styles.destroy} appearance="primary" onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </div>
      </div>
    </dialog>
  );
}

function ConfirmList({ heading, lines }: { readonly heading: string; readonly lines: readonly ReactNode[] }) {
  const styles = useStyles();
  if (lines.length === 0) return null;
  return (
    <div>
      <h3 className={styles.heading}>{heading}</h3>
      <ul className={styles.list}>
        {lines.map((line, index) => (
          // The lines of one dialog never change their order.
          <li key={index}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
