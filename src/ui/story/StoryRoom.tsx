/** The explanation. */
import 'katex/dist/katex.min.css';
import Article from '../article/Article.mdx';

export function StoryRoom() {
  return (
    <article className="article" aria-label="How distillation works">
      <Article />
    </article>
  );
}
