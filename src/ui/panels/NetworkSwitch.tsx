/** Whose view figures show: one choice for the whole page. */
import { NETWORKS } from '../../experiment/arms.ts';
import { actions, useStore } from '../../store/useStore.ts';
import { Choice } from '../Choice.tsx';
import { NETWORK_LABEL } from '../theme.ts';

const CHOICES = NETWORKS.map((value) => ({ value, label: NETWORK_LABEL[value] }));

export function NetworkSwitch({ label = 'Network' }: { readonly label?: string }) {
  const network = useStore((state) => state.shownNetwork);
  return (
    <Choice
      name={label}
      help="networkSwitch"
      options={CHOICES}
      value={network}
      onChange={actions.setShownNetwork}
    />
  );
}
