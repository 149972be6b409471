import { Facts } from '../../components/facts.tsx';
import { Card, Section } from '../../components/layout.tsx';
import { useView } from '../../store/context.tsx';

/** Which ReadyMeet this is. */
export function AboutSection() {
  const app = useView((view) => view.app);
  return (
    <Section title="About">
      <Card>
        <Facts
          facts={[
            ['ReadyMeet', `Version ${app.version}`],
            ['Running as', app.shell === 'desktop' ? 'Desktop app' : 'Service with this page'],
            ['Licence', 'MIT'],
          ]}
        />
      </Card>
    </Section>
  );
}
