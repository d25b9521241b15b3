// The start of embed.html, classic because an opaque origin (a sandboxed frame, file://) may fetch neither modules
// nor wasm: it hands the address's options to the player and loads the entry that works here.
(() => {
  const asked = new URLSearchParams(location.search);
  const player = document.querySelector('lockstep-player');
  for (const name of ['controls', 'theme', 'locale']) {
    if (asked.has(name)) player.setAttribute(name, asked.get(name));
  }
  const script = document.createElement('script');
  if (self.origin === 'null') {
    script.src = 'lockstep.inline.js';
  } else {
    script.type = 'module';
    script.src = 'lockstep.js';
  }
  document.head.append(script);
})();
