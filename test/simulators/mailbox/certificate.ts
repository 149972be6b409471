import { readFileSync } from 'node:fs';

/** The self-signed certificate for `localhost` and `127.0.0.1` that the simulator shows. PEM. */
export const TEST_CERTIFICATE = readFileSync(new URL('./test-only-certificate.pem', import.meta.url), 'utf8');

/** Its key, public on purpose. PEM. */
export const TEST_KEY = readFileSync(new URL('./test-only-key.pem', import.meta.url), 'utf8');
