import { useEffect } from 'react';
import { useAnnounceWords } from '../hooks/use-announce-words.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useAppContext } from '../store/context.tsx';
import { goTo, goToSearch } from '../store/navigation.ts';

/** The habits people have: F5 looks now, Ctrl+F searches the jobs, Ctrl+comma opens the settings. */
export function useShortcuts(): void {
  const { store } = useAppContext();
  const { run } = useCommand('sync-now');
  const announce = useAnnounceWords();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // On a Mac the Command key takes the place of Ctrl.
      const isControl = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (event.key === 'F5' && !event.ctrlKey && !event.shiftKey) {
        event.preventDefault();
        if (event.repeat) return;
        announce('Looking now');
        void run({});
      } else if (isControl && event.key === ',') {
        event.preventDefault();
        store.setState((state) => goTo(state, 'settings'));
      } else if (isControl && event.key.toLowerCase() === 'f') {
        event.preventDefault();
        store.setState(goToSearch);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [store, run, announce]);
}
