// Bundles the editor, for bundle.mjs: as a module that is fetched, and as an expression for the entries that have
// everything inside.
import fs from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);

/** Whether the editor's packages are there, and what bundles them. */
const isInstalled = fs.existsSync(path.join(here, 'node_modules'));

/** Whom both are written for. */
const target = 'es2022';

/** What CodeMirror's licence asks of those who hand it on. */
const NOTICE = '/*! With CodeMirror and Lezer, (c) Marijn Haverbeke and others, MIT licence: https://codemirror.net */';
const GLOBAL = 'bundled';

/** Go's keywords, from the one list that there is of them: the scanner's. */
function keywords() {
  const scanner = fs.readFileSync(path.join(here, '../../core/src/go/syntax/token.rs'), 'utf8');
  const words = [...scanner.matchAll(/^ {4}\("([a-z]+)", Token::\w+\),$/gm)].map(([, word]) => word);
  if (words.length !== 25) throw new Error(`the scanner's list of keywords is not read: ${words}`);
  return words;
}

/** `{ module, expression }`, the expression one that is the module's exports; nothing, where the packages are not installed. */
export async function editor() {
  if (!isInstalled) return undefined;
  const { build, transform } = await import('esbuild');
  const styles = {
    name: 'styles',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
        const { code } = await transform(fs.readFileSync(file, 'utf8'), { loader: 'css', minify: true });
        return { contents: code.trim(), loader: 'text' };
      }),
  };
  // They say of themselves that importing them does nothing, except for this one.
  const pure = {
    name: 'pure',
    setup: ({ onResolve, resolve }) =>
      onResolve({ filter: /^@lezer\// }, async ({ path: name, pluginData, ...from }) =>
        pluginData ? undefined : { ...(await resolve(name, { ...from, pluginData: true })), sideEffects: false },
      ),
  };
  const bundle = async (format) => {
    const { outputFiles } = await build({
      entryPoints: [path.join(here, 'editor.js')],
      bundle: true,
      minify: true,
      write: false,
      charset: 'utf8',
      legalComments: 'none',
      target,
      logLevel: 'warning',
      plugins: [styles, pure],
      define: { KEYWORDS: JSON.stringify(keywords()) },
      ...format,
    });
    return outputFiles[0].text.trim();
  };
  const classic = await bundle({ format: 'iife', globalName: GLOBAL });
  return {
    module: await bundle({ format: 'esm', banner: { js: NOTICE } }),
    expression: `(() => {\n${NOTICE}\n${classic}\nreturn ${GLOBAL};\n})()`,
  };
}

/** A module in fewer letters; as it is, where the packages are not installed. */
export async function minified(module) {
  if (!isInstalled) return module;
  const { transform } = await import('esbuild');
  const { code } = await transform(module, { minify: true, format: 'esm', charset: 'utf8', legalComments: 'none', target });
  return code;
}
