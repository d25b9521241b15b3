// <lockstep-player>: the custom element, the same in every entry. It decides when to load, mounts the application
// in an open shadow root, keeps it across a move, and puts up a panel when it cannot start or has stopped.
//
// Attributes: lesson and step, or state (what stands after # in a link, whole), controls (full, mini, none), theme (auto, light,
// dark), locale (auto, en, zh-CN), loading (lazy, eager), and page, for the one player that owns the page's address.
// The light DOM is what shows before, without and instead of wasm, and on paper.
// The application says where it is with a `lockstep-state` event whose detail is the fragment; that is where a
// stopped player starts again. It has the attribute `complete` once nothing more will be fetched.
// `texts`, `editor`, `check`, `whole` and the engine come from the entry (fetched.js, inlined.js), LANGUAGES from bundle.mjs.
const WORDS = {
  en: { stopped: 'Lockstep stopped. Your place is kept.', failed: 'Lockstep could not start.', again: 'Start again' },
  zh: { stopped: 'Lockstep 停了下来，你的位置还在。', failed: 'Lockstep 没能启动。', again: '重新启动' },
};

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

/** What a first visit does without: the rest of the engine, and the style of what comes later. */
const later = new CSSStyleSheet();
const complete = () => Promise.all([whole(), texts('style').then((style) => later.replace(style))]);

class LockstepPlayer extends HTMLElement {
  #root = this.attachShadow({ mode: 'open' });
  #fallback = document.createElement('div'); // around the slot: tools that flatten the tree overlook a hidden slot
  #handle;
  #outside; // what a page of its own listens to outside of the player, for as long as the instance lives
  #starting = false;
  #state;
  #nearby;
  #mourn = (error) => this.#stop('stopped', error);
  #waited = new WeakSet(); // what was pressed before the whole engine was there

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet, later];
    this.#fallback.className = 'lockstep-fallback';
    this.#fallback.append(document.createElement('slot'));
    this.#fallback.addEventListener('click', () => this.#start());
    this.#root.append(this.#fallback);
    this.#root.addEventListener('click', (event) => this.#later(event), { capture: true });
    this.#root.addEventListener('lockstep-state', (event) => {
      this.#state = event.detail;
    });
  }

  connectedCallback() {
    if (this.#handle || this.#starting) return; // it was only moved
    if (this.getAttribute('loading') === 'eager') {
      this.#start();
      return;
    }
    this.#nearby = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.#start(),
      { rootMargin: '400px' },
    );
    this.#nearby.observe(this);
  }

  disconnectedCallback() {
    this.#nearby?.disconnect();
    // An element that is moved is disconnected and connected at once: only one that stays away is taken down.
    queueMicrotask(() => {
      if (this.isConnected || !this.#handle) return;
      engine.mourners.delete(this.#mourn);
      this.#outside?.abort();
      this.#handle.destroy();
      this.#handle = undefined;
      this.#show(this.#fallback);
    });
  }

  async #start() {
    if (this.#handle || this.#starting) return;
    this.#starting = true;
    this.#nearby?.disconnect();
    try {
      const { glue, options } = await this.#ready();
      if (!this.isConnected) return;
      const host = document.createElement('div');
      host.className = 'lockstep-host';
      this.#show(host);
      engine.mourners.add(this.#mourn);
      this.#handle = glue.mount(host, options);
      if (options.page) this.#listen();
      // All that may be wanted later comes now, so that nothing has to then. What fails is fetched when it is wanted.
      Promise.all([complete(), ...[...LANGUAGES, ...LANGUAGES.map((tag) => `${tag}-prose`), 'library', 'examples'].map(texts)]).then(() => this.setAttribute('complete', ''), () => {});
    } catch (error) {
      engine.died(error);
      this.#stop('failed', error);
    } finally {
      this.#starting = false;
    }
  }

  /** A press on what a first visit does not do waits for the whole engine without holding up the page, and is then made. */
  async #later(event) {
    const pressed = event.target.closest?.('[data-later] :is(a, button), [data-later]:is(a, button)');
    if (!pressed || this.hasAttribute('complete') || this.#waited.has(pressed)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#waited.add(pressed);
    pressed.setAttribute('aria-busy', 'true');
    await complete().catch(() => {}); // it is tried once more by the press itself
    pressed.removeAttribute('aria-busy');
    pressed.click();
    this.#waited.delete(pressed);
  }

  /** The engine with what these options take. While it comes the address may change and the instance may end. */
  async #ready() {
    // A guess, so that wasm and texts come side by side; the application knows better what the reader likes.
    texts(LANGUAGES.find((tag) => tag.slice(0, 2) === navigator.language.slice(0, 2)) ?? LANGUAGES[0]).catch(() => {});
    for (;;) {
      const glue = await engine.start();
      const options = this.#options();
      const language = glue.unknown_language(options);
      const file = language && (await texts(language));
      if (glue.begins_elsewhere(options)) await complete();
      const go = glue.wants_go(options) && (await Promise.all([texts('library'), texts('examples')]));
      if (glue !== (await engine.start()) || options.fragment !== this.#options().fragment) continue;
      if (language) glue.learn(language, file);
      if (go) glue.learn_go(...go);
      return { glue, options };
    }
  }

  #options() {
    const page = this.hasAttribute('page');
    const option = (name) => this.getAttribute(name) ?? '';
    return {
      lesson: option('lesson'),
      step: option('step'),
      controls: option('controls'),
      theme: option('theme'),
      locale: option('locale'),
      page,
      texts,
      editor,
      check,
      fragment: this.#state ?? (page ? location.hash : option('state')).replace('#', ''),
    };
  }

  /** On a page of its own, links change the address, and keys work though nothing has the focus yet. */
  #listen() {
    this.#outside = new AbortController();
    const { signal } = this.#outside;
    addEventListener('hashchange', () => this.#handle.open(location.hash.slice(1)), { signal });
    const nowhere = (target) => target === document.body || target === document.documentElement;
    addEventListener('keydown', (event) => nowhere(event.target) && this.#handle.press(event), { signal });
  }

  /** The player takes the place of the fallback, which stays for paper. */
  #show(node) {
    for (const child of [...this.#root.children]) if (child !== this.#fallback) child.remove();
    if (node !== this.#fallback) this.#root.append(node);
    this.#fallback.classList.toggle('behind', node !== this.#fallback);
    this.#fallback.classList.toggle('picture', this.querySelector('img, picture, svg') !== null);
  }

  /** The instance is gone or never came: say so, keep the place, offer to start again. */
  #stop(why, error) {
    engine.mourners.delete(this.#mourn);
    this.#outside?.abort();
    this.#handle = undefined; // its instance is dead: there is nothing left to destroy
    if (!this.isConnected) return;
    const asked = this.getAttribute('locale') ?? '';
    const spoken = this.#root.querySelector('.player')?.lang ?? navigator.language;
    const language = asked === '' || asked === 'auto' ? spoken : asked;
    const words = language.startsWith('zh') ? WORDS.zh : WORDS.en;
    const panel = document.createElement('div');
    panel.className = 'lockstep-stopped';
    panel.lang = words === WORDS.zh ? 'zh-CN' : 'en';
    panel.setAttribute('role', 'alert');
    const said = document.createElement('p');
    said.textContent = words[why];
    const reason = document.createElement('p');
    reason.textContent = String(error?.message ?? error);
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = words.again;
    again.addEventListener('click', () => this.#start());
    panel.append(said, reason, again);
    this.#show(panel);
  }
}

// A page may include the script twice; the first one wins.
if (!customElements.get('lockstep-player')) customElements.define('lockstep-player', LockstepPlayer);
