import { contextBridge, ipcRenderer } from 'electron';
import { createBridge } from './bridge-over-ipc.ts';
import { BRIDGE_KEY } from './contract/channels.ts';

/** The page's only way out: one frozen object. */
contextBridge.exposeInMainWorld(BRIDGE_KEY, createBridge(ipcRenderer));
