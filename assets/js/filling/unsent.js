// The store of the device for what was typed and is not sent. Each page has a place of its own, so that two tabs of one browser
// never write over each other; what a page that is gone left behind is taken over by the next one. A page is there as long as it
// holds the lock of its place. Where a browser has no locks (without HTTPS), a page takes over whatever it finds: the
// same content sent twice is no change.

/** A place of this page's own under a name, and what others left there. */
export function claim(name) {
  const own = `${name}:${Math.random().toString(36).slice(2)}`;
  const held = new Promise((done) => {
    if (!navigator.locks) return done();
    navigator.locks.request(own, () => (done(), new Promise(() => {}))).catch(done);
  });

  return {
    /** Keeps what is unsent, by the id of its cell or passage. */
    keep(unsent) {
      try {
        if (unsent.size) localStorage.setItem(own, JSON.stringify(Object.fromEntries(unsent)));
        else localStorage.removeItem(own);
      } catch {
        // A full or forbidden store: then the page itself is all there is.
      }
    },

    /** What pages that are gone left, once only. */
    async left() {
      await held;
      const found = new Map();
      for (const place of places(name)) {
        if (place === own) continue;
        const take = () => {
          for (const [id, fields] of Object.entries(read(place))) found.set(id, fields);
          localStorage.removeItem(place);
        };
        if (navigator.locks) await navigator.locks.request(place, { ifAvailable: true }, (lock) => lock && take());
        else take();
      }
      return found;
    },
  };
}

function places(name) {
  try {
    // One of an older version of this page has no end.
    return Object.keys(localStorage).filter((key) => key === name || key.startsWith(`${name}:`));
  } catch {
    return [];
  }
}

function read(place) {
  try {
    return JSON.parse(localStorage.getItem(place)) ?? {};
  } catch {
    return {};
  }
}
