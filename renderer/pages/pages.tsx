import { CalendarClockRegular } from '@fluentui/react-icons/svg/calendar-clock';
import { FlowRegular } from '@fluentui/react-icons/svg/flow';
import { HomeRegular } from '@fluentui/react-icons/svg/home';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import { SettingsRegular } from '@fluentui/react-icons/svg/settings';
import { VideoRegular } from '@fluentui/react-icons/svg/video';
import type { FluentIcon } from '@fluentui/react-icons';
import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { Page } from '../../preload/contract/primitives.ts';

export interface PageEntry {
  readonly title: string;
  readonly Icon: FluentIcon;
  readonly Content: ComponentType;
}

/** Every page of the navigation. Each is loaded when it is first shown. */
export const PAGE_ENTRIES: Readonly<Record<Page, PageEntry>> = {
  overview: {
    title: 'Overview',
    Icon: HomeRegular,
    Content: lazy(async () => ({ default: (await import('./overview/overview-page.tsx')).OverviewPage })),
  },
  jobs: {
    title: 'Jobs',
    Icon: CalendarClockRegular,
    Content: lazy(async () => ({ default: (await import('./jobs/jobs-page.tsx')).JobsPage })),
  },
  provider: {
    title: 'Meetings provider',
    Icon: VideoRegular,
    Content: lazy(async () => ({ default: (await import('./provider/provider-page.tsx')).ProviderPage })),
  },
  automation: {
    title: 'Automation',
    Icon: FlowRegular,
    Content: lazy(async () => ({
      default: (await import('./automation/automation-page.tsx')).AutomationPage,
    })),
  },
  'e-mail': {
    title: 'E-mail',
    Icon: MailRegular,
    Content: lazy(async () => ({ default: (await import('./e-mail/e-mail-page.tsx')).EMailPage })),
  },
  settings: {
    title: 'Settings',
    Icon: SettingsRegular,
    Content: lazy(async () => ({ default: (await import('./settings/settings-page.tsx')).SettingsPage })),
  },
};
