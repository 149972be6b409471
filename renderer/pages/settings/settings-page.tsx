import { Page } from '../../components/layout.tsx';
import { AboutSection } from './about-section.tsx';
import { DiagnosticsSection } from './diagnostics-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { LogSection } from './log-section.tsx';

/** How ReadyMeet runs on this computer, what it logged, and what to send to whoever helps. */
export function SettingsPage() {
  return (
    <Page title="Settings">
      <GeneralSection />
      <LogSection />
      <DiagnosticsSection />
      <AboutSection />
    </Page>
  );
}
