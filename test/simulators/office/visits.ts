import { DateTime } from 'luxon';
import type { NewJob } from '../skedulo/office.ts';

const BRISBANE = 'Australia/Brisbane';
const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';
const KOLKATA = 'Asia/Kolkata';

/** Longer than any provider takes, with characters outside the basic plane and a joined emoji. */
const LONG_TYPE =
  '🩺 Comprehensive multidisciplinary home-care review with the family, the physiotherapist, the dietician and the interpreter – first appointment 🏡👩‍⚕️ (please allow time for “questions”, the medication list & the discharge letter of the hospital)';

type Visit = readonly [
  timeZone: string,
  days: number,
  time: `${number}:${number}`,
  minutes: number,
  type: string | null,
  name: string,
  email: string,
];

const VISITS: readonly Visit[] = [
  [BRISBANE, 1, '9:00', 30, 'Telehealth consultation', 'Ann Lee', 'ann.lee@clients.test'],
  [BRISBANE, 1, '10:15', 45, 'Physiotherapy', 'Zoë Brontë', 'zoe.bronte@clients.test'],
  [BRISBANE, 1, '23:30', 60, 'Night call', 'Bruce Kelly', 'Bruce.Kelly@Clients.test'],
  [BRISBANE, 2, '8:00', 60, LONG_TYPE, 'Mia Nguyễn', 'mia.nguyen@clients.test'],
  [BRISBANE, 2, '14:00', 30, null, "Siobhán O'Connor", "siobhan.o'connor@clients.test"],
  [BRISBANE, 4, '11:00', 90, 'Care plan review', 'Jack Wilson', 'jack.wilson@clients.test'],
  [BERLIN, 1, '8:30', 30, 'Erstgespräch', 'Müller & Söhne', 'kontakt@mueller-soehne.test'],
  [BERLIN, 1, '16:45', 45, 'Physiotherapie', 'Łukasz Wójcik', 'lukasz.wojcik@clients.test'],
  [BERLIN, 2, '9:00', 60, 'Beratung', 'Anneliese Groß', 'anneliese.gross@clients.test'],
  [BERLIN, 3, '13:00', 30, 'Nachsorge', 'Søren Ærø', 'soren.aero@clients.test'],
  [BERLIN, 5, '10:00', 120, 'Training', 'Çağla Yılmaz', 'cagla.yilmaz@clients.test'],
  [NEW_YORK, 1, '9:00', 60, 'Intake interview', 'Maria García', 'maria.garcia@clients.test'],
  [NEW_YORK, 1, '19:30', 30, 'Follow-up', 'John “Jack” O’Neil', 'john.oneil@clients.test'],
  [NEW_YORK, 2, '8:15', 45, 'Medication review', '李小龙', 'xiaolong.li@clients.test'],
  [NEW_YORK, 3, '12:00', 30, 'Lunch & learn 🥗', 'Dwayne Carter', 'dwayne.carter@clients.test'],
  [NEW_YORK, 6, '17:00', 60, 'Family meeting', 'Aaliyah Johnson', 'aaliyah.johnson@clients.test'],
  [KOLKATA, 1, '7:45', 30, 'Telehealth consultation', 'नेहा शर्मा', 'neha.sharma@clients.test'],
  [KOLKATA, 1, '18:00', 45, 'Dietician', 'Arjun Reddy', 'arjun.reddy@clients.test'],
  [KOLKATA, 2, '11:30', 60, 'Speech therapy', 'Priya Iyer', 'priya.iyer@clients.test'],
  [KOLKATA, 4, '15:15', 30, 'Follow-up', 'Ravi Menon', 'ravi.menon@clients.test'],
];

/** The everyday visits: each is Ready, is to have a meeting, and invites its contact. */
export function everydayVisits(nowMs: number): readonly NewJob[] {
  return VISITS.map(([timezone, days, time, durationMinutes, type, name, email]) => ({
    timezone,
    startMs: localMs(nowMs, timezone, days, time),
    durationMinutes,
    type,
    contact: { name, email },
  }));
}

/** The instant of a local time some days from now. */
export function localMs(nowMs: number, timeZone: string, days: number, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return DateTime.fromMillis(nowMs, { zone: timeZone })
    .plus({ days })
    .set({ hour, minute, second: 0, millisecond: 0 })
    .toMillis();
}
