import { describeMeetingProvider } from './contract.ts';
import { setUpTeams } from './teams-rig.ts';

describeMeetingProvider('Teams', () => setUpTeams());
