/** The roof: reads the address, starts the engine, puts the page on the screen. */
import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import './ui/styles/page.css';
import { MantineProvider } from '@mantine/core';
import { startTransition, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { readEmbed } from './library/embed.ts';
import { silentBar, syncLink } from './store/linkSync.ts';
import { mayStartByItself } from './store/selfStart.ts';
import { actions, page } from './store/useStore.ts';
import { App } from './ui/App.tsx';
import { keepTexts } from './ui/keepTexts.ts';
import { later } from './ui/later.ts';
import { printInLight } from './ui/printing.ts';
import { cssVariables, theme } from './ui/theme.ts';

const EmbeddedPage = later(() => import('./ui/embed/EmbeddedPage.tsx'), 'EmbeddedPage');

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');

keepTexts(root);
const embed = readEmbed(location.search);
syncLink(page, embed ? silentBar(window) : window); // before the first render: a link opens without a jump
// What is kept between visits.
if (embed) page.store.setState(({ hidden }) => ({ hidden: new Set([...hidden, 'yours', 'guess']) }));
const isMounted = new Promise<void>((resolve) => {
  // As a transition, so that the first rendering is cut into slices and blocks nobody.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
          {embed ? (
            <Suspense>
              <EmbeddedPage embed={embed} onMounted={resolve} />
            </Suspense>
          ) : (
            <App onMounted={resolve} />
          )}
        </MantineProvider>
      </StrictMode>,
    ),
  );
});

printInLight();

/** In a task of its own: the first one is long enough. */
setTimeout(() => void openAndTrain());

async function openAndTrain(): Promise<void> {
  const backend = new URLSearchParams(location.search).get('backend');
  await actions.open(backend, document.baseURI, isMounted);
  if (mayStartByItself(window, page.store.getState().run)) actions.train();
}
