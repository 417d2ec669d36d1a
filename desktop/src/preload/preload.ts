import { contextBridge, ipcRenderer } from 'electron';
import { createBridge } from './bridge.ts';

contextBridge.exposeInMainWorld(
  'galley',
  createBridge((channel, request) => ipcRenderer.invoke(channel, request), process.argv),
);
