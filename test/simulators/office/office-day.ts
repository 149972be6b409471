import type { SkeduloOffice } from '../skedulo/office.ts';

/** Something that people in the office do. */
export interface OfficeEvent {
  /** One line for people. */
  readonly words: string;
  /** Whether ReadyMeet has to ask the provider to make or change a meeting because of it. */
  readonly asksProvider: boolean;
  /** Does it. */
  readonly happen: () => void;
}

const JOB_COUNT = 6;
const HOUR_MS = 3_600_000;
const STEPS = ['ready', 'move', 'guest', 'cancel'] as const;
const TIME_ZONES = ['Australia/Brisbane', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'];

/**
 * An office day without end: a handful of jobs become Ready, move, change their guest and are cancelled, each a step
 * at a time and in turn, then become Ready again.
 * @param nowMs tells the time, for starts that lie ahead
 */
export function* officeDay(office: SkeduloOffice, nowMs: () => number): Generator<OfficeEvent, never> {
  const names = Array.from({ length: JOB_COUNT }, (_, index) => {
    const { Name } = office.addJob({
      status: 'Dispatched',
      type: 'Walk-in',
      timezone: TIME_ZONES[index % TIME_ZONES.length] ?? 'UTC',
      contact: guestOf(index, 0),
      durationMinutes: 30,
    });
    return Name;
  });
  for (let round = 0; ; round += 1) {
    for (const step of STEPS) {
      for (const [index, name] of names.entries()) yield eventOf(office, nowMs, { step, round, index, name });
    }
  }
}

interface Turn {
  readonly step: (typeof STEPS)[number];
  readonly round: number;
  readonly index: number;
  readonly name: string;
}

function eventOf(
  office: SkeduloOffice,
  nowMs: () => number,
  { step, round, index, name }: Turn,
): OfficeEvent {
  const startMs = Math.ceil(nowMs() / HOUR_MS) * HOUR_MS + (24 + index) * HOUR_MS;
  switch (step) {
    case 'ready':
      return {
        words: `${name} becomes Ready${round === 0 ? '' : ' again'}: a meeting, a link, an invitation.`,
        asksProvider: true,
        happen: () => {
          office.rescheduleJob(name, { startMs });
          office.updateJob(name, { JobStatus: 'Ready', Locked: false });
        },
      };
    case 'move':
      return {
        words: `${name} moves by three hours: the same meeting, an update for the guest.`,
        asksProvider: true,
        happen: () => {
          office.rescheduleJob(name, { startMs: startMs + 3 * HOUR_MS });
        },
      };
    case 'guest': {
      const guest = guestOf(index, round + 1);
      return {
        words: `${name} gets another contact, ${guest.email}: an invitation for the new one, a cancellation for the old.`,
        asksProvider: false,
        happen: () => {
          office.setContact(name, guest);
        },
      };
    }
    case 'cancel':
      return {
        words: `${name} is cancelled, and locked by that: no meeting any more, a cancellation for the guest.`,
        asksProvider: false,
        happen: () => {
          office.cancelJob(name);
        },
      };
  }
}

function guestOf(index: number, round: number): { readonly name: string; readonly email: string } {
  const letter = String.fromCodePoint(65 + index);
  return {
    name: `Walk-in ${letter} ${String(round)}`,
    email: `walk-in-${letter}${String(round)}@clients.test`,
  };
}
