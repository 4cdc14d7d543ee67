/** The page: one header, and one of its rooms below it. */
import { Boundary } from './Boundary.tsx';
import { Header } from './Header.tsx';
import { HelpLayer } from './help/HelpLayer.tsx';
import { usePageKeys } from './keys/usePageKeys.ts';
import { Milestones } from './Milestones.tsx';
import { Notices } from './Notices.tsx';
import { Rooms } from './rooms/Rooms.tsx';

/** @param onMounted called when there is something on the screen to look at: Figure 3, or another room */
export function App({ onMounted }: { readonly onMounted: () => void }) {
  usePageKeys();
  return (
    <>
      <Boundary>
        <Header />
      </Boundary>
      <Boundary>
        <HelpLayer />
        <Notices />
        <Milestones />
      </Boundary>
      <Rooms onMounted={onMounted} />
    </>
  );
}
