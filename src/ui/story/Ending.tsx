/** Below the steps: the challenges, what holds beyond digits, and the references. */
import { Challenges } from './Challenges.tsx';
import { CLOSING, REFERENCES } from './closing.ts';

export function Ending() {
  return (
    <div className="story-ending">
      <Challenges />
      <section aria-labelledby="story-closing">
        <h2 id="story-closing">{CLOSING.title}</h2>
        {CLOSING.text.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <h3>References</h3>
        <ul className="references small">
          {REFERENCES.map(({ text, arxiv }) => (
            <li key={arxiv}>
              {text}, <a href={`https://arxiv.org/abs/${arxiv}`}>arXiv {arxiv}</a>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
