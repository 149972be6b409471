import { shorten } from '../shorten.ts';

/** UTF-16 units that Zoom keeps of a topic. */
const TOPIC_LIMIT = 200;

/** Fits a topic to Zoom: one line, at most 200 units, never half a character. An empty one becomes `Meeting`. */
export function zoomTopic(topic: string): string {
  const line = topic
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line === '' ? 'Meeting' : shorten(line, TOPIC_LIMIT);
}
