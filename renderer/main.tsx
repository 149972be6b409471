import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openBridge } from './bridge.ts';
import { createAppStore } from './store/app-store.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('The page has no place to draw in.');
const store = createAppStore();
const bridge = openBridge();
createRoot(root).render(
  <StrictMode>
    <App store={store} bridge={bridge} />
  </StrictMode>,
);
