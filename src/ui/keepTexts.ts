/**
 * Translation tools, Chrome's among them, put an element of their own in the place of each text. React goes on to write into
 * the text that it made, which nobody sees any more, and breaks the page when it takes it away where it no longer is
 * (issue 11538 of React, which leaves it to pages). Here a text comes back to its place when React turns to it; the tool then
 * translates it anew.
 */
export function keepTexts(root: Node): void {
  const inPlaceOf = new WeakMap<Node, Element>();
  const putBack = (text: Node) => {
    const other = inPlaceOf.get(text);
    inPlaceOf.delete(text);
    if (other?.isConnected) other.replaceWith(text);
  };
  const written = new MutationObserver((records) => records.forEach(({ target }) => putBack(target)));
  const taken = new MutationObserver((records) => {
    for (const { removedNodes, addedNodes, previousSibling, nextSibling } of records)
      for (const text of removedNodes) {
        if (text.nodeType !== Node.TEXT_NODE || text.isConnected) continue;
        const other = [...addedNodes, previousSibling, nextSibling].find(isOfTranslator);
        if (!other) continue;
        inPlaceOf.set(text, other);
        written.observe(text, { characterData: true });
      }
  });
  taken.observe(root, { childList: true, subtree: true });

  /** @returns what stands for a child of this node, itself as a rule; null where nothing does */
  const standingFor = (parent: Node, child: Node): Node | null => {
    putBack(child);
    let at: Node | null = child; // a tool may also have put it into its own element
    while (at && at.parentNode !== parent) at = at.parentNode;
    return at;
  };
  const { removeChild, insertBefore } = Node.prototype;
  Node.prototype.removeChild = function <Child extends Node>(this: Node, child: Child): Child {
    const standing = child.parentNode === this ? child : standingFor(this, child);
    if (standing) removeChild.call(this, standing);
    return child;
  };
  Node.prototype.insertBefore = function <Added extends Node>(
    this: Node,
    added: Added,
    before: Node | null,
  ): Added {
    const standing = before && before.parentNode !== this ? standingFor(this, before) : before;
    insertBefore.call(this, added, standing);
    return added;
  };
}

/** The elements that Chrome's and others put around a text. */
const isOfTranslator = (node: Node | null | undefined): node is Element =>
  node instanceof Element && node.tagName === 'FONT';
