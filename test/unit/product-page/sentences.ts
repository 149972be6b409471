/** One sentence of Skedulo's help page "Add virtual meetings to work", in our words and in the order of the page. */
export interface Sentence {
  /** Tests name it in their titles, in square brackets. */
  readonly id: string;
  readonly says: string;
  /** Why no test can prove it; null where tests do. */
  readonly untestedBecause: string | null;
}

/** What the page says, and what of it is none of ReadyMeet's business. */
export const SENTENCES: readonly Sentence[] = numbered([
  'A third-party provider is configured, and new work items get meeting links.',
  'Virtual meetings are an option: an organization may enable them.',
  'A virtual meeting is held with the provider’s own software, through Skedulo.',
  'Zoom, Microsoft Teams and Google Meet are supported.',
  'Jobs that are Ready (scheduled, resources confirmed) get a virtual meeting by themselves.',
  'The details of the meeting stand on the job in Skedulo.',
  'The details are e-mailed to the contact of the job.',
  'With attendees enabled, attendees are e-mailed too.',
  'Configuration has two steps: authorize a provider, then set up automation.',
  ['The steps are described further down.', 'Leads to other sentences of the page.'],
  ['The extension has to be installed.', 'Skedulo’s own extension, in whose place ReadyMeet works.'],
  [
    'The configuration page has to be published in the web app.',
    'Skedulo’s own web app; ReadyMeet brings its page along.',
  ],
  'The configuration page is reached from the navigation.',
  ['Customer support has more information.', 'Skedulo’s support staff.'],
  ['To authorize a provider, steps are done.', 'Leads to the steps that follow it.'],
  'First the tab "Meetings provider" is opened.',
  'In the drop-down "Select provider" the provider is chosen.',
  '"Authorize Provider" is clicked.',
  'That opens the provider’s page, to log in and to authorize.',
  'Then the provider appears on the tab with the details of the vendor user who authorized.',
  'The provider confirms the authorization by e-mail.',
  'With a provider connected, automation can make meetings for all jobs.',
  'Automated, a meeting is made by the provider and added to the job when it becomes Ready.',
  'Automation needs a provider that is connected.',
  ['How to connect one stands above.', 'Leads to another section of the page.'],
  ['To automate, steps are done.', 'Leads to the steps that follow it.'],
  'A long-lived API token is made under Settings > Developer Tools > API Tokens.',
  ['More about tokens stands on another page.', 'Leads to another help page of Skedulo.'],
  'The tab "Automation" is opened.',
  'The token is entered in the field "Skedulo API Token".',
  'For Zoom a password for the meetings may be given.',
  'Meetings are then made with this password, and guests need it to log in.',
  '"Enable attendees" may be ticked, to invite all attendees.',
  'Attendees only count for group events.',
  '"Send ICS to recipients" is on unless switched off.',
  'It sends an e-mail with the meeting to all guests.',
  'Switched off, neither contact nor attendees are told of the meeting.',
  'Schedulers still have the link, in Skedulo.',
  'Resources still have the link, in their calendar where Skedulo iCalendar is set up.',
  'Else resources ask their scheduler.',
  '"Enable Automation" is clicked.',
  '"Disable Automation" can be clicked at any time.',
  'Enabling again takes the settings and the token again.',
  'Every job that is created gets a meeting when its status becomes Ready.',
  'A job has a contact or attendees, and a resource.',
  'The job is dispatched to the resource.',
  'When the resource accepts, the job is Ready.',
  'All guests are e-mailed the details of their meeting.',
  'The e-mail can carry the organization’s own branding and wording.',
  ['The job’s page has to be loaded anew to show the link.', 'Skedulo’s own web app.'],
  'Resources start and complete such a job like any other.',
  [
    'The mobile app shows such a job like any other, without the link.',
    'Skedulo’s own mobile app, which ReadyMeet does not touch.',
  ],
  [
    'Resources find the link in the calendar of their device.',
    'Skedulo iCalendar, which reads the job by itself.',
  ],
  'All guests can enter the meeting by its link.',
  'Password and other details stand in the invitation.',
  'The provider can be removed at any time.',
  'Removing it keeps virtual meetings from being made.',
  'Jobs that have a meeting are unaffected, and their link goes on working.',
  'To remove it, the configuration page is opened.',
  'That the provider is to be removed is confirmed.',
  '"Remove Provider" is clicked.',
  'The page warns while there is no integration for virtual meetings.',
]);

function numbered(
  sentences: readonly (string | readonly [says: string, untestedBecause: string])[],
): readonly Sentence[] {
  return sentences.map((sentence, index) => {
    const [says, untestedBecause] = typeof sentence === 'string' ? [sentence, null] : sentence;
    return { id: `PP-${String(index + 1).padStart(2, '0')}`, says, untestedBecause };
  });
}
