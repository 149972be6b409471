import { Button } from '@fluentui/react-components';
import { EmptyState } from '../../components/empty-state.tsx';
import { useNavigate } from '../../hooks/use-navigate.ts';
import { useView } from '../../store/context.tsx';
import { FILTER_NAMES } from './job-filter.ts';
import type { JobFilter } from './job-filter.ts';
import type { JobList } from './use-job-list.ts';

/** Says why the table is empty, what will appear, and what makes it appear. */
export function NoJobs({ list }: { readonly list: JobList }) {
  const navigate = useNavigate();
  const isEnabled = useView((view) => view.automation.isEnabled);
  const { filter, query, foundInAll, setFilter, setQuery } = list;
  if (query.trim() !== '' && foundInAll > 0) {
    return (
      <EmptyState
        title={`No job under ${FILTER_NAMES[filter]} matches “${query.trim()}”`}
        words={`${String(foundInAll)} of all jobs ${foundInAll === 1 ? 'does' : 'do'}.`}
        actions={<Button onClick={() => setFilter('all')}>Show them</Button>}
      />
    );
  }
  if (query.trim() !== '') {
    return (
      <EmptyState
        title={`No job matches “${query.trim()}”`}
        words="Look for a job number, a contact's name or an e-mail address. A job is listed from the moment it is Ready in Skedulo until some time after it is over."
        actions={<Button onClick={() => setQuery('')}>Clear the search</Button>}
      />
    );
  }
  if (filter !== 'all') {
    return (
      <EmptyState
        {...EMPTY_FILTERS[filter]}
        actions={<Button onClick={() => setFilter('all')}>Show all jobs</Button>}
      />
    );
  }
  if (isEnabled) {
    return (
      <EmptyState
        title="No jobs yet"
        words="A job appears here as soon as it is Ready in Skedulo: it is scheduled and its resources have confirmed."
      />
    );
  }
  return (
    <EmptyState
      title="No jobs yet"
      words="Once automation is enabled, every job that is Ready in Skedulo appears here, with its meeting, link and invitations."
      actions={
        <Button
          onClick={() => {
            navigate('automation');
          }}
        >
          Go to Automation
        </Button>
      }
    />
  );
}

const EMPTY_FILTERS: Readonly<Record<Exclude<JobFilter, 'all'>, { title: string; words: string }>> = {
  'needs-you': {
    title: 'No job needs you',
    words: 'A job appears here when something about it can only be mended by a person.',
  },
  today: {
    title: 'No jobs today',
    words: 'A job that starts today appears here as soon as it is Ready in Skedulo.',
  },
  upcoming: {
    title: 'No jobs to come',
    words: 'A job that has not started appears here as soon as it is Ready in Skedulo.',
  },
  waiting: {
    title: 'Nothing is waiting',
    words: 'A job appears here while a step for it is tried again by itself.',
  },
  'left-alone': {
    title: 'No job is left alone',
    words:
      'A job appears here when ReadyMeet does nothing for it on purpose, for example because it carries a link that somebody else wrote.',
  },
};
