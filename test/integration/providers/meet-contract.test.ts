import { describeMeetingProvider } from './contract.ts';
import { setUpMeet } from './meet-rig.ts';

describeMeetingProvider('Meet', () => setUpMeet());
