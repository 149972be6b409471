import fc from 'fast-check';

// What stops a change from landing must be the change: on the build server properties draw the same examples each time.
// Everywhere else they look for new ones.
if (process.env['CI'] === 'true') fc.configureGlobal({ seed: 20_261_122 });
