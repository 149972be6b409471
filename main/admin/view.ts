import type { View } from '../../preload/contract/view.ts';
import type { Facts } from './facts.ts';
import { attentionList } from './view-attention.ts';
import { automationView, mailView } from './view-automation.ts';
import { checklist } from './view-checklist.ts';
import { providerView, skeduloView } from './view-connections.ts';
import { headline } from './view-headline.ts';
import { notices } from './view-notices.ts';

/**
 * Everything the page shows but the jobs. Pure, and the only place that decides what is shown: nothing is called done
 * that the other side has not confirmed, and no secret can get in, since none is among the facts.
 */
export function projectView(facts: Facts, revision: number): View {
  const { settings, status, findings } = facts;
  const skedulo = skeduloView(facts);
  const provider = providerView(facts);
  const mail = mailView(facts);
  return {
    revision,
    app: facts.app,
    headline: headline(facts),
    sync: {
      isLooking: status.isLooking,
      lastPassMs: status.lastPassMs,
      nextPassMs: status.nextPassMs,
      coveredUpToMs: status.coveredUpToMs,
      pausedUntilMs: status.pausedUntilMs,
      offlineSinceMs: status.offlineSinceMs,
      jobsSeen: status.jobsSeen,
    },
    checklist: checklist(skedulo, provider, mail, settings.automation.sendIcsToRecipients),
    attention: attentionList(facts),
    notices: notices(facts),
    chart: findings.chart,
    skedulo,
    provider,
    automation: automationView(facts),
    mail,
    settings: {
      opensAtLogin: facts.opensAtLogin,
      showsNotifications: facts.hasNotifications ? settings.desktop.showsNotifications : null,
      pollSeconds: settings.sync.pollSeconds,
      dataFolder: facts.dataFolder,
    },
    tasks: facts.tasks,
  };
}
