import type { Sighting } from './model.ts';
import { jobIdOf, latestFirst } from './sighting.ts';

/**
 * Jobs that have only messages left to send while the mail server is busy. A slow mail server must not hold up
 * meetings and links, so thousands may wait here: each costs no more than what was seen of it.
 */
export class ParkedJobs {
  /** Latest start first: the next one is the last. */
  private sightings: Sighting[] = [];

  get all(): readonly Sighting[] {
    return this.sightings;
  }

  get count(): number {
    return this.sightings.length;
  }

  add(sighting: Sighting): void {
    const index = this.sightings.findLastIndex((other) => latestFirst(other, sighting) <= 0);
    this.sightings.splice(index + 1, 0, sighting);
  }

  addAll(sightings: readonly Sighting[]): void {
    this.sightings = [...this.sightings, ...sightings].sort(latestFirst);
  }

  /** Takes out at most so many, those with the soonest start. */
  take(count: number): readonly Sighting[] {
    return count <= 0 ? [] : this.sightings.splice(-count).reverse();
  }

  remove(jobId: string): void {
    this.sightings = this.sightings.filter((sighting) => jobIdOf(sighting) !== jobId);
  }

  /** Lets go of those of which nothing newer is known. */
  keepOnly(isKept: (jobId: string) => boolean): void {
    this.sightings = this.sightings.filter((sighting) => isKept(jobIdOf(sighting)));
  }
}
