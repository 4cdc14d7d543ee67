/** The article below the page, loaded when somebody comes near it. */
import { lazy, Suspense } from 'react';
import { useNear } from '../useNear.ts';

/** Pixels of scrolling ahead of which it begins to load. */
const AHEAD = 800;

const Article = lazy(async () => {
  await import('katex/dist/katex.min.css');
  return import('./Article.mdx');
});

export function ArticleSection() {
  const [section, isNear] = useNear<HTMLElement>(AHEAD);
  return (
    <article id="article" className="article" ref={section} aria-label="How distillation works">
      {isNear && (
        <Suspense>
          <Article />
        </Suspense>
      )}
    </article>
  );
}
