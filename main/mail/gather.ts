import { Transform } from 'node:stream';

/**
 * A stream that holds back everything until it has all, and then gives it on in one piece. nodemailer writes a message
 * line by line; each piece would be encrypted and handed to the system by itself, which costs more than the rest of
 * sending. Messages are some kilobytes.
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
