/** Hands over a network of the run on display as a file, with code that runs it; and a script that trains the same way. Loaded when it is first wanted. */
import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { page } from '../../store/useStore.ts';
import { Dialog } from '../Dialog.tsx';
import { OneNetwork } from './OneNetwork.tsx';
import { SameTraining } from './SameTraining.tsx';

export function TakeAwayDialog({ onClose }: { readonly onClose: () => void }) {
  // As it was when the dialog opened: what trains on changes nothing of it.
  const [{ record, isUnfinished }] = useState(() => {
    const { run } = page.store.getState();
    return { record: run.record, isUnfinished: run.record?.result === null };
  });
  if (!record) return null;
  return (
    <Dialog onClose={onClose} size="xl" title="Take a network away" closeLabel="Close the networks">
      {isUnfinished && (
        <p className="small" role="note">
          The run had not ended when this opened: the weights are those of its last report then.
        </p>
      )}
      <Tabs defaultValue="network">
        <Tabs.List mb="sm">
          <Tabs.Tab value="network">Network</Tabs.Tab>
          <Tabs.Tab value="training">Train the same way</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="network">
          <OneNetwork record={record} />
        </Tabs.Panel>
        <Tabs.Panel value="training">
          <SameTraining record={record} />
        </Tabs.Panel>
      </Tabs>
    </Dialog>
  );
}
