import { EventEmitter } from 'node:events';
import { note } from './diary.ts';

type Listener = Parameters<EventEmitter['on']>[1];

/** Messages of the page. */
export class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, (event: unknown, ...args: readonly unknown[]) => Promise<unknown>>();

  handle(channel: string, handler: (event: unknown, ...args: readonly unknown[]) => Promise<unknown>): void {
    note('ipcMain.handle', channel);
    this.handlers.set(channel, handler);
  }
  removeHandler(channel: string): void {
    note('ipcMain.removeHandler', channel);
    this.handlers.delete(channel);
  }
  override on(event: string, listener: Listener): this {
    note('ipcMain.on', event);
    return super.on(event, listener);
  }
  override removeAllListeners(event?: string): this {
    note('ipcMain.removeAllListeners', event);
    return super.removeAllListeners(event);
  }
}

/** An emitter that notes who listens and who stops. */
export class Monitor extends EventEmitter {
  readonly name: string;
  readonly shouldUseDarkColors = false;
  readonly shouldUseDarkColorsForSystemIntegratedUI = false;
  readonly shouldUseHighContrastColors = false;
  constructor(name: string) {
    super();
    this.name = name;
  }
  override on(event: string, listener: Listener): this {
    note(`${this.name}.on ${event}`);
    return super.on(event, listener);
  }
  override removeListener(event: string, listener: Listener): this {
    note(`${this.name}.removeListener ${event}`);
    return super.removeListener(event, listener);
  }
}
