import { FakeSession } from '../../../fakes/desktop/fake-session.ts';
import { note } from './diary.ts';

/** Notes which handlers are set, and keeps them for asking. */
export class NotedSession extends FakeSession {
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
    for (const method of [
      'setPermissionRequestHandler',
      'setPermissionCheckHandler',
      'setDevicePermissionHandler',
      'setDisplayMediaRequestHandler',
      'setSpellCheckerEnabled',
    ] as const) {
      const original = this[method].bind(this);
      Reflect.set(this, method, (given: never) => {
        note(`session.${method}`, name);
        original(given);
      });
    }
    const before = this.webRequest.onBeforeRequest;
    this.webRequest.onBeforeRequest = (listener) => {
      note('session.onBeforeRequest', name);
      before(listener);
    };
  }
  override on(event: string, listener: never): this {
    note(`session.on ${event}`, this.name);
    return super.on(event, listener);
  }
}
