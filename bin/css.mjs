// Builds static/css/app.css from scss/: compile, drop what Bootstrap brings and nobody
// uses, compress. Our own classes are kept whole (their names are read from scss/), so a
// page may use any component without a rebuild.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { PurgeCSS } from "purgecss";
import * as sass from "sass";

const SOURCE = "scss";
const OUT = "static/css/app.css";

const { css } = sass.compile(`${SOURCE}/app.scss`, {
  loadPaths: ["node_modules"],
  style: "compressed",
  quietDeps: true,
  silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
});

const bootstrap = sass.compile(`${SOURCE}/_bootstrap.scss`, {
  loadPaths: ["node_modules", SOURCE],
  quietDeps: true,
  silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
}).css;
const classes = (text) => new Set([...text.matchAll(/\.([a-z][\w-]*)/gi)].map((m) => m[1]));
const borrowed = classes(bootstrap);
const own = [...classes(css)].filter((name) => !borrowed.has(name));

const elements = `a abbr address article aside b blockquote body br button canvas caption
  circle code dd details dialog div dl dt em fieldset figcaption figure footer form g h1 h2
  h3 h4 header hr html img input label legend li main nav ol optgroup option output p path
  pre rect section select small span strong sub summary sup svg table tbody td text textarea
  tfoot th thead time tr ul`.split(/\s+/);

const content = ["templates/**/*.html", "*/forms*.py", "*/forms/*.py", "static/js/*.js"];
const [{ css: purged }] = await new PurgeCSS().purge({
  content,
  css: [{ raw: css }],
  variables: true,
  safelist: {
    standard: [...own, ...elements, /^(is-|form-|btn-|input-group|visually-hidden)/, ":disabled"],
    variables: [/^--bs-(btn|input|form|gutter)/],
  },
});

writeFileSync(OUT, `${purged.trim()}\n`);
console.log(`${OUT}: ${purged.length} bytes, ${gzipSync(purged, { level: 9 }).length} gzip`);
