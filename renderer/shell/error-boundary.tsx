import { Button } from '@fluentui/react-components';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';

interface Props {
  readonly children: ReactNode;
}

/** Stands in for what cannot be drawn, and says that the work itself goes on. With another key it tries again. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div role="alert">
        <EmptyState
          title="This page could not be drawn"
          words="That is a fault in ReadyMeet's window, not in your settings. Meetings, links and invitations go on being made, and nothing is lost. Load the window again; if it happens once more, save the diagnostics file in Settings and send it to whoever helps you."
          actions={
            <Button
              appearance="primary"
              onClick={() => {
                window.location.reload();
              }}
            >
              Load the window again
            </Button>
          }
        />
      </div>
    );
  }
}
