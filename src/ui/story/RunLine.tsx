/** The run of the page, in a line: begun, held and gone on with from here too. */
import { MainButton, RunProgress } from '../panels/TrainingPanel.tsx';

export function RunLine() {
  return (
    <div className="story-run">
      <MainButton />
      <RunProgress />
    </div>
  );
}
