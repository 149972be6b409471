import type * as z from 'zod';
import type { Answer } from '../../preload/contract/contract.ts';
import { refuse } from './answers.ts';

/** What the inputs are called on the page, by their path. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  skeduloToken: 'the Skedulo API token',
  token: 'the Skedulo API token',
  apiUrl: "Skedulo's address",
  meetingPassword: 'the password for your meetings',
  enableAttendees: '"Enable attendees"',
  sendIcsToRecipients: '"Send ICS to recipients"',
  from: 'the sender',
  host: 'the mail server',
  port: 'the port',
  security: 'the encryption',
  user: 'the user name',
  password: 'the password',
  to: 'the e-mail address',
  address: 'the e-mail address',
  kind: 'the kind',
  clientId: 'the client id',
  clientSecret: 'the client secret',
  redirectUrl: 'the redirect address',
  directoryId: 'the directory (tenant) ID',
  jobId: 'the job',
  until: 'the time',
  timeZone: 'the time zone',
  pollSeconds: 'the number of seconds between two looks',
  opensAtLogin: '"Start at login"',
  showsNotifications: '"Notifications"',
  'template.greeting': 'the greeting',
  'template.colour': 'the colour',
  'template.logo': 'the logo',
  'template.footer': 'the footer',
};

const PARTS: Readonly<Record<string, string>> = {
  subject: 'the subject',
  opening: 'the text before the meeting',
  closing: 'the text after the meeting',
};

const KINDS: Readonly<Record<string, string>> = {
  request: 'of the invitation',
  update: 'of the change',
  cancellation: 'of the cancellation',
};

/** Says in plain words what is wrong with a command's input, and names the field. The input itself is never repeated. */
export function inputProblem(issues: readonly z.core.$ZodIssue[]): Answer {
  const [issue] = issues;
  if (issue === undefined) return refuse('input-unusable', 'What was entered cannot be used.');
  const path = issue.path.map(String).join('.').slice(0, 100);
  const name = fieldName(path);
  const words = `${name.charAt(0).toUpperCase()}${name.slice(1)} ${whatIsWrong(issue)}.`;
  return refuse('input-unusable', `${words} Nothing was changed.`, path === '' ? {} : { field: path });
}

function fieldName(path: string): string {
  const known = FIELD_NAMES[path];
  if (known !== undefined) return known;
  const [, kind = '', part = ''] = path.split('.');
  const partName = PARTS[part];
  const kindName = KINDS[kind];
  return partName === undefined || kindName === undefined ? 'what was sent' : `${partName} ${kindName}`;
}

function whatIsWrong(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      // The message is the only thing that tells nothing from something of another kind.
      return issue.message.endsWith('received undefined') ? 'is missing' : 'is of the wrong kind';
    case 'too_big':
      return issue.origin === 'string'
        ? `is too long: at most ${String(issue.maximum)} characters`
        : `is too large: at most ${String(issue.maximum)}`;
    case 'too_small':
      if (issue.origin === 'string') return 'is missing';
      return `is too small: at least ${String(issue.minimum)}`;
    case 'invalid_format':
      return issue.format === 'url'
        ? 'is not a web address; it begins with https://'
        : 'is not written as it should be';
    case 'invalid_value':
      return `is none of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return 'holds something that is not known here';
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return 'is not written as it should be';
  }
}
