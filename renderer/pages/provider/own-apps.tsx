import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { OwnAppView } from '../../../preload/contract/connections.ts';
import { PROVIDER_NAMES } from '../../../preload/contract/primitives.ts';
import type { ProviderKind } from '../../../preload/contract/primitives.ts';
import { Card, Section } from '../../components/layout.tsx';
import { OwnAppForm } from './own-app-form.tsx';

const useStyles = makeStyles({
  intro: { margin: 0, maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
});

export interface OwnAppsProps {
  readonly ownApps: readonly OwnAppView[];
  readonly selected: ProviderKind | null;
}

/** *Use my organization's own app*: how ReadyMeet is registered at each provider. */
export function OwnApps({ ownApps, selected }: OwnAppsProps) {
  const styles = useStyles();
  const [open, setOpen] = useState<readonly string[]>([]);
  const needing = ownApps.find(
    ({ kind, hasBuiltIn, clientId }) => kind === selected && !hasBuiltIn && clientId === null,
  );
  const shown = needing === undefined || open.includes(needing.kind) ? open : [...open, needing.kind];
  return (
    <Section title="Use my organization's own app">
      <p className={styles.intro}>
        ReadyMeet has to be registered at a provider before anybody can sign in. Leave this as it is unless
        your IT department registers its own app.
      </p>
      <Card>
        <Accordion
          multiple
          collapsible
          openItems={[...shown]}
          onToggle={(_event, { openItems }) => {
            setOpen(openItems.map(String));
          }}
        >
          {ownApps.map((app) => (
            <AccordionItem key={app.kind} value={app.kind}>
              <AccordionHeader as="h3">{`${PROVIDER_NAMES[app.kind]}: ${stateOf(app)}`}</AccordionHeader>
              <AccordionPanel>
                <OwnAppForm
                  key={`${app.clientId ?? ''} ${app.redirectUrl ?? ''} ${app.directoryId ?? ''}`}
                  app={app}
                />
              </AccordionPanel>
            </AccordionItem>
          ))}
        </Accordion>
      </Card>
    </Section>
  );
}

function stateOf({ clientId, hasBuiltIn }: OwnAppView): string {
  if (clientId !== null) return "your organization's own app";
  return hasBuiltIn ? "ReadyMeet's app" : 'not registered';
}
