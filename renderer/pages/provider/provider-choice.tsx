import { Dropdown, Field, makeStyles, Option } from '@fluentui/react-components';
import type { ProviderView } from '../../../preload/contract/connections.ts';
import { PROVIDER_KINDS, PROVIDER_NAMES, providerKindSchema } from '../../../preload/contract/primitives.ts';
import type { ProviderKind } from '../../../preload/contract/primitives.ts';
import { useState } from 'react';
import { Card } from '../../components/layout.tsx';
import { CommandButton, CommandMessage } from '../../components/command-button.tsx';
import { useCommand } from '../../hooks/use-command.ts';
import type { Command } from '../../hooks/use-command.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '12px 16px', alignItems: 'end' },
  field: { minWidth: '240px', flexGrow: 1, maxWidth: '360px' },
});

export interface ProviderChoiceProps {
  readonly provider: ProviderView;
  readonly authorize: Command<'authorize-provider'>;
}

/** The drop-down *Select provider* and the button *Authorize Provider*. */
export function ProviderChoice({ provider, authorize }: ProviderChoiceProps) {
  const styles = useStyles();
  const select = useCommand('select-provider');
  // What was picked counts at once: Authorize Provider may be clicked before the program has told of it.
  const [picked, setPicked] = useState<ProviderKind | null>(null);
  const { signIn, ownApps } = provider;
  const selected = picked ?? provider.selected;
  // From then on it is the program that tells, such as of what was picked in another window.
  if (picked !== null && picked === provider.selected) setPicked(null);
  const pick = async (kind: ProviderKind): Promise<void> => {
    setPicked(kind);
    const answer = await select.run({ kind });
    if (!answer.ok) setPicked((latest) => (latest === kind ? null : latest));
  };
  const isSigningIn = ['waiting', 'exchanging', 'checking-account'].includes(signIn.state);
  const app = ownApps.find(({ kind }) => kind === selected);
  const isUnregistered = app !== undefined && !app.hasBuiltIn && app.clientId === null;
  return (
    <Card>
      <div className={styles.row}>
        <Field
          className={styles.field}
          label="Select provider"
          {...(isUnregistered
            ? {
                validationState: 'warning' as const,
                validationMessage: `This ReadyMeet has no registration of its own at ${PROVIDER_NAMES[app.kind]}. Enter your organization's own app below first.`,
              }
            : {})}
        >
          <Dropdown
            inlinePopup
            placeholder="Choose who makes the meetings"
            value={selected === null ? '' : PROVIDER_NAMES[selected]}
            selectedOptions={selected === null ? [] : [selected]}
            disabled={isSigningIn}
            onOptionSelect={(_event, { optionValue }) => {
              const kind = providerKindSchema.safeParse(optionValue);
              if (kind.success) void pick(kind.data);
            }}
          >
            {PROVIDER_KINDS.map((kind) => (
              <Option key={kind} value={kind}>
                {PROVIDER_NAMES[kind]}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <CommandButton
          command={authorize}
          // Where one is connected, another one is no next step.
          appearance={provider.account === null ? 'primary' : 'secondary'}
          pendingWords="Opening the sign-in page"
          disabled={selected === null || isSigningIn || isUnregistered}
          onClick={() => {
            if (selected === null || isSigningIn || isUnregistered) return;
            void authorize.run({ kind: selected });
          }}
        >
          Authorize Provider
        </CommandButton>
      </div>
      <CommandMessage command={select} />
    </Card>
  );
}
