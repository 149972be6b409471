import { describe, expect, it } from 'vitest';
import { readyJob } from '../../fakes/jobs.ts';
import { findingsOf, runUntilQuiet } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';

describe('a step whose effect never shows', () => {
  it('is not repeated for ever: the job is handed to a person, and nobody is invited', async () => {
    const world = new World();
    world.putJob(readyJob());
    // A mutation that is accepted and does nothing: the link is blank whenever the job is read again.
    world.beforeRequest = (_party, name) => {
      if (name === 'reread') world.changeJob('job-1', { link: { url: null, id: null, info: null } });
    };
    const pc = world.boot();
    expect(await runUntilQuiet(pc)).toBeNull();
    expect(world.writes.length).toBeLessThanOrEqual(6);
    expect(world.liveMeetings()).toHaveLength(1);
    expect(world.mail).toHaveLength(0);
    expect(findingsOf(pc)).toEqual(['JOB-0001 link-keeps-vanishing']);
  });
});
