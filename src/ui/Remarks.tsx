/** What was seen in digits that a person brought, each with what would put it right. */
import { Button } from '@mantine/core';
import type { Mend } from '../experiment/events.ts';
import { actions, useStore } from '../store/useStore.ts';

const BUTTONS: Readonly<Record<Mend, string>> = {
  stretch: 'Scale to 0 … 255',
  invert: 'Invert',
  swap: 'The other way round',
  transpose: 'Transpose',
  'turn left': 'Turn left',
  'turn right': 'Turn right',
  'turn over': 'Turn over',
  mirror: 'Mirror',
  'mirror upside down': 'Mirror upside down',
  'transpose and turn over': 'Transpose and turn over',
};

export function Remarks() {
  const remarks = useStore((state) => state.data.remarks);
  const isLoading = useStore((state) => state.data.loading !== null);
  return remarks.map((remark) => {
    const { text, mend } = remark;
    return (
      <div key={text} className="notices remark" role="alert">
        <p>{text}</p>
        {mend && (
          <Button
            size="compact-xs"
            variant="default"
            disabled={isLoading}
            onClick={() => void actions.mendDigits(mend)}
          >
            {BUTTONS[mend]}
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => actions.dismissRemark(remark)}>
          {mend ? 'Leave as it is' : 'Understood'}
        </Button>
      </div>
    );
  });
}
