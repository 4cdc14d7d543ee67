/** The roof: reads the address, starts the engine, puts the page on the screen. */
import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import './ui/styles/page.css';
import { MantineProvider } from '@mantine/core';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { syncLink } from './store/linkSync.ts';
import { mayStartByItself } from './store/selfStart.ts';
import { actions, page } from './store/useStore.ts';
import { App } from './ui/App.tsx';
import { cssVariables, theme } from './ui/theme.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');

syncLink(page, window); // before the first render: a link opens without a jump
const isMounted = new Promise<void>((resolve) => {
  // As a transition, so that the first rendering is cut into slices and blocks nobody.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
          <App onMounted={resolve} />
        </MantineProvider>
      </StrictMode>,
    ),
  );
});

/** In a task of its own: the first one is long enough. */
setTimeout(() => void openAndTrain());

async function openAndTrain(): Promise<void> {
  const backend = new URLSearchParams(location.search).get('backend');
  await actions.open(backend, document.baseURI, isMounted);
  if (mayStartByItself(window, page.store.getState().run)) actions.train();
}
