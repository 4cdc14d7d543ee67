/** The keys of the page, and what its words mean. Loaded when it is first wanted. */
import { Kbd, Switch } from '@mantine/core';
import { useState } from 'react';
import { GLOSSARY } from '../../experiment/words/glossary.ts';
import { areKeysOff, switchKeys } from '../../library/keysSwitch.ts';
import { Dialog } from '../Dialog.tsx';
import { PAGE_KEYS, type PageKey } from '../keys/pageKeys.ts';

/** Those that have nothing to press here are not told. */
const isOnPage = ({ shortcut }: PageKey) =>
  document.querySelector(`[aria-keyshortcuts~="${shortcut}"]`) !== null;

export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const [areOn, setAreOn] = useState(!areKeysOff());
  return (
    <Dialog onClose={onClose} size="lg" title="Help" closeLabel="Close the help">
      <p>Every control says what it is: point at it, go to it with Tab, or hold it with a finger.</p>
      <section className="help-section" aria-labelledby="help-keys">
        <h3 id="help-keys">Keys</h3>
        <Switch
          size="xs"
          label="Keys act on this page, except while one types"
          checked={areOn}
          onChange={({ currentTarget: { checked } }) => {
            switchKeys(checked);
            setAreOn(checked);
          }}
        />
        <dl className="keys">
          {PAGE_KEYS.filter(isOnPage).map(({ keys: [key], does }) => (
            <div key={key}>
              <dt>
                <Kbd translate="no">{key}</Kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <p className="muted small">
          On a slider the arrow keys go a little, Page Up and Page Down far, Home and End all the way. Escape
          closes what is open.
        </p>
      </section>
      <section className="help-section" aria-labelledby="help-words">
        <h3 id="help-words">Words</h3>
        <dl className="glossary">
          {GLOSSARY.map(({ word, meaning }) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </section>
    </Dialog>
  );
}
