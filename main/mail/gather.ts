import { Transform } from 'node:stream';

/**
 * A stream that holds back everything until it has all, and then gives it on in one piece. nodemailer writes a message
 * in many small pieces, each of which would be encrypted and handed to the system by itself. Messages are some kilobytes.
 */
export function gather(): Transform {
  const pieces: Buffer[] = [];
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
    flush(done) {
      done(null, Buffer.concat(pieces));
    },
  });
}
