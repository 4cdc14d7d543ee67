/* Marks the document before its first paint: that scripts run, and whether the browser is too old for the page. Old browsers
   cannot read the page's own scripts, and they must be able to read this one: ECMAScript 5, no module. The floor stands in
   README, and as build.target in vite.config.ts. */
(function () {
  var isEnough =
    typeof Array.prototype.toReversed === 'function' &&
    typeof DecompressionStream === 'function' &&
    window.CSS &&
    CSS.supports('color', 'color-mix(in srgb, red, blue)');
  document.documentElement.className = isEnough ? 'with-javascript' : 'with-javascript too-old';
})();
