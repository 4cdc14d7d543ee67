/** The roof: reads the address, starts the engine, puts the page on the screen. */
import './ui/trustedTypes.ts';
import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import './ui/styles/theme.css';
import './ui/styles/page.css';
import { MantineProvider } from '@mantine/core';
import { startTransition, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { hasDatabase, LIBRARY_DATABASE } from './library/databases.ts';
import { readEmbed } from './library/embed.ts';
import { keepsNothing } from './library/visit.ts';
import { silentBar, syncLink } from './store/linkSync.ts';
import { isSavingData, mayStartByItself } from './store/selfStart.ts';
import { actions, keepRuns, page, readKeptAhead } from './store/useStore.ts';
import { App } from './ui/App.tsx';
import { Boundary } from './ui/Boundary.tsx';
import { idle } from './ui/idle.ts';
import { keepTexts } from './ui/keepTexts.ts';
import { later } from './ui/later.tsx';
import { printInLight } from './ui/printing.ts';
import { cssVariables, theme } from './ui/theme.ts';

const EmbeddedPage = later(() => import('./ui/embed/EmbeddedPage.tsx'), 'EmbeddedPage');

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');

keepTexts(root);
const embed = readEmbed(location.search);
syncLink(page, embed ? silentBar(window) : window); // before the first render: a link opens without a jump
// What is kept between visits.
if (!embed) keepRuns();
else page.store.setState(({ hidden }) => ({ hidden: new Set([...hidden, 'yours', 'guess']) }));
const isMounted = new Promise<void>((resolve) => {
  // As a transition, so that the first rendering is cut into slices and blocks nobody.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          withCssVariables={false} // they are in theme.css: the page may not write styles into itself
          withGlobalClasses={false}
          defaultColorScheme="auto"
        >
          <Boundary>
            {embed ? (
              <Suspense>
                <EmbeddedPage embed={embed} onMounted={resolve} />
              </Suspense>
            ) : (
              <App onMounted={resolve} />
            )}
          </Boundary>
        </MantineProvider>
      </StrictMode>,
    ),
  );
});

document.documentElement.classList.add('started'); // else index.html says that the page could not begin
printInLight();

// The last moment of which a page that is closed can be sure.
document.addEventListener('visibilitychange', () => document.hidden && actions.saveRun());

/** In a task of its own: the first one is long enough. */
setTimeout(() => void openAndTrain().then(readLibrary).then(stayWithoutNetwork));

async function openAndTrain(): Promise<void> {
  const backend = new URLSearchParams(location.search).get('backend');
  const looked = isMounted.then(() => actions.lookForRun());
  await actions.open(backend, document.baseURI, isMounted);
  const isOffered = await looked;
  if (!isOffered && mayStartByItself(window, page.store.getState().run)) actions.train();
}

/** What earlier visits kept is there before anybody asks for it. */
async function readLibrary(): Promise<void> {
  if (embed || keepsNothing(location.search) || !(await hasDatabase(LIBRARY_DATABASE))) return;
  await idle();
  void readKeptAhead();
}

/** Where it cannot be had, the page needs the network as before. */
async function stayWithoutNetwork(): Promise<void> {
  if (keepsNothing(location.search) || isSavingData(navigator)) return;
  await import('./ui/offline/prepareOffline.ts').then(
    ({ prepareOffline }) => prepareOffline(page.store),
    () => undefined,
  );
}
