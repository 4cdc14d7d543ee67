/** Picks the panel that somebody's own page is to show, and gives the code for it. Loaded when it is first wanted. */
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { EMBEDDED_PANELS, withEmbed, type EmbeddedPanel } from '../../library/embed.ts';
import { EMBEDDABLE, embedSnippet } from '../../library/embedLabels.ts';
import { Dialog } from '../Dialog.tsx';
import { LinkField } from './LinkField.tsx';

interface Props {
  readonly link: string;
  readonly onClose: () => void;
}

export function EmbedDialog({ link, onClose }: Props) {
  const [panel, setPanel] = useState<EmbeddedPanel>('softened');
  return (
    <Dialog onClose={onClose} size="lg" title="Embed a panel" closeLabel="Close the embedding">
      <p className="small">
        One panel in a page of your own, with the settings of the run on display. It keeps nothing in the
        browser of whoever reads it.
      </p>
      <NativeSelect
        label="Panel"
        size="xs"
        my="sm"
        data={EMBEDDED_PANELS.map((value) => ({ value, label: EMBEDDABLE[value] }))}
        value={panel}
        onChange={({ currentTarget: { value } }) =>
          setPanel(EMBEDDED_PANELS.find((each) => each === value) ?? panel)
        }
      />
      <LinkField label="Code for your page" rows={4} text={embedSnippet(withEmbed(link, panel), panel)} />
    </Dialog>
  );
}
